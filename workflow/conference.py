"""The conference of a cycle: one at a time, prepared, called, held, closed.

    DRAFT ──call──▶ CALLED ──start──▶ RUNNING ◀──pause, resume──▶ PAUSED
      │               │                  └──────────close──────────▶ CLOSED
      └────cancel─────┴──▶ CANCELLED

Its agenda is in workflow/agenda.py; workflow/calling.py sends the invitation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from storage.attendances import Attendance
from storage.conferences import AgendaItem, Conference, ConferencePaper, Guest
from storage.kinds import ConferenceState, ItemState, MeetingMode, Role
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import history
from workflow.calendar import add_working, is_working, local
from workflow.conference_errors import (
    ConferenceChanged,
    ConferenceStage,
    Missing,
    NoMoreRoom,
    NothingToFollow,
)
from workflow.errors import NoSuchThing
from workflow.permission import Actor
from workflow.programme import Programme, default_programme

PREPARERS = (Role.CHAIR, Role.SECRETARY)
EDITABLE = (ConferenceState.DRAFT, ConferenceState.CALLED)
UNDER_WAY = (ConferenceState.RUNNING, ConferenceState.PAUSED)
HELD = (*UNDER_WAY, ConferenceState.CLOSED)
DAYS_TO_ANSWER = 2
PLACES = (-1, 1)


@dataclass(frozen=True)
class View:
    """A conference as one person sees it."""

    conference: Conference
    items: tuple[AgendaItem, ...]
    papers: tuple[ConferencePaper, ...]
    guests: tuple[Guest, ...]
    units: tuple[Unit, ...]
    present: tuple[Attendance, ...]
    own_units: tuple[int, ...]
    may_prepare: bool
    roles: frozenset[Role] = frozenset()

    @property
    def open_item(self) -> AgendaItem | None:
        """Return the item at which the meeting is now."""
        return next((item for item in self.items if item.state is ItemState.OPEN), None)

    @property
    def present_units(self) -> tuple[Unit, ...]:
        """Return the units of which somebody is present, in the bloc's order."""
        here = {one.unit_id for one in self.present}
        return tuple(unit for unit in self.units if unit.id in here)

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.items)

    @property
    def ends_at(self) -> datetime | None:
        """Return when it would end by its agenda."""
        start = self.conference.starts_at
        return start + timedelta(minutes=self.minutes) if start and self.items else None

    @property
    def is_day_off(self) -> bool:
        """Tell whether it would begin on a day on which offices do not work."""
        start = self.conference.starts_at
        return start is not None and not is_working(local(start).date())

    @property
    def rsvp_due_on(self) -> date | None:
        """Return by when to answer: as typed, or two working days before the meeting."""
        known, start = self.conference.rsvp_due_on, self.conference.starts_at
        if known is not None or start is None:
            return known
        return add_working(local(start).date(), -DAYS_TO_ANSWER)

    @property
    def gaps(self) -> tuple[Missing, ...]:
        """Return what the invitation still lacks (R15)."""
        known = self.conference
        lacking = {
            Missing.STARTS: known.starts_at is None,
            Missing.PLACE: known.mode is not MeetingMode.ONLINE and not known.place,
            Missing.LINK: known.mode is not MeetingMode.IN_PERSON and not known.link,
            Missing.AGENDA: not self.items,
        }
        return tuple(gap for gap, is_open in lacking.items() if is_open)


async def open_one(uow: UnitOfWork, actor: Actor, conference_id: int | None = None) -> View:
    """Show a conference, by default the newest to be seen; a draft only to those who prepare it.

    Who sees it: everybody with a role in the cycle; it is refused with `NoSuchThing` otherwise.
    """
    found = (
        await _newest(uow, actor)
        if conference_id is None
        else await uow.conferences.get(conference_id)
    )
    if found is None or not _may_see(actor, found):
        raise NoSuchThing
    return await view_of(uow, actor, found)


async def current(uow: UnitOfWork, actor: Actor) -> View | None:
    """Return the year's conference; None before there is one for this person to see."""
    found = await _newest(uow, actor)
    return await view_of(uow, actor, found) if found else None


async def _newest(uow: UnitOfWork, actor: Actor) -> Conference | None:
    """Return the newest; one that is being prepared hides none from those who do not prepare it."""
    cycle_id = actor.cycle.id
    if actor.seat(*PREPARERS):
        return await uow.conferences.newest([cycle_id])
    return await uow.conferences.newest_called(cycle_id)


def _may_see(actor: Actor, found: Conference) -> bool:
    if found.cycle_id != actor.cycle.id:
        return False
    return found.state is not ConferenceState.DRAFT or actor.seat(*PREPARERS) is not None


