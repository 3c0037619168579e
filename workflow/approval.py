"""How a submission travels: sent, approved for the unit, accepted for the bloc, returned.

The states and acts are drawn in workflow/submission.py.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from storage.kinds import ListState, ObligationKind, Role, SubmissionKind
from storage.people import Assignment
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.calendar import add_working, local, working_days_late
from workflow.contents import facts_of, open_round
from workflow.deadline import STEPS, due_of
from workflow.deciding import deciding_seat
from workflow.errors import ListIncomplete, NotSentYet, Stale, WrongState
from workflow.freezing import owe_freezing
from workflow.obligation import (
    DUTIES,
    NewObligation,
    bloc_side,
    finish,
    open_one,
    owe_submission,
)
from workflow.permission import UNIT_ROLES, Actor
from workflow.reason import reason_of
from workflow.submission import Sheet, as_seen

DAYS_TO_DECIDE = 3


class Move(StrEnum):
    """What can be done to a submission as a whole."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"
    DROP = "drop"


MOVES: dict[tuple[ListState, Move], ListState] = {
    (ListState.DRAFT, Move.SUBMIT): ListState.WAITING_LEADER,
    (ListState.RETURNED, Move.SUBMIT): ListState.WAITING_LEADER,
    (ListState.WAITING_LEADER, Move.WITHDRAW): ListState.DRAFT,
    (ListState.WAITING_CHAIR, Move.WITHDRAW): ListState.DRAFT,
    (ListState.WAITING_LEADER, Move.APPROVE): ListState.WAITING_CHAIR,
    (ListState.WAITING_CHAIR, Move.APPROVE): ListState.APPROVED,
    (ListState.WAITING_LEADER, Move.RETURN): ListState.RETURNED,
    (ListState.WAITING_CHAIR, Move.RETURN): ListState.RETURNED,
    (ListState.DRAFT, Move.DROP): ListState.DROPPED,
    (ListState.RETURNED, Move.DROP): ListState.DROPPED,
}


@dataclass(frozen=True)
class Decision:
    """A submission after an act: what it was, what it is, and whom it concerns."""

    before: ListState
    sheet: Sheet
    people: tuple[int, ...]
    """Who is to be told: those who act next, or the unit's people."""
    due_on: date | None = None
    """By when those who act next are to act."""
    informed: tuple[int, ...] = ()
    """Who else is told, with nothing to do."""
    to_freeze: tuple[int, ...] = ()
    """Who may freeze the pledge now, when this was the last list approved."""


def moved(state: ListState, move: Move, round_: int = 1) -> ListState:
    """Return the state after the act; refuse with `WrongState` where it has no place.

    The year's own round is never dropped, only an amendment of it.
    """
    after = MOVES.get((state, move))
    if after is None or (move is Move.DROP and round_ == 1):
        raise WrongState(state)
    return after


async def submit(uow: UnitOfWork, actor: Actor, submission_id: int, revision: int) -> Decision:
    """Send it to the unit's leader; keeps a version and stamps working days late (R13).

    An amendment has no deadline of its own and is never late; a list sent again after a return
    keeps its stamp.
    """
    sheet = await at(uow, actor, submission_id, revision)
    known = sheet.submission
    seat = actor.require(*UNIT_ROLES, unit_id=known.unit_id)
    after = moved(known.state, Move.SUBMIT)
    if sheet.gaps:
        raise ListIncomplete(sheet.gaps)
    late = _days_late(uow, sheet)
    await uow.submissions.keep_version(known.id, facts_of(sheet), actor.person.id, uow.now)
    sent = {"submitted_at": uow.now, "submitted_by": actor.person.id, "days_late": late}
    await uow.submissions.touch(known.id, {"state": after, **sent})
    await finish(uow, DUTIES[known.kind], known.unit_id, cycle_id=known.cycle_id)
    due_on = await owe(uow, known, ObligationKind.APPROVE, (known.unit_id, Role.LEADER))
    await history.record(uow, seat, f"{known.kind.value}.submitted", known.id, days_late=late)
    leaders = await people_in(uow, known, known.unit_id, Role.LEADER)
    return Decision(known.state, await open_round(uow, actor, known.id), leaders, due_on)


