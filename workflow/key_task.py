"""A unit's key tasks: drafting the list (R1); how it travels is in workflow/submission.py."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from storage.key_tasks import KeyTask
from storage.kinds import ListState, SubmissionKind
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.calendar import parse_day
from workflow.errors import (
    Blank,
    Gap,
    HighlightsFull,
    ListFull,
    NoSuchThing,
    NotADate,
    OneLineOnly,
    OutsideYear,
    Stale,
    TooLong,
)
from workflow.permission import UNIT_ROLES, Actor
from workflow.submission import Sheet, check_editable, open_newest, open_one
from workflow.words import clean, is_wordless

LIMIT = 300
FIELDS = ("title", "target", "due")


@dataclass(frozen=True, kw_only=True)
class TaskSheet(Sheet):
    """A unit's list of key tasks with the bloc's counts for it."""

    tasks: tuple[KeyTask, ...]
    limit: int
    highlights: tuple[int, int]

    @property
    def n_highlights(self) -> int:
        return sum(task.is_highlight for task in self.tasks)


def gaps_of(tasks: tuple[KeyTask, ...], limit: int, highlights: tuple[int, int]) -> tuple[Gap, ...]:
    """Return what the list lacks before it can be sent (R1); empty means it can."""
    starred = sum(task.is_highlight for task in tasks)
    found = {
        Gap.TOO_FEW: len(tasks) < limit,
        Gap.TOO_MANY: len(tasks) > limit,
        Gap.NO_HIGHLIGHT: starred < highlights[0],
        Gap.MANY_HIGHLIGHTS: starred > highlights[1],
    }
    return tuple(gap for gap, holds in found.items() if holds)


async def open_sheet(uow: UnitOfWork, actor: Actor, unit_id: int) -> TaskSheet:
    """Show a unit's newest list that the actor may see."""
    return await filled(
        uow, actor, await open_newest(uow, actor, unit_id, SubmissionKind.KEY_TASKS)
    )


async def filled(uow: UnitOfWork, actor: Actor, sheet: Sheet) -> TaskSheet:
    """Return the sheet with its tasks."""
    tasks = tuple(await uow.key_tasks.tasks(sheet.submission.id))
    limit = actor.cycle.tasks_per_unit
    highlights = (actor.cycle.highlights_min, actor.cycle.highlights_max)
    gaps = gaps_of(tasks, limit, highlights)
    base = {**vars(sheet), "gaps": gaps}
    return TaskSheet(**base, tasks=tasks, limit=limit, highlights=highlights)


async def tasks_by_unit(
    uow: UnitOfWork, cycle_id: int, states: Collection[ListState] = ()
) -> dict[int, list[KeyTask]]:
    """Return the tasks of each unit's newest list among `states`, by unit id, in order."""
    lists = await uow.submissions.newest(cycle_id, SubmissionKind.KEY_TASKS, states)
    tasks = await uow.key_tasks.tasks_of([one.id for one in lists.values()])
    return {unit_id: tasks[one.id] for unit_id, one in lists.items()}


async def to_edit(
    uow: UnitOfWork, actor: Actor, unit_id: int, revision: int | None = None
) -> TaskSheet:
    """Return a list that may be changed now; refuse a sent one, or one changed since `revision`."""
    return _checked(await open_sheet(uow, actor, unit_id), actor, revision)


async def to_add(uow: UnitOfWork, actor: Actor, unit_id: int) -> TaskSheet:
    """Return a list that takes one more task; refuse a full or a sent one."""
    sheet = await to_edit(uow, actor, unit_id)
    if len(sheet.tasks) >= sheet.limit:
        raise ListFull(sheet.limit)
    return sheet


async def add(uow: UnitOfWork, actor: Actor, unit_id: int, title: str) -> KeyTask:
    """Save a new task at the end of the list; only its title is required."""
    sheet = await to_add(uow, actor, unit_id)
    values = {
        "number": len(sheet.tasks) + 1,
        "title": _line(title),
        "is_highlight": False,
        "target": "",
        "due_on": None,
    }
    task_id = await uow.key_tasks.add(sheet.submission.id, values)
    await uow.submissions.touch(sheet.submission.id)
    task = await uow.key_tasks.task(task_id)
    assert task is not None
    await _record(uow, actor, sheet, "key_task.added", task)
    return task


async def to_change(
    uow: UnitOfWork, actor: Actor, task_id: int, field: str = "title"
) -> tuple[KeyTask, TaskSheet]:
    """Return a task of which that field may be changed now; refuse any other field."""
    if field not in FIELDS:
        raise NoSuchThing
    return await _open_task(uow, actor, task_id)


