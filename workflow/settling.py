"""What a signature, an exception or a refusal sets in motion: duties to sign, completion (R8)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from storage.kinds import ObligationKind, PaperState, PledgeState, Role, Standing, Step
from storage.people import Assignment
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from workflow.deadline import step_of
from workflow.obligation import NewObligation, finish, open_one
from workflow.permission import UNIT_ROLES, Actor
from workflow.pledge import PENDING, Signing, read, view


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
    dated = await step_of(uow, pledge.cycle_id, Step.SIGN)
    held = await uow.people.held_in(pledge.cycle_id, uow.now, UNIT_ROLES)
    joined = await uow.accounts.known([one.person_id for one in held])
    found = []
    for unit_id in unit_ids:
        seats = [one for one in held if one.unit_id == unit_id]
        role = _asked_role(seats, joined)
        people = tuple(one.person_id for one in seats if one.role is role)
        due_on = pledge.sign_due_on if pledge.unit_id else dated.due(unit_id).on
        found.append(Asked(unit_id, role, people, due_on))
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
    current = await uow.pledges.current(cycle_id)
    for pledge in (current, *await uow.pledges.addenda(cycle_id)):
        if pledge is None or pledge.state is not PledgeState.SIGNING:
            continue
        owed = await uow.obligations.find_open(ObligationKind.SIGN, pledge.id)
        ids = [one.unit_id for one in owed if one.unit_id and unit_id in (None, one.unit_id)]
        await owe_signatures(uow, pledge, ids)


async def settle(uow: UnitOfWork, actor: Actor, pledge: Pledge, unit_id: int) -> Signing:
    """Draw the consequences of what the unit did: the chair unit's turn, or completion (R8).

    The chair unit's duty to sign is open only while every other unit is settled.
    """
    found = await view(uow, actor, pledge, unit_id)
    chair = next((unit for unit in found.units if unit.standing is Standing.CHAIR), None)
    if not found.missing:
        await uow.pledges.complete(pledge.id)
        found = await view(uow, actor, await read(uow, actor, pledge.id), unit_id)
    elif found.chair_is_next in found.declines:
        return found
    elif found.chair_is_next is not None:
        await owe_signatures(uow, pledge, [found.chair_is_next])
    elif chair is not None:
        await finish(uow, ObligationKind.SIGN, pledge.id, unit_id=chair.id)
    return found


async def drop_paper(uow: UnitOfWork, pledge_id: int, unit_id: int) -> None:
    """End a scan on its way that is not needed any more, with the duty to compare it."""
    papers = await uow.paper_signatures.of_pledge(pledge_id, PENDING)
    paper = papers.get(unit_id)
    if paper is not None:
        await uow.paper_signatures.change(paper.id, {"state": PaperState.DROPPED})
        await finish(uow, ObligationKind.COMPARE, paper.id)