def _days_late(uow: UnitOfWork, sheet: Sheet) -> int:
    """Return the stamp: it never shrinks, and what the deciders returned is not late for that."""
    known = sheet.submission
    if sheet.is_amendment or sheet.due_on is None or known.state is ListState.RETURNED:
        return known.days_late
    return max(known.days_late, working_days_late(sheet.due_on, local(uow.now).date()))


async def withdraw(uow: UnitOfWork, actor: Actor, submission_id: int, revision: int) -> Decision:
    """Take a waiting submission back to the draft."""
    known = (await at(uow, actor, submission_id, revision)).submission
    seat = actor.require(*UNIT_ROLES, unit_id=known.unit_id)
    await _end_stage(uow, known, moved(known.state, Move.WITHDRAW))
    if known.round == 1:
        await _owe_again(uow, known)
    await history.record(uow, seat, f"{known.kind.value}.withdrawn", known.id)
    people = await people_in(uow, known, known.unit_id, Role.LEADER)
    if known.state is ListState.WAITING_CHAIR:
        people += await people_in(uow, known, *await bloc_side(uow, known.cycle_id, known.unit_id))
    return Decision(known.state, await open_round(uow, actor, known.id), people)


async def approve(uow: UnitOfWork, actor: Actor, submission_id: int, revision: int) -> Decision:
    """Decide for it: the leader's approval, or the bloc's acceptance (R3, R4)."""
    sheet = await at(uow, actor, submission_id, revision)
    known = sheet.submission
    moved(known.state, Move.APPROVE)
    seat = await deciding_seat(uow, actor, known)
    if sheet.gaps:
        raise ListIncomplete(sheet.gaps)
    if known.state is ListState.WAITING_LEADER:
        return await pass_on(uow, actor, seat, known, {})
    return await _accept(uow, actor, seat, known)


async def pass_on(
    uow: UnitOfWork,
    actor: Actor,
    seat: Assignment,
    known: Submission,
    stamp: dict[str, Any],
) -> Decision:
    """Send an approved submission on to the bloc; `stamp` tells how it was approved."""
    after = moved(known.state, Move.APPROVE)
    await uow.submissions.touch(
        known.id,
        {"state": after, "approved_at": uow.now, "approved_by": seat.person_id, **stamp},
    )
    await uow.submissions.mark_reached(known.id, uow.now, stamp.get("signed_paper_id"))
    await finish(uow, ObligationKind.APPROVE, known.id)
    side = await bloc_side(uow, known.cycle_id, known.unit_id)
    due_on = await owe(uow, known, ObligationKind.DECIDE, side)
    kind = known.kind.value
    await history.record(
        uow,
        seat,
        f"{kind}.on_paper" if stamp else f"{kind}.to_waiting_chair",
        known.id,
        unit_id=known.unit_id,
        **stamp,
    )
    people = await people_in(uow, known, *side)
    informed = await people_in(uow, known, known.unit_id, Role.OFFICER)
    shown = await open_round(uow, actor, known.id)
    return Decision(known.state, shown, people, due_on, informed)


async def _accept(uow: UnitOfWork, actor: Actor, seat: Assignment, known: Submission) -> Decision:
    decided = {"decided_at": uow.now, "decided_by": actor.person.id}
    after = moved(known.state, Move.APPROVE)
    await uow.submissions.touch(known.id, {"state": after, **decided})
    await finish(uow, ObligationKind.DECIDE, known.id)
    await history.record(
        uow, seat, f"{known.kind.value}.to_approved", known.id, unit_id=known.unit_id
    )
    people = await people_in(uow, known, known.unit_id, *UNIT_ROLES)
    # An amendment changes who owes nothing: the chair was asked to freeze when the list came.
    is_list = known.kind is SubmissionKind.KEY_TASKS and known.round == 1
    to_freeze = await owe_freezing(uow, known.cycle_id) if is_list else ()
    shown = await open_round(uow, actor, known.id)
    return Decision(known.state, shown, people, to_freeze=to_freeze)


