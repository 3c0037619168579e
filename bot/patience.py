"""What the loops do while the database takes nothing: tell the operator once, wait, go on."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import structlog

from storage.engine import CannotWrite

REST = timedelta(seconds=5)
# One outage, one line in the log; a longer one is told again.
TOLD_AGAIN = timedelta(minutes=10)
log = structlog.get_logger()


class Patience:
    """Shared by all who write; whatever they could not write they keep, and try again."""

    def __init__(self, rest: timedelta = REST) -> None:
        self._rest = rest
        self._told_at: float | None = None

    @property
    def rest(self) -> timedelta:
        """Return how long what could not be written is left alone."""
        return self._rest

    def tell(self, trouble: CannotWrite) -> None:
        """Tell the operator, unless that was done."""
        now = asyncio.get_running_loop().time()
        if self._told_at is None or now - self._told_at > TOLD_AGAIN.total_seconds():
            self._told_at = now
            log.error(
                "the database cannot be written; nothing is lost, it goes on by itself",
                why=trouble.why,
            )

    async def bear(self, trouble: CannotWrite, stop: asyncio.Event) -> None:
        """Tell, and wait a little or until `stop`."""
        self.tell(trouble)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), self._rest.total_seconds())
