"""Gathers what happened at a conference, once it is over, for those who write its papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from storage.attendances import Attendance
from storage.conferences import AgendaItem, Conference
from storage.histories import Act
from storage.kinds import AgendaKind, Answer, Role, VoteKind
from storage.people import Assignment
from storage.pledges import Signature
from storage.rsvps import Rsvp
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from storage.votes import Vote
from workflow.calendar import local
from workflow.comment import all_of
from workflow.conference import View
from workflow.final_paper import to_write
from workflow.meeting_facts import (
    Announced,
    Attendee,
    Ballot,
    Capacity,
    ItemFacts,
    Meeting,
    OnDraft,
    Said,
    Somebody,
    UnitRoll,
)
from workflow.permission import Actor
from workflow.rsvp import is_current
from workflow.unit_name import held_at, named, names_at
from workflow.voter import stand_in
from workflow.words import fold

STARTED, LAUNCHED, DIRECTED = "meeting.started", "launch.declared", "directive.given"
STOPPED = "notice.stopped"


@dataclass(frozen=True)
class _Seats:
    """Who held which role when the meeting began, and who came to it."""

    held: Sequence[Assignment] = field(default=())
    came: Sequence[Attendance] = field(default=())

    def named(self, person_id: int | None, role: str = "") -> Assignment | None:
        """Return a person's seat, the one of that role first."""
        own = [seat for seat in self.held if seat.person_id == person_id]
        return min(own, key=lambda seat: seat.role != role, default=None)

    def leads(self, record: Attendance) -> bool:
        """Tell whether a unit's leader was recorded."""
        seat = self.named(record.person_id, Role.LEADER)
        return seat is not None and seat.role is Role.LEADER

    def somebody(self, person_id: int | None, role: str, name: str) -> Somebody:
        seat = self.named(person_id, role)
        if seat is None:
            return Somebody(name, "")
        unit = seat.unit_name or ""
        is_here = self.is_here(seat) or any(
            one.unit_id == seat.unit_id for one in self.came if one.unit_id is not None
        )
        return Somebody(seat.full_name, seat.position_title, unit, seat.role, is_here)

    def is_here(self, seat: Assignment) -> bool:
        """Tell whether somebody was recorded as present, by account or by name."""
        return any(
            one.person_id == seat.person_id
            or (one.unit_id == seat.unit_id and fold(one.full_name) == fold(seat.full_name))
            for one in self.came
        )

    def of_act(self, act: Act) -> Somebody:
        return self.somebody(act.person_id, act.role, act.facts["name"])


async def gather(uow: UnitOfWork, actor: Actor, conference_id: int) -> Meeting:
    """Return the facts of a conference that is over, to those who write its papers."""
    view, _ = await to_write(uow, actor, conference_id)
    known = view.conference
    started, closed = known.started_at, known.closed_at
    assert started is not None
    assert closed is not None
    seats = _Seats(await held_at(uow, known.cycle_id, started), view.present)
    view = replace(view, units=named(view.units, await names_at(uow, known.cycle_id, started)))
    acts = await uow.histories.during(
        known.cycle_id, (STARTED, LAUNCHED, DIRECTED), started, closed
    )
    answers = await uow.rsvps.of_conference(known.id)
    return Meeting(
        bloc=await uow.blocs.at(actor.cycle.bloc_id, local(started).date()),
        cycle=actor.cycle,
        conference=known,
        rolls=tuple(_roll(view, seats, unit, answers.get(unit.id)) for unit in view.units),
        guests=_guests(view, seats),
        chair=seats.of_act(next(act for act in acts if act.act == STARTED)),
        secretary=_secretary(seats),
        items=await _items(uow, view),
        announced=await _announced(uow, seats, known),
        launched=next((_said(seats, act) for act in reversed(acts) if act.act == LAUNCHED), None),
        directives=tuple(_said(seats, act) for act in await _given(uow, known, acts)),
        signatures=await _signatures(uow, known.cycle_id, closed),
    )


async def _given(uow: UnitOfWork, known: Conference, acts: Sequence[Act]) -> list[Act]:
    """Return the directives of the meeting but those that their giver stopped before they left."""
    stops = await uow.histories.during(known.cycle_id, (STOPPED,), acts[0].at, uow.now)
    stopped = {act.subject_id for act in stops}
    return [act for act in acts if act.act == DIRECTED and act.subject_id not in stopped]


def _said(seats: _Seats, act: Act) -> Said:
    """Return the theme or the directive that an act's facts keep."""
    return Said(seats.of_act(act), act.facts["title" if act.act == LAUNCHED else "reason"])


def _roll(view: View, seats: _Seats, unit: Unit, said: Rsvp | None) -> UnitRoll:
    here = [one for one in view.present if one.unit_id == unit.id]
    leads = any(seats.leads(one) for one in here)
    # Nobody stands in for a leader who came.
    instead = None if leads else stand_in(here, said)
    came = [_attendee(seats, one, unit, instead) for one in here]
    came.sort(key=lambda one: tuple(Capacity).index(one.capacity))
    is_excused = said is not None and said.answer is Answer.ABSENT and is_current(view, said)
    return UnitRoll(unit, tuple(came), said.reason if said and is_excused and not came else "")


