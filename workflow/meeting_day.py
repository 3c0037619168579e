"""Who is reminded that a meeting is near: the working day before it, and on the day itself.

It is a line of the day's one reminder. A unit that will not come is left in peace.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.conferences import Conference
from storage.kinds import Answer
from storage.unit_of_work import UnitOfWork
from workflow.calendar import add_working, local
from workflow.permission import READERS, UNIT_ROLES

INVITED = (*UNIT_ROLES, *READERS)


@dataclass(frozen=True)
class Meeting:
    """A conference that was called and is near."""

    conference: Conference
    is_today: bool


async def near(uow: UnitOfWork) -> list[Meeting]:
    """Return the meetings later today, and those of which today is the last working day before."""
    today = local(uow.now).date()
    found = []
    for one in await uow.conferences.coming(uow.now):
        assert one.starts_at is not None
        day = local(one.starts_at).date()
        if today in (day, add_working(day, -1)):
            found.append(Meeting(one, today == day))
    return found


async def to_remind(
    uow: UnitOfWork, meetings: Sequence[Meeting], hour: datetime
) -> Mapping[int, Sequence[int]]:
    """Return by person which to be reminded of today; one called since that hour is none."""
    found: dict[int, list[int]] = defaultdict(list)
    for one in [meeting.conference for meeting in meetings]:
        if one.called_at and one.called_at < hour:
            for person_id in await _people(uow, one):
                found[person_id].append(one.id)
    return found


async def _people(uow: UnitOfWork, known: Conference) -> Sequence[int]:
    answers = (await uow.rsvps.of_conference(known.id)).items()
    away = {
        unit_id
        for unit_id, said in answers
        if said.answer is Answer.ABSENT and known.called_at and said.answered_at >= known.called_at
    }
    held = await uow.people.held_in(known.cycle_id, uow.now, INVITED)
    comes = [one for one in held if one.role not in UNIT_ROLES or one.unit_id not in away]
    return tuple(dict.fromkeys(one.person_id for one in comes))
