"""A unit that joins after the pledge is complete signs an addendum, not the frozen text.

The addendum is a text of its own with one party: frozen by the chair, signed like the pledge,
owed within 15 working days. A new version of the pledge takes it in and ends it.
"""

from dataclasses import dataclass

from storage.blocs import Bloc, Cycle
from storage.kinds import ObligationKind, PledgeState, Role
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.calendar import add_working, local
from workflow.errors import ListsMissing, NoSuchThing, SigningClosed
from workflow.freezing import as_shown
from workflow.obligation import finish
from workflow.permission import Actor
from workflow.pledge import Party, draft, read, view
from workflow.settling import owe_signatures
from workflow.signing_errors import NotAJoiner
from workflow.witness import ADDENDUM_FROZEN, facts_of

DAYS_TO_SIGN = 15


@dataclass(frozen=True)
class AddendumDraft:
    """What an addendum's text is rendered from; `pledge` is the text it is added to."""

    bloc: Bloc
    cycle: Cycle
    pledge: Pledge
    party: Party
    number: int
    n_left: int
    """How many other units still wait for theirs."""


async def draft_for(uow: UnitOfWork, actor: Actor, unit_id: int) -> AddendumDraft:
    """Gather what the unit's addendum would say now; for the chair.

    Refuse with `ListsMissing` until the unit's key tasks are approved.
    """
    actor.require(Role.CHAIR)
    pledge = await uow.pledges.current(actor.cycle.id)
    if pledge is None or pledge.state is not PledgeState.COMPLETE:
        raise SigningClosed
    whole = await draft(uow, actor)
    party = next((one for one in whole.parties if one.unit.id == unit_id), None)
    if party is None:
        raise NoSuchThing
    joiners = (await view(uow, actor, pledge)).joiners
    if party.unit not in joiners:
        raise NotAJoiner(party.unit)
    if party.unit in whole.missing:
        raise ListsMissing((party.unit,))
    number = await uow.pledges.next_version(actor.cycle.id, addendum=True)
    return AddendumDraft(whole.bloc, actor.cycle, pledge, party, number, len(joiners) - 1)


async def freeze(
    uow: UnitOfWork, actor: Actor, found: AddendumDraft, text: str, hash_start: str
) -> Pledge:
    """Fix the addendum as it was shown and ask the unit's leader to sign it (R7)."""
    seat, unit_id = actor.require(Role.CHAIR), found.party.unit.id
    frozen, digest = as_shown(text, hash_start)
    name = f"phu-luc-{found.bloc.code.lower()}-{found.cycle.year}-{found.number}.txt"
    file_id = await uow.files.add(name, "text/plain; charset=utf-8", frozen.encode(), uow.now)
    addendum_id = await uow.pledges.add(
        {
            "cycle_id": actor.cycle.id,
            "unit_id": unit_id,
            "version": found.number,
            "state": PledgeState.SIGNING,
            "text": frozen,
            "text_hash": digest,
            "sections": [["addendum", frozen]],
            "parties": [unit_id],
            "frozen_at": uow.now,
            "frozen_by": actor.person.id,
            "file_id": file_id,
            "sign_due_on": add_working(local(uow.now).date(), DAYS_TO_SIGN),
        }
    )
    made = await read(uow, actor, addendum_id)
    await owe_signatures(uow, made, [unit_id])
    if not found.n_left:
        await finish(uow, ObligationKind.FREEZE, actor.cycle.id)
    await history.record(uow, seat, ADDENDUM_FROZEN, made.id, unit_id=unit_id, **facts_of(made))
    return made
