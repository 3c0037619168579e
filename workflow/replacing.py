"""The chair takes a frozen text back to change it: its signatures end with it (R7).

The old version stays readable; the new one is drafted from the parts as they were.
"""

from dataclasses import dataclass

from storage.kinds import ObligationKind, PledgeState, Role
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.errors import SigningClosed
from workflow.freezing import owe_freezing
from workflow.obligation import finish
from workflow.permission import UNIT_ROLES, Actor
from workflow.pledge import PENDING, read
from workflow.reason import reason_of
from workflow.settling import drop_paper
from workflow.witness import seal_of


@dataclass(frozen=True)
class Former:
    """The version that another follows, as one unit sees it: it may have signed it."""

    pledge: Pledge
    was_signed: bool


async def to_replace(uow: UnitOfWork, actor: Actor, pledge_id: int) -> Pledge:
    """Return the bloc's current pledge, if it is that one; refuse anybody but the chair."""
    actor.require(Role.CHAIR)
    pledge = await read(uow, actor, pledge_id)
    if pledge.state is PledgeState.VOID or pledge.unit_id is not None:
        raise SigningClosed
    return pledge


async def replace(
    uow: UnitOfWork, actor: Actor, pledge_id: int, text: str
) -> tuple[Pledge, tuple[int, ...]]:
    """Void the text, its signatures and the addenda to it; return it with whom to tell.

    Every duty to sign or compare ends, and the chair owes the freezing of the next version.
    """
    pledge = await to_replace(uow, actor, pledge_id)
    reason = reason_of(text)
    ended = (pledge, *await uow.pledges.addenda(actor.cycle.id))
    for one in ended:
        await uow.pledges.replace(one.id, reason, uow.now)
        await finish(uow, ObligationKind.SIGN, one.id)
        for paper in (await uow.paper_signatures.of_pledge(one.id, PENDING)).values():
            await drop_paper(uow, paper)
        await _record(uow, actor, one.id)
    await owe_freezing(uow, actor.cycle.id)
    held = await uow.people.held_in(actor.cycle.id, uow.now, UNIT_ROLES)
    parties = {unit_id for one in ended for unit_id in one.parties}
    people = dict.fromkeys(one.person_id for one in held if one.unit_id in parties)
    return await read(uow, actor, pledge_id), tuple(people)


async def _record(uow: UnitOfWork, actor: Actor, pledge_id: int) -> None:
    """Log each text that ends; an addendum's ending belongs to its unit's history too."""
    ended, act = await read(uow, actor, pledge_id), "pledge.replaced"
    facts = {"reason": ended.replace_reason, "seal": seal_of(act, ended)}
    seat = actor.require(Role.CHAIR)
    await history.record(uow, seat, act, ended.id, unit_id=ended.unit_id, **facts)
