"""Wakes the open pages of an account, or of the hall, when something changed; carries nothing."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Bells:
    """One bell for each open page, hung under its account or conference."""

    def __init__(self) -> None:
        self._hung: defaultdict[int, set[asyncio.Event]] = defaultdict(set)
        self.are_silenced = False

    @contextmanager
    def listening(self, key: int) -> Iterator[asyncio.Event]:
        """Hang a bell for the length of the block."""
        bell = asyncio.Event()
        self._hung[key].add(bell)
        try:
            yield bell
        finally:
            self._hung[key].discard(bell)
            if not self._hung[key]:
                del self._hung[key]

    def ring(self, key: int) -> None:
        for bell in self._hung.get(key, ()):
            bell.set()

    def ring_all(self) -> None:
        for bells in self._hung.values():
            for bell in bells:
                bell.set()

    def silence(self) -> None:
        """Ring every bell a last time; pages hang up when they see `are_silenced`."""
        self.are_silenced = True
        self.ring_all()
