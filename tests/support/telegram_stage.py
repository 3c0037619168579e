"""A stage whose phones are Telegram's, against the strict Bot API server on the same clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from pydantic import SecretStr

from bot.app import App, open_app
from bot.config import TelegramSection
from bot.rehearsal.clock import MovableClock
from bot.rehearsal.phone import Phone
from bot.rehearsal.stage import OPENING, Stage, rehearsal_config, set_stage
from tests.support.bot_api import BotApi
from tests.support.telegram_phone import TelegramPhone

FIRST_CHAT = 7001
# What Telegram hands out in one answer to a poll.
MOST_AT_ONCE = 100


class TelegramCarrying:
    """Implements `bot.rehearsal.stage.Carrying`."""

    def __init__(self, server: BotApi) -> None:
        self.server = server
        self._chat_ids = count(FIRST_CHAT)

    def phone(self, person_id: int, name: str) -> TelegramPhone:
        del person_id
        return TelegramPhone(self.server.user(next(self._chat_ids), name))

    async def opens_invite(self, phone: Phone, code: str) -> None:
        await phone.types(f"/start {code}")

    async def arrive(self, app: App) -> None:
        assert app.telegram is not None
        while await app.telegram.poll_once(app.intake) == MOST_AT_ONCE:
            pass


@asynccontextmanager
async def open_telegram_stage(
    folder: Path, clock: MovableClock | None = None
) -> AsyncIterator[tuple[Stage, BotApi]]:
    """Open the invented bloc on Telegram's adapter over HTTP."""
    clock = clock or MovableClock(OPENING)
    async with BotApi(now=clock.now) as server:
        config = rehearsal_config(folder / "telegram.db").model_copy(
            update={
                "telegram": TelegramSection(base_url=server.base_url, bot_name="giaouoc_bot"),
                "telegram_token": SecretStr(server.token),
            }
        )
        async with open_app(config, clock) as app:
            assert app.telegram is not None
            await app.telegram.open()
            yield await set_stage(app, clock, TelegramCarrying(server), Stage), server