async def view_of(uow: UnitOfWork, actor: Actor, conference: Conference) -> View:
    """Return what the actor sees; its units are those that are members on the day it is held."""
    day = local(conference.starts_at or uow.now).date()
    return View(
        conference=conference,
        items=tuple(await uow.conferences.items(conference.id)),
        papers=tuple(await uow.conferences.papers(conference.id)),
        guests=tuple(await uow.conferences.guests(conference.id)),
        units=tuple(await uow.units.members_on(conference.cycle_id, day)),
        present=tuple(await uow.attendances.present(conference.id)),
        own_units=actor.units,
        may_prepare=actor.seat(*PREPARERS) is not None,
        roles=frozenset(seat.role for seat in actor.assignments),
    )


async def prepare(uow: UnitOfWork, actor: Actor, *, follow: bool = False) -> View:
    """Begin the cycle's conference from the template, or as the last one was held.

    Return the one there is when it is not over yet: there is never a second.
    """
    seat = actor.require(*PREPARERS)
    known = await uow.conferences.current(actor.cycle.id)
    if known is not None:
        return await view_of(uow, actor, known)
    earlier = await to_follow(uow, actor) if follow else None
    if follow and earlier is None:
        raise NothingToFollow
    programme = default_programme(actor.cycle.year)
    conference_id = await uow.conferences.add(_blank(actor, programme, earlier))
    if earlier is None:
        await _add_items(uow, conference_id, programme.items)
    else:
        await _copy(uow, conference_id, earlier, actor.cycle.year)
    follows = earlier.id if earlier else None
    await history.record(uow, seat, "conference.prepared", conference_id, follows=follows)
    return await open_one(uow, actor, conference_id)


async def to_follow(uow: UnitOfWork, actor: Actor) -> Conference | None:
    """Return the newest conference that the bloc held in an earlier year."""
    cycle = actor.cycle
    earlier = [
        one.id
        for one in await uow.blocs.cycles()
        if one.bloc_id == cycle.bloc_id and one.year < cycle.year
    ]
    return await uow.conferences.newest_closed(earlier)


def _blank(actor: Actor, programme: Programme, earlier: Conference | None) -> dict[str, Any]:
    return {
        "cycle_id": actor.cycle.id,
        "title": programme.title,
        "state": ConferenceState.DRAFT,
        "revision": 1,
        "mode": earlier.mode if earlier else MeetingMode.IN_PERSON,
        "place": earlier.place if earlier else "",
        "link": "",
        "created_by": actor.person.id,
        "discussion_open": False,
        "conclusions": "",
    }


async def _copy(uow: UnitOfWork, conference_id: int, earlier: Conference, year: int) -> None:
    """Copy agenda and guests; a title that names its year names the new one."""
    was = str((await uow.blocs.cycle(earlier.cycle_id)).year)
    items = [
        {
            "kind": item.kind,
            "title": item.title.replace(was, str(year)),
            "presenter": item.presenter,
            "minutes": item.minutes,
        }
        for item in await uow.conferences.items(earlier.id)
    ]
    await _add_items(uow, conference_id, items)
    for guest in await uow.conferences.guests(earlier.id):
        await uow.conferences.add_guest(
            conference_id,
            {
                "number": guest.number,
                "full_name": guest.full_name,
                "position_title": guest.position_title,
            },
        )


async def _add_items(
    uow: UnitOfWork, conference_id: int, items: Sequence[Mapping[str, Any]]
) -> None:
    for number, values in enumerate(items, start=1):
        await uow.conferences.add_item(conference_id, {"number": number, **values})


async def to_change(
    uow: UnitOfWork, actor: Actor, conference_id: int, revision: int | None = None
) -> View:
    """Return a conference that may still be changed, for chair and secretary.

    Refuse with `ConferenceStage` one that has begun, with `ConferenceChanged` one that is no
    longer as it was shown.
    """
    actor.require(*PREPARERS)
    view = await open_one(uow, actor, conference_id)
    if view.conference.state not in EDITABLE:
        raise ConferenceStage(view.conference.state)
    if revision is not None and view.conference.revision != revision:
        raise ConferenceChanged(conference_id)
    return view


def moved(ids: Sequence[int], one_id: int, step: int) -> list[int] | None:
    """Return the ids with one of them a place up (-1) or down (1); None where it cannot go."""
    order, at = list(ids), ids.index(one_id)
    if step not in PLACES or not 0 <= at + step < len(order):
        return None
    order[at], order[at + step] = order[at + step], order[at]
    return order


def refuse_beyond(limit: int, n_known: int, n_new: int = 1) -> None:
    """Refuse with `NoMoreRoom` what would be more than the limit."""
    if n_known + n_new > limit:
        raise NoMoreRoom(limit)


async def touched(
    uow: UnitOfWork,
    actor: Actor,
    view: View,
    facts: dict[str, Any],
    values: dict[str, Any] | None = None,
) -> View:
    """Save what changed, record it, and return the conference as it now stands."""
    seat = actor.require(*PREPARERS)
    await uow.conferences.touch(view.conference.id, values)
    await history.record(uow, seat, "conference.changed", view.conference.id, **facts)
    return await open_one(uow, actor, view.conference.id)
