"""A unit's key tasks: drafting the list (R1); how it travels is in workflow/submission.py."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from storage.key_tasks import KeyTask
from storage.kinds import ListState, SubmissionKind
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from workflow import history, task_field
from workflow.errors import (
    Gap,
    HighlightsFull,
    ListFull,
    NoSuchThing,
    Overtaken,
    Stale,
    TaskGone,
)
from workflow.permission import UNIT_ROLES, Actor
from workflow.submission import Sheet, check_editable, is_own, open_newest, open_one, standing


@dataclass(frozen=True, kw_only=True)
class TaskSheet(Sheet):
    """A unit's list of key tasks with the bloc's counts for it."""

    tasks: tuple[KeyTask, ...]
    limit: int
    highlights: tuple[int, int]
    criteria: Mapping[str, str] = field(default_factory=dict)
    """The texts of the bloc's criteria by code, when a task points at one."""

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


async def open_list(uow: UnitOfWork, actor: Actor, submission_id: int) -> TaskSheet:
    """Show exactly that round of a list that the actor may see."""
    sheet = await open_one(uow, actor, submission_id)
    if sheet.submission.kind is not SubmissionKind.KEY_TASKS:
        raise NoSuchThing
    return await filled(uow, actor, sheet)


async def filled(uow: UnitOfWork, actor: Actor, sheet: Sheet) -> TaskSheet:
    """Return the sheet with its tasks."""
    tasks = tuple(await uow.key_tasks.tasks(sheet.submission.id))
    limit = actor.cycle.tasks_per_unit
    highlights = (actor.cycle.highlights_min, actor.cycle.highlights_max)
    gaps = gaps_of(tasks, limit, highlights)
    pointed = any(task.criterion for task in tasks)
    return TaskSheet(
        **{**vars(sheet), "gaps": gaps},
        tasks=tasks,
        limit=limit,
        highlights=highlights,
        criteria=await uow.criteria.texts(actor.cycle.id) if pointed else {},
    )


async def tasks_by_unit(
    uow: UnitOfWork, cycle_id: int, states: Collection[ListState] = ()
) -> dict[int, list[KeyTask]]:
    """Return the tasks of each unit's newest list among `states`, by unit id, in order."""
    return await _tasks_of(
        uow, await uow.submissions.newest(cycle_id, SubmissionKind.KEY_TASKS, states)
    )


async def standing_tasks(uow: UnitOfWork, cycle_id: int) -> dict[int, list[KeyTask]]:
    """Return the tasks of the list that counts for each unit, by unit id, in order."""
    return await _tasks_of(uow, await standing(uow, cycle_id, SubmissionKind.KEY_TASKS))


async def _tasks_of(uow: UnitOfWork, lists: Mapping[int, Submission]) -> dict[int, list[KeyTask]]:
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
    _check_room(sheet)
    return sheet


def _check_room(sheet: TaskSheet) -> None:
    if len(sheet.tasks) >= sheet.limit:
        raise ListFull(sheet.limit)


async def add(uow: UnitOfWork, actor: Actor, unit_id: int, title: str) -> KeyTask:
    """Save a new task at the end of the list; only its title is required."""
    sheet = await to_add(uow, actor, unit_id)
    named = {"title": task_field.read("title", title, actor.cycle.year)}
    task_id = await uow.key_tasks.add(
        sheet.submission.id, {"number": len(sheet.tasks) + 1, **named}
    )
    return await _saved(uow, actor, sheet, "key_task.added", task_id)


async def to_change(
    uow: UnitOfWork, actor: Actor, task_id: int, field: str = "title"
) -> tuple[KeyTask, TaskSheet]:
    """Return a task of which that field may be changed now; refuse any other field."""
    task_field.field_of(field)
    return await _open_task(uow, actor, task_id)


async def change(
    uow: UnitOfWork, actor: Actor, task_id: int, field: str, text: str, was: str | None = None
) -> KeyTask:
    """Save one field of a task; an empty text clears an optional one.

    `was` is what the asked person saw; what somebody else wrote since is not overwritten, but
    refused with `Overtaken`.
    """
    task, sheet = await to_change(uow, actor, task_id, field)
    before = task_field.value_of(task, field)
    value = task_field.read(field, text, actor.cycle.year)
    if was is not None and was != before:
        raise Overtaken(task.id, field)
    await uow.key_tasks.change(task.id, {task_field.field_of(field).column: value})
    return await _saved(uow, actor, sheet, "key_task.changed", task.id, field=field, before=before)


async def star(uow: UnitOfWork, actor: Actor, task_id: int, revision: int) -> KeyTask:
    """Make a task a highlight or an ordinary one; a list holds 1-3 highlights (R1)."""
    task, sheet = await _open_task(uow, actor, task_id, revision)
    if not task.is_highlight and sheet.n_highlights >= sheet.highlights[1]:
        starred = tuple(one.number for one in sheet.tasks if one.is_highlight)
        raise HighlightsFull(sheet.highlights[1], starred)
    await uow.key_tasks.change(task.id, {"is_highlight": not task.is_highlight})
    return await _saved(uow, actor, sheet, "key_task.starred", task.id)


