"""What becomes of one delivery: its place in line, its pace, its end, and who hears of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channels.channel import (
    Blocked,
    Later,
    Outcome,
    Pace,
    Refused,
    Sent,
    Uncertain,
)
from bot.delivery import Carrier
from bot.intake import Intake
from bot.rehearsal.clock import MovableClock
from messages.message import Message
from messages.people import Links
from messages.render import label
from storage.engine import Storage
from storage.kinds import DeliveryState, Lane
from tests.support.empty_database import make_empty_database
from tests.support.fake_channel import NAME, FakeChannel
from tests.support.rows import Rows

MORNING = datetime(2027, 1, 5, 2, 0, tzinfo=UTC)
MARK = label("word.resent")
SECOND = timedelta(seconds=1)


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


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with open_post(tmp_path) as opened:
        yield opened


async def test_a_reply_passes_a_broadcast_that_was_queued_before_it(post: Post) -> None:
    for account in ("an", "binh", "chi"):
        await post.queue(account, "thông báo", lane=Lane.NOTICE, kind="aside")
    await post.queue("an", "nhắc", lane=Lane.REMINDER, kind="aside")
    await post.queue("chi", "trả lời")

    await post.carrier.drain()

    assert post.channel.texts[0] == "trả lời"
    assert post.channel.texts[-1] == "nhắc"


async def test_messages_to_one_account_leave_in_order(post: Post) -> None:
    texts = [f"tin {number}" for number in range(5)]
    for text in texts:
        await post.queue("an", text)

    await post.carrier.drain()

    assert post.channel.texts == texts


async def test_one_message_to_an_account_is_in_flight_at_a_time(post: Post) -> None:
    post.channel.gate.clear()
    for account in ("an", "an", "an", "binh"):
        await post.queue(account, "tin")
    stop = asyncio.Event()

    running = asyncio.create_task(post.carrier.run(stop))
    async with asyncio.timeout(5):
        await post.channel.has_sent(2)
        assert {outgoing.account for outgoing in post.channel.sent} == {"an", "binh"}
        post.channel.gate.set()
        await post.channel.has_sent(4)
        stop.set()
        await running

    assert post.channel.most_in_flight == {"an": 1, "binh": 1}
    assert post.states() == ["sent"] * 4


async def test_a_stop_waits_for_what_is_in_flight(post: Post) -> None:
    post.channel.gate.clear()
    await post.queue("an", "tin")
    stop = asyncio.Event()

    running = asyncio.create_task(post.carrier.run(stop))
    async with asyncio.timeout(5):
        await post.channel.has_sent(1)
        stop.set()
        assert post.states() == ["sending"]
        post.channel.gate.set()
        await running

    assert post.states() == ["sent"]


async def test_a_channel_is_not_used_faster_than_its_pace(tmp_path: Path) -> None:
    slow = FakeChannel(pace=Pace(overall=2, per_account=1, burst=1))
    async with open_post(tmp_path, slow) as post:
        for account in ("an", "an", "binh"):
            await post.queue(account, account)
        left: list[tuple[float, str]] = []
        while len(left) < 3:
            before = len(slow.sent)
            await post.carrier.drain()
            seconds = (post.clock.now() - MORNING).total_seconds()
            left += [(seconds, outgoing.account) for outgoing in slow.sent[before:]]
            post.clock.set(post.carrier.next_at or post.clock.now())

    assert left == [(0, "an"), (0.5, "binh"), (1, "an")]


async def test_what_did_not_leave_goes_back_in_line(post: Post) -> None:
    post.channel.outcomes.append(Later(5 * SECOND, "busy"))
    await post.queue("an", "tin")

    await post.carrier.drain()
    assert post.states() == ["queued"]
    assert post.carrier.next_at == MORNING + 5 * SECOND

    post.clock.move(5 * SECOND)
    await post.carrier.drain()
    assert post.states() == ["sent"]
    assert post.channel.texts == ["tin", "tin"]


async def test_a_channel_that_asks_for_a_pause_gets_it_and_no_other_waits(tmp_path: Path) -> None:
    asking, other = FakeChannel(), FakeChannel("other")
    async with open_post(tmp_path, asking, other) as post:
        asking.outcomes.append(Later(30 * SECOND, "too many", whole=True))
        await post.queue("an", "tin")
        await post.carrier.drain()
        for number in range(100):
            await post.queue(f"người {number}", "thông báo")
        await post.queue("web", "tin", channel="other")

        await post.carrier.drain()
        assert asking.texts == ["tin"]
        assert other.texts == ["tin"]

        post.clock.move(30 * SECOND)
        await post.carrier.drain()
        assert len(asking.sent) == 102


async def test_what_lies_there_for_a_channel_switched_off_holds_up_nobody(post: Post) -> None:
    for number in range(100):
        await post.queue(f"người {number}", "thông báo", channel="gone")
    await post.queue("an", "tin")

    await post.carrier.drain()

    assert post.channel.texts == ["tin"]
    assert post.states() == ["queued"] * 100 + ["sent"]


async def test_who_blocked_us_is_unreachable_until_they_write(post: Post) -> None:
    post.channel.outcomes.append(Blocked("blocked by the user"))
    await post.queue("an", "tin")
    await post.carrier.drain()
    assert post.states() == ["unreachable"]
    assert post.account_state("an") == "unreachable"

    intake = Intake(post.storage, post.channels, Links("", ""), post.carrier.wake)
    await intake.receive(NAME, [("1", {"account": "an", "text": "?"})])
    await intake.drain()
    await post.carrier.drain()
    assert post.account_state("an") == "active"
    assert post.states() == ["unreachable", "sent"]


async def test_what_is_refused_has_failed_and_is_not_tried_again(post: Post) -> None:
    post.channel.outcomes.append(Refused("bad words"))
    await post.queue("an", "tin")

    await post.carrier.drain()
    post.clock.move(timedelta(hours=1))
    await post.carrier.drain()

    assert post.states() == ["failed"]
    assert post.channel.texts == ["tin"]


@pytest.mark.parametrize("outcome", [Uncertain("timed out"), RuntimeError("a bug")])
async def test_what_is_unknown_is_sent_once_more_marked(
    post: Post, outcome: Outcome | Exception
) -> None:
    post.channel.outcomes.append(outcome)
    await post.queue("an", "tin")

    await post.carrier.drain()

    assert post.states() == ["unknown", "sent"]
    assert post.channel.texts == ["tin", f"{MARK} tin"]


async def test_a_resend_that_is_unknown_is_never_sent_again(post: Post) -> None:
    post.channel.outcomes.extend([Uncertain("timed out"), Uncertain("timed out")])
    await post.queue("an", "tin")

    await post.carrier.drain()
    post.clock.move(timedelta(days=1))
    await post.carrier.drain()
    post.starts_again()
    assert await post.carrier.recover() == 0
    await post.carrier.drain()

    assert post.states() == ["unknown", "unknown"]
    assert post.channel.texts == ["tin", f"{MARK} tin"]


async def test_what_does_not_bear_repeating_is_not_sent_again(post: Post) -> None:
    post.channel.outcomes.append(Uncertain("timed out"))
    await post.queue("an", "tin", kind="aside")

    await post.carrier.drain()

    assert post.states() == ["unknown"]


async def test_a_named_message_is_found_by_its_name_when_only_its_resend_arrived(
    post: Post,
) -> None:
    post.channel.outcomes.extend([Uncertain("timed out"), Sent("77")])
    await post.queue("an", "Đang gửi", dedupe="progress:1:0")

    await post.carrier.drain()

    async with post.storage.begin() as uow:
        found = await uow.outbox.message_id_of("progress:1:0")
    assert found is not None
    assert found[1] == "77"


async def test_what_was_in_flight_at_start_is_unknown_and_sent_once_more(post: Post) -> None:
    await post.queue("an", "tin", state=DeliveryState.SENDING)
    await post.queue("an", "riêng", state=DeliveryState.SENDING, kind="aside")

    assert await post.carrier.recover() == 2
    await post.carrier.drain()

    assert post.states() == ["unknown", "unknown", "sent"]
    assert post.channel.texts == [f"{MARK} tin"]


async def test_where_repeating_is_safe_nothing_in_flight_is_unknown(tmp_path: Path) -> None:
    async with open_post(tmp_path, FakeChannel(repeats_safely=True)) as post:
        delivery_id = await post.queue("an", "tin", state=DeliveryState.SENDING)

        assert await post.carrier.recover() == 0
        await post.carrier.drain()

        assert post.states() == ["sent"]
        assert [outgoing.delivery_id for outgoing in post.channel.sent] == [delivery_id]


async def test_a_reminder_whose_duty_is_done_is_withdrawn_and_holds_up_nothing(
    post: Post,
) -> None:
    nothing_left = {"obligations": [], "meetings": [], "late": False}
    await post.queue("an", "", kind="reminder", content=nothing_left, lane=Lane.NOTICE)
    await post.queue("an", "tin", lane=Lane.REMINDER)
    stop = asyncio.Event()

    running = asyncio.create_task(post.carrier.run(stop))
    async with asyncio.timeout(5):
        await post.channel.has_sent(1)
        stop.set()
        await running

    assert post.channel.texts == ["tin"]
    assert post.states() == ["sent"]


async def test_a_press_is_answered_and_a_redraw_finds_its_screen(post: Post) -> None:
    await post.queue("an", "tin", press_id="p1", target_id="12")

    await post.carrier.drain()

    (outgoing,) = post.channel.sent
    assert (outgoing.press_id, outgoing.target_id) == ("p1", "12")


async def test_a_file_goes_along_with_its_bytes(post: Post) -> None:
    async with post.storage.begin() as uow:
        file_id = await uow.files.add("giấy.txt", "text/plain", b"chu", uow.now)
    content = {**Message("tin").to_json(), "files": [{"id": file_id, "name": "giấy.txt"}]}
    await post.queue("an", "", content=content)

    await post.carrier.drain()

    (outgoing,) = post.channel.sent
    assert [(file.name, file.content) for file in outgoing.files] == [("giấy.txt", b"chu")]
