"""Who decides on a submission, at each stage where it waits (R3, R4): one rule for screens and acts."""

from storage.kinds import ListState, Role
from storage.people import Assignment
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from workflow.errors import FourEyes, NotPermitted
from workflow.obligation import bloc_side
from workflow.permission import Actor

WAITING = (ListState.WAITING_LEADER, ListState.WAITING_CHAIR)


async def deciding_seat(uow: UnitOfWork, actor: Actor, submission: Submission) -> Assignment:
    """Return the seat that decides at the stage where it waits; refuse anybody else (R4)."""
    if submission.state is ListState.WAITING_LEADER:
        return actor.require(Role.LEADER, unit_id=submission.unit_id)
    side = await bloc_side(uow, submission.cycle_id, submission.unit_id)
    return seat_on(side, actor, submission)


def seat_on(side: tuple[int, Role], actor: Actor, submission: Submission) -> Assignment:
    """Return the seat on the bloc's side that decides on a submission; refuse as above."""
    unit_id, role = side
    seat = actor.require(role, unit_id=unit_id)
    if submission.approved_by == actor.person.id:
        raise FourEyes
    return seat


async def needs_paper(uow: UnitOfWork, submission: Submission) -> bool:
    """Tell whether it waits for a leader while none of the unit's leaders has joined."""
    if submission.state is not ListState.WAITING_LEADER:
        return False
    held = await uow.people.held_in(submission.cycle_id, uow.now, (Role.LEADER,))
    leaders = [seat.person_id for seat in held if seat.unit_id == submission.unit_id]
    return not await uow.accounts.known(leaders)


async def may_decide(uow: UnitOfWork, actor: Actor, submission: Submission) -> bool:
    """Tell whether the submission waits, and the actor is who decides on it."""
    if submission.state not in WAITING:
        return False
    try:
        await deciding_seat(uow, actor, submission)
    except (NotPermitted, FourEyes):
        return False
    return True
