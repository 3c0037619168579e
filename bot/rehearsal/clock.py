"""Clocks of the rehearsal: one that only moves when told, one that also flows."""

from datetime import UTC, datetime, timedelta
from time import monotonic


class MovableClock:
    """Starts at an instant and stands still between moves."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def move(self, by: timedelta) -> None:
        self.set(self.now() + by)

    def set(self, moment: datetime) -> None:
        self._now = moment.astimezone(UTC)


class FlowingClock(MovableClock):
    """Flows with real time between moves, so that pace and ticks behave."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self._set_at = monotonic()

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=monotonic() - self._set_at)

    def set(self, moment: datetime) -> None:
        super().set(moment)
        self._set_at = monotonic()
