"""The chair's exception for a unit that has not signed, with a reason (R8).

Only after the unit's time is over or it declined; withdrawn only while units still sign.
"""

from dataclasses import replace

from storage.kinds import PledgeState, Role, Standing
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import history
from workflow.calendar import local, next_working
from workflow.errors import AlreadySigned, NoSuchThing, NotPermitted, SigningClosed
from workflow.permission import UNIT_ROLES, Actor
from workflow.pledge import read
from workflow.reason import reason_of
from workflow.roll import Signing, roll, signing_dates
from workflow.settling import drop_paper, settle
from workflow.signing_errors import ExceptionTooEarly, UnitExcepted
from workflow.witness import seal_of


async def to_except(uow: UnitOfWork, actor: Actor, pledge_id: int, unit_id: int) -> Signing:
    """Return the text for which the chair may except the unit, or refuse with what forbids it."""
    found, unit = await _open(uow, actor, pledge_id, unit_id)
    if unit.standing is Standing.CHAIR and found.pledge.unit_id is None:
        # Its signature closes the pledge, and nobody excepts themselves.
        raise NotPermitted
    if unit_id in found.exceptions:
        raise UnitExcepted(found.exceptions[unit_id].reason)
    if unit not in found.missing:
        raise AlreadySigned
    due_on = (await signing_dates(uow, found.pledge)).due(unit_id).on
    is_over = due_on is None or local(uow.now).date() > next_working(due_on)
    if due_on is not None and not is_over and unit_id not in found.declines:
        raise ExceptionTooEarly(due_on)
    return found


async def grant(
    uow: UnitOfWork, actor: Actor, pledge_id: int, unit_id: int, text: str
) -> tuple[Signing, tuple[int, ...]]:
    """Except the unit; return what stands now, and the unit's people to tell."""
    found = await to_except(uow, actor, pledge_id, unit_id)
    reason = reason_of(text)
    await uow.signings.grant(
        {
            "pledge_id": pledge_id,
            "unit_id": unit_id,
            "reason": reason,
            "granted_by": actor.person.id,
            "granted_at": uow.now,
        }
    )
    await drop_paper(uow, found.papers.get(unit_id))
    now = await settle(uow, actor, found.pledge, unit_id)
    seat, act = actor.require(Role.CHAIR), "pledge.excepted"
    facts = {"reason": reason, "seal": seal_of(act, now.exceptions[unit_id])}
    await history.record(uow, seat, act, pledge_id, unit_id=unit_id, **facts)
    return now, await _people(uow, seat, unit_id)


async def withdraw(
    uow: UnitOfWork, actor: Actor, pledge_id: int, unit_id: int
) -> tuple[Signing, tuple[int, ...]]:
    """Take the exception back while units still sign; the unit owes its signature again."""
    found, _ = await _open(uow, actor, pledge_id, unit_id)
    if unit_id not in found.exceptions:
        raise NoSuchThing
    withdrawn = replace(found.exceptions[unit_id], withdrawn_at=uow.now)
    await uow.signings.withdraw(withdrawn.id, uow.now)
    seat, act = actor.require(Role.CHAIR), "pledge.exception_withdrawn"
    seal = seal_of(act, withdrawn)
    await history.record(uow, seat, act, pledge_id, unit_id=unit_id, seal=seal)
    return await settle(uow, actor, found.pledge, unit_id), await _people(uow, seat, unit_id)


async def _open(
    uow: UnitOfWork, actor: Actor, pledge_id: int, unit_id: int
) -> tuple[Signing, Unit]:
    actor.require(Role.CHAIR)
    pledge = await read(uow, actor, pledge_id)
    if pledge.state is not PledgeState.SIGNING:
        raise SigningClosed
    found = await roll(uow, actor, pledge)
    unit = next((unit for unit in found.units if unit.id == unit_id), None)
    if unit is None:
        raise NoSuchThing
    return found, unit


async def _people(uow: UnitOfWork, seat: Assignment, unit_id: int) -> tuple[int, ...]:
    held = await uow.people.held_in(seat.cycle_id, uow.now, UNIT_ROLES)
    return tuple(dict.fromkeys(one.person_id for one in held if one.unit_id == unit_id))
