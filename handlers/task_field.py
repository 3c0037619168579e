"""One field of a key task after the other, or any of them: reached from the list and the task."""

from handlers.request import Request, Routes
from messages import actions
from messages import key_task as lists
from messages import task_field as messages
from messages.message import Message
from storage.key_tasks import KeyTask
from workflow import key_task, task_field
from workflow.errors import NoSuchThing, Overtaken
from workflow.key_task import TaskSheet
from workflow.task_field import FURTHER

NEXT_FIELD = {"target": "due"}


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
    return await _save(request, request.text)


async def clear_field(request: Request, action: actions.ClearField) -> Message:
    _asked_about(request, action.task_id, action.field)
    return await _save(request, "")


async def write_mine(request: Request, action: actions.WriteMine) -> Message:
    _asked_about(request, action.task_id, action.field)
    return await _save(request, str(request.about.get("mine", "")))


def _asked_about(request: Request, task_id: int, field: str) -> None:
    """Take up the open question of that very field; without it the button is out of date."""
    about = request.open.about if request.open else {}
    if (about.get("task_id"), about.get("field")) != (task_id, field):
        raise NoSuchThing
    request.about = about


async def _save(request: Request, text: str) -> Message:
    about = request.about
    task_id, field = about["task_id"], about["field"]
    try:
        await key_task.change(request.uow, request.actor, task_id, field, text, about["was"])
    except Overtaken:
        return await _choose(request, text)
    task, sheet = await key_task.open_task(request.uow, request.actor, task_id)
    if about["goes_on"]:
        return _go_on(request, task, sheet, field)
    return messages.fields(task, sheet) if field in FURTHER else lists.shown(task, sheet)


async def _choose(request: Request, mine: str) -> Message:
    """Show what somebody else wrote beside the answer, which waits in the question."""
    about = request.about
    task, _ = await key_task.open_task(request.uow, request.actor, about["task_id"])
    field = about["field"]
    request.ask(
        "key_task.field", **{**about, "was": task_field.value_of(task, field), "mine": mine}
    )
    who = await key_task.last_writer(request.uow, request.actor, task.id)
    return messages.overtaken(task, field, mine, who)


async def skip_field(request: Request, action: actions.SkipField) -> Message:
    task, sheet = await key_task.to_change(request.uow, request.actor, action.task_id, action.field)
    return _go_on(request, task, sheet, action.field)


def _go_on(request: Request, task: KeyTask, sheet: TaskSheet, field: str) -> Message:
    following = NEXT_FIELD.get(field)
    if following is None:
        return lists.listed(sheet, page=(task.number - 1) // lists.PER_PAGE)
    _ask(request, task, following, goes_on=True)
    return messages.ask_field(task, following, adding=True)


def _ask(request: Request, task: KeyTask, field: str, *, goes_on: bool) -> None:
    was = task_field.value_of(task, field)
    request.ask("key_task.field", task_id=task.id, field=field, goes_on=goes_on, was=was)


async def open_fields(request: Request, action: actions.OpenTaskFields) -> Message:
    task, sheet = await key_task.to_change(request.uow, request.actor, action.task_id)
    return messages.fields(task, sheet)


ROUTES = Routes(
    actions={
        actions.AddKeyTask: ask_title,
        actions.EditKeyTask: ask_field,
        actions.SkipField: skip_field,
        actions.OpenTaskFields: open_fields,
        actions.ClearField: clear_field,
        actions.WriteMine: write_mine,
    },
    answers={"key_task.add": add, "key_task.field": save_field},
)
