"""The pledge as one sheet to sign by hand: the frozen text, or before that the draft (R7)."""

from dataclasses import dataclass

from storage.blocs import Bloc, Cycle
from storage.kinds import Role
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import paper_signer, pledge
from workflow.paper_signer import Signer, signed
from workflow.permission import Actor
from workflow.unit_name import named, names_at

DRAFTERS = (Role.CHAIR, Role.SECRETARY)


@dataclass(frozen=True)
class PledgePaper:
    """The frozen text or the draft, and every unit with who signs or signed for it."""

    bloc: Bloc
    cycle: Cycle
    text: Pledge | pledge.Draft
    parties: tuple[tuple[Unit, Signer | None], ...]


async def sheet(uow: UnitOfWork, actor: Actor) -> PledgePaper:
    """Return the year's pledge, which everybody reads; the draft only to chair and secretary.

    Who signed stands as of signing, the other units with their leaders of today.
    """
    cycle = actor.cycle
    frozen = await uow.pledges.current(cycle.id)
    if frozen is None:
        actor.require(*DRAFTERS)
    found = await uow.pledges.signatures(frozen.id) if frozen else []
    signers = {
        **await paper_signer.of_units(uow, cycle.id, uow.now),
        **{one.unit_id: signed(one) for one in found},
    }
    at = frozen.frozen_at if frozen else uow.now
    units = named(await uow.units.of_cycle(cycle.id), await names_at(uow, cycle.id, at))
    return PledgePaper(
        bloc=await uow.blocs.get(cycle.bloc_id),
        cycle=cycle,
        text=frozen or await pledge.draft(uow, actor),
        parties=tuple((unit, signers.get(unit.id)) for unit in units),
    )
