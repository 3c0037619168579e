"""How fast a channel may be used, kept as the instant at which the next message may leave."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from bot.channels.channel import Pace

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Bucket:
    """Lets `burst` messages go at once and then one every `1 / rate` seconds (GCRA)."""

    def __init__(self, rate: float, burst: int) -> None:
        self._step = timedelta(seconds=1 / rate)
        self._burst = burst
        self._full_at = LONG_AGO

    def ready_at(self, now: datetime) -> datetime:
        """Return when the next message may leave: `now`, or later."""
        # A clock set back must not hold messages for as long as it was set back.
        if self._full_at - now > self._step * (self._burst + 1):
            self._full_at = now
        return max(now, self._full_at - self._step * (self._burst - 1))

    def take(self, now: datetime) -> None:
        self._full_at = max(now, self._full_at) + self._step


class Paced:
    """One channel's buckets: one for all its messages, one for each account."""

    def __init__(self, pace: Pace | None) -> None:
        self._pace = pace
        self._overall = Bucket(pace.overall, pace.burst) if pace else None
        self._accounts: dict[int, Bucket] = defaultdict(self._account)
        self._paused_until = LONG_AGO

    def _account(self) -> Bucket:
        assert self._pace is not None
        return Bucket(self._pace.per_account, self._pace.burst)

    def ready_at(self, account_id: int, now: datetime) -> datetime:
        """Return when a message to the account may leave."""
        if self._overall is None:
            return max(now, self._paused_until)
        return max(
            self._overall.ready_at(now),
            self._accounts[account_id].ready_at(now),
            self._paused_until,
        )

    def take(self, account_id: int, now: datetime) -> None:
        if self._overall is not None:
            self._overall.take(now)
            self._accounts[account_id].take(now)

    def pause(self, until: datetime) -> None:
        """Hold the whole channel, as it asked."""
        self._paused_until = max(self._paused_until, until)
