"""Tasks and registered titles point at the criterion they serve (R17)."""

from typing import Any

from storage.criteria import Criterion
from storage.key_tasks import KeyTask
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.criterion import Scale, required
from workflow.errors import NoSuchThing
from workflow.key_task import TaskSheet, as_facts, to_change
from workflow.permission import UNIT_ROLES, Actor
from workflow.registration import Item, RegistrationSheet, to_edit
from workflow.submission import Sheet, check_editable


async def to_point(uow: UnitOfWork, actor: Actor, task_id: int) -> tuple[KeyTask, TaskSheet, Scale]:
    """Return a task that may be changed now and the criteria to choose from; refuse without any."""
    task, sheet = await to_change(uow, actor, task_id)
    return task, sheet, await required(uow, actor)


async def point(
    uow: UnitOfWork, actor: Actor, task_id: int, criterion_id: int, revision: int
) -> tuple[KeyTask, TaskSheet]:
    """Let a task point at a current criterion; at none when `criterion_id` is 0."""
    task, sheet, scale = await to_point(uow, actor, task_id)
    check_editable(sheet, actor, revision)
    await uow.key_tasks.change(task.id, {"criterion": _code(scale, criterion_id)})
    await uow.submissions.touch(sheet.submission.id)
    changed, after = await to_change(uow, actor, task_id)
    facts = {**as_facts(changed), "field": "criterion", "before": task.criterion}
    await _record(uow, actor, sheet, "key_task.changed", task.id, facts)
    return changed, after


async def to_point_item(
    uow: UnitOfWork, actor: Actor, submission_id: int, award_id: int
) -> tuple[Item, RegistrationSheet, Scale]:
    """Return a registered title that may be changed now and the criteria to choose from."""
    sheet = await to_edit(uow, actor, submission_id)
    item = next((item for item in sheet.items if item.award.id == award_id), None)
    if item is None:
        raise NoSuchThing
    return item, sheet, await required(uow, actor)


async def point_item(
    uow: UnitOfWork, actor: Actor, place: tuple[int, int], criterion_id: int, revision: int
) -> RegistrationSheet:
    """Let a registered title point at a current criterion; at none when `criterion_id` is 0.

    `place` is the registration's id and the award's.
    """
    item, sheet, scale = await to_point_item(uow, actor, *place)
    check_editable(sheet, actor, revision)
    code = _code(scale, criterion_id)
    await uow.registrations.point(*place, code)
    await uow.submissions.touch(sheet.submission.id)
    facts = {
        "title": item.award.name,
        "field": "criterion",
        "before": item.criterion,
        "criterion": code,
    }
    await _record(uow, actor, sheet, "registration.changed", sheet.submission.id, facts)
    return await to_edit(uow, actor, sheet.submission.id)


def _code(scale: Scale, criterion_id: int) -> str:
    if criterion_id == 0:
        return ""
    found: Criterion | None = next((c for c in scale.criteria if c.id == criterion_id), None)
    if found is None:
        raise NoSuchThing
    return found.code


async def _record(
    uow: UnitOfWork, actor: Actor, sheet: Sheet, act: str, subject_id: int, facts: dict[str, Any]
) -> None:
    seat = actor.require(*UNIT_ROLES, unit_id=sheet.unit.id)
    await history.record(uow, seat, act, subject_id, **facts)
