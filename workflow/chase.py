"""The chair's own reminder: to exactly who still owes a step, or what one unit still owes.

It is a view of the open duties like every reminder, but a human asked for it: it may be a second
message of the day. Once a day a step and a person, by the day on which it leaves; who was asked by
whom is in the history.
Duties to join are not among them: who has not joined has no account that a message could reach.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from storage.accounts import Account
from storage.blocs import Cycle
from storage.kinds import Lane
from storage.obligations import Obligation
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import history
from workflow.audience import mark_of
from workflow.calendar import add_working, at_local, local
from workflow.chase_errors import ChaseChanged
from workflow.chaser import chaser
from workflow.member import Member
from workflow.overview import Progress, Table, table_of
from workflow.permission import Actor
from workflow.progress import Column
from workflow.quiet_hours import reminder_opening

ACT = "chase.sent"
STEPS = (Column.KEY_TASKS, Column.REGISTRATION, Column.RSVP, Column.SIGN, Column.CONFIRM)
EVERY_STEP = "all"
# When a reminder leaves or left, and who asked for it.
Told = tuple[datetime, str]


@dataclass(frozen=True)
class Asked:
    """One person with what they are reminded of, by step, and for which units."""

    person: Member
    units: tuple[Unit, ...]
    duties: Mapping[Column, tuple[Obligation, ...]]

    @property
    def ids(self) -> list[int]:
        """Return the ids of the duties, each once."""
        return list(dict.fromkeys(one.id for owed in self.duties.values() for one in owed))


@dataclass(frozen=True)
class Earlier:
    """Somebody who has a reminder of it that day already: when it leaves or left, and by whom."""

    person: Member
    at: datetime
    by: str


@dataclass(frozen=True)
class Chase:
    """Whom one press would remind now: of a step, or of everything that one unit owes.

    `column` is None for every step, `unit` for every unit. Nothing reaches the `unreached`;
    nobody in the `silent` units can be reached at all.
    """

    table: Table
    column: Column | None
    unit: Unit | None
    people: tuple[Asked, ...]
    unreached: tuple[Member, ...]
    silent: tuple[Unit, ...]
    already: tuple[Earlier, ...]
    leaves_at: datetime

    @property
    def units(self) -> tuple[Unit, ...]:
        """Return the units whose people are reminded, in the bloc's order."""
        ids = {unit.id for one in self.people for unit in one.units}
        return tuple(row.unit for row in self.table.rows if row.unit.id in ids)

    @property
    def mark(self) -> str:
        """Return what tells these people from any others."""
        return mark_of(one.person.person_id for one in self.people)


async def preview(uow: UnitOfWork, actor: Actor, step_name: str, unit_id: int) -> Chase:
    """Return whom it would remind now; `EVERY_STEP` and unit 0 leave either open.

    Whoever acts is not among them. Refuse what is no step, or no unit, of the bloc.
    """
    await chaser(uow, actor)
    table = await table_of(uow, actor)
    column = None if step_name == EVERY_STEP else table.step(step_name)
    row = table.row(unit_id) if unit_id else None
    rows, columns = (row,) if row else table.rows, (column,) if column else STEPS
    leaves_at = reminder_opening(actor.cycle, uow.now)
    earlier = await _earlier(uow, actor.cycle, local(leaves_at).date())
    people = _split(_owed(rows, columns), earlier, actor)
    return Chase(
        table=table,
        column=column,
        unit=row.unit if row else None,
        **people,
        silent=tuple(_silent(rows, columns)),
        leaves_at=leaves_at,
    )


async def send(uow: UnitOfWork, actor: Actor, step_name: str, unit_id: int, mark: str) -> Chase:
    """Remind exactly those of the preview; return it as it was.

    Refuse with `ChaseChanged` when they are no longer the people who were shown.
    """
    seat = await chaser(uow, actor)
    found = await preview(uow, actor, step_name, unit_id)
    if not found.people or found.mark != mark:
        raise ChaseChanged(step_name, unit_id)
    accounts = await uow.accounts.reachable([one.person.person_id for one in found.people])
    await uow.line.add_all(
        [_message(uow, seat, found, one, accounts[one.person.person_id]) for one in found.people]
    )
    await history.record(
        uow,
        seat,
        ACT,
        actor.cycle.id,
        unit_id=unit_id or None,
        step=step_name,
        n=len(found.people),
        asked=[[one.person.person_id, list(one.duties), one.ids] for one in found.people],
    )
    return found


