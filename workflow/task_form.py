"""What the workbook of a unit's key tasks is made from."""

from dataclasses import dataclass

from storage.criteria import Criterion
from storage.key_tasks import KeyTask
from storage.unit_of_work import UnitOfWork
from storage.units import Unit


@dataclass(frozen=True)
class TaskForm:
    """A unit's list as it stands, with the bloc's counts and criteria."""

    unit: Unit
    year: int
    limit: int
    highlights: tuple[int, int]
    tasks: tuple[KeyTask, ...] = ()
    criteria: tuple[Criterion, ...] = ()


async def form_of(uow: UnitOfWork, submission_id: int) -> TaskForm:
    """Return what the form of a list says now."""
    submission = await uow.submissions.get(submission_id)
    assert submission is not None
    cycle = await uow.blocs.cycle(submission.cycle_id)
    unit = await uow.units.get(cycle.id, submission.unit_id)
    assert unit is not None
    current = await uow.criteria.current(cycle.id)
    return TaskForm(
        unit=unit,
        year=cycle.year,
        limit=cycle.tasks_per_unit,
        highlights=(cycle.highlights_min, cycle.highlights_max),
        tasks=tuple(await uow.key_tasks.tasks(submission_id)),
        criteria=tuple(await uow.criteria.of_set(current.id)) if current else (),
    )
