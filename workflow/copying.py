"""Copies the unit's approved list of an earlier year, its dates moved to this one."""

from datetime import date

from storage.blocs import Cycle
from storage.key_tasks import KeyTask
from storage.kinds import ListState, SubmissionKind
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from workflow import criterion
from workflow.batch import COLUMNS, Batch, Row, Source, judged
from workflow.batch_errors import NothingToCopy
from workflow.key_task import to_edit
from workflow.permission import Actor

ACCEPTED = (ListState.APPROVED,)


async def read(uow: UnitOfWork, actor: Actor, unit_id: int) -> Batch:
    """Read the newest accepted list of an earlier year; nothing is saved.

    Refuses with `NothingToCopy` when the unit has none.
    """
    sheet = await to_edit(uow, actor, unit_id)
    found = await _newest(uow, actor.cycle, unit_id)
    if found is None:
        raise NothingToCopy
    tasks = await uow.key_tasks.tasks(found[1].id)
    codes = await criterion.codes(uow, actor.cycle.id)
    rows = judged((_moved(task, actor.cycle.year) for task in tasks), codes)
    return Batch(sheet, rows, Source.COPIED)


async def year_to_copy(uow: UnitOfWork, actor: Actor, unit_id: int) -> int | None:
    """Return the year of the list that `read` would copy."""
    found = await _newest(uow, actor.cycle, unit_id)
    return found[0].year if found else None


async def _newest(uow: UnitOfWork, now: Cycle, unit_id: int) -> tuple[Cycle, Submission] | None:
    earlier = [
        one
        for one in await uow.blocs.cycles()
        if one.bloc_id == now.bloc_id and one.year < now.year
    ]
    for cycle in sorted(earlier, key=lambda one: one.year, reverse=True):
        kind = SubmissionKind.KEY_TASKS
        submission = await uow.submissions.newest_of(cycle.id, unit_id, kind, ACCEPTED)
        if submission is not None:
            return cycle, submission
    return None


def _moved(task: KeyTask, year: int) -> Row:
    values = {column: getattr(task, column) for column in COLUMNS}
    due_on = _in_year(task.due_on, year) if task.due_on else None
    return Row(task.number, **{**values, "due_on": due_on})


def _in_year(day: date, year: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28 if is_leap_day else day.day)
