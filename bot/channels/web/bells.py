"""Wakes the open pages of an account when its chat has changed; carries nothing itself."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Bells:
    """One bell for each open page, hung under its account."""

    def __init__(self) -> None:
        self._hung: defaultdict[int, set[asyncio.Event]] = defaultdict(set)
        self.are_silenced = False

    @contextmanager
    def listening(self, account_id: int) -> Iterator[asyncio.Event]:
        """Hang a bell for the length of the block."""
        bell = asyncio.Event()
        self._hung[account_id].add(bell)
        try:
            yield bell
        finally:
            self._hung[account_id].discard(bell)
            if not self._hung[account_id]:
                del self._hung[account_id]

    def ring(self, account_id: int) -> None:
        for bell in self._hung.get(account_id, ()):
            bell.set()

    def silence(self) -> None:
        """Ring every bell a last time; pages hang up when they see `are_silenced`."""
        self.are_silenced = True
        for bells in self._hung.values():
            for bell in bells:
                bell.set()
