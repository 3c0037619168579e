"""What a person owes: reached by "Việc cần làm" or /viec; reminders speak through here."""

from datetime import date

from handlers.request import Request, Routes
from messages import actions
from messages import obligation as messages
from messages.message import Message
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow import digest, history, meeting_day, obligation, snooze
from workflow.reminder import LATE_AFTER


async def open_duties(request: Request) -> Message:
    return messages.duties(await obligation.owed(request.uow, request.actor))


async def press_duties(request: Request, _: actions.OpenDuties) -> Message:
    return await open_duties(request)


async def press_snooze(request: Request, action: actions.SnoozeReminder) -> Message:
    return messages.snoozed(await snooze.to_tomorrow(request.uow, request.actor, action.day))


async def say(uow: UnitOfWork, delivery: Delivery) -> Message | None:
    """Return a queued reminder's words at the moment of sending; None when all is done by now."""
    still = await uow.obligations.by_ids(delivery.content["obligations"])
    named = delivery.content["meetings"]
    meetings = [one for one in await meeting_day.near(uow) if one.conference.id in named]
    head = await history.head_for(uow, delivery.person_id)
    facts = delivery.content.get("digest") if head else None
    if not still and not meetings and not facts:
        return None
    waited = uow.now - delivery.created_at > LATE_AFTER
    day = messages.Day(
        duties=[await obligation.described(uow, one) for one in still],
        meetings=meetings,
        digest=await digest.of_facts(uow, facts) if facts else None,
        head=head,
        on=date.fromordinal(delivery.content["day"]),
    )
    return messages.reminder(day, late=delivery.content["late"] or waited)


ROUTES = Routes(
    commands={"viec": open_duties},
    actions={actions.OpenDuties: press_duties, actions.SnoozeReminder: press_snooze},
)