async def change(
    uow: UnitOfWork, actor: Actor, task_id: int, field: str, text: str, was: str | None = None
) -> KeyTask:
    """Save one field of a task: title, target, or due (dd/mm or dd/mm/yyyy within the year).

    `was` is what the asked person saw; what somebody else wrote since is not overwritten.
    """
    task, sheet = await to_change(uow, actor, task_id, field)
    if was is not None and was != value_of(task, field):
        raise Stale(sheet.unit.id)
    values: dict[str, Any] = (
        {"due_on": _due(text, actor.cycle.year)} if field == "due" else {field: _line(text)}
    )
    await uow.key_tasks.change(task.id, values)
    await uow.submissions.touch(sheet.submission.id)
    changed = await uow.key_tasks.task(task.id)
    assert changed is not None
    await _record(uow, actor, sheet, "key_task.changed", changed, field=field)
    return changed


async def star(uow: UnitOfWork, actor: Actor, task_id: int, revision: int) -> KeyTask:
    """Make a task a highlight or an ordinary one; a list holds 1-3 highlights (R1)."""
    task, sheet = await _open_task(uow, actor, task_id, revision)
    if not task.is_highlight and sheet.n_highlights >= sheet.highlights[1]:
        raise HighlightsFull(sheet.highlights[1])
    await uow.key_tasks.change(task.id, {"is_highlight": not task.is_highlight})
    await uow.submissions.touch(sheet.submission.id)
    changed = await uow.key_tasks.task(task.id)
    assert changed is not None
    await _record(uow, actor, sheet, "key_task.starred", changed)
    return changed


async def move(uow: UnitOfWork, actor: Actor, task_id: int, step: int, revision: int) -> KeyTask:
    """Exchange a task with its neighbour; at the end of the list nothing moves."""
    task, sheet = await _open_task(uow, actor, task_id, revision)
    neighbour = next((t for t in sheet.tasks if t.number == task.number + step), None)
    if neighbour is None or abs(step) != 1:
        return task
    await uow.key_tasks.swap(task, neighbour)
    await uow.submissions.touch(sheet.submission.id)
    moved = await uow.key_tasks.task(task.id)
    assert moved is not None
    await _record(uow, actor, sheet, "key_task.moved", moved)
    return moved


async def remove(uow: UnitOfWork, actor: Actor, task_id: int, revision: int) -> KeyTask:
    """Take a task off a draft; the history keeps what it said (R2)."""
    task, sheet = await _open_task(uow, actor, task_id, revision)
    await uow.key_tasks.remove(task)
    await uow.submissions.touch(sheet.submission.id)
    await _record(uow, actor, sheet, "key_task.removed", task)
    return task


async def open_task(uow: UnitOfWork, actor: Actor, task_id: int) -> tuple[KeyTask, TaskSheet]:
    """Show one task of a list the actor may see."""
    task = await uow.key_tasks.task(task_id)
    if task is None:
        raise NoSuchThing
    return task, await filled(uow, actor, await open_one(uow, actor, task.submission_id))


async def _open_task(
    uow: UnitOfWork, actor: Actor, task_id: int, revision: int | None = None
) -> tuple[KeyTask, TaskSheet]:
    task, sheet = await open_task(uow, actor, task_id)
    return task, _checked(sheet, actor, revision)


def _checked(sheet: TaskSheet, actor: Actor, revision: int | None) -> TaskSheet:
    check_editable(sheet, actor, revision)
    return sheet


async def _record(
    uow: UnitOfWork, actor: Actor, sheet: TaskSheet, act: str, task: KeyTask, **facts: Any
) -> None:
    seat = actor.require(*UNIT_ROLES, unit_id=sheet.unit.id)
    await history.record(uow, seat, act, task.id, **as_facts(task), **facts)


def as_facts(task: KeyTask) -> dict[str, Any]:
    """Return a task as JSON, for versions and history."""
    due_on = task.due_on.isoformat() if task.due_on else None
    facts = {**vars(task), "due_on": due_on}
    del facts["submission_id"]
    return facts


def facts_of(sheet: TaskSheet) -> list[dict[str, Any]]:
    """Return the list as JSON."""
    return [as_facts(task) for task in sheet.tasks]


async def copied(uow: UnitOfWork, sheet: TaskSheet, submission_id: int) -> None:
    """Write the sheet's tasks into another round, which is still empty."""
    for task in sheet.tasks:
        values = {**vars(task), "submission_id": submission_id}
        del values["id"]
        await uow.key_tasks.add(submission_id, values)


def value_of(task: KeyTask, field: str) -> str:
    """Return a field as text; empty when it was never given."""
    return str(as_facts(task)["due_on" if field == "due" else field] or "")


def _line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    if is_wordless(text):
        raise Blank
    if len(lines) > 1:
        raise OneLineOnly(len(lines))
    line = clean(lines[0])
    if len(line) > LIMIT:
        raise TooLong(len(line), LIMIT)
    return line


def _due(text: str, year: int) -> date:
    day = parse_day(text, year)
    if day is None:
        raise NotADate(clean(text)[:40])
    if day.year != year:
        raise OutsideYear(day, year)
    return day
