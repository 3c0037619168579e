"""What a signature, an exception or a refusal sets in motion: duties to sign, completion (R8)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from storage.kinds import ObligationKind, PaperState, PledgeState, Role
from storage.paper_signatures import PaperSignature
from storage.people import Assignment
from storage.pledges import Pledge
from storage.signings import Decline
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.obligation import NewObligation, finish, open_one
from workflow.permission import UNIT_ROLES, Actor
from workflow.roll import Signing, roll, signing_dates
from workflow.witness import seal_of


@dataclass(frozen=True)
class Asked:
    """Who of a unit is to sign, and by when: its leaders, or its officers while none has joined.

    The officers are to bring the signature on paper.
    """

    unit_id: int
    role: Role
    people: tuple[int, ...]
    due_on: date | None


async def asked(uow: UnitOfWork, pledge: Pledge, unit_ids: Collection[int]) -> tuple[Asked, ...]:
    """Return whom to ask in each of the units."""
    dated = await signing_dates(uow, pledge)
    held = await uow.people.held_in(pledge.cycle_id, uow.now, UNIT_ROLES)
    joined = await uow.accounts.known([one.person_id for one in held])
    found = []
    for unit_id in unit_ids:
        seats = [one for one in held if one.unit_id == unit_id]
        role = _asked_role(seats, joined)
        people = tuple(one.person_id for one in seats if one.role is role)
        found.append(Asked(unit_id, role, people, dated.due(unit_id).on))
    return tuple(found)


def _asked_role(seats: list[Assignment], joined: Collection[int]) -> Role:
    in_chat = any(one.role is Role.LEADER and one.person_id in joined for one in seats)
    has_officer = any(one.role is Role.OFFICER for one in seats)
    return Role.OFFICER if has_officer and not in_chat else Role.LEADER


async def owe_signatures(uow: UnitOfWork, pledge: Pledge, unit_ids: Collection[int]) -> None:
    """Ask the units to sign; a duty that somebody else of the unit has goes over to who is asked."""
    known = await uow.obligations.find_open(ObligationKind.SIGN, pledge.id)
    for one in await asked(uow, pledge, unit_ids):
        others = [o.id for o in known if o.unit_id == one.unit_id and o.role is not one.role]
        await uow.obligations.finish(others, uow.now)
        new = NewObligation(
            pledge.cycle_id,
            ObligationKind.SIGN,
            pledge.id,
            one.role,
            one.due_on,
            unit_id=one.unit_id,
        )
        await open_one(uow, new)


async def hand_over_signing(uow: UnitOfWork, cycle_id: int, unit_id: int | None = None) -> None:
    """Let whoever is to be asked now owe what is still to be signed, in one unit or in all."""
    for pledge in await uow.pledges.standing(cycle_id):
        if pledge.state is not PledgeState.SIGNING:
            continue
        owed = await uow.obligations.find_open(ObligationKind.SIGN, pledge.id)
        ids = [one.unit_id for one in owed if one.unit_id and unit_id in (None, one.unit_id)]
        await owe_signatures(uow, pledge, ids)


async def settle(uow: UnitOfWork, actor: Actor, pledge: Pledge, unit_id: int) -> Signing:
    """Draw the consequences of what was done about the unit: duties to sign, completion (R8).

    Whose turn it is owes its signature, and nobody else; the chair unit's turn is the last.
    """
    found = await roll(uow, actor, pledge, unit_id)
    turn = {unit.id for unit in found.turn}
    owed = await uow.obligations.find_open(ObligationKind.SIGN, pledge.id)
    ended = [one.id for one in owed if one.unit_id not in turn]
    if ended:
        await uow.obligations.finish(ended, uow.now)
    asked_anew = turn - {one.unit_id for one in owed}
    if asked_anew:
        await owe_signatures(uow, pledge, sorted(asked_anew))
    if found.missing or not found.is_open:
        return found
    await uow.pledges.complete(pledge.id)
    return replace(found, pledge=replace(pledge, state=PledgeState.COMPLETE))


async def drop_paper(uow: UnitOfWork, paper: PaperSignature | None) -> None:
    """End a scan on its way that is not needed any more, with the duty to compare it."""
    if paper is not None:
        await uow.paper_signatures.change(paper.id, {"state": PaperState.DROPPED})
        await finish(uow, ObligationKind.COMPARE, paper.id)


async def take_back(uow: UnitOfWork, seat: Assignment, declined: Decline | None) -> None:
    """End a unit's refusal, for it signed after all; the log holds that it did (R12)."""
    if declined is None:
        return
    ended, act = replace(declined, taken_back_at=uow.now), "pledge.decline_taken_back"
    await uow.signings.take_back(declined.id, uow.now)
    at = {"subject_id": declined.pledge_id, "unit_id": declined.unit_id}
    await history.record(uow, seat, act, **at, seal=seal_of(act, ended))
