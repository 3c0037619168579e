"""What the workbook of a unit's key tasks is made from."""

from dataclasses import dataclass

from storage.criteria import Criterion
from storage.key_tasks import KeyTask
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.criterion import current
from workflow.key_task import open_list
from workflow.permission import Actor
from workflow.submission import check_editable


@dataclass(frozen=True)
class TaskForm:
    """A unit's list as it stands, with the bloc's counts and criteria."""

    unit: Unit
    year: int
    limit: int
    highlights: tuple[int, int]
    tasks: tuple[KeyTask, ...] = ()
    criteria: tuple[Criterion, ...] = ()


async def form_of(uow: UnitOfWork, actor: Actor, submission_id: int) -> TaskForm:
    """Return what the form of a list says now; refuse a list that may not be changed now."""
    sheet = await open_list(uow, actor, submission_id)
    check_editable(sheet, actor)
    scale = await current(uow, actor.cycle.id)
    return TaskForm(
        unit=sheet.unit,
        year=actor.cycle.year,
        limit=sheet.limit,
        highlights=sheet.highlights,
        tasks=sheet.tasks,
        criteria=scale.criteria if scale else (),
    )
