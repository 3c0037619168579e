"""A leader declines to sign, with a reason: who signed before and the chair are told."""

from storage.kinds import Role
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.permission import Actor
from workflow.reason import reason_of
from workflow.roll import Signing
from workflow.settling import drop_paper, settle
from workflow.signing import to_decide
from workflow.signing_errors import AlreadyDeclined
from workflow.witness import seal_of


async def to_decline(
    uow: UnitOfWork, actor: Actor, pledge_id: int, unit_id: int | None = None
) -> Signing:
    """Return what the actor's unit may decline to sign."""
    found, seat = await to_decide(uow, actor, pledge_id, unit_id)
    if seat.unit_id in found.declines:
        raise AlreadyDeclined
    return found


async def decline(
    uow: UnitOfWork, actor: Actor, pledge_id: int, unit_id: int, text: str
) -> tuple[Signing, tuple[int, ...]]:
    """Record the refusal; return it with whom to tell.

    The duty to sign ends, for the unit has answered; signing later takes the refusal back.
    """
    found = await to_decline(uow, actor, pledge_id, unit_id)
    reason = reason_of(text)
    assert found.my_seat is not None
    await uow.signings.decline(
        {
            "pledge_id": pledge_id,
            "unit_id": unit_id,
            "person_id": actor.person.id,
            "reason": reason,
            "at": uow.now,
        }
    )
    await drop_paper(uow, found.papers.get(unit_id))
    now = await settle(uow, actor, found.pledge, unit_id)
    act, seal = "pledge.declined", seal_of("pledge.declined", now.declines[unit_id])
    await history.record(uow, found.my_seat, act, pledge_id, reason=reason, seal=seal)
    return now, await concerned(uow, now)


async def concerned(uow: UnitOfWork, found: Signing) -> tuple[int, ...]:
    """Return whom a refusal concerns, and its end: the chair's side, and who signed."""
    held = await uow.people.held_in(found.pledge.cycle_id, uow.now, (Role.CHAIR, Role.SECRETARY))
    signers = [one.person_id for _, one in found.signed if one and one.person_id]
    return tuple(dict.fromkeys([*(one.person_id for one in held), *signers]))
