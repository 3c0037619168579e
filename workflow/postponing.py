"""Postponing a conference: the dates that hang on it move along, and every unit confirms anew.

Whoever came on the old day has not come on the new one: attendance starts over.
Nothing is saved before the last press. The day by which to answer stays as many working days
from the meeting as it was; so does the deadline for signing, if the chair wishes (R13).
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from storage.kinds import ConferenceState, Step
from storage.unit_of_work import UnitOfWork
from workflow import extending, history
from workflow.calendar import local
from workflow.calling import Called, owe_answers, told
from workflow.conference import PREPARERS, View, open_one, to_change
from workflow.conference_errors import ConferenceChanged, ConferenceStage, SameTime
from workflow.deadline import step_of
from workflow.extending import HASH_START, Aim, Proposal, own_dates
from workflow.freezing import move_freezing
from workflow.meeting_time import shifted
from workflow.permission import Actor
from workflow.reason import reason_of


@dataclass(frozen=True)
class Postponement:
    """A conference with what would move, and to when; `signing` is None when it need not."""

    view: View
    starts_at: datetime
    rsvp_due_on: date
    reason: str
    signing: Proposal | None
    sign_due_on: date | None

    @property
    def hash_start(self) -> str:
        """Name what was shown: the conference as it stood, and its new dates."""
        known = self.view.conference
        signing = self.signing.hash_start if self.signing else ""
        shown = (known.id, known.revision, self.starts_at, self.rsvp_due_on, self.reason, signing)
        return hashlib.sha256("\n".join(map(str, shown)).encode()).hexdigest()[:HASH_START]


async def to_postpone(uow: UnitOfWork, actor: Actor, conference_id: int) -> View:
    """Return a conference that was called and has not begun."""
    view = await to_change(uow, actor, conference_id)
    if view.conference.state is not ConferenceState.CALLED:
        raise ConferenceStage(view.conference.state)
    return view


def other_time(view: View, at: datetime) -> datetime:
    """Return the new time; refuse the one at which the meeting is held already."""
    if at == view.conference.starts_at:
        raise SameTime(at)
    return at


async def propose(
    uow: UnitOfWork, actor: Actor, conference_id: int, starts_at: datetime, reason: str
) -> Postponement:
    """Return what would move, for a last look; nothing is saved."""
    view = await to_postpone(uow, actor, conference_id)
    was, due_on = view.conference.starts_at, view.conference.rsvp_due_on
    assert was is not None
    assert due_on is not None
    why = reason_of(reason)
    due = max(shifted(due_on, was, starts_at), local(uow.now).date())
    signing = (await step_of(uow, actor.cycle.id, Step.SIGN)).due(None).on
    return Postponement(
        view=view,
        starts_at=starts_at,
        rsvp_due_on=min(due, local(starts_at).date()),
        reason=why,
        signing=await _signing(uow, actor, (was, starts_at), why),
        sign_due_on=signing,
    )


async def _signing(
    uow: UnitOfWork, actor: Actor, moved: tuple[datetime, datetime], reason: str
) -> Proposal | None:
    """Return the extension for signing that keeps its distance; None when it gives no time."""
    dated = await step_of(uow, actor.cycle.id, Step.SIGN)
    due = dated.due(None).on
    members = tuple(await uow.units.of_cycle(actor.cycle.id))
    aim = Aim(dated, members, own=await own_dates(uow, actor, Step.SIGN))
    day = shifted(due, *moved) if due else None
    if day is None or not aim.is_later(day):
        return None
    return await extending.propose(uow, actor, aim, day, reason)


async def postpone(
    uow: UnitOfWork, actor: Actor, proposal: Postponement, hash_start: str, *, with_sign: bool
) -> Called:
    """Move the conference as it was shown; answers stay and wait to be confirmed."""
    seat = actor.require(*PREPARERS)
    known = proposal.view.conference
    if proposal.hash_start != hash_start:
        raise ConferenceChanged(known.id)
    if with_sign and proposal.signing:
        await extending.grant(uow, actor, proposal.signing, proposal.signing.hash_start)
    moved = {"starts_at": proposal.starts_at, "rsvp_due_on": proposal.rsvp_due_on}
    await uow.conferences.touch(known.id, {**moved, "called_at": uow.now})
    assert known.starts_at is not None
    await history.record(
        uow,
        seat,
        "conference.postponed",
        known.id,
        was=local(known.starts_at).isoformat(),
        starts_at=local(proposal.starts_at).isoformat(),
        reason=proposal.reason,
    )
    n_here = await uow.attendances.undo_all(known.id, uow.now)
    if n_here:
        await history.record(uow, seat, "attendance.restarted", known.id, n=n_here)
    view = await open_one(uow, actor, known.id)
    await owe_answers(uow, view)
    await move_freezing(uow, known.cycle_id)
    return await told(uow, actor, view)
