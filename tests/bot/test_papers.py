"""A paper that a message announces: made at delivery, once, and never at the cost of others."""

import asyncio
import threading
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import papers
from bot.channels.channel import Later, Uncertain
from bot.delivery import Carrier
from bot.outcomes import RESENT_AFTER
from bot.rehearsal.clock import MovableClock
from handlers.papers import Kept, Maker
from messages.message import Message, Paper
from messages.render import label
from storage.engine import Storage
from storage.kinds import Role
from storage.unit_of_work import UnitOfWork
from tests.bot.test_outbox_mishaps import queue
from tests.support.fake_channel import NAME, FakeChannel
from tests.support.rows import Rows
from tests.workflow.small_bloc import SmallBloc, build
from workflow.permission import Actor

SECOND = timedelta(seconds=1)
FORM = Message("Mẫu nhập", files=(Paper("form", {"unit_id": 7}, "Mẫu.xlsx"),)).to_json()


class Works:
    """A kind of paper that tells who asked for it and on which thread it was made."""

    def __init__(self) -> None:
        self.threads: list[str] = []
        self.error: Exception | None = None

    async def gather(self, _: UnitOfWork, actor: Actor, about: Mapping[str, Any]) -> Maker:
        actor.require(Role.OFFICER)

        def make() -> bytes:
            self.threads.append(threading.current_thread().name)
            if self.error is not None:
                raise self.error
            return f"{about['unit_id']}:{len(self.threads)}".encode()

        return make


@pytest.fixture
def works() -> Works:
    return Works()


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel()


@pytest.fixture
def carrier(storage: Storage, clock: MovableClock, works: Works, channel: FakeChannel) -> Carrier:
    return Carrier(storage, {NAME: channel}, clock, {"form": works.gather})


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    return Rows(tmp_path / "giaouoc.db")


@pytest.fixture(autouse=True)
async def bloc(storage: Storage) -> SmallBloc:
    """The officer of a small bloc writes to us as "an"."""
    async with storage.begin() as uow:
        built = await build(uow)
        account = await uow.accounts.open(NAME, "an", uow.now)
        await uow.accounts.bind(account.id, built.people["officer"], uow.now)
    return built


def states(rows: Rows) -> list[str]:
    return [state for (state,) in rows("SELECT state FROM outbox ORDER BY id")]


async def test_a_paper_is_made_off_the_loop_and_kept(
    storage: Storage, carrier: Carrier, channel: FakeChannel, works: Works, rows: Rows
) -> None:
    await queue(storage, "an", content=FORM)

    await carrier.drain()

    (sent,) = channel.sent
    (carried,) = sent.files
    assert (carried.name, carried.content) == ("Mẫu.xlsx", b"7:1")
    assert carried.media_type.endswith("spreadsheetml.sheet")
    assert works.threads != [threading.main_thread().name]
    assert sent.content["files"] == [{"id": carried.file_id, "name": "Mẫu.xlsx"}]
    assert rows("SELECT id, content FROM file") == [(carried.file_id, b"7:1")]
    assert states(rows) == ["sent"]


async def test_a_kept_paper_is_made_once_for_its_content(
    storage: Storage, clock: MovableClock, channel: FakeChannel, works: Works, rows: Rows
) -> None:
    async def gather(uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]) -> Maker:
        return Kept("form", 7, f"content {about}", await works.gather(uow, actor, about))

    carrier = Carrier(storage, {NAME: channel}, clock, {"form": gather})
    for _ in range(2):
        await queue(storage, "an", content=FORM)
        await carrier.drain()
        clock.move(SECOND)

    first, again = (sent.files[0] for sent in channel.sent)
    assert first == again
    assert len(works.threads) == 1
    assert rows("SELECT kind, subject_id, file_id FROM made_paper") == [("form", 7, first.file_id)]


async def test_nobody_waits_while_a_paper_is_made(
    storage: Storage, clock: MovableClock, channel: FakeChannel
) -> None:
    other_has_left, stop = threading.Event(), asyncio.Event()

    async def gather(_: UnitOfWork, __: Actor, ___: Mapping[str, Any]) -> Maker:
        return lambda: str(other_has_left.wait(5)).encode()

    await queue(storage, "an", content=FORM)
    await queue(storage, "binh")
    carrier = Carrier(storage, {NAME: channel}, clock, {"form": gather})

    running = asyncio.create_task(carrier.run(stop))
    async with asyncio.timeout(10):
        await channel.has_sent(1)
        other_has_left.set()
        await channel.has_sent(2)
        stop.set()
        await running

    assert [sent.account for sent in channel.sent] == ["binh", "an"]
    assert channel.sent[1].files[0].content == b"True"


