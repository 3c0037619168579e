"""The carrier over channels in memory, with nothing of the trade before it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.delivery import Carrier
from bot.rehearsal.clock import MovableClock
from messages.message import Message
from storage.engine import Storage
from storage.kinds import Lane
from tests.support.empty_database import make_empty_database
from tests.support.fake_channel import NAME, FakeChannel
from tests.support.rows import Rows

MORNING = datetime(2027, 1, 5, 2, 0, tzinfo=UTC)


@dataclass
class Post:
    """A carrier over one or more channels, on a clock that only moves when told."""

    storage: Storage
    rows: Rows
    clock: MovableClock
    channels: dict[str, FakeChannel]

    def __post_init__(self) -> None:
        self.carrier = Carrier(self.storage, self.channels, self.clock)

    @property
    def channel(self) -> FakeChannel:
        return self.channels[NAME]

    async def queue(self, account: str, text: str, channel: str = NAME, **other: Any) -> int:
        async with self.storage.begin() as uow:
            account_id = (await uow.accounts.open(channel, account, uow.now)).id
            values = {
                "account_id": account_id,
                "lane": Lane.REPLY,
                "kind": "reply",
                "content": Message(text).to_json(),
                "due_at": uow.now,
                "created_at": uow.now,
            }
            queued = await uow.outbox.add({**values, **other})
        assert queued is not None
        return queued

    def states(self) -> list[str]:
        return [state for (state,) in self.rows("SELECT state FROM outbox ORDER BY id")]

    def account_state(self, account: str) -> str:
        ((state,),) = self.rows("SELECT state FROM account WHERE external_id = ?", account)
        return str(state)

    def starts_again(self) -> None:
        """Forget everything that was only in memory."""
        self.__post_init__()


@asynccontextmanager
async def open_post(folder: Path, *channels: FakeChannel) -> AsyncIterator[Post]:
    file, clock = folder / "giaouoc.db", MovableClock(MORNING)
    make_empty_database(file)
    storage = Storage(f"sqlite+aiosqlite:///{file}", clock)
    by_name = {channel.name: channel for channel in channels or (FakeChannel(),)}
    yield Post(storage, Rows(file), clock, by_name)
    await storage.close()
