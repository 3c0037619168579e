"""What becomes of one update: taken once, in order, whole or not at all."""

import asyncio
import threading
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import intake
from bot.channels.channel import Unfetchable
from bot.intake import Intake
from handlers import router
from handlers.request import Request, SentFile
from messages import menu, people
from messages.message import Message
from messages.people import Links
from storage.dialogues import Dialogue
from storage.engine import Storage
from storage.kinds import AccountState
from tests.support.empty_database import make_empty_database
from tests.support.fake_channel import NAME, FakeChannel
from tests.support.rows import Rows
from tests.workflow import small_bloc
from workflow import notice
from workflow.clock import SystemClock
from workflow.file import LIMIT
from workflow.file_errors import NotABook, WorkbookRefused

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

    async def waits_for_file(self, account: str, *, has_read: bool = True) -> None:
        """Let the chair join as `account` and stop where a notice's file is asked for."""
        async with self.storage.begin() as uow:
            bloc = await small_bloc.build(uow)
            draft = await notice.compose(uow, await bloc.actor(uow, "chair"))
            opened = await uow.accounts.open(NAME, account, uow.now)
            await uow.accounts.bind(opened.id, bloc.people["chair"], uow.now)
            if has_read:
                await uow.accounts.read_privacy(opened.id, uow.now)
            about = {"notice_id": draft.notice.id}
            await uow.dialogues.save(Dialogue(opened.id, "notice.file", about, uow.now))

    def fetches_nothing(self) -> None:
        """Fail an update that fetches."""

        async def fails(ref: str) -> bytes:
            raise AssertionError(ref)

        self.channel.fetching = fails

    def brings(self, content: bytes) -> None:
        """Let every file hold the same."""

        async def fetches(_: str) -> bytes:
            return content

        self.channel.fetching = fetches

    async def state_of(self, account: str) -> AccountState:
        async with self.storage.begin() as uow:
            found = await uow.accounts.find(NAME, account)
            assert found is not None
            return found.state


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    file = tmp_path / "giaouoc.db"
    make_empty_database(file)
    storage = Storage(f"sqlite+aiosqlite:///{file}", SystemClock())
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
    await desk.waits_for_file("an")
    await desk.takes({"account": "an", "file": "f1"}, says("binh"))

    assert desk.inbox() == [("failed", 2), ("done", 0)]
    assert desk.replies() == [("an", APOLOGY), ("binh", STRANGER)]


async def test_a_ballot_that_fails_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def breaks(request: Request) -> Message:
        request.is_ballot = True
        raise RuntimeError

    monkeypatch.setitem(router.ANSWERS, "notice.file", breaks)
    await desk.waits_for_file("an")
    await desk.takes(says("an", "Không đồng ý"))

    assert desk.inbox() == [("failed", 2)]
    assert desk.rows("SELECT raw FROM inbox") == [("{}",)]
    async with desk.storage.begin() as uow:
        assert await uow.inbox.forget(uow.now + timedelta(days=2), timedelta(days=1)) == 1


async def test_an_update_that_fails_once_is_done_at_the_second_try(desk: Desk) -> None:
    tries = iter([RuntimeError("once"), None])

    async def breaks_once(_: str) -> bytes:
        if (error := next(tries)) is not None:
            raise error
        return b"x"

    desk.channel.fetching = breaks_once
    await desk.waits_for_file("an")
    await desk.takes({"account": "an", "file": "f1"})

    assert desk.inbox() == [("done", 1)]
    assert ["f1.txt" in text for _, text in desk.replies()] == [True]


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
    await desk.waits_for_file("an")
    await desk.takes({"account": "an", "file": "f1"})

    assert desk.inbox() == [("done", 0)]


async def test_a_file_that_is_too_large_is_not_fetched(desk: Desk) -> None:
    desk.fetches_nothing()
    await desk.waits_for_file("an")
    await desk.takes({"account": "an", "file": "f1", "size": LIMIT + 1})

    assert desk.inbox() == [("done", 0)]
    assert ["Tệp lớn hơn 20 MB" in text for _, text in desk.replies()] == [True]


async def test_a_file_of_a_stranger_is_not_fetched(desk: Desk) -> None:
    desk.fetches_nothing()
    await desk.takes({"account": "an", "file": "f1"})

    assert desk.inbox() == [("done", 0)]
    assert desk.replies() == [("an", STRANGER)]


async def test_a_file_before_the_privacy_notice_is_not_fetched(desk: Desk) -> None:
    desk.fetches_nothing()
    await desk.waits_for_file("an", has_read=False)
    await desk.takes({"account": "an", "file": "f1"})

    assert desk.inbox() == [("done", 0)]
    assert desk.replies() == [("an", people.privacy().text)]


