"""Telegram fails in every way it can: nothing is lost, nothing is doubled without saying so."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery import Carrier
from bot.intake import Intake
from bot.rehearsal.clock import MovableClock
from messages.people import Links
from messages.render import label
from storage.engine import Storage
from tests.support.bot_api import Answers, Drops, Hangs, User, server_error, too_many
from tests.support.empty_database import make_empty_database
from tests.support.post import MORNING
from tests.support.rows import Rows
from tests.support.telegram_rig import TelegramRig, open_telegram_rig

MARK = label("word.resent")
SECOND = timedelta(seconds=1)


@dataclass
class Office:
    """The bot between its database and the tests' Bot API server; strangers write to it."""

    telegram: TelegramRig
    clock: MovableClock
    rows: Rows
    intake: Intake
    carrier: Carrier

    async def takes(self) -> None:
        """Receive and answer what waits, at this instant."""
        while await self.telegram.channel.poll_once(self.intake):
            pass
        await self.intake.drain()
        await self.carrier.drain()

    async def person(self, name: str) -> User:
        return (await self.telegram.phone(name)).user

    def states(self) -> list[str]:
        return [state for (state,) in self.rows("SELECT state FROM outbox ORDER BY id")]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path) as opened:
        yield opened


@asynccontextmanager
async def open_office(folder: Path) -> AsyncIterator[Office]:
    file, clock = folder / "giaouoc.db", MovableClock(MORNING)
    make_empty_database(file)
    storage = Storage(f"sqlite+aiosqlite:///{file}", clock)
    async with open_telegram_rig(clock=clock, read_timeout=SECOND / 2) as telegram:
        channels = {"telegram": telegram.channel}
        carrier = Carrier(storage, channels, clock)
        intake = Intake(storage, channels, Links("", ""), carrier.wake)
        yield Office(telegram, clock, Rows(file), intake, carrier)
    await storage.close()


def heard(user: User) -> list[str]:
    """Return what the bot said, only its first word where it is the mark of a resend."""
    said = [message.text for message in user.chat if not message.mine]
    return [MARK if text.startswith(MARK) else "answer" for text in said]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (server_error(500), [MARK]),
        (server_error(502), [MARK]),
        (Drops(), ["answer", MARK]),
        (Hangs(), ["answer", MARK]),
    ],
    ids=["500", "502", "torn", "hanging"],
)
async def test_what_may_have_arrived_is_sent_once_more_and_says_so(
    office: Office, fault: Answers | Drops | Hangs, expected: list[str]
) -> None:
    user = await office.person("An")
    office.telegram.server.arm("sendMessage", fault)
    user.types("xin chào")

    await office.takes()
    office.clock.move(timedelta(hours=1))
    await office.takes()

    assert heard(user) == expected
    assert office.states() == ["unknown", "sent"]


@pytest.mark.parametrize("seconds", [1, 3600])
async def test_a_wait_is_kept_to_and_nobody_else_waits(office: Office, seconds: int) -> None:
    slow, other = await office.person("An"), await office.person("Bình")
    office.telegram.server.arm("sendMessage", too_many(seconds))
    slow.types("xin chào")
    await office.takes()
    other.types("xin chào")
    office.clock.move(SECOND / 2)
    await office.takes()
    assert (heard(slow), heard(other)) == ([], ["answer"])

    office.clock.move(seconds * SECOND - SECOND)
    await office.takes()
    assert heard(slow) == []
    office.clock.move(SECOND / 2)
    await office.takes()

    assert heard(slow) == ["answer"]
    assert office.states() == ["sent", "sent"]


async def test_a_reply_that_hangs_holds_up_nobody_else(office: Office) -> None:
    hanging, other = await office.person("An"), await office.person("Bình")
    hangs = Hangs()
    office.telegram.server.arm("sendMessage", hangs)
    hanging.types("xin chào")
    stop = asyncio.Event()
    running = asyncio.create_task(office.carrier.run(stop))
    async with asyncio.timeout(5):
        await _received(office)
        await hangs.reached.wait()
        other.types("xin chào")
        await _received(office)
        await until(lambda: heard(other) == ["answer"])
        assert not hangs.released.is_set()
        hangs.released.set()
        stop.set()
        await running

    assert heard(hanging)[0] == "answer"
    assert office.states()[1] == "sent"


async def test_updates_twice_and_out_of_order_are_each_answered_once(office: Office) -> None:
    one, other = await office.person("An"), await office.person("Bình")
    updates = office.telegram.server.updates
    one.types("xin chào")
    other.types("xin chào")
    updates._waiting.reverse()
    updates.double_next()

    await office.telegram.channel.poll_once(office.intake)
    # A program that stopped before it could say "received" gets all of it again.
    await office.telegram.channel.poll_once(office.intake)
    await office.takes()
    office.clock.move(SECOND)
    await office.takes()

    assert (heard(one), heard(other)) == (["answer"], ["answer"])
    assert office.rows("SELECT state FROM inbox") == [("done",), ("done",)]


async def _received(office: Office) -> None:
    await office.telegram.channel.poll_once(office.intake)
    await office.intake.drain()


async def until(holds: Callable[[], bool]) -> None:
    """Wait for the phones; the server has no event for a message that has come."""
    while not holds():  # noqa: ASYNC110
        await asyncio.sleep(0.005)