async def move(uow: UnitOfWork, actor: Actor, task_id: int, step: int, revision: int) -> KeyTask:
    """Exchange a task with its neighbour; at the end of the list nothing moves."""
    task, sheet = await _open_task(uow, actor, task_id, revision)
    neighbour = next((t for t in sheet.tasks if t.number == task.number + step), None)
    if neighbour is None or abs(step) != 1:
        return task
    await uow.key_tasks.swap(task, neighbour)
    return await _saved(uow, actor, sheet, "key_task.moved", task.id)


async def remove(uow: UnitOfWork, actor: Actor, task_id: int, revision: int) -> KeyTask:
    """Take a task off a draft; the history keeps what it said, and `restore` brings it back."""
    task, sheet = await _open_task(uow, actor, task_id, revision)
    await uow.key_tasks.remove(task)
    await uow.submissions.touch(sheet.submission.id)
    await _record(uow, actor, sheet, "key_task.removed", task)
    return task


async def restore(uow: UnitOfWork, actor: Actor, task_id: int) -> TaskSheet:
    """Put a deleted task back where it stood; one that is back already stays as it is."""
    act = await uow.histories.last_on(actor.cycle.id, "key_task.removed", task_id)
    if act is None or act.unit_id is None:
        raise NoSuchThing
    actor.require(*UNIT_ROLES, unit_id=act.unit_id)
    sheet = await to_edit(uow, actor, act.unit_id)
    if any(task.id == task_id for task in sheet.tasks):
        return sheet
    _check_room(sheet)
    if sheet.submission.id != act.facts["submission_id"]:
        raise Stale(act.unit_id)
    task = _from_facts(act.facts)
    at = min(task.number, len(sheet.tasks) + 1)
    full = sheet.n_highlights >= sheet.highlights[1]
    starred = task.is_highlight and not full
    await uow.key_tasks.put_back(replace(task, number=at, is_highlight=starred))
    await _saved(uow, actor, sheet, "key_task.restored", task_id)
    return await open_sheet(uow, actor, act.unit_id)


async def open_task(uow: UnitOfWork, actor: Actor, task_id: int) -> tuple[KeyTask, TaskSheet]:
    """Show one task of a list the actor may see."""
    task = await uow.key_tasks.task(task_id)
    if task is None:
        raise await _gone(uow, actor, task_id)
    return task, await open_list(uow, actor, task.submission_id)


async def _gone(uow: UnitOfWork, actor: Actor, task_id: int) -> NoSuchThing:
    """Return why there is no such task: to its own unit, who deleted it."""
    act = await uow.histories.last_on(actor.cycle.id, "key_task.removed", task_id)
    if act is None or act.unit_id is None or not is_own(actor, act.unit_id):
        return NoSuchThing()
    facts = act.facts
    return TaskGone(task_id, act.unit_id, facts["number"], facts["title"], facts["name"])


async def last_writer(uow: UnitOfWork, actor: Actor, task_id: int) -> str:
    """Return the name of who last changed a task of a list that the actor may see."""
    await open_task(uow, actor, task_id)
    act = await uow.histories.last_on(actor.cycle.id, "key_task.changed", task_id)
    return str(act.facts["name"]) if act else ""


async def _open_task(
    uow: UnitOfWork, actor: Actor, task_id: int, revision: int | None = None
) -> tuple[KeyTask, TaskSheet]:
    task, sheet = await open_task(uow, actor, task_id)
    return task, _checked(sheet, actor, revision)


def _checked(sheet: TaskSheet, actor: Actor, revision: int | None) -> TaskSheet:
    check_editable(sheet, actor, revision)
    return sheet


async def _saved(
    uow: UnitOfWork, actor: Actor, sheet: TaskSheet, act: str, task_id: int, **facts: Any
) -> KeyTask:
    """Grow the list's revision and record the task as it now is; return it."""
    await uow.submissions.touch(sheet.submission.id)
    task = await uow.key_tasks.task(task_id)
    assert task is not None
    await _record(uow, actor, sheet, act, task, **facts)
    return task


async def _record(
    uow: UnitOfWork, actor: Actor, sheet: TaskSheet, act: str, task: KeyTask, **facts: Any
) -> None:
    seat = actor.require(*UNIT_ROLES, unit_id=sheet.unit.id)
    await history.record(uow, seat, act, task.id, **as_facts(task), **facts)


def as_facts(task: KeyTask) -> dict[str, Any]:
    """Return a task as JSON, for versions and history."""
    return {**vars(task), "due_on": task.due_on.isoformat() if task.due_on else None}


def _from_facts(facts: Mapping[str, Any]) -> KeyTask:
    known = {one.name: facts[one.name] for one in fields(KeyTask)}
    due_on = date.fromisoformat(known["due_on"]) if known["due_on"] else None
    return KeyTask(**{**known, "due_on": due_on})


def facts_of(sheet: TaskSheet) -> list[dict[str, Any]]:
    """Return the list as JSON."""
    return [as_facts(task) for task in sheet.tasks]


async def copied(uow: UnitOfWork, sheet: TaskSheet, submission_id: int) -> None:
    """Write the sheet's tasks into another round, which is still empty."""
    for task in sheet.tasks:
        values = {**vars(task), "submission_id": submission_id}
        del values["id"]
        await uow.key_tasks.add(submission_id, values)
