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
from workflow.seating import still_owed


async def open_duties(request: Request) -> Message:
    return messages.duties(await obligation.owed(request.uow, request.actor))


async def press_duties(request: Request, _: actions.OpenDuties) -> Message:
    return await open_duties(request)


async def press_snooze(request: Request, action: actions.SnoozeReminder) -> Message:
    return messages.snoozed(await snooze.to_tomorrow(request.uow, request.actor, action.day))


async def say(uow: UnitOfWork, delivery: Delivery) -> Message | None:
    """Return a queued reminder's words at the moment of sending; None when all is done by now."""
    day = await _day(uow, delivery)
    if not (day.duties or day.meetings or day.digests):
        return None
    waited = uow.now - delivery.created_at > LATE_AFTER
    return messages.reminder(day, late=delivery.content["late"] or waited)


async def _day(uow: UnitOfWork, delivery: Delivery) -> messages.Day:
    """Return what is still the person's to do and to read, whoever sat in their seat before."""
    content, person_id = delivery.content, delivery.person_id
    still = await still_owed(uow, content["obligations"], person_id)
    return messages.Day(
        on=date.fromordinal(content["day"]),
        duties=[await obligation.described(uow, one) for one in still[: messages.SHOWN]],
        n_more=len(still[messages.SHOWN :]),
        meetings=[o for o in await meeting_day.near(uow) if o.conference.id in content["meetings"]],
        digests=await digest.still_read(uow, content["digests"], person_id),
        head=await history.head_for(uow, person_id),
    )


ROUTES = Routes(
    commands={"viec": open_duties},
    actions={actions.OpenDuties: press_duties, actions.SnoozeReminder: press_snooze},
)
