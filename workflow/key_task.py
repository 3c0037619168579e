"""A unit's list of key tasks: drafting, sending, deciding (R1-R5).

    DRAFT ──submit──▶ WAITING_LEADER ──approve──▶ WAITING_CHAIR ──approve──▶ APPROVED
      ▲  ▲                 │   │                      │   │
      │  └────withdraw─────┘   │                      │   │
      │  └────withdraw─────────┼──────────────────────┘   │
    RETURNED ◀──────return─────┴──────────return──────────┘        (RETURNED ──submit──▶)

1. Only DRAFT and RETURNED lists change; a trigger holds that too.
2. What leaves DRAFT has the exact counts, and each submission keeps a version (R2).
3. Who approved for the unit never decides for the bloc (R4).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from storage.key_tasks import KeyTask, KeyTaskList
from storage.kinds import ListState, Step
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import history
from workflow.calendar import parse_day
from workflow.deciding import may_decide
from workflow.errors import (
    Blank,
    Gap,
    HighlightsFull,
    ListFull,
    NoSuchThing,
    NotADate,
    NotSentYet,
    OneLineOnly,
    OutsideYear,
    Stale,
    TooLong,
    WrongState,
)
from workflow.permission import READERS, UNIT_ROLES, Actor
from workflow.words import clean, is_wordless

LIMIT = 300
FIELDS = ("title", "target", "due")
OPEN = (ListState.DRAFT, ListState.RETURNED)


@dataclass(frozen=True)
class Sheet:
    """A unit's list as one person sees it, with what they may do to it now."""

    unit: Unit
    listed: KeyTaskList
    tasks: tuple[KeyTask, ...]
    gaps: tuple[Gap, ...]
    due_on: date | None
    limit: int
    highlights: tuple[int, int]
    is_own: bool
    may_edit: bool
    may_decide: bool

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


async def open_sheet(uow: UnitOfWork, actor: Actor, unit_id: int) -> Sheet:
    """Show a unit's list: its own people always, the bloc's side once it was sent (R5).

    The unit's list is begun on its first opening by its own people.
    """
    unit = await uow.units.get(actor.cycle.id, unit_id)
    if unit is None:
        raise NoSuchThing
    own = actor.seat(*UNIT_ROLES, unit_id=unit_id) is not None
    listed = await uow.key_tasks.list_of(actor.cycle.id, unit_id)
    if listed is None and own:
        list_id = await uow.key_tasks.open_list(actor.cycle.id, unit_id)
        listed = await uow.key_tasks.get_list(list_id)
    if not own:
        actor.require(*READERS)
    if listed is None or not (own or _was_sent(listed)):
        raise NotSentYet
    return await _sheet(uow, actor, unit, listed)


def _was_sent(listed: KeyTaskList) -> bool:
    return listed.state in (ListState.WAITING_CHAIR, ListState.APPROVED)


async def _sheet(uow: UnitOfWork, actor: Actor, unit: Unit, listed: KeyTaskList) -> Sheet:
    tasks = tuple(await uow.key_tasks.tasks(listed.id))
    cycle = actor.cycle
    highlights = (cycle.highlights_min, cycle.highlights_max)
    deadlines = await uow.blocs.deadlines(cycle.id)
    own = actor.seat(*UNIT_ROLES, unit_id=unit.id) is not None
    return Sheet(
        unit=unit,
        listed=listed,
        tasks=tasks,
        gaps=gaps_of(tasks, cycle.tasks_per_unit, highlights),
        due_on=deadlines.get(Step.KEY_TASKS),
        limit=cycle.tasks_per_unit,
        highlights=highlights,
        is_own=own,
        may_edit=own and listed.state in OPEN,
        may_decide=await may_decide(uow, actor, listed),
    )


async def to_edit(
    uow: UnitOfWork, actor: Actor, unit_id: int, revision: int | None = None
) -> Sheet:
    """Return a list that may be changed now; refuse a sent one, or one changed since `revision`."""
    return _checked(await open_sheet(uow, actor, unit_id), actor, revision)


async def to_add(uow: UnitOfWork, actor: Actor, unit_id: int) -> Sheet:
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
    task_id = await uow.key_tasks.add(sheet.listed.id, values)
    await uow.key_tasks.touch(sheet.listed.id)
    task = await uow.key_tasks.task(task_id)
    assert task is not None
    await _record(uow, actor, sheet, "key_task.added", task)
    return task


async def to_change(
    uow: UnitOfWork, actor: Actor, task_id: int, field: str = "title"
) -> tuple[KeyTask, Sheet]:
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
    await uow.key_tasks.touch(sheet.listed.id)
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
    await uow.key_tasks.touch(sheet.listed.id)
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
    await uow.key_tasks.touch(sheet.listed.id)
    moved = await uow.key_tasks.task(task.id)
    assert moved is not None
    await _record(uow, actor, sheet, "key_task.moved", moved)
    return moved


async def remove(uow: UnitOfWork, actor: Actor, task_id: int, revision: int) -> KeyTask:
    """Take a task off a draft; the history keeps what it said (R2)."""
    task, sheet = await _open_task(uow, actor, task_id, revision)
    await uow.key_tasks.remove(task)
    await uow.key_tasks.touch(sheet.listed.id)
    await _record(uow, actor, sheet, "key_task.removed", task)
    return task


async def open_task(uow: UnitOfWork, actor: Actor, task_id: int) -> tuple[KeyTask, Sheet]:
    """Show one task of a list the actor may see."""
    task = await uow.key_tasks.task(task_id)
    listed = await uow.key_tasks.get_list(task.list_id) if task else None
    if task is None or listed is None or listed.cycle_id != actor.cycle.id:
        raise NoSuchThing
    return task, await open_sheet(uow, actor, listed.unit_id)


async def _open_task(
    uow: UnitOfWork, actor: Actor, task_id: int, revision: int | None = None
) -> tuple[KeyTask, Sheet]:
    task, sheet = await open_task(uow, actor, task_id)
    return task, _checked(sheet, actor, revision)


def _checked(sheet: Sheet, actor: Actor, revision: int | None) -> Sheet:
    actor.require(*UNIT_ROLES, unit_id=sheet.unit.id)
    if not sheet.may_edit:
        raise WrongState(sheet.listed.state)
    if revision is not None and revision != sheet.listed.revision:
        raise Stale(sheet.unit.id)
    return sheet


async def _record(
    uow: UnitOfWork, actor: Actor, sheet: Sheet, act: str, task: KeyTask, **facts: Any
) -> None:
    seat = actor.require(*UNIT_ROLES, unit_id=sheet.unit.id)
    await history.record(uow, seat, act, task.id, **as_facts(task), **facts)


def as_facts(task: KeyTask) -> dict[str, Any]:
    """Return a task as JSON, for versions and history."""
    return {
        "number": task.number,
        "title": task.title,
        "is_highlight": task.is_highlight,
        "target": task.target,
        "due_on": task.due_on.isoformat() if task.due_on else None,
    }


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
