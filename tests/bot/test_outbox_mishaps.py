"""One bad or late message never harms the others, and none leaves out of hours."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.channels.channel import Blocked
from bot.delivery import Carrier
from bot.rehearsal.clock import MovableClock
from messages.message import Message
from storage.engine import Storage
from storage.kinds import Lane, NoticeState
from tests.support.fake_channel import NAME, FakeChannel
from tests.support.rows import Rows
from tests.workflow import small_bloc
from workflow import notice, send_time

FRIDAY_NIGHT = datetime(2027, 1, 8, 16, 0, tzinfo=UTC)  # 23:00 in Việt Nam
INDEXES = ("ix_outbox_line", "ix_outbox_account_line", "ix_outbox_sending", "ix_inbox_new")
# At 08:05: what the day itself brings takes up the older one first.
MONDAY_MORNING = datetime(2027, 1, 11, 1, 5, tzinfo=UTC)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(FRIDAY_NIGHT)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "giaouoc.db"


async def queue(storage: Storage, account: str, **values: Any) -> int:
    async with storage.begin() as uow:
        opened = await uow.accounts.open(NAME, account, uow.now)
        row = {
            "account_id": opened.id,
            "lane": Lane.REPLY,
            "kind": "reply",
            "content": Message("Chào").to_json(),
            "due_at": uow.now,
            "created_at": uow.now,
        }
        queued = await uow.outbox.add({**row, **values})
    assert queued is not None
    return queued


def state_of(file: Path, delivery_id: int) -> str:
    ((state,),) = Rows(file)("SELECT state FROM outbox WHERE id = ?", delivery_id)
    return str(state)


async def test_a_message_without_words_fails_alone(
    storage: Storage, clock: MovableClock, file: Path
) -> None:
    channel = FakeChannel()
    carrier = Carrier(storage, {NAME: channel}, clock)
    broken = await queue(storage, "an", kind="notice", subject_id=404, content={})
    sound = await queue(storage, "binh")

    await carrier.drain()

    assert state_of(file, broken) == "failed"
    assert state_of(file, sound) == "sent"


async def test_a_message_of_no_cycle_there_is_fails_alone(
    storage: Storage, clock: MovableClock, file: Path
) -> None:
    broken = await queue(storage, "an", kind="aside", lane=Lane.REMINDER, subject_id=404)
    sound = await queue(storage, "binh")

    await Carrier(storage, {NAME: FakeChannel()}, clock).drain()

    assert state_of(file, broken) == "failed"
    assert state_of(file, sound) == "sent"


async def test_what_one_channel_takes_no_more_leaves_by_the_other(
    storage: Storage, clock: MovableClock, file: Path
) -> None:
    async with storage.begin() as uow:
        chair = (await small_bloc.build(uow)).people["chair"]
        here = await uow.accounts.open(NAME, "an", uow.now)
        await uow.accounts.bind(here.id, chair, uow.now)
    blocking, web = FakeChannel(), FakeChannel("web")
    blocking.outcomes += [Blocked("Forbidden"), Blocked("Forbidden")]
    letter = await queue(storage, "an", kind="inform", lane=Lane.NOTICE, person_id=chair)
    answer = await queue(storage, "an", person_id=chair)

    await Carrier(storage, {NAME: blocking, "web": web}, clock).drain()

    assert [(one.account, one.content["text"]) for one in web.sent] == [("chair", "Chào")]
    assert {state_of(file, one) for one in (letter, answer)} == {"unreachable"}


async def test_a_redraw_cut_off_in_flight_is_drawn_again(
    storage: Storage, clock: MovableClock, file: Path
) -> None:
    named = await queue(storage, "an", kind="aside", dedupe="progress:1:0")
    redraws = [
        await queue(storage, name, target_id="7", kind=kind)
        for name, kind in (("binh", "edit"), ("chi", "edit"), ("dung", "reply"))
    ]
    async with storage.begin() as uow:
        await uow.line.start([named, *redraws])
    newer = await queue(storage, "chi", target_id="7", kind="edit")
    channel = FakeChannel()
    carrier = Carrier(storage, {NAME: channel}, clock)

    assert await carrier.recover() == 2
    await carrier.drain()

    # The newer drawing of one screen stands for the older one; an answer comes anew, marked.
    assert sorted((sent.account, sent.target_id) for sent in channel.sent) == [
        ("binh", "7"),
        ("chi", "7"),
        ("dung", None),
    ]
    assert state_of(file, newer) == "sent"


async def test_a_hold_is_turned_back_with_the_clock_and_a_chosen_hour_is_not(
    storage: Storage, clock: MovableClock
) -> None:
    clock.set(MONDAY_MORNING)
    carrier = Carrier(storage, {NAME: FakeChannel()}, clock)
    async with storage.begin() as uow:
        actor = await (await small_bloc.build(uow)).actor(uow, "chair")
        for is_later in (False, True):
            draft = (await notice.compose(uow, actor)).notice
            soon = {"leaves_at": uow.now + send_time.HOLD, "progress": {"later": is_later}}
            await uow.notices.change(draft.id, {"state": NoticeState.SCHEDULED, **soon})
    await carrier.drain()

    clock.move(-timedelta(hours=1))
    await carrier.drain()

    async with storage.begin() as uow:
        (held,) = await uow.notices.leaving(uow.now + send_time.HOLD)
        assert held.progress == {"later": False}


async def test_a_reminder_waits_for_the_next_working_morning(
    storage: Storage, clock: MovableClock, file: Path
) -> None:
    channel = FakeChannel()
    carrier = Carrier(storage, {NAME: channel}, clock)
    late = await queue(
        storage, "an", kind="reminder", lane=Lane.REMINDER, content={"obligations": [], "late": 0}
    )

    await carrier.drain()

    assert state_of(file, late) == "queued"
    assert carrier.next_at == MONDAY_MORNING


async def test_an_older_redraw_gives_way_to_a_newer_one(
    storage: Storage, clock: MovableClock, file: Path
) -> None:
    older = await queue(storage, "an", target_id="7")
    newer = await queue(storage, "an", target_id="7", content=Message("Mới").to_json())
    async with storage.begin() as uow:
        await uow.line.start([older])
        await uow.line.postpone(older, uow.now, "timed out")
    channel = FakeChannel()

    await Carrier(storage, {NAME: channel}, clock).drain()

    assert [sent.content["text"] for sent in channel.sent] == ["Mới"]
    assert state_of(file, newer) == "sent"


async def test_the_id_of_a_forgotten_reply_never_comes_back(
    storage: Storage, clock: MovableClock
) -> None:
    first = await queue(storage, "an")
    await Carrier(storage, {NAME: FakeChannel()}, clock).drain()
    clock.move(timedelta(days=100))
    async with storage.begin() as uow:
        assert await uow.outbox.forget(uow.now, timedelta(days=90)) == 1

    assert await queue(storage, "an") > first


async def test_the_lines_of_the_outbox_are_found_by_their_indexes(
    storage: Storage, clock: MovableClock, file: Path
) -> None:
    asked: list[str] = []

    def listen(_: Any, __: Any, statement: str, *___: Any) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        async with storage.begin() as uow:
            await uow.line.first(NAME, uow.now, 10, [1])
            await uow.inbox.next()
    finally:
        event.remove(Engine, "before_cursor_execute", listen)

    selects = [one for one in asked if one.startswith("SELECT")]
    plan = [
        str(step[-1])
        for one in selects
        for step in Rows(file)(f"EXPLAIN QUERY PLAN {one}", *[""] * one.count("?"))
    ]
    used = " ".join(plan)
    assert {name for name in INDEXES if name not in used} == set(), plan