def _attendee(
    seats: _Seats, record: Attendance, unit: Unit, instead: Attendance | None
) -> Attendee:
    who = Somebody(record.full_name, record.position_title, unit.name)
    if seats.leads(record):
        return Attendee(who, Capacity.LEADER, record)
    return Attendee(who, Capacity.SUBSTITUTE if record == instead else Capacity.OFFICER, record)


def _guests(view: View, seats: _Seats) -> tuple[Attendee, ...]:
    """Return who came from no member unit: the patron first, then in the order of coming."""
    members = {unit.id for unit in view.units}
    others = [one for one in view.present if one.unit_id not in members]
    others.sort(key=lambda one: seats.named(one.person_id, Role.PATRON) is None)
    return tuple(
        Attendee(Somebody(one.full_name, one.position_title), Capacity.GUEST, one) for one in others
    )


def _secretary(seats: _Seats) -> Somebody | None:
    """Return the bloc's secretary: of several the one who was present, or kept the roll."""
    held = [seat for seat in seats.held if seat.role is Role.SECRETARY]
    keepers = {one.recorded_by for one in seats.came}
    held.sort(key=lambda seat: (not seats.is_here(seat), seat.person_id not in keepers))
    return seats.somebody(held[0].person_id, held[0].role, held[0].full_name) if held else None


async def _items(uow: UnitOfWork, view: View) -> tuple[ItemFacts, ...]:
    units = {unit.id: unit for unit in view.units}
    remarks = await all_of(uow, view.conference)
    # What was said about a unit's list belongs to the discussion.
    talks = [item for item in view.items if item.kind is AgendaKind.DISCUSSION]
    discussed = next(iter((*talks, *view.items)), None)
    votes = await uow.votes.of_items([item.id for item in view.items])
    drafts = await _on_drafts(uow, view)
    ballots = [await _ballot(uow, vote) for vote in votes if vote.closed_at is not None]
    facts = [
        ItemFacts(
            item=item,
            speakers=await _speakers(uow, units, item),
            remarks=tuple(one for one in remarks if (one.item or discussed) == item),
            ballots=tuple(one for one in ballots if one.vote.agenda_item_id == item.id),
            drafts=tuple(said for at, said in drafts if (_open_at(view, at) or discussed) == item),
        )
        for item in view.items
    ]
    return tuple(facts)


async def _on_drafts(uow: UnitOfWork, view: View) -> list[tuple[datetime, OnDraft]]:
    """Return what was said on the drafts of the year and handled at the meeting, and when."""
    started, closed = view.conference.started_at, view.conference.closed_at
    assert started is not None
    assert closed is not None
    units = {unit.id: unit for unit in view.units}
    return [
        (said.handled_at, OnDraft(units[said.unit_id], document.title, said.text))
        for document in await uow.bloc_documents.of_cycle(view.conference.cycle_id)
        for said in await uow.bloc_documents.comments(document.id)
        if said.text and said.unit_id in units
        if said.handled_at is not None and started <= said.handled_at <= closed
    ]


def _open_at(view: View, at: datetime) -> AgendaItem | None:
    """Return the item that was open at a moment, as far as that is known."""
    held = [item for item in view.items if item.opened_at and item.opened_at <= at]
    return next((item for item in held if item.ended_at is None or at <= item.ended_at), None)


async def _speakers(
    uow: UnitOfWork, units: Mapping[int, Unit], item: AgendaItem
) -> tuple[Unit, ...]:
    """Return the units that had the floor."""
    listed = await uow.speakers.of_item(item.id)
    return tuple(units[one.unit_id] for one in listed if one.called_at and one.unit_id in units)


async def _ballot(uow: UnitOfWork, vote: Vote) -> Ballot:
    if vote.kind is not VoteKind.OPEN:
        return Ballot(vote)
    cast = await uow.votes.ballots(vote.id)
    # In the order of the letters: that of the units would tell whose they are.
    return Ballot(vote, tuple(sorted(one.text for one in cast if one.text)))


async def _announced(uow: UnitOfWork, seats: _Seats, known: Conference) -> Announced | None:
    """Return the last announcement made while the conference was held."""
    assert known.started_at is not None
    assert known.closed_at is not None
    found = [
        one
        for one in await uow.announcements.of_cycle(known.cycle_id)
        if one.conference_id == known.id and known.started_at <= one.published_at <= known.closed_at
    ]
    if not found:
        return None
    last = found[-1]
    name = (await uow.people.get(last.published_by)).full_name
    return Announced(seats.somebody(last.published_by, last.role, name), last)


async def _signatures(uow: UnitOfWork, cycle_id: int, closed: datetime) -> tuple[Signature, ...]:
    """Return the signatures under the pledge when the meeting was closed."""
    pledge = await uow.pledges.at(cycle_id, closed)
    signed = await uow.pledges.signatures(pledge.id) if pledge else []
    return tuple(one for one in signed if one.signed_at <= closed)
