"""The conference of a cycle: one at a time, prepared, called, held, closed.

    DRAFT ──call──▶ CALLED ──start──▶ RUNNING ◀──pause, resume──▶ PAUSED
      │               │                  └──────────close──────────▶ CLOSED
      └────cancel─────┴──▶ CANCELLED
"""

from dataclasses import dataclass

from storage.attendances import Attendance
from storage.conferences import AgendaItem, Conference, ConferencePaper, Guest
from storage.kinds import ConferenceState, ItemState, Role
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.errors import NoSuchThing
from workflow.permission import Actor

PREPARERS = (Role.CHAIR, Role.SECRETARY)
UNDER_WAY = (ConferenceState.RUNNING, ConferenceState.PAUSED)


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

    @property
    def open_item(self) -> AgendaItem | None:
        """Return the item at which the meeting is now."""
        return next((item for item in self.items if item.state is ItemState.OPEN), None)

    @property
    def present_units(self) -> tuple[Unit, ...]:
        """Return the units of which somebody is present, in the bloc's order."""
        here = {one.unit_id for one in self.present}
        return tuple(unit for unit in self.units if unit.id in here)


async def open_one(uow: UnitOfWork, actor: Actor, conference_id: int | None = None) -> View:
    """Show a conference, by default the cycle's newest; a draft only to those who prepare it.

    Who sees it: everybody with a role in the cycle; it is refused with `NoSuchThing` otherwise.
    """
    found = (
        await uow.conferences.newest([actor.cycle.id])
        if conference_id is None
        else await uow.conferences.get(conference_id)
    )
    may_prepare = actor.seat(*PREPARERS) is not None
    if found is None or found.cycle_id != actor.cycle.id:
        raise NoSuchThing
    if found.state is ConferenceState.DRAFT and not may_prepare:
        raise NoSuchThing
    return await view_of(uow, actor, found)


async def view_of(uow: UnitOfWork, actor: Actor, conference: Conference) -> View:
    return View(
        conference=conference,
        items=tuple(await uow.conferences.items(conference.id)),
        papers=tuple(await uow.conferences.papers(conference.id)),
        guests=tuple(await uow.conferences.guests(conference.id)),
        units=tuple(await uow.units.of_cycle(conference.cycle_id)),
        present=tuple(await uow.attendances.present(conference.id)),
        own_units=actor.units,
        may_prepare=actor.seat(*PREPARERS) is not None,
    )
