"""When words that nobody asked for may leave: the hours each cycle sets for its own.

Reminders leave on working days only, notices every day; an urgent notice and an answer wait
for nothing (product page, 4.6; R14).
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from storage.blocs import Cycle
from storage.copies import NEVER
from storage.kinds import Lane, NoticeState
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow.calendar import at_local, is_working, local, next_working

FORM = re.compile(r"(\d{1,2})[:hg](\d{2})?\s*[-–]\s*(\d{1,2})[:hg](\d{2})?")
REMINDER_HOUR = time(8, 0)
# The day's own message is queued within a tick of its hour.
TAKEN_UP = timedelta(minutes=5)


@dataclass(frozen=True)
class Hours:
    """From when until when, local time; both ends count."""

    opens: time
    closes: time

    @property
    def first_reminder(self) -> time:
        """Return when a day's reminders fall: at eight, or at the opening when that is later."""
        return max(REMINDER_HOUR, self.opens)

    @property
    def an_hour_on(self) -> time:
        """Return the earliest closing that leaves an hour, or the day's last instant."""
        return time(self.opens.hour + 1, self.opens.minute) if self.opens.hour < 23 else time.max

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


def parse(text: str) -> Hours | None:
    """Read hours such as "07:30-17:30" or "7h30 - 17h"; None when they are none.

    They may not run over midnight.
    """
    found = FORM.fullmatch(text.strip().lower())
    if found is None:
        return None
    numbers = [int(part or 0) for part in found.groups()]
    try:
        hours = Hours(time(numbers[0], numbers[1]), time(numbers[2], numbers[3]))
    except ValueError:
        return None
    return hours if hours.opens < hours.closes else None


def of_reminders(cycle: Cycle) -> Hours:
    return _stored(cycle.reminder_hours)


def reminders_open(cycle: Cycle, moment: datetime) -> bool:
    """Tell whether reminders of the cycle may leave at an instant."""
    return reminder_opening(cycle, moment) == moment


def reminder_opening(cycle: Cycle, moment: datetime) -> datetime:
    """Return the instant itself when reminders may leave, else when they next may."""
    hours, here = of_reminders(cycle), local(moment)
    if is_working(here.date()) and hours.opens <= here.time() <= hours.closes:
        return moment
    passed = here.time() > hours.closes or not is_working(here.date())
    day = next_working(here.date() + timedelta(days=1)) if passed else here.date()
    return at_local(day, hours.opens)


def notice_opening(cycle: Cycle, moment: datetime) -> datetime:
    """Return the instant itself when notices may leave, else when they next may; days off too."""
    hours, here = _stored(cycle.notice_hours), local(moment)
    if hours.opens <= here.time() <= hours.closes:
        return moment
    passed = here.time() > hours.closes
    return at_local(here.date() + timedelta(days=passed), hours.opens)


async def opens_at(uow: UnitOfWork, delivery: Delivery) -> datetime:
    """Return when a queued delivery may leave: now, later, or not while its notice is paused.

    A letter about somebody's own matter travels in the notices' lane and waits for nothing.
    """
    if delivery.lane == Lane.REMINDER:
        return await _for_reminder(uow, delivery)
    if delivery.kind == "notice" and delivery.subject_id is not None:
        return await _for_notice(uow, delivery.lane, delivery.subject_id)
    return uow.now


async def _for_notice(uow: UnitOfWork, lane: Lane, notice_id: int) -> datetime:
    notice = await uow.notices.get(notice_id)
    if notice is None:
        return uow.now
    if notice.state is NoticeState.PAUSED:
        return NEVER
    is_urgent = lane == Lane.URGENT
    cycle = await uow.blocs.cycle(notice.cycle_id)
    return uow.now if is_urgent else notice_opening(cycle, uow.now)


async def _for_reminder(uow: UnitOfWork, delivery: Delivery) -> datetime:
    """Hold back a message left over from another day until today's has taken it up.

    Today's comes when the last of the person's cycles opens.
    """
    cycle = await _cycle(uow, delivery.subject_id)
    opens = reminder_opening(cycle, uow.now)
    day = local(opens).date()
    if delivery.kind != "reminder" or local(delivery.created_at).date() >= day:
        return opens
    held = await uow.people.held_by(delivery.person_id or 0, uow.now)
    theirs = [of_reminders(await _cycle(uow, id_)) for id_ in {seat.cycle_id for seat in held}]
    hours = of_reminders(cycle)
    later = [one.first_reminder for one in theirs if one.first_reminder <= hours.closes]
    return max(opens, at_local(day, max([hours.first_reminder, *later])) + TAKEN_UP)


async def _cycle(uow: UnitOfWork, cycle_id: int | None) -> Cycle:
    return DEFAULT if cycle_id is None else await uow.blocs.cycle(cycle_id)


def _stored(text: str) -> Hours:
    hours = parse(text)
    assert hours is not None, text
    return hours


# For what belongs to no cycle.
DEFAULT = Cycle(
    id=0, bloc_id=0, year=0, theme="", tasks_per_unit=1, highlights_min=1, highlights_max=1
)
