"""The Telegram channel: the port on one side, the Bot API on the other."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from telegram.error import InvalidToken

from bot.channels.channel import Incoming, Inlet, Outcome, Outgoing, Pace
from bot.channels.telegram.client import Client
from bot.channels.telegram.fetch import fetch
from bot.channels.telegram.parts import plan
from bot.channels.telegram.polling import NAME, BadToken, Polling
from bot.channels.telegram.profile import introduce
from bot.channels.telegram.send import Sender
from bot.channels.telegram.settings import Profile, TelegramSettings
from bot.channels.telegram.translate import understand
from workflow.clock import Clock


class TelegramChannel:
    """Implements `bot.channels.channel.Channel`; `run` is its own reading loop."""

    name = NAME
    repeats_safely = False
    knows_files = True

    def __init__(self, settings: TelegramSettings, profile: Profile, clock: Clock) -> None:
        self.pace: Pace | None = settings.pace
        self._client = Client(settings)
        self._profile = profile
        self._sender = Sender(self._client, settings.pause_between_parts)
        self._polling = Polling(
            self._client, clock, (settings.poll_timeout, settings.read_timeout), self.open
        )
        self._username = ""

    @property
    def last_poll_at(self) -> datetime | None:
        """The instant when Telegram last answered a poll."""
        return self._polling.last_poll_at

    @property
    def username(self) -> str:
        """The bot's name as Telegram knows it; "" before the first contact."""
        return self._username

    async def open(self) -> str:
        """Take over from any webhook and set the profile, once; return the bot's username.

        Raises `BadToken`, or the library's `TelegramError` when Telegram cannot be reached.
        """
        if not self._username:
            try:
                me = await self._client.get_me()
            except InvalidToken:
                raise BadToken from None
            await self._client.delete_webhook()
            await introduce(self._client, self._profile)
            self._username = str(me.username)
        return self._username

    async def run(self, inlet: Inlet, stop: asyncio.Event) -> None:
        """Open and receive until `stop`; an unreachable Telegram is waited for."""
        await self._polling.run(inlet, stop)

    async def poll_once(self, inlet: Inlet, timeout_seconds: int = 0) -> int:
        """Receive what is waiting; return how many updates came."""
        return await self._polling.once(inlet, timedelta(seconds=timeout_seconds))

    def understand(self, raw: Mapping[str, Any]) -> Incoming:
        return understand(raw)

    def n_messages(self, outgoing: Outgoing) -> int:
        return len(plan(outgoing).parts)

    async def send(self, outgoing: Outgoing) -> Outcome:
        return await self._sender.send(outgoing)

    async def fetch(self, ref: str) -> bytes:
        return await fetch(self._client, ref)

    async def close(self) -> None:
        await self._client.close_connections()
