"""A unit's answer to the invitation: written by the unit, or by the chair's side on its behalf.

    (none) ──▶ ATTEND ◀──▶ SUBSTITUTE ◀──▶ ABSENT      until the meeting begins

1. One answer a unit; every change grows its revision, and a press on an older one does nothing.
2. An answer given before the conference was postponed stays, and waits to be confirmed.
3. Who signs, and in which capacity, is part of it: workflow/signer.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from storage.conferences import AgendaItem
from storage.kinds import Answer, ConferenceState, ObligationKind, Role
from storage.people import Assignment
from storage.rsvps import Rsvp
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import history
from workflow.conference import PREPARERS, View, open_one
from workflow.conference_errors import (
    AnswersClosed,
    NotAnswered,
    PeopleOutside,
    RsvpChanged,
)
from workflow.declared_signer import NOBODY, by_rank, seat_of, signs
from workflow.errors import NoSuchThing, NotPermitted
from workflow.guest import named_of
from workflow.obligation import finish
from workflow.permission import UNIT_ROLES, Actor
from workflow.reason import reason_of
from workflow.words import clean

PEOPLE = 2
PEOPLE_LIMIT = 20


@dataclass(frozen=True)
class Sheet:
    """The invitation and the answer of one unit, as one who may answer sees them."""

    view: View
    unit: Unit
    rsvp: Rsvp | None
    answered_by: str
    leaders: tuple[Assignment, ...]
    is_own: bool
    authorisation: str = ""
    """The name of the paper that authorises the signer."""
    to_tell: tuple[int, ...] = ()
    """The unit's people, after somebody else answered for it."""
    leaders_to_tell: tuple[int, ...] = ()
    """The leaders whom the unit's own answer concerns, after it changed; never who answered."""
    signs_in_chat: bool = True
    """Whether the signer named, if any, holds a seat of the unit's leader and has joined."""

    @property
    def revision(self) -> int:
        return self.rsvp.revision if self.rsvp else 0

    @property
    def place(self) -> dict[str, int]:
        """Return what an open question keeps: whose answer, and which one was on the screen."""
        place = {"conference_id": self.view.conference.id, "unit_id": self.unit.id}
        return {**place, "revision": self.revision}

    @property
    def is_current(self) -> bool:
        """Tell whether the unit answered the invitation as it now stands."""
        return is_current(self.view, self.rsvp)

    @property
    def item(self) -> AgendaItem | None:
        """Return the item on which the unit wishes to speak."""
        wanted = self.rsvp.speaks_on if self.rsvp else None
        return next((item for item in self.view.items if item.id == wanted), None)


async def reopened(uow: UnitOfWork, actor: Actor, place: Mapping[str, Any]) -> Sheet:
    """Return the sheet to answer at which a question was asked; refuse as `to_answer` does."""
    at = (place["conference_id"], place["unit_id"], place["revision"])
    return await to_answer(uow, actor, *at)


def is_current(view: View, rsvp: Rsvp | None) -> bool:
    """Tell whether an answer was given since the invitation last left."""
    called = view.conference.called_at
    return rsvp is not None and called is not None and rsvp.answered_at >= called


async def open_sheet(uow: UnitOfWork, actor: Actor, conference_id: int, unit_id: int) -> Sheet:
    """Show a unit's answer to its own people, and to chair and secretary."""
    view = await open_one(uow, actor, conference_id)
    unit = next((unit for unit in view.units if unit.id == unit_id), None)
    if unit is None or view.conference.state is ConferenceState.DRAFT:
        raise NoSuchThing
    is_own = actor.seat(*UNIT_ROLES, unit_id=unit_id) is not None
    if not is_own and not view.may_prepare:
        raise NotPermitted
    rsvp = await uow.rsvps.of_unit(conference_id, unit_id)
    by = (await uow.people.get(rsvp.answered_by)).full_name if rsvp else ""
    held = await uow.people.held_in(actor.cycle.id, uow.now, [Role.LEADER])
    leaders = by_rank([one for one in held if one.unit_id == unit_id])
    paper = rsvp.authorisation_id if rsvp else None
    name = await uow.files.name_of(paper) if paper else ""
    sheet = Sheet(view, unit, rsvp, by, leaders, is_own, name)
    return replace(sheet, signs_in_chat=await _signs_in_chat(uow, sheet))


async def _signs_in_chat(uow: UnitOfWork, sheet: Sheet) -> bool:
    if sheet.rsvp is None or not sheet.rsvp.signer_name:
        return True
    seat = seat_of(sheet.rsvp, sheet.leaders)
    return seat is not None and bool(await uow.accounts.known([seat.person_id]))


async def to_answer(
    uow: UnitOfWork, actor: Actor, conference_id: int, unit_id: int, revision: int | None = None
) -> Sheet:
    """Return the sheet of a unit whose answer may still change.

    Refuse with `AnswersClosed` once the meeting began, with `RsvpChanged` when somebody answered
    since it was shown.
    """
    sheet = await open_sheet(uow, actor, conference_id, unit_id)
    if sheet.view.conference.state is not ConferenceState.CALLED:
        held = await uow.people.held_in(actor.cycle.id, uow.now, PREPARERS)
        contact = next(iter(sorted(held, key=lambda one: one.role is Role.CHAIR)), None)
        raise AnswersClosed(sheet.view.conference.state, contact)
    if revision is not None and sheet.revision != revision:
        raise RsvpChanged(conference_id, unit_id)
    return sheet


