"""A unit's key tasks: reached by "Nhiệm vụ" or /nhiemvu; rules R1-R5 stand behind it."""

from handlers.request import Request, Routes, at_own_unit
from messages import actions
from messages import key_task as messages
from messages.message import Message
from workflow import cautions, key_task
from workflow.errors import HighlightsFull
from workflow.warning import warnings_for


async def open_own(request: Request) -> Message:
    return await at_own_unit(request, _opened, messages.choose_unit)


async def open_list(request: Request, action: actions.OpenKeyTasks) -> Message:
    return await _opened(request, action.unit_id)


async def _opened(request: Request, unit_id: int) -> Message:
    sheet = await key_task.open_sheet(request.uow, request.actor, unit_id)
    return messages.listed(sheet, warnings=await cautions.for_decider(request.uow, sheet))


async def turn_page(request: Request, action: actions.PageKeyTasks) -> Message:
    sheet = await key_task.open_list(request.uow, request.actor, action.submission_id)
    return messages.listed(sheet, action.page)


async def open_task(
    request: Request, action: actions.OpenKeyTask | actions.AskDeleteKeyTask
) -> Message:
    task, sheet = await key_task.open_task(request.uow, request.actor, action.task_id)
    return messages.shown(task, sheet)


async def star(request: Request, action: actions.StarKeyTask) -> Message:
    full: tuple[int, ...] = ()
    try:
        await key_task.star(request.uow, request.actor, action.task_id, action.revision)
    except HighlightsFull as refused:
        full = refused.numbers
    task, sheet = await key_task.open_task(request.uow, request.actor, action.task_id)
    return messages.stars_full(task, sheet, full) if full else messages.shown(task, sheet)


async def move(request: Request, action: actions.MoveKeyTask) -> Message:
    await key_task.move(request.uow, request.actor, action.task_id, action.step, action.revision)
    task, sheet = await key_task.open_task(request.uow, request.actor, action.task_id)
    return messages.shown(task, sheet)


async def delete(request: Request, action: actions.DeleteKeyTask) -> Message:
    task = await key_task.remove(request.uow, request.actor, action.task_id, action.revision)
    sheet = await key_task.open_list(request.uow, request.actor, task.submission_id)
    return messages.listed(sheet, removed=task)


async def restore(request: Request, action: actions.RestoreKeyTask) -> Message:
    return messages.listed(await key_task.restore(request.uow, request.actor, action.task_id))


async def review(request: Request, action: actions.ReviewKeyTasks) -> Message:
    sheet = await key_task.open_sheet(request.uow, request.actor, action.unit_id)
    return messages.reviewed(sheet, await warnings_for(request.uow, sheet))


ROUTES = Routes(
    commands={"nhiemvu": open_own},
    actions={
        actions.OpenKeyTasks: open_list,
        actions.OpenKeyTask: open_task,
        actions.StarKeyTask: star,
        actions.MoveKeyTask: move,
        actions.AskDeleteKeyTask: open_task,
        actions.RestoreKeyTask: restore,
        actions.PageKeyTasks: turn_page,
        actions.DeleteKeyTask: delete,
        actions.ReviewKeyTasks: review,
    },
)