@pytest.mark.parametrize("asked", [False, True])
async def test_a_file_that_no_question_waits_for_is_not_fetched(desk: Desk, asked: bool) -> None:
    desk.fetches_nothing()
    await desk.waits_for_file("an")
    async with desk.storage.begin() as uow:
        account = await uow.accounts.open(NAME, "an", uow.now)
        question = "notice.field" if asked else None
        await uow.dialogues.save(Dialogue(account.id, question, {}, uow.now))
    await desk.takes({"account": "an", "file": "f1"})

    assert desk.inbox() == [("done", 0)]
    assert desk.replies() == [("an", menu.unexpected_file(asked=asked).text)]


async def test_a_file_that_does_not_come_holds_nobody_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never_ends(_: str) -> bytes:
        return await asyncio.Future[bytes]()

    monkeypatch.setattr(intake, "FETCH_WITHIN", 0)
    desk.channel.fetching = never_ends
    await desk.waits_for_file("an")
    async with asyncio.timeout(5):
        await desk.takes({"account": "an", "file": "f1"}, says("binh"))

    assert desk.inbox() == [("done", 0), ("done", 0)]
    (_, told), (other, _) = desk.replies()
    assert "Chưa tải được tệp" in told
    assert other == "binh"


async def test_a_file_that_cannot_be_had_is_answered(desk: Desk) -> None:
    async def is_gone(ref: str) -> bytes:
        raise Unfetchable(ref)

    desk.channel.fetching = is_gone
    await desk.waits_for_file("an")
    await desk.takes({"account": "an", "file": "f1"})

    assert desk.inbox() == [("done", 0)]
    assert ["Chưa tải được tệp" in text for _, text in desk.replies()] == [True]


async def test_a_file_is_read_while_no_transaction_is_open(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()

    def reader(file: SentFile) -> str:
        """Read what only another thread can: the loop is free to look into the database."""
        waiting = asyncio.run_coroutine_threadsafe(n_waiting(), loop).result(5)
        return f"{file.name} {file.content.decode()} {waiting}"

    async def n_waiting() -> int:
        async with desk.storage.begin() as uow:
            return await uow.inbox.n_waiting()

    async def answer(asked: Request) -> Message:
        return Message(asked.read)

    monkeypatch.setitem(router.READS, "notice.file", reader)
    monkeypatch.setitem(router.ANSWERS, "notice.file", answer)
    desk.brings(b"mot dong")
    await desk.waits_for_file("an")
    await desk.takes({"account": "an", "file": "f1"})

    assert desk.replies() == [("an", "f1.txt mot dong 1")]


async def test_a_file_that_cannot_be_read_leaves_its_question_open(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reader(_: SentFile) -> None:
        raise WorkbookRefused(NotABook.LOCKED)

    monkeypatch.setitem(router.READS, "notice.file", reader)
    desk.brings(b"x")
    await desk.waits_for_file("an")
    await desk.takes({"account": "an", "file": "f1"})

    assert desk.inbox() == [("done", 0)]
    assert ["Tệp có mật khẩu" in text for _, text in desk.replies()] == [True]
    assert desk.rows("SELECT question FROM dialogue") == [("notice.file",)]


async def test_a_file_that_takes_too_long_to_read_is_answered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()
    monkeypatch.setattr(intake, "READ_WITHIN", 0)
    monkeypatch.setitem(router.READS, "notice.file", lambda _: answered.wait(5))
    desk.brings(b"x")
    await desk.waits_for_file("an")
    try:
        await desk.takes({"account": "an", "file": "f1"})
    finally:
        answered.set()

    assert desk.inbox() == [("done", 0)]
    assert ["Tệp quá nặng" in text for _, text in desk.replies()] == [True]


async def test_an_empty_file_is_not_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(router.READS, "notice.file", lambda _: 1 / 0)
    desk.brings(b"")
    await desk.waits_for_file("an")
    await desk.takes({"account": "an", "file": "f1"})

    assert ["Tệp trống" in text for _, text in desk.replies()] == [True]


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
    taking = Intake(desk.storage, {NAME: desk.channel}, Links("", ""), lambda: done.put_nowait(1))
    await desk.intake.receive(NAME, [("1", says("an"))])

    running = asyncio.create_task(taking.run(stop))
    async with asyncio.timeout(5):
        await done.get()
        await taking.receive(NAME, [("2", says("an"))])
        await done.get()
        stop.set()
        await running

    assert desk.inbox() == [("done", 0), ("done", 0)]
