"""Asks Telegram for updates and says "received" only after the inlet has them.

The next request carries the offset after the last stored update; that is the acknowledgement.
An inlet that fails leaves the offset where it was, and the same updates come again.
A poll has an end, whatever the connection does, and after a failed one its connections are
opened anew: so a poller never hangs without being noticed.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.channel import Inlet
from bot.channels.telegram.client import Client
from bot.channels.telegram.outcome import retry_after
from storage.engine import CannotWrite
from workflow.clock import Clock

log = logging.getLogger(__name__)

NAME = "telegram"
AT_ONCE = timedelta(0)
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=60)
CONFLICT_PAUSE = timedelta(seconds=30)
DISK_PAUSE = timedelta(seconds=5)
TWO_PROGRAMS = (
    "Two programs poll Telegram with the same token and take each other's messages. "
    "Stop the other one; this one tries again in %d s."
)
# It was known before; a proxy or a portal in between answers the same.
NO_LONGER_KNOWN = (
    "Telegram no longer knows this token, or something in between says so; trying again in %d s. "
    "If BotFather gave a new token, enter that one and start again."
)


class BadToken(Exception):
    """Telegram does not know the token; BotFather gives a new one."""

    def __init__(self) -> None:
        super().__init__("Telegram does not know this token; ask BotFather for a new one")


class Polling:
    """The one reader of this bot's updates.

    `timeouts`: how long Telegram may hold a poll, and how long it may take to answer then.
    """

    def __init__(
        self,
        client: Client,
        clock: Clock,
        timeouts: tuple[timedelta, timedelta],
        begin: Callable[[], Awaitable[object]],
    ) -> None:
        self._client = client
        self._clock = clock
        self._poll_timeout, self._answer_within = timeouts
        self._begin = begin
        self._offset: int | None = None
        self.last_poll_at: datetime | None = None

    async def once(self, inlet: Inlet, wait: timedelta) -> int:
        """Ask once and store; return how many updates came. Errors go to the caller."""
        updates = await self._client.raw_updates(self._offset, wait)
        return await self._hand_over(inlet, updates)

    async def run(self, inlet: Inlet, stop: asyncio.Event) -> None:
        """Begin, then poll until told to stop; whatever fails is tried again.

        Save `BadToken`, where Telegram never knew the token.
        """
        n_failed = 0
        while not stop.is_set():
            pause = await self._turn(inlet, stop, n_failed)
            n_failed = n_failed + 1 if pause else 0
            await self._rest(stop, pause)

    async def _turn(self, inlet: Inlet, stop: asyncio.Event, n_failed: int) -> timedelta:
        """Poll once; return how long to rest before the next time."""
        try:
            await self._begin()
            updates = await self._unless(stop)
            await self._hand_over(inlet, updates)
        except (InvalidToken, BadToken):
            return self._with_no_token()
        except Conflict:
            log.error(TWO_PROGRAMS, CONFLICT_PAUSE.total_seconds())  # noqa: TRY400 (no bug of ours)
            return CONFLICT_PAUSE
        except RetryAfter as error:
            return retry_after(error)
        except CannotWrite:
            return DISK_PAUSE
        except (TelegramError, TimeoutError) as error:
            log.warning("poll failed: %s", str(error) or "its answer has no end")
            await self._client.renew_polls()
        except Exception:
            log.exception("updates could not be stored; they come again")
        else:
            return AT_ONCE
        return min(FIRST_PAUSE * (1 << min(n_failed, 10)), LONGEST_PAUSE)

    def _with_no_token(self) -> timedelta:
        if self.last_poll_at is None:
            # Not chained: the library's message may quote the token.
            raise BadToken from None
        log.error(NO_LONGER_KNOWN, LONGEST_PAUSE.total_seconds())
        return LONGEST_PAUSE

    async def _unless(self, stop: asyncio.Event) -> list[Any]:
        """Wait for updates; when told to stop, leave those on their way unacknowledged."""
        poll = asyncio.ensure_future(self._client.raw_updates(self._offset, self._poll_timeout))
        stopped = asyncio.ensure_future(stop.wait())
        longest = (self._poll_timeout + 2 * self._answer_within).total_seconds()
        try:
            ended, _ = await asyncio.wait(
                {poll, stopped}, timeout=longest, return_when=asyncio.FIRST_COMPLETED
            )
            if not ended:
                # An answer that comes byte by byte keeps the library waiting for ever.
                raise TimeoutError
            return await poll if poll.done() else []
        finally:
            stopped.cancel()
            poll.cancel()
            await asyncio.gather(poll, stopped, return_exceptions=True)

    async def _hand_over(self, inlet: Inlet, updates: list[Any]) -> int:
        numbered = [(update["update_id"], update) for update in updates if _is_numbered(update)]
        if numbered:
            await inlet.receive(NAME, [(str(number), update) for number, update in numbered])
            # After receive() has returned; do not move up.
            self._offset = max(number for number, _ in numbered) + 1
        self.last_poll_at = self._clock.now()
        return len(numbered)

    async def _rest(self, stop: asyncio.Event, pause: timedelta) -> None:
        if pause:
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause.total_seconds())


def _is_numbered(update: Any) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)