async def to_adjust(
    uow: UnitOfWork, actor: Actor, conference_id: int, unit_id: int, revision: int | None = None
) -> Sheet:
    """Return the sheet of a unit that said that somebody comes; refuse with `NotAnswered`."""
    sheet = await to_answer(uow, actor, conference_id, unit_id, revision)
    if sheet.rsvp is None or sheet.rsvp.answer is Answer.ABSENT:
        raise NotAnswered(conference_id, unit_id)
    return sheet


async def attend(uow: UnitOfWork, actor: Actor, sheet: Sheet) -> Sheet:
    """Answer that the leader comes, who then signs unless somebody else is named."""
    leader = sheet.leaders[0] if sheet.leaders else None
    known = sheet.rsvp
    keeps = known is not None and known.answer is Answer.ATTEND
    signer = {} if keeps or leader is None else signs(leader)
    return await save(uow, actor, sheet, {**_coming(sheet, Answer.ATTEND), **signer})


async def substitute(uow: UnitOfWork, actor: Actor, sheet: Sheet, text: str) -> Sheet:
    """Answer that somebody else comes: "name - position"; who signs is then asked anew."""
    who = named_of(text)
    values = {
        **_coming(sheet, Answer.SUBSTITUTE),
        **NOBODY,
        "substitute_name": who.full_name,
        "substitute_title": who.position_title,
    }
    return await save(uow, actor, sheet, values)


async def absent(uow: UnitOfWork, actor: Actor, sheet: Sheet, text: str) -> Sheet:
    """Answer that nobody comes, with a reason."""
    values = {
        **NOBODY,
        "answer": Answer.ABSENT,
        "people_count": 0,
        "substitute_name": "",
        "substitute_title": "",
        "reason": reason_of(text),
        "speaks_on": None,
    }
    return await save(uow, actor, sheet, values)


async def confirm(uow: UnitOfWork, actor: Actor, sheet: Sheet) -> Sheet:
    """Say that an answer given before the conference was postponed still holds."""
    if sheet.rsvp is None:
        raise NotAnswered(sheet.view.conference.id, sheet.unit.id)
    return await save(uow, actor, sheet, {"answer": sheet.rsvp.answer})


async def count(uow: UnitOfWork, actor: Actor, sheet: Sheet, text: str) -> Sheet:
    """Say how many people come."""
    said = clean(text)
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:4]) <= PEOPLE_LIMIT):
        raise PeopleOutside(said[:40], PEOPLE_LIMIT)
    return await save(uow, actor, sheet, {"people_count": int(said)})


async def speak(uow: UnitOfWork, actor: Actor, sheet: Sheet, item_id: int) -> Sheet:
    """Wish to speak on an agenda item, or with 0 on none."""
    if item_id and item_id not in {item.id for item in sheet.view.items}:
        raise NoSuchThing
    return await save(uow, actor, sheet, {"speaks_on": item_id or None})


def _coming(sheet: Sheet, answer: Answer) -> dict[str, Any]:
    was = sheet.rsvp.people_count if sheet.rsvp else 0
    return {
        "answer": answer,
        "people_count": was or PEOPLE,
        "substitute_name": "",
        "substitute_title": "",
        "reason": "",
    }


async def save(uow: UnitOfWork, actor: Actor, sheet: Sheet, values: dict[str, Any]) -> Sheet:
    """Write the answer with who gave it, end the unit's duty, and record it."""
    conference_id, unit_id = sheet.view.conference.id, sheet.unit.id
    first = {**NOBODY, "speaks_on": None} if sheet.rsvp is None else {}
    given = {
        "answered_by": actor.person.id,
        "answered_at": uow.now,
        "on_behalf": not sheet.is_own,
    }
    await uow.rsvps.put(conference_id, unit_id, {**first, **values, **given})
    await finish(uow, ObligationKind.RSVP, conference_id, unit_id=unit_id)
    now = await open_sheet(uow, actor, conference_id, unit_id)
    await _record(uow, actor, now)
    if sheet.is_own:
        return replace(now, leaders_to_tell=_concerned(actor, sheet.rsvp, now))
    held = await uow.people.held_in(actor.cycle.id, uow.now, UNIT_ROLES)
    people = dict.fromkeys(one.person_id for one in held if one.unit_id == unit_id)
    return replace(now, to_tell=tuple(people))


def _concerned(actor: Actor, before: Rsvp | None, now: Sheet) -> tuple[int, ...]:
    """Return the other leaders who now come or sign by the answer, or no longer do."""
    return tuple(
        one.person_id
        for one in now.leaders
        if one.person_id != actor.person.id and _part_of(one, before) != _part_of(one, now.rsvp)
    )


def _part_of(leader: Assignment, rsvp: Rsvp | None) -> tuple[bool, bool]:
    """Tell whether the leader comes and whether the leader signs, by the answer."""
    if rsvp is None:
        return False, False
    return rsvp.answer is Answer.ATTEND, seat_of(rsvp, (leader,)) is not None


async def _record(uow: UnitOfWork, actor: Actor, now: Sheet) -> None:
    said = now.rsvp
    assert said is not None
    own = actor.seat(*UNIT_ROLES, unit_id=now.unit.id)
    await history.record(
        uow,
        own or actor.require(*PREPARERS),
        "rsvp.answered" if own else "rsvp.answered_for",
        now.view.conference.id,
        unit_id=now.unit.id,
        answer=said.answer.value,
        people=said.people_count,
        substitute=said.substitute_name,
        substitute_title=said.substitute_title,
        signer=said.signer_name,
        signer_title=said.signer_title,
        sign_mode=said.sign_mode and said.sign_mode.value,
        authorisation=now.authorisation,
        speaks_on=now.item.title if now.item else "",
        reason=said.reason,
    )
