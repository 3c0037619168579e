"""What a signature, an exception or a refusal sets in motion: duties to sign, completion (R8)."""

from storage.kinds import ObligationKind, PaperState, Role, Standing, Step
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from workflow.deadline import step_of
from workflow.obligation import NewObligation, finish, open_one
from workflow.permission import Actor
from workflow.pledge import PENDING, Signing, read, view


async def owe_signatures(
    uow: UnitOfWork, cycle_id: int, pledge_id: int, unit_ids: list[int]
) -> None:
    """Ask the units' leaders to sign, by the deadline of signing."""
    dated = await step_of(uow, cycle_id, Step.SIGN)
    for unit_id in unit_ids:
        due_on = dated.due(unit_id).on
        new = NewObligation(
            cycle_id, ObligationKind.SIGN, pledge_id, Role.LEADER, due_on, unit_id=unit_id
        )
        await open_one(uow, new)


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
        await owe_signatures(uow, pledge.cycle_id, pledge.id, [found.chair_is_next])
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
