"""Asks to be told of the day's duties once more on the next working day.

It only adds a reminder: planned ones, and what reaches the leader or the chair, stay.
"""

from dataclasses import dataclass
from datetime import date, datetime

from storage.unit_of_work import UnitOfWork
from workflow.calendar import add_working, at_local, local
from workflow.permission import Actor
from workflow.quiet_hours import of_reminders

# A reminder of before the first day, or after the last, was forged.
DAYS = range(date(2000, 1, 1).toordinal(), date(2100, 1, 1).toordinal())


@dataclass(frozen=True)
class Snoozed:
    """When how many duties will be told of again; none when all of them are done."""

    at: datetime
    n_duties: int


async def to_tomorrow(uow: UnitOfWork, actor: Actor, day: int) -> Snoozed:
    """Tell the actor again of what they were told on a day and is still open.

    `day` is the ordinal of the date of the reminder. A repeat on one day changes nothing.
    """
    told_on = date.fromordinal(day if day in DAYS else DAYS[0])
    message = await uow.reminders.message_of(actor.person.id, told_on)
    duties = await uow.obligations.by_ids(message["obligations"] if message else [])
    remind_on = add_working(local(uow.now).date(), 1)
    await uow.snoozes.add([one.id for one in duties], actor.person.id, remind_on, uow.now)
    return Snoozed(at_local(remind_on, of_reminders(actor.cycle).first_reminder), len(duties))
