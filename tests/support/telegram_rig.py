"""The Telegram channel against the tests' Bot API server."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bot.channels.channel import CarriedFile, Outcome, Outgoing
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.settings import Profile, TelegramSettings
from bot.rehearsal.phone import Phone
from tests.support.bot_api import BotApi, Flood
from tests.support.rig import Arrival, NewFile
from tests.support.telegram_phone import TelegramPhone
from workflow.clock import Clock, SystemClock

PROFILE = Profile("Bot của một khối thi đua.", "Khối thi đua", (("start", "Bắt đầu"),))
FIRST_CHAT = 1001


class RecordingInlet:
    """Keeps what it is given, in order; new ones counted by external id."""

    def __init__(self) -> None:
        self.received: list[Arrival] = []

    async def receive(self, channel: str, updates: Sequence[tuple[str, Mapping[str, Any]]]) -> int:
        assert channel == "telegram"
        known = {arrival.external_id for arrival in self.received}
        self.received += [Arrival(external_id, raw) for external_id, raw in updates]
        return len({external_id for external_id, _ in updates} - known)

    def wake(self) -> None:
        """Nothing waits here."""


class TelegramRig:
    """Implements `tests.support.rig.Rig`."""

    name = "telegram"

    def __init__(self, server: BotApi, channel: TelegramChannel) -> None:
        self.server = server
        self.inlet = RecordingInlet()
        self._channel = channel
        self._chat_ids = count(FIRST_CHAT)
        self._delivery_ids = count(1)
        self._shown = 0

    @property
    def channel(self) -> TelegramChannel:
        return self._channel

    async def phone(self, name: str) -> TelegramPhone:
        user = self.server.user(next(self._chat_ids), name)
        user.opens_chat()
        return TelegramPhone(user)

    def account_of(self, phone: Phone) -> str:
        return str(_telegram(phone).user.id)

    async def arrive(self) -> list[Arrival]:
        while await self._channel.poll_once(self.inlet):
            pass
        arrived = self.inlet.received[self._shown :]
        self._shown = len(self.inlet.received)
        return arrived

    async def deliver(
        self,
        phone: Phone,
        content: Mapping[str, Any],
        *,
        files: tuple[NewFile, ...] = (),
        press_id: str | None = None,
        target_id: str | None = None,
    ) -> Outcome:
        numbered = list(enumerate(files, start=1))
        outgoing = Outgoing(
            delivery_id=next(self._delivery_ids),
            account=self.account_of(phone),
            content={**content, "files": [{"id": n, "name": f.name} for n, f in numbered]},
            files=tuple(CarriedFile(n, f.name, f.media_type, f.content) for n, f in numbered),
            press_id=press_id,
            target_id=target_id,
        )
        return await self._channel.send(outgoing)

    async def toasts(self, phone: Phone) -> list[str]:
        return _telegram(phone).user.toasts

    async def sends_sticker(self, phone: Phone) -> bool:
        _telegram(phone).user.sends_sticker()
        return True

    async def blocks(self, phone: Phone) -> bool:
        _telegram(phone).user.blocks_bot()
        return True


def settings_for(server: BotApi, **changed: Any) -> TelegramSettings:
    """Return settings that lead to the server, quick enough for tests."""
    quick = TelegramSettings(
        token=server.token,
        base_url=server.base_url,
        pause_between_parts=timedelta(0),
        poll_timeout=timedelta(seconds=5),
    )
    return replace(quick, **changed)


@asynccontextmanager
async def open_telegram_rig(
    _tmp_path: Path | None = None,
    *,
    clock: Clock | None = None,
    flood: Flood | None = None,
    **changed: Any,
) -> AsyncIterator[TelegramRig]:
    """Yield a channel and its server; `changed` are settings that differ.

    A given clock also drives the server's limits.
    """
    clock = clock or SystemClock()
    async with BotApi(now=clock.now, flood=flood) as server:
        channel = TelegramChannel(settings_for(server, **changed), PROFILE, clock)
        try:
            yield TelegramRig(server, channel)
        finally:
            await channel.close()


def _telegram(phone: Phone) -> TelegramPhone:
    assert isinstance(phone, TelegramPhone)
    return phone
