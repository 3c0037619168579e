"""Clocks of the rehearsal: one that only moves when told, one that also flows, one that is kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from workflow.clock import SystemClock


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


class KeptClock(FlowingClock):
    """Flows also while the program is stopped: a file keeps how far it is from the real clock."""

    def __init__(self, start: datetime, file: Path) -> None:
        self._real = SystemClock()
        self._file = file
        if file.exists():
            start = self._real.now() + timedelta(seconds=float(file.read_text()))
        super().__init__(start)
        self._keep()

    def set(self, moment: datetime) -> None:
        super().set(moment)
        self._keep()

    def _keep(self) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(str((self.now() - self._real.now()).total_seconds()))
        # Whoever kills the program leaves either the old distance or the new one, whole.
        new.replace(self._file)
