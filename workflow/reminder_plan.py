"""On which days and at what hour a duty is reminded; pure functions of its due date (R14).

A cycle sets how many working days before the due day its reminders fall. Overdue, one falls on
each of the next 3 working days, and once more, to the unit's leader, on the fourth. A deadline
right after a long break, such as Tết, is told of before the break.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from storage.blocs import Cycle
from storage.kinds import ObligationKind
from storage.unit_of_work import UnitOfWork
from workflow import quiet_hours
from workflow.calendar import add_working, at_local, next_working

BEFORE = (-7, -3, -1, 0)
TO_LEADER = 4
LATE = (1, 2, 3, TO_LEADER)
OFFSETS = (*BEFORE, *LATE)
OFFSETS_OF = {
    # A notice is repeated three times at most, then it is the chair's to see (product page, 4.5).
    ObligationKind.CONFIRM: (-1, 0, 1),
    # The chair was asked when it became due; the text is settled by the day, not before it.
    ObligationKind.FREEZE: (0, *LATE),
}
N_OFFSETS_MAX = 10
OFFSET_MAX = 60
# Days off in a row that nobody takes for a weekend; shorter ones need no reminder before them.
LONG_BREAK = 4
SOON_AFTER = 3


@dataclass(frozen=True)
class Planned:
    """One reminder: when it falls, and how many working days after the due day."""

    at: datetime
    offset: int


@dataclass(frozen=True)
class Rhythm:
    """How a cycle reminds of one kind of duty: working days from the due day, and the hour."""

    offsets: tuple[int, ...] = OFFSETS
    hour: time = quiet_hours.REMINDER_HOUR


def rhythm_of(cycle: Cycle, kind: ObligationKind) -> Rhythm:
    """Return the rhythm that the cycle sets; some kinds have their own days."""
    before = parse_offsets(cycle.reminder_offsets)
    assert before is not None, cycle.reminder_offsets
    offsets = OFFSETS_OF.get(kind, (*before, *LATE))
    return Rhythm(offsets, quiet_hours.of_reminders(cycle).first_reminder)


async def rhythm_in(uow: UnitOfWork, cycle_id: int, kind: ObligationKind) -> Rhythm:
    """Return the rhythm of a kind of duty in a cycle."""
    return rhythm_of(await uow.blocs.cycle(cycle_id), kind)


def parse_offsets(text: str) -> tuple[int, ...] | None:
    """Read days before the due day, such as "7,3,1,0", in order of time; None when it is not that.

    Each is a whole number up to 60; a day named twice counts once.
    """
    parts = [part for part in re.split(r"[,;\s]+", text.strip()) if part]
    if not parts or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    days = {int(part) for part in parts}
    if len(days) > N_OFFSETS_MAX or max(days) > OFFSET_MAX:
        return None
    return tuple(-day for day in sorted(days, reverse=True))


def planned(due_on: date, rhythm: Rhythm = Rhythm()) -> list[Planned]:
    """Return every reminder of a due date, in time order."""
    limit = next_working(due_on)
    offsets = _before_break(limit, rhythm.offsets)
    return [
        Planned(at_local(add_working(limit, offset), rhythm.hour), offset) for offset in offsets
    ]


def next_planned(
    due_on: date | None,
    after: datetime,
    rhythm: Rhythm = Rhythm(),
) -> Planned | None:
    """Return the first reminder strictly after an instant; None without due date or any left."""
    if due_on is None:
        return None
    return next((p for p in planned(due_on, rhythm) if p.at > after), None)


def last_planned(plan: Sequence[Planned], until: datetime) -> Planned | None:
    """Return the newest reminder of a plan that has fallen by an instant."""
    return next((p for p in reversed(plan) if p.at <= until), None)


def _before_break(limit: date, offsets: tuple[int, ...]) -> tuple[int, ...]:
    """Add a reminder with a working day left before a long break that ended just before."""
    if offsets[0] >= 0:
        return offsets
    for back in range(1, SOON_AFTER + 1):
        day, before = add_working(limit, 1 - back), add_working(limit, -back)
        if (day - before).days > LONG_BREAK and offsets[0] > -back - 1:
            return (-back - 1, *offsets)
    return offsets
