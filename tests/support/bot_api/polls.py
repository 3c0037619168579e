"""getUpdates: the long poll, one at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from tests.support.bot_api.checks import demand, read_json
from tests.support.bot_api.refusal import Refusal
from tests.support.bot_api.updates import Updates

TWO_POLLS = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Polls:
    """Lets one poll wait; a second one ends the first with 409, as Telegram does."""

    def __init__(self, updates: Updates, now: Callable[[], datetime]) -> None:
        self._updates = updates
        self._now = now
        self._ended: asyncio.Event | None = None
        self._closing = False
        self.waiting = asyncio.Event()
        """Set while a poll waits for updates."""

    def close(self) -> None:
        self._closing = True
        self._end_other()

    async def poll(
        self, params: Mapping[str, Any], disconnected: Callable[[], Awaitable[object]]
    ) -> list[dict[str, Any]]:
        """Return updates from `offset` on, at once or as soon as there are any."""
        seconds, limit = int(params.get("timeout", 0)), int(params.get("limit", 100))
        demand(1 <= limit <= 100, "limit must be 1-100")
        kinds = read_json(params, "allowed_updates")
        if "offset" in params:
            self._updates.confirm_before(int(params["offset"]))
        self._end_other()
        found = self._updates.take(kinds, limit, self._now())
        if found or not seconds or self._closing:
            return found
        ended = self._ended = asyncio.Event()
        self.waiting.set()
        try:
            await _first_of(
                min(seconds, 50), self._updates.changed.wait(), ended.wait(), disconnected()
            )
        finally:
            if self._ended is ended:
                self._ended = None
                self.waiting.clear()
        if ended.is_set() and not self._closing:
            raise Refusal(409, TWO_POLLS)
        return self._updates.take(kinds, limit, self._now())

    def _end_other(self) -> None:
        if self._ended is not None:
            self._ended.set()


async def _first_of(seconds: float, *waits: Awaitable[object]) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