async def test_a_stored_file_goes_beside_it(
    storage: Storage, carrier: Carrier, channel: FakeChannel
) -> None:
    async with storage.begin() as uow:
        stored = await uow.files.add("giấy.txt", "text/plain", b"chu", uow.now)
    files = [*FORM["files"], {"id": stored, "name": "giấy.txt"}]
    await queue(storage, "an", content={**FORM, "files": files})

    await carrier.drain()

    assert [file.name for file in channel.sent[0].files] == ["giấy.txt", "Mẫu.xlsx"]


@pytest.mark.parametrize("outcome", [Later(SECOND, "busy"), Uncertain("timed out")])
async def test_a_paper_sent_again_is_the_same_one(
    storage: Storage, clock: MovableClock, carrier: Carrier, channel: FakeChannel, outcome: Any
) -> None:
    channel.outcomes.append(outcome)
    await queue(storage, "an", content=FORM)

    await carrier.drain()
    clock.move(RESENT_AFTER)
    await carrier.drain()

    first, second = channel.sent
    assert first.files == second.files
    mark = f"{label('word.resent')} " if isinstance(outcome, Uncertain) else ""
    assert channel.texts == ["Mẫu nhập", f"{mark}Mẫu nhập"]


async def test_what_was_killed_while_a_paper_was_made_is_sent_at_the_next_start(
    storage: Storage, carrier: Carrier, channel: FakeChannel, rows: Rows
) -> None:
    delivery_id = await queue(storage, "an", content=FORM)
    async with storage.begin() as uow:
        await uow.line.start([delivery_id])

    await carrier.recover()
    await carrier.drain()

    assert states(rows) == ["unknown", "sent"]
    assert [file.content for file in channel.sent[0].files] == [b"7:1"]


async def test_a_paper_that_cannot_be_made_is_told_and_holds_up_nobody(
    storage: Storage, carrier: Carrier, channel: FakeChannel, works: Works, rows: Rows
) -> None:
    works.error = ValueError("a bug")
    await queue(storage, "an", content=FORM, press_id="p1")
    await queue(storage, "binh")

    await carrier.drain()

    assert states(rows) == ["failed", "sent", "sent"]
    told = next(sent for sent in channel.sent if sent.account == "an")
    assert told.content["text"].startswith("Mẫu nhập\n\n")
    assert "Mẫu.xlsx" in told.content["text"]
    assert (told.files, told.press_id) == ((), "p1")
    assert len(works.threads) == 1


async def test_who_lost_the_role_meanwhile_gets_the_words_without_the_paper(
    storage: Storage,
    carrier: Carrier,
    channel: FakeChannel,
    works: Works,
    rows: Rows,
    bloc: SmallBloc,
) -> None:
    """Asked as an officer, delivered to somebody who is none any more."""
    await queue(storage, "an", content=FORM)
    async with storage.begin() as uow:
        seat = await bloc.seat(uow, "officer")
        await uow.people.end(seat.id, uow.now)

    await carrier.drain()

    (told,) = channel.sent
    assert told.content["text"].startswith("Mẫu nhập\n\n")
    assert "không còn quyền xem" in told.content["text"]
    assert (told.files, told.content["files"], works.threads) == ((), [], [])
    assert (states(rows), rows("SELECT id FROM file")) == (["sent"], [])


async def test_a_paper_of_an_unknown_kind_is_told(
    storage: Storage, clock: MovableClock, channel: FakeChannel, rows: Rows
) -> None:
    await queue(storage, "an", content=FORM)

    await Carrier(storage, {NAME: channel}, clock, {}).drain()

    assert states(rows) == ["failed", "sent"]


async def test_a_paper_that_takes_too_long_is_given_up(
    storage: Storage,
    clock: MovableClock,
    channel: FakeChannel,
    rows: Rows,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = threading.Event()

    async def gather(_: UnitOfWork, __: Actor, ___: Mapping[str, Any]) -> Maker:
        return lambda: bytes(ended.wait(5))

    monkeypatch.setattr(papers, "MAKE_WITHIN", 0)
    await queue(storage, "an", content=FORM)

    try:
        async with asyncio.timeout(5):
            await Carrier(storage, {NAME: channel}, clock, {"form": gather}).drain()
    finally:
        ended.set()

    assert states(rows) == ["failed", "sent"]