def _message(
    uow: UnitOfWork, seat: Assignment, found: Chase, one: Asked, account: Account
) -> dict[str, Any]:
    day = local(found.leaves_at).date()
    steps = "+".join(one.duties)
    return {
        "account_id": account.id,
        "person_id": one.person.person_id,
        "lane": Lane.REMINDER,
        "kind": "chase",
        "subject_id": found.table.cycle.id,
        "content": {
            "obligations": one.ids,
            "by": seat.full_name,
            "role": seat.role.value,
            "leaves_at": found.leaves_at.isoformat(),
        },
        "dedupe": f"chase:{steps}:{one.person.person_id}:{day}",
        "due_at": found.leaves_at,
        "created_at": uow.now,
    }


def _owed(rows: Collection[Progress], columns: Collection[Column]) -> list[Asked]:
    """Return who owes what at these steps; one line a person, however many duties and units."""
    found: dict[int, Asked] = {}
    for row in rows:
        for column in columns:
            for duty in row.duties(column):
                for person in row.owners(duty):
                    known = found.get(person.person_id, Asked(person, (), {}))
                    owed = (*known.duties.get(column, ()), duty)
                    units = tuple(dict.fromkeys((*known.units, row.unit)))
                    duties = {**known.duties, column: owed}
                    found[person.person_id] = Asked(person, units, duties)
    return list(found.values())


def _split(
    owed: Collection[Asked], earlier: Mapping[tuple[str, int], Told], actor: Actor
) -> dict[str, Any]:
    """Return whom to remind now, whom nothing reaches, and who has a reminder that day."""
    others = [one for one in owed if one.person.person_id != actor.person.id]
    left = [one for one in (_left(one, earlier) for one in others) if one.duties]
    return {
        "people": tuple(one for one in left if one.person.is_reached),
        "unreached": tuple(one.person for one in left if not one.person.is_reached),
        "already": tuple(told for one in others for told in _told(one, earlier)),
    }


def _left(one: Asked, earlier: Mapping[tuple[str, int], Told]) -> Asked:
    """Return what the person has no reminder of that day."""
    at = one.person.person_id
    duties = {column: owed for column, owed in one.duties.items() if (column, at) not in earlier}
    return replace(one, duties=duties)


def _told(one: Asked, earlier: Mapping[tuple[str, int], Told]) -> list[Earlier]:
    """Return the person's last reminder of that day, if there is one."""
    known = [earlier.get((column, one.person.person_id)) for column in one.duties]
    told = sorted(each for each in known if each)
    return [Earlier(one.person, at, by) for at, by in told[-1:]]


def _silent(rows: Collection[Progress], columns: Collection[Column]) -> Iterator[Unit]:
    """Yield the units that owe something and have nobody for it who can be reached."""
    for row in rows:
        owed = [duty for column in columns for duty in row.duties(column)]
        if owed and not any(one.is_reached for duty in owed for one in row.owners(duty)):
            yield row.unit


async def _earlier(uow: UnitOfWork, cycle: Cycle, day: date) -> dict[tuple[str, int], Told]:
    """Return by step and person what leaves, or left, on that working day."""
    # What was asked for in the evening before, or on a day off, leaves on the day too.
    since = at_local(add_working(day, -1), time(0))
    acts = await uow.histories.during(cycle.id, (ACT,), since, uow.now)
    leaving = [(reminder_opening(cycle, act.at), act) for act in acts]
    return {
        (column, person_id): (at, act.facts["name"])
        for at, act in leaving
        if local(at).date() == day
        for person_id, columns, _ in act.facts["asked"]
        for column in columns
    }
