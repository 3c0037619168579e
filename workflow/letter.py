"""The bloc's letters as papers: the invitation to its conference, and a notice (form 4f)."""

from dataclasses import dataclass, replace
from datetime import datetime

from storage.blocs import Bloc
from storage.kinds import Audience, ConferenceState, NoticeState, Role
from storage.notices import Notice
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import notice, paper_signer
from workflow.calendar import local
from workflow.calling import GUESTS, due_of
from workflow.conference import PREPARERS, View, open_one
from workflow.conference_errors import ConferenceIncomplete, ConferenceStage
from workflow.errors import NoSuchThing, NoticeIncomplete
from workflow.paper_signer import Signer
from workflow.permission import Actor
from workflow.unit_name import held_at, named, names_at


@dataclass(frozen=True)
class Invitation:
    """What the invitation says; `guests` are the agency's and the patron's people."""

    bloc: Bloc
    view: View
    guests: tuple[Assignment, ...]
    secretary: Assignment | None
    signer: Signer | None
    at: datetime


@dataclass(frozen=True)
class NoticeLetter:
    """What a notice says on paper, and the names of what goes along.

    `units` are those chosen for it, none for every unit; `guests` the agency's and the patron's
    people, where it is for everybody.
    """

    bloc: Bloc
    notice: Notice
    units: tuple[Unit, ...]
    guests: tuple[Assignment, ...]
    file_names: tuple[str, ...]
    signer: Signer | None
    at: datetime


async def invitation(uow: UnitOfWork, actor: Actor, conference_id: int) -> Invitation:
    """Return the invitation as it would be, or was, sent; refuse an incomplete one (R15)."""
    actor.require(*PREPARERS)
    view = await open_one(uow, actor, conference_id)
    known = view.conference
    if known.state is ConferenceState.CANCELLED:
        raise ConferenceStage(known.state)
    if view.gaps:
        raise ConferenceIncomplete(view.gaps)
    if known.state is ConferenceState.DRAFT:
        view = replace(view, conference=replace(known, rsvp_due_on=due_of(view, uow)))
    at = known.called_at or uow.now
    view = replace(view, units=named(view.units, await names_at(uow, actor.cycle.id, at)))
    held = await held_at(uow, actor.cycle.id, at, (Role.SECRETARY,))
    return Invitation(
        bloc=await uow.blocs.at(actor.cycle.bloc_id, local(at).date()),
        view=view,
        guests=await _guests(uow, actor, at),
        secretary=next(iter(held), None),
        signer=await paper_signer.of_bloc(uow, actor.cycle.id, at),
        at=at,
    )


async def notice_letter(uow: UnitOfWork, actor: Actor, notice_id: int) -> NoticeLetter:
    """Return a notice as a paper: a draft to its author, any other to chair and secretary."""
    actor.require(Role.CHAIR, Role.SECRETARY)
    found = await uow.notices.get(notice_id)
    if found is None or found.cycle_id != actor.cycle.id:
        raise NoSuchThing
    if found.state is NoticeState.DRAFT:
        await notice.draft(uow, actor, notice_id)
    elif found.state is NoticeState.DISCARDED:
        raise NoSuchThing
    if notice.lacks(found):
        raise NoticeIncomplete(notice.lacks(found))
    at = found.released_at or uow.now
    units = await uow.units.of_cycle(actor.cycle.id)
    is_for_all = found.audience is Audience.EVERYBODY
    return NoticeLetter(
        bloc=await uow.blocs.at(actor.cycle.bloc_id, local(at).date()),
        notice=found,
        units=tuple(u for u in units if u.id in (found.units or ())),
        guests=await _guests(uow, actor, at) if is_for_all else (),
        file_names=tuple(file.name for file in await uow.notices.files_of(found.id)),
        signer=await paper_signer.of_bloc(uow, actor.cycle.id, at),
        at=at,
    )


async def _guests(uow: UnitOfWork, actor: Actor, at: datetime) -> tuple[Assignment, ...]:
    """Return who reads in the bloc without a unit, each once, the patron first."""
    held = await held_at(uow, actor.cycle.id, at, GUESTS)
    seats = {seat.person_id: seat for seat in held}.values()
    return tuple(sorted(seats, key=lambda seat: seat.role is not Role.PATRON))
