"""Signing in two steps: "I sign", then the full name; marks and case are forgiven (R7).

Three wrong names make the person wait; what was typed wrong is stored, so a restart forgives
nothing. TL and TUQ stand only with the file that authorises the signer.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from storage.kinds import PledgeState
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import certificate
from workflow.certificate import Under
from workflow.errors import AlreadySigned, ChairSignsLast, NotPermitted, SigningClosed
from workflow.file import Sent, keep_paper
from workflow.permission import Actor
from workflow.roll import Signing, roll, with_signer
from workflow.settling import drop_paper, settle, take_back
from workflow.signatory import Capacity, capacity_of
from workflow.signing_errors import NameLocked, SignerDeclared, UnitExcepted
from workflow.words import fold

TRIES = 3
WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Mistyped:
    """A wrong name was typed; after the last try signing waits until `opens_at`."""

    expected: str
    left: int
    opens_at: datetime | None


async def to_sign(
    uow: UnitOfWork, actor: Actor, pledge_id: int, unit_id: int | None = None
) -> tuple[Signing, Assignment]:
    """Return what to sign and as whom, or refuse with what stands in the way."""
    found, seat = await to_decide(uow, actor, pledge_id, unit_id)
    if found.before_chair:
        raise ChairSignsLast(found.before_chair)
    found = await with_signer(uow, found)
    if found.instead is not None:
        raise SignerDeclared(found.instead.full_name)
    opens_at = await locked_until(uow, actor)
    if opens_at is not None:
        raise NameLocked(opens_at)
    return found, seat


async def locked_until(uow: UnitOfWork, actor: Actor) -> datetime | None:
    """Return when the actor may sign again after wrong names; None when they may now."""
    opens_at = _opens_at(await uow.signings.wrong_names(actor.person.id))
    return opens_at if opens_at is not None and uow.now < opens_at else None


async def to_decide(
    uow: UnitOfWork, actor: Actor, pledge_id: int, unit_id: int | None = None
) -> tuple[Signing, Assignment]:
    """Return the text that the actor's unit may sign or decline, and as whom."""
    pledge = await uow.pledges.get(pledge_id)
    if pledge is None or pledge.cycle_id != actor.cycle.id or pledge.state is PledgeState.VOID:
        raise SigningClosed
    found = await roll(uow, actor, pledge, unit_id)
    seat = found.my_seat
    if seat is None or seat.unit_id is None:
        raise NotPermitted
    if found.my_signature is not None:
        raise AlreadySigned
    if seat.unit_id in found.exceptions:
        raise UnitExcepted(found.exceptions[seat.unit_id].reason)
    if not found.is_open:
        raise SigningClosed
    return found, seat


def _opens_at(tried: list[datetime]) -> datetime | None:
    """Return until when to wait; None before the last try of each round."""
    return tried[-1] + WAIT if tried and len(tried) % TRIES == 0 else None


async def authorise(uow: UnitOfWork, sent: Sent | None, caption: str) -> int:
    """Keep the paper that authorises the signer; return its file's id."""
    return await keep_paper(uow, sent, caption=caption)


async def sign(
    uow: UnitOfWork,
    actor: Actor,
    pledge_id: int,
    typed_name: str,
    unit_id: int | None = None,
    authorisation_id: int | None = None,
) -> Signing | Mistyped:
    """Sign for the actor's unit; the last unit completes the pledge (R8).

    A wrong name is no refusal: it is counted. A second signature is refused with `AlreadySigned`.
    """
    found, seat = await to_sign(uow, actor, pledge_id, unit_id)
    assert seat.unit_id is not None
    if fold(typed_name) != fold(actor.person.full_name):
        return await _count(uow, actor)
    capacity = capacity_of(seat, found.declared)
    if capacity.lacks_paper:
        capacity = Capacity(capacity.mode, authorisation_id)
    if capacity.lacks_paper:
        raise NotPermitted
    declined = found.declines.get(seat.unit_id)
    await take_back(uow, seat, declined)
    await drop_paper(uow, found.papers.get(seat.unit_id))
    await _write(uow, actor, seat, found, capacity)
    now = await settle(uow, actor, found.pledge, seat.unit_id)
    return replace(now, taken_back=declined)


async def _count(uow: UnitOfWork, actor: Actor) -> Mistyped:
    await uow.signings.add_wrong_name(actor.person.id, uow.now)
    tried = await uow.signings.wrong_names(actor.person.id)
    left = -len(tried) % TRIES
    return Mistyped(actor.person.full_name, left, _opens_at(tried))


async def _write(
    uow: UnitOfWork, actor: Actor, seat: Assignment, found: Signing, capacity: Capacity
) -> None:
    """Store the signature; names typed wrong before it are forgiven."""
    await uow.signings.forget_wrong_names(actor.person.id)
    signed = {
        "pledge_id": found.pledge.id,
        "unit_id": seat.unit_id,
        "person_id": actor.person.id,
        "full_name": actor.person.full_name,
        "position_title": seat.position_title,
        "sign_mode": capacity.mode,
        "authorisation_id": capacity.authorisation_id,
        "text_hash": found.pledge.text_hash,
        "channel": actor.account.channel,
        "signed_at": uow.now,
    }
    under = Under(found.pledge, actor.cycle, found.unit(seat.unit_id))
    await certificate.issue(uow, seat, under, signed)
