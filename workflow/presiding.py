"""Who acts for the bloc while a meeting is held, and when another unit takes the place.

A unit is recorded absent when none of its people is recorded as present, and either its answer
to the invitation says so or the meeting has begun without it. After the start nobody can
answer any more: the list of those present is the record, and a place left empty stops nothing.
"""

from storage.kinds import Answer, Role, Standing
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.conference import UNDER_WAY, View
from workflow.errors import NotPermitted
from workflow.meeting_errors import NotRecordedAbsent
from workflow.permission import Actor


def unit_of(view: View, standing: Standing) -> Unit | None:
    """Return the bloc's chair or deputy unit."""
    return next((unit for unit in view.units if unit.standing is standing), None)


async def is_absent(uow: UnitOfWork, view: View, unit: Unit) -> bool:
    """Tell whether a unit is recorded absent."""
    if unit in view.present_units:
        return False
    if view.conference.state in UNDER_WAY:
        return True
    said = await uow.rsvps.of_unit(view.conference.id, unit.id)
    return said is not None and said.answer is Answer.ABSENT


async def presider(uow: UnitOfWork, actor: Actor, view: View) -> Assignment:
    """Return the seat that presides: the chair's, or the deputy's while the chair is absent.

    Refuse the deputy with `NotRecordedAbsent` while the chair is not, others with `NotPermitted`.
    """
    chair = actor.seat(Role.CHAIR)
    if chair is not None:
        return chair
    deputy = actor.require(Role.DEPUTY)
    unit = unit_of(view, Standing.CHAIR)
    if unit is not None and not await is_absent(uow, view, unit):
        raise NotRecordedAbsent(Standing.CHAIR, unit)
    return deputy


async def runner(uow: UnitOfWork, actor: Actor, view: View) -> Assignment:
    """Return the seat that steps through the agenda: the one presiding, or the secretary's."""
    secretary = actor.seat(Role.SECRETARY)
    if secretary is not None and actor.seat(Role.CHAIR) is None:
        return secretary
    return await presider(uow, actor, view)


async def may(uow: UnitOfWork, actor: Actor, view: View) -> tuple[bool, bool]:
    """Tell whether the actor presides, and whether they step through the agenda."""
    try:
        await presider(uow, actor, view)
    except (NotPermitted, NotRecordedAbsent):
        return False, actor.seat(Role.SECRETARY) is not None
    return True, True
