"""What becomes of one delivery: its place in line, its pace, its end, and who hears of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.channel import (
    Later,
    Outcome,
    Pace,
    Refused,
    Sent,
    TooFast,
    Uncertain,
)
from bot.in_flight import OTHERS_AT_ONCE
from bot.outcomes import RESENT_AFTER
from messages.render import label
from storage.kinds import DeliveryState, Lane
from tests.support.fake_channel import FakeChannel
from tests.support.post import MORNING, Post, open_post

MARK = label("word.resent")
SECOND = timedelta(seconds=1)


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


async def test_one_who_is_asked_to_wait_waits_no_longer_than_asked_and_alone(post: Post) -> None:
    post.channel.outcomes.append(TooFast(30 * SECOND, "too many"))
    for account in ("an", "an"):
        await post.queue(account, "tin")
    await post.carrier.drain()
    await post.queue("bình", "trả lời")
    await post.queue("chi", "thông báo", lane=Lane.URGENT)

    await post.carrier.drain()
    assert post.channel.texts == ["tin", "trả lời"]
    assert post.carrier.next_at == MORNING + 30 * SECOND

    post.clock.move(30 * SECOND)
    await post.carrier.drain()
    assert post.channel.texts[2:] == ["tin", "thông báo", "tin"]
    assert post.states() == ["sent"] * 4


async def test_one_asked_to_wait_in_the_middle_of_a_message_waits_alone(post: Post) -> None:
    post.channel.outcomes.append(Uncertain("1 of 2 parts", 30 * SECOND, too_fast=True))
    await post.queue("an", "tin")
    await post.carrier.drain()
    await post.queue("bình", "trả lời")
    post.clock.move(RESENT_AFTER)
    await post.carrier.drain()
    assert post.channel.texts == ["tin", "trả lời"]

    post.clock.move(20 * SECOND)
    await post.carrier.drain()
    assert post.channel.texts[2:] == [f"{MARK} tin"]


async def test_a_channel_out_of_reach_is_asked_again_soon_however_long_it_was(post: Post) -> None:
    await post.queue("an", "tin")
    for _ in range(100):
        post.channel.outcomes.append(Later(5 * SECOND, "not connected", whole=True))
        await post.carrier.drain()
        assert post.carrier.next_at == post.clock.now() + 5 * SECOND
        post.clock.move(5 * SECOND)

    await post.carrier.drain()
    assert post.states() == ["sent"]


async def test_replies_have_places_that_a_broadcast_cannot_take(post: Post) -> None:
    post.channel.gate.clear()
    for number in range(100):
        await post.queue(f"người {number}", "thông báo", lane=Lane.NOTICE)
    stop = asyncio.Event()
    running = asyncio.create_task(post.carrier.run(stop))
    async with asyncio.timeout(5):
        await post.channel.has_sent(OTHERS_AT_ONCE)
        await post.queue("an", "trả lời")
        post.carrier.wake()
        await post.channel.has_sent(OTHERS_AT_ONCE + 1)
        assert post.channel.texts[-1] == "trả lời"
        post.channel.gate.set()
        await post.channel.has_sent(101)
        stop.set()
        await running
    assert post.states() == ["sent"] * 101


async def test_a_clock_that_jumps_sends_nothing_twice_and_holds_nothing_up(post: Post) -> None:
    await post.queue("an", "tin", dedupe="reminder:1")
    await post.carrier.drain()
    await post.queue("an", "trả lời")
    tomorrow = post.clock.now() + timedelta(days=1)
    planned = await post.queue("an", "hẹn giờ", due_at=tomorrow)

    post.clock.move(-timedelta(hours=1))
    await post.carrier.drain()
    assert post.channel.texts == ["tin", "trả lời"]
    async with post.storage.begin() as uow:
        assert await uow.line.next_due_at(uow.now) == tomorrow

    post.clock.move(timedelta(days=1, hours=2))
    await post.carrier.drain()
    await post.carrier.drain()
    assert post.channel.texts == ["tin", "trả lời", "hẹn giờ"]
    assert post.states() == ["sent"] * planned


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
    post.clock.move(RESENT_AFTER)
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
    post.clock.move(RESENT_AFTER)
    await post.carrier.drain()

    async with post.storage.begin() as uow:
        found = await uow.outbox.message_id_of("progress:1:0")
    assert found is not None
    assert found[1] == "77"


async def test_a_named_message_whose_screen_is_gone_is_found_where_it_came_anew(
    post: Post,
) -> None:
    post.channel.outcomes.extend([Sent("7"), Sent("9")])
    await post.queue("an", "Đang gửi", dedupe="progress:1:0")
    await post.carrier.drain()
    await post.queue("an", "Đã gửi 5/8", kind="aside", target_id="7")
    await post.carrier.drain()

    async with post.storage.begin() as uow:
        found = await uow.outbox.message_id_of("progress:1:0")
    assert found is not None
    assert found[1] == "9"


async def test_a_failing_channel_is_left_alone_and_asked_again(post: Post) -> None:
    post.channel.outcomes.append(Uncertain("Bad Gateway", 5 * SECOND))
    await post.queue("an", "tin")
    await post.carrier.drain()
    await post.queue("bình", "tin")
    await post.carrier.drain()
    assert post.states() == ["unknown", "queued", "queued"]

    post.clock.move(RESENT_AFTER)
    await post.carrier.drain()

    assert post.states() == ["unknown", "sent", "sent"]


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
    nothing_left = {"obligations": [], "meetings": [], "digests": [], "day": 1, "late": False}
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
