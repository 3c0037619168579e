"""A leader declines to sign, with a reason: who signed before and the chair are told."""

from storage.kinds import ObligationKind, Role
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.obligation import finish
from workflow.permission import Actor
from workflow.pledge import Signing, view
from workflow.reason import reason_of
from workflow.settling import drop_paper
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
    await drop_paper(uow, pledge_id, unit_id)
    await finish(uow, ObligationKind.SIGN, pledge_id, unit_id=unit_id)
    said = (await uow.signings.declines(pledge_id))[unit_id]
    act, seal = "pledge.declined", seal_of("pledge.declined", said)
    await history.record(uow, found.my_seat, act, pledge_id, reason=reason, seal=seal)
    held = await uow.people.held_in(actor.cycle.id, uow.now, (Role.CHAIR, Role.SECRETARY))
    signers = [one.person_id for _, one in found.signed if one and one.person_id]
    people = dict.fromkeys([*(one.person_id for one in held), *signers])
    return await view(uow, actor, found.pledge, unit_id), tuple(people)
