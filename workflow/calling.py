"""The invitation to a conference: previewed, sent, and taken back when it will not take place.

Sending opens for every member unit the duty to answer by the day that the invitation names.
"""

from dataclasses import dataclass, replace
from datetime import date

from storage.conferences import Conference
from storage.kinds import ConferenceState, ObligationKind, Role
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.calendar import local
from workflow.conference import PREPARERS, View, open_one, to_change
from workflow.conference_errors import ConferenceIncomplete, ConferenceStage
from workflow.freezing import move_freezing
from workflow.obligation import NewObligation, finish, role_for
from workflow.obligation import open_one as owe
from workflow.permission import UNIT_ROLES, Actor
from workflow.reason import reason_of

GUESTS = (Role.AGENCY, Role.PATRON)
CALLED_ROLES = (*UNIT_ROLES, *GUESTS)


@dataclass(frozen=True)
class Preview:
    """An invitation with exactly whom it would reach now, and the units it would not."""

    view: View
    by: Assignment
    people: tuple[Assignment, ...]
    silent_units: tuple[str, ...]
    due_on: date | None

    def of_kind(self, *roles: Role) -> tuple[Assignment, ...]:
        return tuple(one for one in self.people if one.role in roles)


@dataclass(frozen=True)
class Called:
    """A conference with the people to be told, by what they get."""

    view: View
    by: Assignment
    members: tuple[int, ...]
    guests: tuple[int, ...]

    @property
    def everybody(self) -> tuple[int, ...]:
        return (*self.members, *self.guests)


async def preview(uow: UnitOfWork, actor: Actor, conference_id: int) -> Preview:
    """Return the invitation as it would leave now; refuse an incomplete one (R15)."""
    view = await to_change(uow, actor, conference_id)
    if view.conference.state is not ConferenceState.DRAFT:
        raise ConferenceStage(view.conference.state)
    if view.gaps:
        raise ConferenceIncomplete(view.gaps)
    people = await invited(uow, actor.cycle.id)
    accounts = await uow.accounts.reachable([one.person_id for one in people])
    heard = {one.unit_id for one in people if one.person_id in accounts}
    silent = tuple(unit.name for unit in view.units if unit.id not in heard)
    return Preview(view, actor.require(*PREPARERS), people, silent, due_of(view, uow))


async def call(uow: UnitOfWork, actor: Actor, conference_id: int, revision: int) -> Called:
    """Send the invitation as it was previewed; every member unit owes an answer from now on."""
    await to_change(uow, actor, conference_id, revision)
    shown = await preview(uow, actor, conference_id)
    await uow.conferences.touch(
        conference_id,
        {
            "state": ConferenceState.CALLED,
            "called_at": uow.now,
            "rsvp_due_on": shown.due_on,
        },
    )
    await history.record(uow, shown.by, "conference.called", conference_id, n=len(shown.people))
    view = await open_one(uow, actor, conference_id)
    await owe_answers(uow, view)
    await move_freezing(uow, view.conference.cycle_id)
    return await told(uow, actor, view)


async def cancel(uow: UnitOfWork, actor: Actor, conference_id: int, reason: str) -> Called:
    """End a conference that will not take place; what was owed for it is owed no more."""
    seat = actor.require(*PREPARERS)
    was = await to_change(uow, actor, conference_id)
    why = reason_of(reason)
    await uow.conferences.touch(conference_id, {"state": ConferenceState.CANCELLED})
    for kind in (ObligationKind.RSVP, ObligationKind.COMMENT):
        await finish(uow, kind, conference_id, cycle_id=actor.cycle.id)
    await move_freezing(uow, actor.cycle.id)
    await history.record(uow, seat, "conference.cancelled", conference_id, reason=why)
    called = await told(uow, actor, await open_one(uow, actor, conference_id))
    nobody = was.conference.state is ConferenceState.DRAFT
    return replace(called, members=(), guests=()) if nobody else called


async def told(uow: UnitOfWork, actor: Actor, view: View) -> Called:
    """Return the conference with everybody it is to be told to."""
    people = await invited(uow, actor.cycle.id)
    members = dict.fromkeys(one.person_id for one in people if one.role in UNIT_ROLES)
    guests = dict.fromkeys(one.person_id for one in people if one.person_id not in members)
    return Called(view, actor.require(*PREPARERS), tuple(members), tuple(guests))


async def invited(uow: UnitOfWork, cycle_id: int) -> tuple[Assignment, ...]:
    """Return everybody invited, each once: units' officers and leaders, agency and patron."""
    held = await uow.people.held_in(cycle_id, uow.now, CALLED_ROLES)
    return tuple({one.person_id: one for one in reversed(held)}.values())[::-1]


async def owe_answers(uow: UnitOfWork, view: View) -> None:
    """Open for every unit the duty to answer, by the day that the conference names now."""
    known = view.conference
    held = await uow.people.held_in(known.cycle_id, uow.now)
    for unit in view.units:
        await owe_answer(uow, known, unit.id, role_for(held, unit.id))


async def owe_answer(uow: UnitOfWork, known: Conference, unit_id: int, role: Role) -> None:
    await owe(
        uow,
        NewObligation(
            known.cycle_id,
            ObligationKind.RSVP,
            known.id,
            role,
            known.rsvp_due_on,
            unit_id=unit_id,
        ),
    )


async def owe_anew(uow: UnitOfWork, cycle_id: int, unit_id: int) -> None:
    """Pass the duty to answer on to whoever the unit owes through now, where it is open."""
    current = await uow.conferences.current(cycle_id)
    if current is None:
        return
    owed = await uow.obligations.find_open(ObligationKind.RSVP, current.id)
    mine = [one for one in owed if one.unit_id == unit_id]
    role = role_for(await uow.people.held_in(cycle_id, uow.now), unit_id)
    if mine and mine[0].role is not role:
        await uow.obligations.finish([one.id for one in mine], uow.now)
        await owe_answer(uow, current, unit_id, role)


def due_of(view: View, uow: UnitOfWork) -> date | None:
    """Return by when to answer; never a day that has passed."""
    today = local(uow.now).date()
    return max(view.rsvp_due_on, today) if view.rsvp_due_on else None
