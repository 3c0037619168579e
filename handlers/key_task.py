"""A unit's key tasks: reached by "Nhiệm vụ" or /nhiemvu; rules R1-R5 stand behind it."""

from handlers.request import Request, Routes
from messages import actions
from messages import key_task as messages
from messages.message import Message
from storage.key_tasks import KeyTask
from workflow import key_task
from workflow.errors import NotPermitted
from workflow.warning import warnings_for

NEXT_FIELD = {"target": "due", "due": ""}


async def open_own(request: Request) -> Message:
    own = request.actor.units
    if not own:
        raise NotPermitted
    if len(own) > 1:
        members = await request.uow.units.of_cycle(request.actor.cycle.id)
        return messages.choose_unit([unit for unit in members if unit.id in own])
    return messages.listed(await key_task.open_sheet(request.uow, request.actor, own[0]))


async def open_list(request: Request, action: actions.OpenKeyTasks) -> Message:
    return messages.listed(await key_task.open_sheet(request.uow, request.actor, action.unit_id))


async def open_task(request: Request, action: actions.OpenKeyTask) -> Message:
    task, sheet = await key_task.open_task(request.uow, request.actor, action.task_id)
    return messages.shown(task, sheet)


async def ask_title(request: Request, action: actions.AddKeyTask) -> Message:
    sheet = await key_task.to_add(request.uow, request.actor, action.unit_id)
    request.ask("key_task.add", unit_id=action.unit_id)
    return messages.ask_title(sheet)


async def add(request: Request) -> Message:
    unit_id = request.about["unit_id"]
    task = await key_task.add(request.uow, request.actor, unit_id, request.text)
    _ask(request, task, "target", goes_on=True)
    return messages.ask_field(task, "target", adding=True)


async def ask_field(request: Request, action: actions.EditKeyTask) -> Message:
    task, _ = await key_task.to_change(request.uow, request.actor, action.task_id, action.field)
    _ask(request, task, action.field, goes_on=False)
    return messages.ask_field(task, action.field, adding=False)


async def save_field(request: Request) -> Message:
    about = request.about
    task = await key_task.change(
        request.uow, request.actor, about["task_id"], about["field"], request.text, about["was"]
    )
    if about["goes_on"]:
        return await _go_on(request, task.id, about["field"])
    shown, sheet = await key_task.open_task(request.uow, request.actor, task.id)
    return messages.shown(shown, sheet)


async def skip_field(request: Request, action: actions.SkipField) -> Message:
    return await _go_on(request, action.task_id, action.field)


async def _go_on(request: Request, task_id: int, field: str) -> Message:
    following = NEXT_FIELD.get(field, "")
    if not following:
        _, sheet = await key_task.open_task(request.uow, request.actor, task_id)
        return messages.listed(sheet)
    task, _ = await key_task.to_change(request.uow, request.actor, task_id, following)
    _ask(request, task, following, goes_on=True)
    return messages.ask_field(task, following, adding=True)


def _ask(request: Request, task: KeyTask, field: str, *, goes_on: bool) -> None:
    was = key_task.value_of(task, field)
    request.ask("key_task.field", task_id=task.id, field=field, goes_on=goes_on, was=was)


async def star(request: Request, action: actions.StarKeyTask) -> Message:
    await key_task.star(request.uow, request.actor, action.task_id, action.revision)
    task, sheet = await key_task.open_task(request.uow, request.actor, action.task_id)
    return messages.shown(task, sheet)


async def move(request: Request, action: actions.MoveKeyTask) -> Message:
    await key_task.move(request.uow, request.actor, action.task_id, action.step, action.revision)
    task, sheet = await key_task.open_task(request.uow, request.actor, action.task_id)
    return messages.shown(task, sheet)


async def ask_delete(request: Request, action: actions.AskDeleteKeyTask) -> Message:
    task, sheet = await key_task.to_change(request.uow, request.actor, action.task_id)
    return messages.ask_delete(task, sheet)


async def delete(request: Request, action: actions.DeleteKeyTask) -> Message:
    _, before = await key_task.open_task(request.uow, request.actor, action.task_id)
    await key_task.remove(request.uow, request.actor, action.task_id, action.revision)
    sheet = await key_task.open_sheet(request.uow, request.actor, before.unit.id)
    return messages.listed(sheet)


async def review(request: Request, action: actions.ReviewKeyTasks) -> Message:
    sheet = await key_task.open_sheet(request.uow, request.actor, action.unit_id)
    return messages.reviewed(sheet, await warnings_for(request.uow, sheet))


ROUTES = Routes(
    commands={"nhiemvu": open_own},
    actions={
        actions.OpenKeyTasks: open_list,
        actions.OpenKeyTask: open_task,
        actions.AddKeyTask: ask_title,
        actions.EditKeyTask: ask_field,
        actions.SkipField: skip_field,
        actions.StarKeyTask: star,
        actions.MoveKeyTask: move,
        actions.AskDeleteKeyTask: ask_delete,
        actions.DeleteKeyTask: delete,
        actions.ReviewKeyTasks: review,
    },
    answers={
        "key_task.add": add,
        "key_task.field": save_field,
    },
)
