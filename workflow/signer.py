"""Who signs the pledge for a unit, and in which capacity, as its answer announces it (R7).

The capacity is never inferred from a job title. TL and TUQ stand only with the file that
authorises the signer.
"""

from storage.kinds import SignMode
from storage.unit_of_work import UnitOfWork
from workflow.declared_signer import BY_PAPER, NOBODY, signs
from workflow.errors import NoSuchThing
from workflow.file import Sent, keep_minutes
from workflow.guest import Named
from workflow.permission import UNIT_ROLES, Actor
from workflow.rsvp import Sheet, save
from workflow.words import fold


async def as_leader(uow: UnitOfWork, actor: Actor, sheet: Sheet, person_id: int) -> Sheet:
    """Name one of the unit's leaders as the signer, in the capacity of their seat."""
    leader = next((one for one in sheet.leaders if one.person_id == person_id), None)
    if leader is None:
        raise NoSuchThing
    return await save(uow, actor, sheet, signs(leader))


def stand_in(sheet: Sheet) -> Named:
    """Return who comes in the leader's place."""
    if sheet.rsvp is None or not sheet.rsvp.substitute_name:
        raise NoSuchThing
    return Named(sheet.rsvp.substitute_name, sheet.rsvp.substitute_title)


async def as_named(uow: UnitOfWork, actor: Actor, sheet: Sheet, who: Named) -> Sheet:
    """Name somebody as the signer, in a capacity still to be chosen.

    The one person of the unit who is called so is meant; two of a name are told apart by choosing.
    """
    held = await uow.people.held_in(actor.cycle.id, uow.now, UNIT_ROLES)
    known = {
        one.person_id
        for one in held
        if one.unit_id == sheet.unit.id and fold(one.full_name) == fold(who.full_name)
    }
    signer = {"signer_name": who.full_name, "signer_title": who.position_title}
    person_id = known.pop() if len(known) == 1 else None
    return await save(uow, actor, sheet, {**NOBODY, **signer, "signer_person_id": person_id})


def mode_of(sheet: Sheet, word: str) -> SignMode:
    """Return the capacity of that word, once it is known who signs."""
    if sheet.rsvp is None or not sheet.rsvp.signer_name or word not in set(SignMode):
        raise NoSuchThing
    return SignMode(word)


async def choose_mode(uow: UnitOfWork, actor: Actor, sheet: Sheet, mode: SignMode) -> Sheet:
    """Set a capacity that needs no paper."""
    if mode in BY_PAPER:
        raise NoSuchThing
    return await save(uow, actor, sheet, {"sign_mode": mode, "authorisation_id": None})


async def authorise(
    uow: UnitOfWork,
    actor: Actor,
    sheet: Sheet,
    mode: SignMode,
    sent: Sent | None,
    caption: str,
) -> Sheet:
    """Set TL or TUQ with the paper that authorises the signer."""
    kept = await keep_minutes(uow, sent, caption=caption)
    return await save(uow, actor, sheet, {"sign_mode": mode, "authorisation_id": kept})
