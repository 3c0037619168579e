"""When a notice leaves: typed or chosen, and whether it is urgent."""

from datetime import UTC, datetime

from handlers.request import Request, Routes
from messages import actions
from messages import notice as draft
from messages import send_time as messages
from messages.message import Message
from workflow import notice, send_time

MINUTE = 60


async def ask_time(request: Request, action: actions.OpenSendTime) -> Message:
    shown = await notice.opened(request.uow, request.actor, action.notice_id)
    request.ask("send_time.at", notice_id=action.notice_id)
    return messages.ask_time(shown)


async def read_time(request: Request) -> Message:
    at = send_time.read(request.text, request.uow.now)
    return draft.draft(
        await notice.plan(request.uow, request.actor, request.about["notice_id"], at)
    )


async def pick_time(request: Request, action: actions.PickSendTime) -> Message:
    at = datetime.fromtimestamp(action.minute * MINUTE, UTC) if action.minute else None
    return draft.draft(await notice.plan(request.uow, request.actor, action.notice_id, at))


async def ask_urgent(request: Request, action: actions.AskUrgent) -> Message:
    shown = await notice.opened(request.uow, request.actor, action.notice_id)
    return messages.ask_urgent(shown)


async def set_urgent(request: Request, action: actions.SetUrgent) -> Message:
    on = bool(action.on)
    return draft.draft(await notice.hurry(request.uow, request.actor, action.notice_id, on=on))


ROUTES = Routes(
    actions={
        actions.OpenSendTime: ask_time,
        actions.PickSendTime: pick_time,
        actions.AskUrgent: ask_urgent,
        actions.SetUrgent: set_urgent,
    },
    answers={"send_time.at": read_time},
)
