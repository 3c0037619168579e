"""Every unit's key tasks side by side: only what was sent to the bloc (R5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.blocs import Bloc, Cycle
from storage.key_tasks import KeyTask
from storage.kinds import ListState, Standing, SubmissionKind
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.errors import NoSuchThing
from workflow.key_task import open_list
from workflow.permission import READERS, UNIT_ROLES, Actor
from workflow.submission import SENT, standing


@dataclass(frozen=True)
class UnitTasks:
    """One unit's list; `days_late` is that of the year's first sending, not of an amendment's.

    `leader` is who approved it for the unit; empty before that.
    """

    unit: Unit
    submission: Submission
    tasks: tuple[KeyTask, ...]
    days_late: int
    leader: str = ""
    is_amended: bool = False
    """Whether an amendment of it waits for the bloc."""

    @property
    def stage(self) -> str:
        """Return the state as a stored word; the chair unit's own list waits for the deputy."""
        state = self.submission.state
        deputy = state is ListState.WAITING_CHAIR and self.unit.standing is Standing.CHAIR
        return "waiting_deputy" if deputy else state.value

    @property
    def highlights(self) -> tuple[KeyTask, ...]:
        return tuple(task for task in self.tasks if task.is_highlight)


@dataclass(frozen=True)
class BlocTasks:
    """The bloc's units in decision order, and the lists of those among them that sent one."""

    bloc: Bloc
    cycle: Cycle
    at: datetime
    units: tuple[Unit, ...]
    lists: tuple[UnitTasks, ...]

    @property
    def n_unsent(self) -> int:
        return len(self.units) - len(self.lists)

    @property
    def n_amended(self) -> int:
        return sum(one.is_amended for one in self.lists)

    @property
    def highlights(self) -> tuple[tuple[Unit, KeyTask], ...]:
        return tuple((one.unit, task) for one in self.lists for task in one.highlights)


async def open_bloc(uow: UnitOfWork, actor: Actor) -> BlocTasks:
    """Show the list that counts for each unit; for the chair's side, the agency and the patron."""
    actor.require(*READERS)
    return await sent_lists(uow, actor.cycle.id)


async def sent_lists(uow: UnitOfWork, cycle_id: int) -> BlocTasks:
    """Return the list that counts for each unit, without asking who reads it."""
    units = await uow.units.of_cycle(cycle_id)
    return await _with_tasks(
        uow, cycle_id, units, await standing(uow, cycle_id, SubmissionKind.KEY_TASKS)
    )


async def _with_tasks(
    uow: UnitOfWork, cycle_id: int, units: Sequence[Unit], lists: Mapping[int, Submission]
) -> BlocTasks:
    """Return the units with the given lists, by unit id, and what these hold."""
    cycle = await uow.blocs.cycle(cycle_id)
    first = await uow.submissions.first(cycle_id, SubmissionKind.KEY_TASKS)
    newest = await uow.submissions.newest(cycle_id, SubmissionKind.KEY_TASKS, SENT)
    tasks = await uow.key_tasks.tasks_of([one.id for one in lists.values()])
    leaders = await uow.people.among([one.approved_by for one in lists.values() if one.approved_by])
    return BlocTasks(
        bloc=await uow.blocs.get(cycle.bloc_id),
        cycle=cycle,
        at=uow.now,
        units=tuple(units),
        lists=tuple(
            UnitTasks(
                unit=unit,
                submission=found,
                tasks=tuple(tasks[found.id]),
                days_late=first[unit.id].days_late,
                leader=leaders[found.approved_by].full_name if found.approved_by else "",
                is_amended=unit.id in newest and newest[unit.id].round > found.round,
            )
            for unit in units
            if (found := lists.get(unit.id)) is not None
        ),
    )


async def open_own(uow: UnitOfWork, actor: Actor, unit_id: int) -> BlocTasks:
    """Show a unit's newest list to its own people, as it stands."""
    actor.require(*UNIT_ROLES, unit_id=unit_id)
    found = await uow.submissions.newest_of(actor.cycle.id, unit_id, SubmissionKind.KEY_TASKS)
    if found is None:
        raise NoSuchThing
    return await open_round(uow, actor, found.id)


async def open_round(uow: UnitOfWork, actor: Actor, submission_id: int) -> BlocTasks:
    """Show exactly that round, alone, to whoever may read it."""
    sheet = await open_list(uow, actor, submission_id)
    return await _with_tasks(uow, actor.cycle.id, [sheet.unit], {sheet.unit.id: sheet.submission})
