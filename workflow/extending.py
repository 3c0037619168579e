"""How a deadline is extended: for one unit or for all, with a reason, before or after (R13).

Nothing is saved before the last press. An extension gives time to what is still owed: how many
days late a submission was is told against the date that counted when it was sent, and stays.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from storage.kinds import ObligationKind, Step
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import history
from workflow.calendar import local, next_working
from workflow.deadline import GRANTERS, DatedStep, Due, step_of
from workflow.errors import DeadlineChanged, NoSuchThing, NotLater
from workflow.obligation import NewObligation, open_one
from workflow.permission import UNIT_ROLES, Actor
from workflow.reason import reason_of
from workflow.typed import day_within

ALL = 0
HASH_START = 16


@dataclass(frozen=True)
class Aim:
    """Whose date of which step is to be extended; `unit` is None for every unit."""

    dated: DatedStep
    members: tuple[Unit, ...]
    unit: Unit | None = None
    own: Mapping[int, date] = field(default_factory=dict)
    """The official dates of units that have one of their own: they sign an addendum."""

    @property
    def due(self) -> Due:
        return self.due_of(self.unit.id if self.unit else None)

    def due_of(self, unit_id: int | None) -> Due:
        """Return what counts for a unit, or with None for those without a date of their own."""
        official = self.own.get(unit_id or 0, self.dated.official)
        return replace(self.dated, official=official).due(unit_id)

    def is_later(self, day: date) -> bool:
        """Tell whether the day gives time; a deadline runs through the next working day."""
        assert self.due.on is not None
        return next_working(day) > next_working(self.due.on)


@dataclass(frozen=True)
class Proposal:
    """An extension as it would be granted now."""

    aim: Aim
    due_on: date
    reason: str
    today: date
    owing: frozenset[int]
    """The ids of the units that have the step still to do."""

    @property
    def concerned(self) -> tuple[Unit, ...]:
        """Return the units that get more time; not those whose own date is as late already."""
        wanted = (self.aim.unit,) if self.aim.unit else self.aim.members
        return tuple(unit for unit in wanted if (self._due(unit) or self.due_on) < self.due_on)

    @property
    def told(self) -> tuple[Unit, ...]:
        """Return the units to which the time matters: they get it, and have the step to do."""
        return tuple(unit for unit in self.concerned if unit.id in self.owing)

    @property
    def runs_until(self) -> date:
        return next_working(self.due_on)

    @property
    def hash_start(self) -> str:
        """Name what was shown: the wish, and the dates that it moves."""
        dated = self.aim.dated
        newest = max((one.id for one in dated.extensions), default=0)
        unit_id = self.aim.unit.id if self.aim.unit else ALL
        shown = (dated.step.value, dated.official, newest, unit_id, self.due_on, self.reason)
        return hashlib.sha256("\n".join(map(str, shown)).encode()).hexdigest()[:HASH_START]

    def _due(self, unit: Unit) -> date | None:
        return self.aim.due_of(unit.id).on


async def to_extend(uow: UnitOfWork, actor: Actor, step_name: str, unit_id: int = ALL) -> Aim:
    """Return what would be extended; for chair and secretary, and only a step with a date."""
    actor.require(*GRANTERS)
    step = next((step for step in Step if step.value == step_name), None)
    members = tuple(await uow.units.of_cycle(actor.cycle.id))
    unit = next((unit for unit in members if unit.id == unit_id), None)
    if step is None or (unit is None and unit_id != ALL):
        raise NoSuchThing
    dated = await step_of(uow, actor.cycle.id, step)
    if dated.official is None:
        raise NoSuchThing
    return Aim(dated, members, unit, await own_dates(uow, actor, step))


async def own_dates(uow: UnitOfWork, actor: Actor, step: Step) -> dict[int, date]:
    """Return by when units sign their addenda, by unit id; nothing for any other step."""
    addenda = await uow.pledges.addenda(actor.cycle.id) if step is Step.SIGN else []
    return {
        one.unit_id: one.sign_due_on
        for one in addenda
        if one.unit_id is not None and one.sign_due_on is not None
    }


def day_of(aim: Aim, text: str, year: int) -> date:
    """Read dd/mm or dd/mm/yyyy within the year; refuse one that gives nobody more time."""
    day = day_within(text, year)
    if not aim.is_later(day):
        assert aim.due.on is not None
        raise NotLater(day, aim.due.on)
    return day


async def propose(uow: UnitOfWork, actor: Actor, aim: Aim, due_on: date, text: str) -> Proposal:
    """Return the extension for a last look; nothing is saved.

    Refuse with `DeadlineChanged` when somebody meanwhile gave as much time or more.
    """
    actor.require(*GRANTERS)
    if not aim.is_later(due_on):
        raise await _changed(uow, aim)
    kind = _duty(aim)
    open_now = await uow.obligations.open_in(actor.cycle.id)
    owing = frozenset(one.unit_id for one in open_now if one.kind is kind and one.unit_id)
    return Proposal(aim, due_on, reason_of(text), local(uow.now).date(), owing)


async def grant(
    uow: UnitOfWork, actor: Actor, proposal: Proposal, hash_start: str
) -> tuple[tuple[Unit, tuple[int, ...]], ...]:
    """Extend the deadline; return each unit still to do the step, with its officers and leaders.

    `hash_start` names what was shown: refuse with `DeadlineChanged` when it is not this. Open
    duties get the new date with reminders of their own; the official date stays.
    """
    seat = actor.require(*GRANTERS)
    if proposal.hash_start != hash_start:
        raise await _changed(uow, proposal.aim)
    extension_id = await _save(uow, seat, proposal)
    for unit in proposal.told:
        await _record(uow, seat, proposal, extension_id, unit)
    await _move_duties(uow, actor.cycle.id, proposal)
    held = await uow.people.held_in(actor.cycle.id, uow.now, UNIT_ROLES)
    return tuple(
        (unit, tuple(dict.fromkeys(a.person_id for a in held if a.unit_id == unit.id)))
        for unit in proposal.told
    )


def _duty(aim: Aim) -> ObligationKind:
    return ObligationKind(aim.dated.step.value)


async def _save(uow: UnitOfWork, seat: Assignment, proposal: Proposal) -> int:
    aim = proposal.aim
    return await uow.extensions.add(
        {
            "cycle_id": seat.cycle_id,
            "step": aim.dated.step,
            "unit_id": aim.unit.id if aim.unit else None,
            "due_on": proposal.due_on,
            "reason": proposal.reason,
            "granted_by": seat.person_id,
            "granted_at": uow.now,
        }
    )


async def _record(
    uow: UnitOfWork, seat: Assignment, proposal: Proposal, extension_id: int, unit: Unit
) -> None:
    due = proposal.aim.due_of(unit.id)
    await history.record(
        uow,
        seat,
        "deadline.extended",
        extension_id,
        unit_id=unit.id,
        step=proposal.aim.dated.step.value,
        official=str(due.official),
        was=str(due.on),
        due_on=proposal.due_on.isoformat(),
        reason=proposal.reason,
    )


async def _move_duties(uow: UnitOfWork, cycle_id: int, proposal: Proposal) -> None:
    """Give the open duties of the step the new date; one that is due later stays."""
    kind = _duty(proposal.aim)
    unit = proposal.aim.unit
    for owed in await uow.obligations.open_in(cycle_id):
        concerned = owed.kind is kind and (unit is None or owed.unit_id == unit.id)
        if concerned and (owed.due_on is None or owed.due_on < proposal.due_on):
            moved = NewObligation(
                cycle_id,
                kind,
                owed.subject_id,
                owed.role,
                proposal.due_on,
                unit_id=owed.unit_id,
                person_id=owed.person_id,
            )
            await open_one(uow, moved)


async def _changed(uow: UnitOfWork, aim: Aim) -> DeadlineChanged:
    due = aim.due
    granted = due.extension
    by = (await uow.people.get(granted.granted_by)).full_name if granted else ""
    unit_id = aim.unit.id if aim.unit else ALL
    reason = granted.reason if granted else ""
    return DeadlineChanged(aim.dated.step, unit_id, due.on, due.official, by, reason)
