"""The chair's own reminder: shown first, sent by one press more, put into words when it leaves."""

from datetime import datetime

from handlers.request import Request, Routes
from messages import actions
from messages import chase as messages
from messages.message import Message
from messages.obligation import Day
from storage.kinds import Role
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow import chase, obligation
from workflow.calendar import local
from workflow.chase_errors import ChaseChanged
from workflow.reminder import LATE_AFTER
from workflow.seating import still_owed


async def ask(request: Request, action: actions.AskChase) -> Message:
    at = (action.step_name, action.unit_id)
    return messages.preview(await chase.preview(request.uow, request.actor, *at), action.page)


async def send(request: Request, action: actions.SendChase) -> Message:
    at = (action.step_name, action.unit_id)
    try:
        return messages.sent(await chase.send(request.uow, request.actor, *at, action.mark))
    except ChaseChanged:
        return messages.stale(await chase.preview(request.uow, request.actor, *at))


async def say(uow: UnitOfWork, delivery: Delivery) -> Message | None:
    """Return a queued reminder's words at the moment of sending; None when nothing is left to do."""
    known = delivery.content
    still = await still_owed(uow, known["obligations"], delivery.person_id)
    if not still:
        return None
    duties = [await obligation.described(uow, one) for one in still]
    day = Day(local(delivery.created_at).date(), duties)
    late = uow.now - datetime.fromisoformat(known["leaves_at"]) > LATE_AFTER
    return messages.reminder(day, known["by"], Role(known["role"]), late=late)


ROUTES = Routes(actions={actions.AskChase: ask, actions.SendChase: send})
