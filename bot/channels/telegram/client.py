"""The library's `Bot`, made from settings, and the one call that it does not offer raw."""

from datetime import timedelta
from typing import Any

from telegram import Bot
from telegram.request import HTTPXRequest

from bot.channels.telegram.settings import TelegramSettings

KINDS = ("message", "callback_query", "my_chat_member")


class Client(Bot):
    """A `Bot` that also hands out updates as they came, not parsed."""

    def __init__(self, settings: TelegramSettings) -> None:
        # More than one: a torn connection would keep every later poll waiting for its place.
        polls = _request(settings, settings.poll_pool_size)
        calls = _request(settings, settings.pool_size)
        super().__init__(
            settings.token,
            base_url=settings.base_url,
            base_file_url=settings.base_file_url,
            request=calls,
            get_updates_request=polls,
        )
        self._requests = (polls, calls)
        self._answer_within = settings.read_timeout

    async def raw_updates(self, offset: int | None, wait: timedelta) -> list[Any]:
        """Return what follows `offset`, after at most `wait`; asking confirms all before it."""
        found = await self._post(
            "getUpdates",
            {
                "offset": offset,
                "timeout": int(wait.total_seconds()),
                "allowed_updates": list(KINDS),
            },
            read_timeout=(wait + self._answer_within).total_seconds(),
        )
        return found if isinstance(found, list) else []

    async def renew_polls(self) -> None:
        """Open the connections of polls anew: a torn one keeps its place in the pool for ever."""
        polls, _ = self._requests
        await polls.shutdown()
        await polls.initialize()

    async def close_connections(self) -> None:
        """Close what `shutdown` of a never initialised `Bot` would leave open."""
        for request in self._requests:
            await request.shutdown()


def _request(settings: TelegramSettings, size: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=size,
        proxy=settings.proxy,
        connect_timeout=settings.connect_timeout.total_seconds(),
        read_timeout=settings.read_timeout.total_seconds(),
        write_timeout=settings.read_timeout.total_seconds(),
        media_write_timeout=settings.upload_timeout.total_seconds(),
        pool_timeout=settings.pool_timeout.total_seconds(),
    )
