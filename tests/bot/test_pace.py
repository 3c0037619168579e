"""A broadcast uses what Telegram allows, never more, and replies pass it."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random  # noqa: TID251 (seeded)

import pytest

from bot.channels.channel import Pace
from bot.channels.telegram.settings import TelegramSettings
from bot.delivery import AHEAD
from bot.pace import Paced, Slot
from bot.rehearsal.clock import MovableClock
from storage.kinds import Lane

MORNING = datetime(2027, 1, 5, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TICK = timedelta(milliseconds=5)
ALLOWED = 30


class Traffic:
    """A broadcast without end, and replies when a test wants them, on a clock of ticks."""

    def __init__(self) -> None:
        self.clock = MovableClock(MORNING)
        self.pace = Paced(TelegramSettings.pace, self.clock)
        self.left: list[datetime] = []
        self.longest_wait = timedelta(0)
        self._waiting: list[Slot] = []
        self._to = iter(range(1_000_000))

    def broadcasts(self) -> None:
        """Take as many as may be taken ahead, as the carrier does."""
        for _ in range(self.pace.n_slots(Lane.NOTICE, AHEAD)):
            self._waiting.append(self.pace.take(next(self._to), Lane.NOTICE, 1))

    def replies(self) -> None:
        assert self.pace.n_slots(Lane.REPLY, AHEAD)
        slot = self.pace.take(next(self._to), Lane.REPLY, 1)
        self.longest_wait = max(self.longest_wait, slot.at - self.clock.now())
        self._waiting.append(slot)

    def ticks(self) -> None:
        self.clock.move(TICK)
        leaving = [slot for slot in self._waiting if self._leaves(slot) <= self.clock.now()]
        self.left += [self._leaves(slot) for slot in leaving]
        self._waiting = [slot for slot in self._waiting if slot not in leaving]

    def _leaves(self, slot: Slot) -> datetime:
        return self.pace.leaves_at(slot)

    def most_in_a_second(self) -> int:
        at = sorted(self.left)
        return max(bisect_left(at, one + SECOND) - n for n, one in enumerate(at))


def replies_at(rng: Random, a_second: float) -> Iterator[bool]:
    while True:
        yield rng.random() < a_second * TICK.total_seconds()


@pytest.mark.parametrize("a_second", [0, 1, 5, 20])
def test_a_broadcast_takes_what_is_allowed_and_replies_pass_it(a_second: float) -> None:
    traffic, asked = Traffic(), replies_at(Random(7), a_second)
    for n in range(2000):
        if n % 25 == 0:
            traffic.broadcasts()
        if next(asked):
            traffic.replies()
        traffic.ticks()

    assert traffic.most_in_a_second() <= ALLOWED
    assert len(traffic.left) >= 0.95 * ALLOWED * 10
    assert traffic.longest_wait <= timedelta(seconds=0.2)


def test_a_clock_that_is_set_back_freezes_nothing() -> None:
    clock = MovableClock(MORNING)
    pace = Paced(Pace(overall=1, per_account=1, burst=1), clock)
    pace.take(1, Lane.REPLY, 1)
    pace.pause(30 * SECOND)

    clock.move(-timedelta(hours=1))
    assert pace.next_chance(timedelta(0)) == clock.now() + SECOND
    assert not pace.n_slots(Lane.REPLY, timedelta(0))

    clock.move(30 * SECOND)
    assert pace.n_slots(Lane.REPLY, timedelta(0)) == 1
    assert pace.held() == []


async def test_one_who_is_asked_to_wait_holds_the_broadcast_and_no_other_reply() -> None:
    clock = MovableClock(MORNING)
    pace = Paced(TelegramSettings.pace, clock)
    ahead = timedelta(0)
    pace.slow(1, pace.take(1, Lane.NOTICE, 1), 30 * SECOND)

    assert (pace.held(), pace.n_slots(Lane.NOTICE, ahead)) == ([1], 0)
    assert pace.n_slots(Lane.REPLY, ahead) == 1
    taken_before = Slot(clock.now(), Lane.NOTICE, timedelta(0))
    assert not await pace.reach(taken_before)

    clock.move(SECOND)
    reply = pace.take(2, Lane.REPLY, 1)
    assert await pace.reach(reply)
    # A reply to another chat is refused too: it is the bot that is too fast.
    pace.slow(2, reply, 10 * SECOND)
    assert pace.n_slots(Lane.REPLY, ahead) == 0

    clock.move(10 * SECOND)
    assert (pace.n_slots(Lane.REPLY, ahead), pace.n_slots(Lane.NOTICE, ahead)) == (1, 0)
    clock.move(19 * SECOND)
    assert (pace.held(), pace.n_slots(Lane.NOTICE, ahead)) == ([], 1)
