"""What an invitation says, one field after the other: title, time, place, link, answers due.

Once the invitation has left, the time and the day to answer by are changed by
workflow/postponing.py only, and nothing may leave a gap (R15).
"""

from dataclasses import replace
from datetime import date, datetime

from storage.kinds import ConferenceState, MeetingMode
from storage.unit_of_work import UnitOfWork
from workflow.calendar import local, parse_day
from workflow.conference import View, to_change, touched
from workflow.conference_errors import (
    ConferenceChanged,
    ConferenceIncomplete,
    ConferenceStage,
    DayOutside,
    NotALink,
)
from workflow.errors import Blank, NoSuchThing, NotADate, OneLineOnly, TooLong
from workflow.permission import Actor
from workflow.words import clean, is_wordless, paragraphs

TEXT_LIMITS = {"title": 200, "place": 200, "link": 300}
DATES = ("starts", "rsvp_due")
WEB = ("https://", "http://")


async def to_write(uow: UnitOfWork, actor: Actor, conference_id: int, field: str) -> View:
    """Return the conference whose field is asked for; refuse a field it has not."""
    view = await to_change(uow, actor, conference_id)
    if field not in (*TEXT_LIMITS, *DATES):
        raise NoSuchThing
    if field in DATES and view.conference.state is not ConferenceState.DRAFT:
        raise ConferenceStage(view.conference.state)
    return view


async def write(
    uow: UnitOfWork, actor: Actor, conference_id: int, field: str, text: str, was: str
) -> View:
    """Save a typed field; refuse with `ConferenceChanged` when it is no longer what it `was`."""
    view = await to_write(uow, actor, conference_id, field)
    value = _due(view, text, uow.now) if field == "rsvp_due" else _line(field, text)
    if said(view, field) != was:
        raise ConferenceChanged(conference_id)
    column = "rsvp_due_on" if field == "rsvp_due" else field
    return await touched(
        uow, actor, view, {"field": field, "before": was, "after": str(value)}, {column: value}
    )


def said(view: View, field: str) -> str:
    """Return what a field says now, as text."""
    if field == "rsvp_due":
        return str(view.rsvp_due_on or "")
    return str(getattr(view.conference, field))


async def set_start(uow: UnitOfWork, actor: Actor, conference_id: int, at: datetime) -> View:
    """Set when a conference that is being prepared begins."""
    view = await to_write(uow, actor, conference_id, "starts")
    was = view.conference.starts_at
    before = local(was).isoformat() if was else ""
    facts = {"field": "starts", "before": before, "after": local(at).isoformat()}
    return await touched(uow, actor, view, facts, {"starts_at": at, "rsvp_due_on": None})


async def choose_mode(uow: UnitOfWork, actor: Actor, conference_id: int, mode: str) -> View:
    """Set whether people meet in a room, by a link, or both.

    Refuse with `ConferenceIncomplete` what an invitation that has left would then lack (R15).
    """
    view = await to_change(uow, actor, conference_id)
    if mode not in set(MeetingMode):
        raise NoSuchThing
    changed = replace(view, conference=replace(view.conference, mode=MeetingMode(mode)))
    if view.conference.state is ConferenceState.CALLED and changed.gaps:
        raise ConferenceIncomplete(changed.gaps)
    facts = {"field": "mode", "before": view.conference.mode.value, "after": mode}
    return await touched(uow, actor, view, facts, {"mode": MeetingMode(mode)})


def line_of(text: str, limit: int) -> str:
    """Return a typed line; refuse none, several, or one too long."""
    value = clean(text)
    n_lines = len(paragraphs(text).splitlines())
    if is_wordless(value):
        raise Blank
    if n_lines > 1:
        raise OneLineOnly(n_lines)
    if len(value) > limit:
        raise TooLong(len(value), limit)
    return value


def _line(field: str, text: str) -> str:
    value = line_of(text, TEXT_LIMITS[field])
    if field == "link" and (not value.startswith(WEB) or " " in value):
        raise NotALink(value[:60])
    return value


def _due(view: View, text: str, now: datetime) -> date:
    """Read the day by which to answer: from today to the meeting's own day."""
    start = view.conference.starts_at
    today = local(now).date()
    day = parse_day(text, (local(start) if start else local(now)).year)
    if day is None:
        raise NotADate(clean(text)[:40])
    last = local(start).date() if start else day
    if not today <= day <= last:
        raise DayOutside(day, today, last)
    return day
