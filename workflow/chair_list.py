"""The chair's list: duties that no reminder moves any more, or whose reminders reach nobody.

The chair then writes or telephones. What the chair owes alone is not on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.blocs import Cycle
from storage.kinds import ObligationKind, Role
from storage.obligations import Obligation
from storage.unit_of_work import UnitOfWork
from workflow.calendar import add_working, local
from workflow.reminder_plan import SOON_AFTER, last_planned, planned, rhythm_of
from workflow.seating import Seating, seating_of


class Why(StrEnum):
    """Why only the chair can still do something."""

    RAN_OUT = "ran_out"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Exhausted:
    """A duty on the chair's list, and the day on which it came there."""

    obligation: Obligation
    why: Why
    since: date


async def exhausted(uow: UnitOfWork, cycle_id: int) -> list[Exhausted]:
    """Return the chair's list of a cycle now, the most urgent duty first.

    A unit whose leader cannot be reached is on it from the fourth working day that it is late,
    one in which nobody can be reached from its first reminder on.
    """
    cycle = await uow.blocs.cycle(cycle_id)
    seats = await seating_of(uow, cycle_id)
    reached = frozenset(await uow.accounts.reachable(list(seats.people)))
    near = await uow.obligations.due_by(cycle_id, horizon(cycle, uow.now))
    return of_duties(near, cycle, seats, reached, uow.now)


def horizon(cycle: Cycle, now: datetime) -> date:
    """Return the last due date of which a reminder may have fallen by now."""
    ahead = max(SOON_AFTER + 1, -rhythm_of(cycle, ObligationKind.KEY_TASKS).offsets[0])
    return add_working(local(now).date(), ahead)


def of_duties(
    duties: Sequence[Obligation],
    cycle: Cycle,
    seats: Seating,
    reached: frozenset[int],
    now: datetime,
) -> list[Exhausted]:
    """Return which of the duties are on the list, given who can be reached."""
    found = []
    for duty in duties:
        if duty.role is Role.CHAIR or duty.due_on is None:
            continue
        plan = planned(duty.due_on, rhythm_of(cycle, duty.kind))
        newest = last_planned(plan, now)
        if newest is not None:
            ran_out = add_working(local(plan[-1].at).date(), 1)
            if local(now).date() >= ran_out:
                found.append(Exhausted(duty, Why.RAN_OUT, ran_out))
            elif reached.isdisjoint(seats.responsible(duty, newest.offset)):
                found.append(Exhausted(duty, Why.NOBODY, local(newest.at).date()))
    return found
