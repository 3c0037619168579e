"""How fast a channel may be used, kept as the instants at which the next message may leave.

Replies and all other lanes have a timeline each, on the same rate. Others leave a step apart. A
reply leaves a step after the reply before it and pushes all others back by a step: it takes
their next place and never waits for one. So of any second's messages the rate and two more
leave at most, also where a broadcast and replies meet: at 28.95 a second no more than 30.

What may leave is taken from the line a little ahead of its slot and waits for it here, so that
finding it and writing that down costs no slot.

Too many requests: Telegram does not say whether the chat or the bot was too fast. The chat is
held as long as it asks, and so is everything nobody waits for. Replies to other chats go on: if
it was the chat, they may; if it was the bot, what made it too fast has stopped. A reply that
left meanwhile and is refused too shows that it was the bot, and then all of it is held.
"""

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import inf

from bot.channels.channel import Pace
from storage.kinds import Lane
from workflow.clock import Clock

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
NOTHING = timedelta(0)
MANY = 1000
UNLIMITED = Pace(overall=inf, per_account=inf, burst=1)
# A clock that is set back by less is being corrected.
SET_BACK = timedelta(seconds=1)


class Bucket:
    """Lets `burst` messages go at once and then one every `1 / rate` seconds (GCRA)."""

    def __init__(self, rate: float, burst: int) -> None:
        self.step = timedelta(seconds=1 / rate)
        self._burst = burst
        self._full_at = LONG_AGO
        self._held_until = LONG_AGO

    def ready_at(self, now: datetime) -> datetime:
        """Return when the next message may leave: `now`, or later."""
        return max(now, self._full_at - self.step * (self._burst - 1), self._held_until)

    def take(self, now: datetime, n_messages: int = 1) -> None:
        self._full_at = max(now, self._full_at) + self.step * n_messages

    def hold(self, until: datetime) -> None:
        self._held_until = max(self._held_until, until)

    def is_held(self, now: datetime) -> bool:
        return self._held_until > now

    def is_as_new(self, now: datetime) -> bool:
        return max(self._full_at, self._held_until) <= now


@dataclass(frozen=True)
class Slot:
    """When a message leaves, and how far the others had been pushed back when that was said."""

    at: datetime
    lane: Lane
    pushed: timedelta


class Paced:
    """One channel's pace, for all its messages and for each account."""

    def __init__(self, pace: Pace | None, clock: Clock) -> None:
        self._pace = pace or UNLIMITED
        self._clock = clock
        self._replies = Bucket(self._pace.overall, 1)
        self._others = Bucket(self._pace.overall, 1)
        self._accounts: dict[int, Bucket] = defaultdict(self._account)
        self._pushed = NOTHING
        self._slow_since = LONG_AGO
        self._slow_until = LONG_AGO
        self._newest = LONG_AGO
        self._behind = NOTHING

    def _account(self) -> Bucket:
        return Bucket(self._pace.per_account, self._pace.burst)

    def n_slots(self, lane: Lane, ahead: timedelta) -> int:
        """Count the slots of a lane that begin from now to `ahead`."""
        timeline, until = self._timeline(lane), self._now() + ahead
        free = until - timeline.ready_at(self._now())
        if free < NOTHING:
            return 0
        return int(free / timeline.step) + 1 if timeline.step else MANY

    def take(self, account_id: int, lane: Lane, n_messages: int) -> Slot:
        """Take the next slot of a lane for a delivery to the account."""
        now, timeline = self._now(), self._timeline(lane)
        at = timeline.ready_at(now)
        timeline.take(now, n_messages)
        self._accounts[account_id].take(now, n_messages)
        if lane == Lane.REPLY:
            self._others.take(now, n_messages)
            self._pushed += self._others.step * n_messages
        return Slot(at, lane, self._pushed)

    def leaves_at(self, slot: Slot) -> datetime:
        """Return when a slot is by now: replies have pushed all others back."""
        return slot.at if slot.lane == Lane.REPLY else slot.at + self._pushed - slot.pushed

    async def reach(self, slot: Slot) -> bool:
        """Wait for a slot; False when by then its lane is held."""
        # The clock is asked once: one that jumps or stands still must not hold a message here.
        reached = self._now()
        while (wait := self.leaves_at(slot) - reached) > NOTHING:
            await asyncio.sleep(wait.total_seconds())
            reached += wait
        return not self._timeline(slot.lane).is_held(self._now())

    def held(self) -> list[int]:
        """Return the accounts that may not be written to yet."""
        now = self._now()
        for account_id in [one for one, pace in self._accounts.items() if pace.is_as_new(now)]:
            del self._accounts[account_id]
        return [one for one, pace in self._accounts.items() if pace.ready_at(now) > now]

    def next_chance(self, ahead: timedelta) -> datetime | None:
        """Return when something that may not leave now may; half of what is taken ahead is left."""
        now, half = self._now(), ahead / 2
        lines = [line.ready_at(now) - half for line in (self._replies, self._others)]
        accounts = [pace.ready_at(now) for pace in self._accounts.values()]
        later = [at for at in (*lines, *accounts) if at > now]
        return min(later) - self._behind if later else None

    def pause(self, wait: timedelta) -> None:
        """Hold the whole channel: nothing gets through."""
        for timeline in (self._replies, self._others):
            timeline.hold(self._now() + wait)

    def slow(self, account_id: int, slot: Slot, wait: timedelta) -> None:
        """Hold what asked for it, exactly as long: see above."""
        now = self._now()
        if slot.lane == Lane.REPLY and self._slow_since < slot.at < self._slow_until:
            self._replies.hold(now + wait)
        if self._slow_until <= now:
            self._slow_since = now
        self._slow_until = max(self._slow_until, now + wait)
        self._others.hold(now + wait)
        self._accounts[account_id].hold(now + wait)

    def _timeline(self, lane: Lane) -> Bucket:
        return self._replies if lane == Lane.REPLY else self._others

    def _now(self) -> datetime:
        """Return the instant on a clock that is never set back: nothing waits for it to return."""
        now = self._clock.now() + self._behind
        if now < self._newest - SET_BACK:
            self._behind += self._newest - now
            now = self._newest
        self._newest = max(self._newest, now)
        return now
