"""Waiting for what another process brings about."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

A_LOOK = 0.02
PATIENCE = 60.0


class NeverCame(AssertionError):
    """What a test waited for."""


async def until(
    holds: Callable[[], Awaitable[bool]],
    what: str,
    patience: float = PATIENCE,
    every: float = A_LOOK,
) -> None:
    """Return as soon as the condition holds; fail with `NeverCame` when it never does."""
    end = monotonic() + patience
    while not await holds():
        if monotonic() > end:
            raise NeverCame(what)
        # A process of its own rings no bell of ours: look again soon.
        await asyncio.sleep(every)
