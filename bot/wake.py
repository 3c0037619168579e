"""A loop's alarm: somebody rings, or the end comes, or time passes."""

import asyncio
from datetime import timedelta


class Wake:
    """Rung by whoever made work; waited for by the loop that does it."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    def reset(self) -> None:
        """Forget former rings; call it before looking for work, so that none is missed."""
        self._rung.clear()

    async def wait(self, stop: asyncio.Event, at_most: timedelta | None = None) -> None:
        """Return at a ring, at `stop`, or after the time, whichever is first."""
        signs = [asyncio.ensure_future(sign.wait()) for sign in (self._rung, stop)]
        seconds = None if at_most is None else at_most.total_seconds()
        await asyncio.wait(signs, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for sign in signs:
            sign.cancel()
