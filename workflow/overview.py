"""Views over the whole: one person's home, the chair's table."""

from dataclasses import dataclass

from storage.blocs import Bloc, Cycle
from storage.kinds import ListState, Role, SubmissionKind
from storage.people import Assignment
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.key_task import tasks_by_unit
from workflow.obligation import Duty, owed
from workflow.permission import READERS, Actor


@dataclass(frozen=True)
class Home:
    """What a person sees first."""

    bloc: Bloc
    cycle: Cycle
    actor: Actor
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class Progress:
    """One unit's line in the chair's table."""

    unit: Unit
    joined: int
    people: int
    state: ListState | None
    n_tasks: int
    n_highlights: int
    signed: bool


@dataclass(frozen=True)
class Table:
    """Units by steps of the year, with what waits for the reader's decision."""

    cycle: Cycle
    rows: tuple[Progress, ...]
    pledge: Pledge | None
    n_waiting: int
    may_act: bool


async def home_of(uow: UnitOfWork, actor: Actor) -> Home:
    return Home(
        bloc=await uow.blocs.get(actor.cycle.bloc_id),
        cycle=actor.cycle,
        actor=actor,
        duties=tuple(await owed(uow, actor)),
    )


async def table_of(uow: UnitOfWork, actor: Actor, n_waiting: int) -> Table:
    """Return the table; for the chair's side, the standing agency and the patron."""
    actor.require(*READERS)
    cycle = actor.cycle
    held = await uow.people.held_in(cycle.id, uow.now)
    known = set(await uow.accounts.known([a.person_id for a in held]))
    lists = await uow.submissions.newest(cycle.id, SubmissionKind.KEY_TASKS)
    tasks = await tasks_by_unit(uow, cycle.id)
    pledge = await uow.pledges.current(cycle.id)
    signed = {s.unit_id for s in await uow.pledges.signatures(pledge.id)} if pledge else set()
    rows = tuple(
        Progress(
            unit=unit,
            joined=len(_people(held, unit.id) & known),
            people=len(_people(held, unit.id)),
            state=lists[unit.id].state if unit.id in lists else None,
            n_tasks=len(tasks.get(unit.id, ())),
            n_highlights=sum(task.is_highlight for task in tasks.get(unit.id, ())),
            signed=unit.id in signed,
        )
        for unit in await uow.units.of_cycle(cycle.id)
    )
    return Table(cycle, rows, pledge, n_waiting, actor.seat(Role.CHAIR) is not None)


def _people(held: list[Assignment], unit_id: int) -> set[int]:
    return {a.person_id for a in held if a.unit_id == unit_id}
