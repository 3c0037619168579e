"""Who may remind units in the bloc's name outside the fixed days."""

from storage.kinds import ConferenceState, Role
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import conference, presiding
from workflow.errors import NotPermitted
from workflow.meeting_errors import NotRecordedAbsent
from workflow.permission import Actor

NOT_OVER = (ConferenceState.CALLED, ConferenceState.RUNNING, ConferenceState.PAUSED)


async def chaser(uow: UnitOfWork, actor: Actor) -> Assignment:
    """Return the seat that may remind: chair, secretary, or the deputy while the chair is absent.

    Refuse the deputy with `NotRecordedAbsent` around a conference to which the chair comes,
    everybody else with `NotPermitted`.
    """
    seat = actor.seat(Role.CHAIR, Role.SECRETARY)
    if seat is not None:
        return seat
    actor.require(Role.DEPUTY)
    view = await conference.current(uow, actor)
    if view is None or view.conference.state not in NOT_OVER:
        raise NotPermitted
    return await presiding.presider(uow, actor, view)


async def may_chase(uow: UnitOfWork, actor: Actor) -> bool:
    """Tell whether the actor may remind units now."""
    try:
        await chaser(uow, actor)
    except (NotPermitted, NotRecordedAbsent):
        return False
    return True
