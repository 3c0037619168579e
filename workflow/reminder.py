"""When an obligation is reminded, and the sweep that turns due reminders into deliveries (R14).

Reminders fall at 08:00 local, 7, 3 and 1 working days before the due day and on it; overdue,
on each of the next 3 working days, and once more to the unit's leader on the fourth. What an
outage swallowed is said once, late, by the newest reminder that was missed. A meeting that is
near (workflow/meeting_day.py) is a line of the same message.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from storage.kinds import Lane, ObligationKind, Role
from storage.obligations import Obligation
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import meeting_day
from workflow.calendar import add_working, at_local, is_working, local, next_working

OFFSETS = (-7, -3, -1, 0, 1, 2, 3, 4)
OFFSETS_OF = {
    # A notice is repeated three times at most, then it is the chair's to see (product page, 4.5).
    ObligationKind.CONFIRM: (-1, 0, 1),
    # The chair was asked when it became due; the text is settled by the day, not before it.
    ObligationKind.FREEZE: (0, 1, 2, 3, 4),
}
TO_LEADER = 4
HOUR = time(8, 0)
WINDOW = (time(7, 30), time(17, 30))
LATE_AFTER = timedelta(minutes=30)


@dataclass(frozen=True)
class Planned:
    """One reminder: when it falls, and how many working days after the due day."""

    at: datetime
    offset: int


def planned(due_on: date, kind: ObligationKind | None = None) -> list[Planned]:
    """Return every reminder of a due date, in time order."""
    limit = next_working(due_on)
    offsets = OFFSETS_OF.get(kind, OFFSETS) if kind else OFFSETS
    return [Planned(at_local(add_working(limit, offset), HOUR), offset) for offset in offsets]


def next_planned(
    due_on: date | None, after: datetime, kind: ObligationKind | None = None
) -> Planned | None:
    """Return the first reminder strictly after an instant; None without due date or any left."""
    if due_on is None:
        return None
    return next((p for p in planned(due_on, kind) if p.at > after), None)


def last_planned(
    due_on: date, until: datetime, kind: ObligationKind | None = None
) -> Planned | None:
    """Return the newest reminder that has fallen by an instant."""
    return next((p for p in reversed(planned(due_on, kind)) if p.at <= until), None)


def is_open(moment: datetime) -> bool:
    """Tell whether reminders may leave now: working day, 07:30-17:30 local."""
    here = local(moment)
    return is_working(here.date()) and WINDOW[0] <= here.time() <= WINDOW[1]


def opening(moment: datetime) -> datetime:
    """Return the instant itself when reminders may leave, else when they next may."""
    if is_open(moment):
        return moment
    here = local(moment)
    passed = here.time() > WINDOW[1] or not is_working(here.date())
    day = next_working(here.date() + timedelta(days=1)) if passed else here.date()
    return at_local(day, WINDOW[0])


def responsible(obligation: Obligation, offset: int, assignments: list[Assignment]) -> list[int]:
    """Return the people to remind: the named one, those in the role, or the unit's leaders."""
    if obligation.person_id is not None:
        return [obligation.person_id]
    role = Role.LEADER if offset >= TO_LEADER else obligation.role
    return [a.person_id for a in assignments if a.unit_id == obligation.unit_id and a.role == role]


async def sweep(uow: UnitOfWork) -> int:
    """Queue what is due now; return how many messages. Outside the window nothing is lost.

    Never before the hour of the day's own reminders: one message a day holds all of it.
    """
    if not is_open(uow.now) or local(uow.now).time() < HOUR:
        return 0
    due = await uow.obligations.reminder_due(uow.now)
    by_person: dict[int, list[tuple[Obligation, Planned]]] = defaultdict(list)
    seats: dict[int, list[Assignment]] = {}
    for obligation in due:
        if obligation.cycle_id not in seats:
            seats[obligation.cycle_id] = await uow.people.held_in(obligation.cycle_id, uow.now)
        for person_id, what in await _remind(uow, obligation, seats[obligation.cycle_id]):
            by_person[person_id].append((obligation, what))
    hour = at_local(local(uow.now).date(), HOUR)
    return await _queue(uow, by_person, await meeting_day.to_remind(uow, hour))


async def _remind(
    uow: UnitOfWork, obligation: Obligation, assignments: list[Assignment]
) -> list[tuple[int, Planned]]:
    assert obligation.due_on is not None
    what = last_planned(obligation.due_on, uow.now, obligation.kind)
    after = next_planned(obligation.due_on, uow.now, obligation.kind)
    await uow.obligations.plan(
        obligation.id, after.at if after else None, after.offset if after else None
    )
    # Who has not joined has no account: the chair's table shows them, no message can.
    if what is None or obligation.kind is ObligationKind.JOIN:
        return []
    still_here = {a.person_id for a in assignments}
    return [
        (person_id, what)
        for person_id in dict.fromkeys(responsible(obligation, what.offset, assignments))
        if person_id in still_here
        and await uow.obligations.add_reminder(obligation.id, what.offset, person_id, uow.now)
    ]


async def _queue(
    uow: UnitOfWork,
    by_person: Mapping[int, Sequence[tuple[Obligation, Planned]]],
    meetings: Mapping[int, Sequence[int]],
) -> int:
    accounts = await uow.accounts.reachable(list({**by_person, **meetings}))
    day = local(uow.now).date()
    queued = [
        await uow.outbox.add(
            {
                "account_id": account.id,
                "person_id": person_id,
                "lane": Lane.REMINDER,
                "kind": "reminder",
                "content": {
                    "obligations": [one.id for one, _ in by_person.get(person_id, ())],
                    "meetings": meetings.get(person_id, ()),
                    "late": any(
                        uow.now - what.at > LATE_AFTER for _, what in by_person.get(person_id, ())
                    ),
                },
                # One message per person per day, however many duties.
                "dedupe": f"reminder:{person_id}:{day}",
                "due_at": uow.now,
                "created_at": uow.now,
            }
        )
        for person_id, account in accounts.items()
    ]
    return len([row for row in queued if row is not None])
