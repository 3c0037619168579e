"""Views over the whole: one person's home, the chair's table."""

from dataclasses import dataclass

from storage.blocs import Bloc, Cycle
from storage.key_tasks import KeyTask
from storage.kinds import Role, Step, SubmissionKind
from storage.people import Assignment
from storage.pledges import Pledge
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.errors import NoSuchThing
from workflow.key_task import tasks_by_unit
from workflow.obligation import Duty, owed
from workflow.permission import READERS, Actor
from workflow.submission import SENT
from workflow.waiting import waiting_for


@dataclass(frozen=True)
class Home:
    """What a person sees first."""

    bloc: Bloc
    cycle: Cycle
    actor: Actor
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class Stage:
    """Where one thing that a unit sends stands: its newest round, and how late the first was."""

    newest: Submission
    days_late: int

    @property
    def is_readable(self) -> bool:
        """Tell whether some round of it may be read at the bloc (R5)."""
        return self.newest.round > 1 or self.newest.state in SENT


@dataclass(frozen=True)
class Progress:
    """One unit's line in the chair's table; a stage is None before the unit began."""

    unit: Unit
    joined: int
    people: int
    key_tasks: Stage | None
    registration: Stage | None
    n_tasks: int
    n_highlights: int
    signed: bool
    excepted: bool = False
    """Whether the chair recorded an exception in place of its signature (R8)."""


@dataclass(frozen=True)
class Table:
    """Units by steps of the year, with what waits for the reader's decision."""

    cycle: Cycle
    rows: tuple[Progress, ...]
    pledge: Pledge | None
    registers: bool
    """Whether the bloc sets a date for registrations, or some unit began one all the same."""
    waiting: tuple[Submission, ...]
    may_act: bool

    def row(self, unit_id: int) -> Progress:
        """Return a unit's line; refuse another bloc's unit."""
        for one in self.rows:
            if one.unit.id == unit_id:
                return one
        raise NoSuchThing


async def home_of(uow: UnitOfWork, actor: Actor) -> Home:
    return Home(
        bloc=await uow.blocs.get(actor.cycle.bloc_id),
        cycle=actor.cycle,
        actor=actor,
        duties=tuple(await owed(uow, actor)),
    )


async def table_of(uow: UnitOfWork, actor: Actor) -> Table:
    """Return the table; for the chair's side, the standing agency and the patron."""
    actor.require(*READERS)
    cycle = actor.cycle
    pledge = await uow.pledges.current(cycle.id)
    rows = await _rows(uow, cycle, pledge)
    dated = Step.REGISTRATION in await uow.blocs.deadlines(cycle.id)
    return Table(
        cycle=cycle,
        rows=rows,
        pledge=pledge,
        registers=dated or any(row.registration for row in rows),
        waiting=tuple(await waiting_for(uow, actor)),
        may_act=actor.seat(Role.CHAIR) is not None,
    )


async def _rows(uow: UnitOfWork, cycle: Cycle, pledge: Pledge | None) -> tuple[Progress, ...]:
    held = await uow.people.held_in(cycle.id, uow.now)
    known = set(await uow.accounts.known([a.person_id for a in held]))
    lists = await _stages(uow, cycle.id, SubmissionKind.KEY_TASKS)
    registrations = await _stages(uow, cycle.id, SubmissionKind.REGISTRATION)
    tasks = await _counted(uow, cycle.id)
    signed = {s.unit_id for s in await uow.pledges.signatures(pledge.id)} if pledge else set()
    excepted = await uow.signings.exceptions(pledge.id) if pledge else {}
    return tuple(
        Progress(
            unit=unit,
            joined=len(_people(held, unit.id) & known),
            people=len(_people(held, unit.id)),
            key_tasks=lists.get(unit.id),
            registration=registrations.get(unit.id),
            n_tasks=len(written := tasks.get(unit.id, [])),
            n_highlights=sum(task.is_highlight for task in written),
            signed=unit.id in signed,
            excepted=unit.id in excepted,
        )
        for unit in await uow.units.of_cycle(cycle.id)
    )


async def _stages(uow: UnitOfWork, cycle_id: int, kind: SubmissionKind) -> dict[int, Stage]:
    first = await uow.submissions.first(cycle_id, kind)
    newest = await uow.submissions.newest(cycle_id, kind)
    return {unit_id: Stage(one, first[unit_id].days_late) for unit_id, one in newest.items()}


async def _counted(uow: UnitOfWork, cycle_id: int) -> dict[int, list[KeyTask]]:
    """Return each unit's tasks, by unit id: before its first sending those of the draft (R5)."""
    written = await tasks_by_unit(uow, cycle_id)
    return {**written, **await tasks_by_unit(uow, cycle_id, SENT)}


def _people(held: list[Assignment], unit_id: int) -> set[int]:
    return {a.person_id for a in held if a.unit_id == unit_id}
