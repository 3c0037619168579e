"""Who decides on a list, at each stage where it waits (R3, R4): one rule for screens and acts."""

from storage.key_tasks import KeyTaskList
from storage.kinds import ListState, Role
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow.errors import FourEyes, NotPermitted
from workflow.obligation import bloc_side
from workflow.permission import Actor

WAITING = (ListState.WAITING_LEADER, ListState.WAITING_CHAIR)


async def deciding_seat(uow: UnitOfWork, actor: Actor, listed: KeyTaskList) -> Assignment:
    """Return the seat that decides at the stage where the list waits; refuse anybody else (R4)."""
    if listed.state is ListState.WAITING_LEADER:
        return actor.require(Role.LEADER, unit_id=listed.unit_id)
    unit_id, role = await bloc_side(uow, listed.cycle_id, listed.unit_id)
    seat = actor.require(role, unit_id=unit_id)
    if listed.approved_by == actor.person.id:
        raise FourEyes
    return seat


async def may_decide(uow: UnitOfWork, actor: Actor, listed: KeyTaskList) -> bool:
    """Tell whether the list waits, and the actor is who decides on it."""
    if listed.state not in WAITING:
        return False
    try:
        await deciding_seat(uow, actor, listed)
    except (NotPermitted, FourEyes):
        return False
    return True
