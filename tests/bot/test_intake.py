"""What becomes of one update: taken once, in order, whole or not at all."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.channels.channel import Unfetchable
from bot.intake import Intake
from messages import menu, people
from messages.people import Links
from storage.engine import Storage
from storage.kinds import AccountState
from tests.support.fake_channel import NAME, FakeChannel
from tests.support.rows import Rows
from workflow.clock import SystemClock
from workflow.file import LIMIT

STRANGER = people.stranger().text
APOLOGY = menu.apology().text


@dataclass
class Desk:
    """An intake with one channel and nobody known to it."""

    storage: Storage
    rows: Rows
    channel: FakeChannel = field(default_factory=FakeChannel)
    woken: list[int] = field(default_factory=list)
    """How many replies were durable each time the outbox was said to hold something."""

    def __post_init__(self) -> None:
        links = Links("http://127.0.0.1", "")
        self.intake = Intake(self.storage, {NAME: self.channel}, links, self._on_outbox)

    def _on_outbox(self) -> None:
        self.woken.append(len(self.replies()))

    async def takes(self, *updates: Mapping[str, Any], channel: str = NAME) -> int:
        """Receive updates numbered from 1 and take them; return how many were new."""
        numbered = [(str(number), raw) for number, raw in enumerate(updates, start=1)]
        n_new = await self.intake.receive(channel, numbered)
        await self.intake.drain()
        return n_new

    def inbox(self) -> list[tuple[Any, ...]]:
        return self.rows("SELECT state, attempts FROM inbox ORDER BY id")

    def replies(self) -> list[tuple[str, str]]:
        """Return who is told what, in the order of leaving."""
        return [
            (account, text)
            for account, text in self.rows(
                "SELECT a.external_id, json_extract(o.content, '$.text') FROM outbox o"
                " JOIN account a ON a.id = o.account_id ORDER BY o.id"
            )
        ]

    async def state_of(self, account: str) -> AccountState:
        async with self.storage.begin() as uow:
            found = await uow.accounts.find(NAME, account)
            assert found is not None
            return found.state


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    file = tmp_path / "giaouoc.db"
    storage = Storage(f"sqlite+aiosqlite:///{file}", SystemClock())
    await storage.upgrade()
    yield Desk(storage, Rows(file))
    await storage.close()


def says(account: str, text: str = "?") -> dict[str, str]:
    return {"account": account, "text": text}


async def test_updates_are_taken_in_the_order_they_came(desk: Desk) -> None:
    await desk.takes(says("an"), says("binh"), says("an"))

    assert desk.replies() == [("an", STRANGER), ("binh", STRANGER), ("an", STRANGER)]


async def test_the_same_update_is_taken_once(desk: Desk) -> None:
    twice_in_one_answer = [("7", says("an")), ("7", says("an"))]

    assert await desk.intake.receive(NAME, twice_in_one_answer) == 1
    assert await desk.intake.receive(NAME, twice_in_one_answer) == 0
    await desk.intake.drain()
    assert await desk.intake.receive(NAME, twice_in_one_answer) == 0
    await desk.intake.drain()

    assert desk.inbox() == [("done", 0)]
    assert desk.replies() == [("an", STRANGER)]


async def test_the_outbox_is_announced_only_after_the_commit(desk: Desk) -> None:
    await desk.takes(says("an"), says("an"))

    assert desk.woken == [1, 2]


async def test_a_failing_update_is_tried_twice_apologised_for_and_left(desk: Desk) -> None:
    async def breaks(ref: str) -> bytes:
        raise RuntimeError(ref)

    desk.channel.fetching = breaks
    await desk.takes({"account": "an", "file": "f1"}, says("binh"))

    assert desk.inbox() == [("failed", 2), ("done", 0)]
    assert desk.replies() == [("an", APOLOGY), ("binh", STRANGER)]


async def test_an_update_that_fails_once_is_done_at_the_second_try(desk: Desk) -> None:
    tries = iter([RuntimeError("once"), None])

    async def breaks_once(_: str) -> bytes:
        if (error := next(tries)) is not None:
            raise error
        return b"x"

    desk.channel.fetching = breaks_once
    await desk.takes({"account": "an", "file": "f1"})

    assert desk.inbox() == [("done", 1)]
    assert desk.replies() == [("an", STRANGER)]


async def test_an_update_that_nobody_understands_stops_nothing(desk: Desk) -> None:
    await desk.takes({"what": "poison"}, says("an"))

    assert desk.inbox() == [("failed", 2), ("done", 0)]
    assert desk.replies() == [("an", STRANGER)]


async def test_a_file_is_fetched_while_no_transaction_is_open(desk: Desk) -> None:
    async def looks_into_the_database(_: str) -> bytes:
        async with asyncio.timeout(5), desk.storage.begin() as uow:
            assert await uow.inbox.n_waiting() == 1
        return b"x"

    desk.channel.fetching = looks_into_the_database
    await desk.takes({"account": "an", "file": "f1"})

    assert desk.inbox() == [("done", 0)]


async def test_a_file_that_is_too_large_is_not_fetched(desk: Desk) -> None:
    fetched = []

    async def notes(ref: str) -> bytes:
        fetched.append(ref)
        return b"x"

    desk.channel.fetching = notes
    await desk.takes({"account": "an", "file": "f1", "size": LIMIT + 1})

    assert fetched == []
    assert desk.inbox() == [("done", 0)]


async def test_a_file_that_cannot_be_had_is_answered(desk: Desk) -> None:
    async def is_gone(ref: str) -> bytes:
        raise Unfetchable(ref)

    desk.channel.fetching = is_gone
    await desk.takes({"account": "an", "file": "f1"})

    assert desk.inbox() == [("done", 0)]
    assert len(desk.replies()) == 1


async def test_an_update_of_a_channel_switched_off_is_done_without_an_answer(desk: Desk) -> None:
    await desk.takes(says("an"), channel="gone")

    assert desk.inbox() == [("done", 0)]
    assert desk.replies() == []


async def test_who_left_is_unreachable_until_they_write_again(desk: Desk) -> None:
    await desk.intake.receive(NAME, [("1", says("an")), ("2", {"account": "an", "left": True})])
    await desk.intake.drain()
    assert await desk.state_of("an") is AccountState.UNREACHABLE

    await desk.intake.receive(NAME, [("3", says("an"))])
    await desk.intake.drain()
    assert await desk.state_of("an") is AccountState.ACTIVE
    assert len(desk.replies()) == 2


async def test_what_waited_at_start_and_what_comes_later_is_taken(desk: Desk) -> None:
    stop, done = asyncio.Event(), asyncio.Queue[int]()
    intake = Intake(desk.storage, {NAME: desk.channel}, Links("", ""), lambda: done.put_nowait(1))
    await desk.intake.receive(NAME, [("1", says("an"))])

    running = asyncio.create_task(intake.run(stop))
    async with asyncio.timeout(5):
        await done.get()
        await intake.receive(NAME, [("2", says("an"))])
        await done.get()
        stop.set()
        await running

    assert desk.inbox() == [("done", 0), ("done", 0)]
