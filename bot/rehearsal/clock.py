"""A clock that only moves when told."""

from datetime import UTC, datetime, timedelta


class MovableClock:
    """Starts at an instant and stands still between moves."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def move(self, by: timedelta) -> None:
        self._now += by

    def set(self, moment: datetime) -> None:
        self._now = moment.astimezone(UTC)