async def send_back(
    uow: UnitOfWork, actor: Actor, submission_id: int, revision: int, reason: str
) -> Decision:
    """Return it with a reason that the unit sees first (R3)."""
    known = (await at(uow, actor, submission_id, revision)).submission
    after = moved(known.state, Move.RETURN)
    seat = await deciding_seat(uow, actor, known)
    why = reason_of(reason)
    await _end_stage(uow, known, after, why)
    due_on = await _owe_again(uow, known)
    await history.record(
        uow, seat, f"{known.kind.value}.returned", known.id, unit_id=known.unit_id, reason=why
    )
    people = await people_in(uow, known, known.unit_id, *UNIT_ROLES)
    return Decision(known.state, await _after(uow, actor, known), people, due_on)


async def to_decide(uow: UnitOfWork, actor: Actor, submission_id: int, revision: int) -> Sheet:
    """Return it before its return is asked for; refuse who may not decide on it."""
    sheet = await at(uow, actor, submission_id, revision)
    moved(sheet.submission.state, Move.RETURN)
    await deciding_seat(uow, actor, sheet.submission)
    return sheet


async def at(uow: UnitOfWork, actor: Actor, submission_id: int, revision: int) -> Sheet:
    """Return the sheet as it was when its screen was drawn; refuse one that changed since."""
    sheet = await open_round(uow, actor, submission_id)
    if sheet.submission.revision != revision:
        raise Stale(sheet.unit.id, sheet.submission.kind)
    return sheet


async def _after(uow: UnitOfWork, actor: Actor, known: Submission) -> Sheet:
    """Return the sheet to whoever just acted, even when it now leaves their sight."""
    try:
        return await open_round(uow, actor, known.id)
    except NotSentYet:
        fresh = await uow.submissions.get(known.id)
        assert fresh is not None
        return await as_seen(uow, actor, fresh)


async def _end_stage(
    uow: UnitOfWork, known: Submission, after: ListState, reason: str = ""
) -> None:
    unmade = {"approved_at": None, "approved_by": None, "signed_paper_id": None}
    # The reason stays while it is sent again, so that the deciders see what they asked for.
    back = {"reason": reason, "returned_from": known.state if reason else None}
    await uow.submissions.touch(known.id, {"state": after, **back, **unmade})
    await finish(uow, ObligationKind.APPROVE, known.id)
    await finish(uow, ObligationKind.DECIDE, known.id)


async def _owe_again(uow: UnitOfWork, known: Submission) -> date:
    due = await due_of(uow, known.cycle_id, STEPS[known.kind], known.unit_id)
    # The official date stays for counting lateness (R13); the duty gets time to correct.
    soonest = add_working(local(uow.now).date(), DAYS_TO_DECIDE)
    due_on = max(due.on or soonest, soonest)
    await owe_submission(uow, known.cycle_id, known.unit_id, known.kind, due_on)
    return due_on


async def owe(
    uow: UnitOfWork, known: Submission, kind: ObligationKind, side: tuple[int, Role]
) -> date:
    """Open the duty of those who decide next; return its due date."""
    due_on = add_working(local(uow.now).date(), DAYS_TO_DECIDE)
    unit_id, role = side
    await open_one(uow, NewObligation(known.cycle_id, kind, known.id, role, due_on, unit_id))
    return due_on


async def people_in(
    uow: UnitOfWork, known: Submission, unit_id: int, *roles: Role
) -> tuple[int, ...]:
    """Return who holds one of the roles in the unit now, each once."""
    held = await uow.people.held_in(known.cycle_id, uow.now, roles)
    return tuple(dict.fromkeys(a.person_id for a in held if a.unit_id == unit_id))
