"""The pledge as one sheet to sign by hand: the frozen text, or before that the draft (R7)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from storage.blocs import Bloc, Cycle
from storage.kinds import Role
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import pledge
from workflow.calendar import local
from workflow.paper_signer import Signer, signed
from workflow.permission import Actor
from workflow.pledge_witness import witness
from workflow.signatory import signers
from workflow.unit_name import named, names_at

DRAFTERS = (Role.CHAIR, Role.SECRETARY)


@dataclass(frozen=True)
class PledgePaper:
    """The frozen text or the draft, and every unit of it with who signs or signed.

    Bloc and units stand under their names of the day `at` which it was frozen.

    The units `excepted` do not sign (R8); the `witness` was present at the signing.
    """

    bloc: Bloc
    cycle: Cycle
    text: Pledge | pledge.Draft
    parties: tuple[tuple[Unit, Signer | None], ...]
    at: datetime
    excepted: Collection[int] = ()
    witness: Signer | None = None


async def sheet(uow: UnitOfWork, actor: Actor) -> PledgePaper:
    """Return the year's pledge, which everybody reads; the draft only to chair and secretary.

    Who signed stands as of signing, the other units with who is to sign as of today.
    """
    frozen = await uow.pledges.current(actor.cycle.id)
    if frozen is None:
        actor.require(*DRAFTERS)
    return await _of(uow, actor, frozen)


async def version(uow: UnitOfWork, actor: Actor, pledge_id: int) -> PledgePaper:
    """Return one frozen text, replaced ones and addenda too, with its own parties (R7)."""
    return await _of(uow, actor, await pledge.read(uow, actor, pledge_id))


async def text(uow: UnitOfWork, actor: Actor, pledge_id: int) -> PledgePaper:
    """Return one frozen text; 0 is the year's, or before that the draft."""
    return await (version(uow, actor, pledge_id) if pledge_id else sheet(uow, actor))


async def _of(uow: UnitOfWork, actor: Actor, frozen: Pledge | None) -> PledgePaper:
    cycle = actor.cycle
    found = await uow.pledges.signatures(frozen.id) if frozen else []
    by_unit = {
        **await signers(uow, cycle.id),
        **{one.unit_id: signed(one) for one in found},
    }
    at = frozen.frozen_at if frozen else uow.now
    units = named(await uow.units.of_cycle(cycle.id), await names_at(uow, cycle.id, at))
    parties = [unit for unit in units if frozen is None or unit.id in frozen.parties]
    return PledgePaper(
        bloc=await uow.blocs.at(cycle.bloc_id, local(at).date()),
        cycle=cycle,
        text=frozen or await pledge.draft(uow, actor),
        parties=tuple((unit, by_unit.get(unit.id)) for unit in parties),
        at=at,
        excepted=await uow.signings.exceptions(frozen.id) if frozen else (),
        witness=await witness(uow, frozen) if frozen else None,
    )
