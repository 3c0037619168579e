"""The criteria a bloc is scored by, as everybody reads them, and what a unit leaves out (R17)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from storage.criteria import Criterion, CriterionSet
from storage.key_tasks import KeyTask
from storage.kinds import CriterionKind
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.errors import NoSuchThing
from workflow.file_errors import NoCriteria
from workflow.key_task import open_sheet, standing_tasks
from workflow.permission import READERS, Actor


class Scored(Protocol):
    """What stands in a group and carries points."""

    @property
    def kind(self) -> CriterionKind: ...
    @property
    def group_name(self) -> str: ...
    @property
    def max_points(self) -> Decimal: ...


@dataclass(frozen=True)
class Group:
    """The criteria of one kind under one heading, with the sum of their points."""

    name: str
    kind: CriterionKind
    count: int
    points: Decimal


@dataclass(frozen=True)
class Scale:
    """One version of the criteria, whole; `newest` is the number of the current one."""

    version: CriterionSet
    criteria: tuple[Criterion, ...]
    newest: int

    @property
    def is_current(self) -> bool:
        return self.version.version == self.newest

    @property
    def groups(self) -> tuple[Group, ...]:
        return grouped(self.criteria)

    @property
    def total(self) -> Decimal:
        return total_of(self.criteria)


@dataclass(frozen=True)
class Coverage:
    """A unit and the criteria without a task; None while its list is not to be seen (R5)."""

    unit: Unit
    n_criteria: int
    uncovered: tuple[Criterion, ...] | None


def grouped(criteria: Iterable[Scored]) -> tuple[Group, ...]:
    """Return the groups in the order in which they begin."""
    points: dict[tuple[str, CriterionKind], list[Decimal]] = {}
    for one in criteria:
        points.setdefault((one.group_name, one.kind), []).append(one.max_points)
    return tuple(
        Group(name, kind, len(of_it), sum(of_it, Decimal()))
        for (name, kind), of_it in points.items()
    )


def total_of(criteria: Iterable[Scored]) -> Decimal:
    """Return what the scale adds up to, bonus and penalty apart (R10)."""
    scale = (one.max_points for one in criteria if one.kind is CriterionKind.SCALE)
    return sum(scale, Decimal())


async def current(uow: UnitOfWork, cycle_id: int) -> Scale | None:
    """Return the cycle's current criteria; None when none were imported."""
    newest = await uow.criteria.current(cycle_id)
    if newest is None:
        return None
    return Scale(newest, tuple(await uow.criteria.of_set(newest.id)), newest.version)


async def required(uow: UnitOfWork, actor: Actor) -> Scale:
    """Return the current criteria; refuse when none were imported."""
    scale = await current(uow, actor.cycle.id)
    if scale is None:
        raise NoCriteria
    return scale


async def open_version(uow: UnitOfWork, actor: Actor, set_id: int) -> Scale:
    """Show one version, the current or an older one."""
    newest = await uow.criteria.current(actor.cycle.id)
    found = await uow.criteria.version(set_id)
    if found is None or newest is None or found.cycle_id != actor.cycle.id:
        raise NoSuchThing
    return Scale(found, tuple(await uow.criteria.of_set(found.id)), newest.version)


async def versions(uow: UnitOfWork, actor: Actor) -> Sequence[CriterionSet]:
    """Return every version of the cycle's criteria, newest first."""
    return await uow.criteria.versions(actor.cycle.id)


async def codes(uow: UnitOfWork, cycle_id: int) -> frozenset[str]:
    """Return the codes of the current criteria; none were imported when it is empty."""
    scale = await current(uow, cycle_id)
    return frozenset(one.code for one in scale.criteria) if scale else frozenset()


def uncovered(criteria: Iterable[Criterion], tasks: Iterable[KeyTask]) -> tuple[Criterion, ...]:
    """Return the criteria of the scale that no task points at."""
    pointed = {task.criterion for task in tasks}
    return tuple(one for one in _in_scale(criteria) if one.code not in pointed)


async def uncovered_by(uow: UnitOfWork, actor: Actor, unit_id: int) -> Coverage:
    """Show which criteria a unit leaves out (R5).

    Its own people see it by the newest list, the others by the one that counts.
    """
    scale = await required(uow, actor)
    sheet = await open_sheet(uow, actor, unit_id)
    if sheet.is_own:
        return _covered(sheet.unit, scale, sheet.tasks)
    return _covered(sheet.unit, scale, (await standing_tasks(uow, actor.cycle.id))[unit_id])


async def coverage(uow: UnitOfWork, actor: Actor) -> Sequence[Coverage]:
    """Show the same for every unit, by the list that counts; for the chair's side."""
    actor.require(*READERS)
    scale = await required(uow, actor)
    tasks = await standing_tasks(uow, actor.cycle.id)
    members = await uow.units.of_cycle(actor.cycle.id)
    return [_covered(unit, scale, tasks.get(unit.id)) for unit in members]


def _covered(unit: Unit, scale: Scale, tasks: Collection[KeyTask] | None) -> Coverage:
    left_out = None if tasks is None else uncovered(scale.criteria, tasks)
    return Coverage(unit, len(_in_scale(scale.criteria)), left_out)


def _in_scale(criteria: Iterable[Criterion]) -> list[Criterion]:
    return [one for one in criteria if one.kind is CriterionKind.SCALE]
