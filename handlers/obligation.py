"""What a person owes: reached by "Việc cần làm" or /viec; reminders speak through here."""

from handlers.request import Request, Routes
from messages import actions
from messages import obligation as messages
from messages.message import Message
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow import history, meeting_day, obligation
from workflow.reminder import LATE_AFTER


async def open_duties(request: Request) -> Message:
    return messages.duties(await obligation.owed(request.uow, request.actor))


async def press_duties(request: Request, _: actions.OpenDuties) -> Message:
    return await open_duties(request)


async def say(uow: UnitOfWork, delivery: Delivery) -> Message | None:
    """Return a queued reminder's words at the moment of sending; None when all is done by now."""
    still = await uow.obligations.by_ids(delivery.content["obligations"])
    named = delivery.content["meetings"]
    meetings = [one for one in await meeting_day.near(uow) if one.conference.id in named]
    if not still and not meetings:
        return None
    duties = [await obligation.described(uow, one) for one in still]
    waited = uow.now - delivery.created_at > LATE_AFTER
    head = await history.head_for(uow, delivery.person_id)
    late = delivery.content["late"] or waited
    return messages.reminder(duties, meetings, late=late, head=head)


ROUTES = Routes(
    commands={"viec": open_duties},
    actions={actions.OpenDuties: press_duties},
)
