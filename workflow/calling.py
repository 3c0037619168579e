"""The invitation to a conference: previewed, sent, and taken back when it will not take place.

Sending opens for every member unit the duty to answer by the day that the invitation names.
"""

from collections.abc import Sequence
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
from workflow.obligation import NewObligation, finish, open_for_unit, role_for
from workflow.permission import BLOC_ROLES, UNIT_ROLES, Actor
from workflow.reason import reason_of

GUESTS = (Role.AGENCY, Role.PATRON)
CALLED_ROLES = (*UNIT_ROLES, *GUESTS)
# Those of the bloc's side who are none of the above are told that they have a part in it.
HELPERS = BLOC_ROLES


@dataclass(frozen=True)
class Preview:
    """An invitation with exactly whom it would reach now, and the people and units it would not."""

    view: View
    by: Assignment
    people: tuple[Assignment, ...]
    silent_units: tuple[str, ...]
    due_on: date | None
    unreached: tuple[Assignment, ...] = ()

    def of_kind(self, *roles: Role) -> tuple[Assignment, ...]:
        return tuple(one for one in self.people if one.role in roles)


@dataclass(frozen=True)
class Called:
    """A conference with the people to be told, by what they get; whoever acts is none of them.

    Nothing reaches the `unreached` among them now.
    """

    view: View
    by: Assignment
    members: tuple[int, ...]
    guests: tuple[int, ...]
    unreached: tuple[Assignment, ...] = ()
    helpers: tuple[Assignment, ...] = ()

    @property
    def everybody(self) -> tuple[int, ...]:
        return (*self.members, *self.guests, *(one.person_id for one in self.helpers))

    @property
    def n_told(self) -> int:
        return len(self.everybody) - len(self.unreached)


async def preview(uow: UnitOfWork, actor: Actor, conference_id: int) -> Preview:
    """Return the invitation as it would leave now; refuse an incomplete one (R15)."""
    view = await to_change(uow, actor, conference_id)
    if view.conference.state is not ConferenceState.DRAFT:
        raise ConferenceStage(view.conference.state)
    if view.gaps:
        raise ConferenceIncomplete(view.gaps)
    people = await invited(uow, actor)
    unreached = await out_of_reach(uow, people)
    told = tuple(one for one in people if one not in unreached)
    seat = actor.require(*PREPARERS)
    heard = {*actor.units, *(one.unit_id for one in told if one.role in UNIT_ROLES)}
    silent = tuple(unit.name for unit in view.units if unit.id not in heard)
    return Preview(view, seat, told, silent, due_of(view, uow), unreached)


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
    await finish(uow, ObligationKind.RSVP, conference_id)
    await move_freezing(uow, actor.cycle.id)
    await history.record(uow, seat, "conference.cancelled", conference_id, reason=why)
    called = await told(uow, actor, await open_one(uow, actor, conference_id))
    nobody = was.conference.state is ConferenceState.DRAFT
    return replace(called, members=(), guests=(), unreached=(), helpers=()) if nobody else called


async def told(uow: UnitOfWork, actor: Actor, view: View) -> Called:
    """Return the conference with everybody it is to be told to."""
    people = await invited(uow, actor)
    return Called(
        view,
        actor.require(*PREPARERS),
        members=tuple(one.person_id for one in people if one.role in UNIT_ROLES),
        guests=tuple(one.person_id for one in people if one.role in GUESTS),
        unreached=await out_of_reach(uow, people),
        helpers=tuple(one for one in people if one.role in HELPERS),
    )


async def invited(uow: UnitOfWork, actor: Actor) -> tuple[Assignment, ...]:
    """Return the others invited, each once: units' people, agency and patron, then helpers."""
    held = await uow.people.held_in(actor.cycle.id, uow.now, (*CALLED_ROLES, *HELPERS))
    held.sort(key=lambda one: one.role in HELPERS)
    once = {one.person_id: one for one in reversed(held) if one.person_id != actor.person.id}
    return tuple(once.values())[::-1]


async def out_of_reach(uow: UnitOfWork, people: Sequence[Assignment]) -> tuple[Assignment, ...]:
    """Return those of the people who have no account that can be written to."""
    reached = await uow.accounts.reachable([one.person_id for one in people])
    return tuple(one for one in people if one.person_id not in reached)


async def owe_answers(uow: UnitOfWork, view: View) -> None:
    """Open for every unit the duty to answer, by the day that the conference names now."""
    known = view.conference
    held = await uow.people.held_in(known.cycle_id, uow.now)
    for unit in view.units:
        await owe_answer(uow, known, unit.id, role_for(held, unit.id))


async def owe_answer(uow: UnitOfWork, known: Conference, unit_id: int, role: Role) -> None:
    await open_for_unit(
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
    if any(one.unit_id == unit_id for one in owed):
        role = role_for(await uow.people.held_in(cycle_id, uow.now), unit_id)
        await owe_answer(uow, current, unit_id, role)


def due_of(view: View, uow: UnitOfWork) -> date | None:
    """Return by when to answer; never a day that has passed."""
    today = local(uow.now).date()
    return max(view.rsvp_due_on, today) if view.rsvp_due_on else None
