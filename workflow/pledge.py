"""The bloc's pledge: its text frozen, signed by every unit's leader, chair unit last.

    (drafted) ──freeze──▶ SIGNING ──last unit settled──▶ COMPLETE
                              └────────replace──▶ VOID ◀────┘      then drafted and frozen anew

1. The text is frozen, with version and SHA-256, before the first signature; neither changes (R7).
2. A unit signs a version once, with name, position and sign mode as of that time (R7).
3. COMPLETE means that every unit of the version signed or is excepted with a reason (R8).
4. A unit that joined after that signs an addendum, which is a text of its own for one unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from storage.blocs import Bloc, Cycle
from storage.kinds import (
    ListState,
    PaperState,
    PledgeState,
    Standing,
    SubmissionKind,
)
from storage.pledge_sections import LegalBasis, PledgeSection
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.calendar import local
from workflow.errors import NoSuchThing
from workflow.key_task import tasks_by_unit
from workflow.legal_basis import Doubt, bases_of, doubt_of
from workflow.paper_signer import Signer
from workflow.permission import Actor
from workflow.roll import Signing, roll, signing_dates, with_signer
from workflow.signatory import signers
from workflow.signing import locked_until

PENDING = (PaperState.COLLECTING, PaperState.WAITING)


@dataclass(frozen=True)
class Party:
    """A unit in the pledge, with who is to sign for it and its approved highlights."""

    unit: Unit
    signer: Signer | None
    highlights: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """What the pledge's text is rendered from; `missing` units have no approved list."""

    bloc: Bloc
    cycle: Cycle
    parties: tuple[Party, ...]
    missing: tuple[Unit, ...]
    bases: tuple[LegalBasis, ...] = ()
    sections: Mapping[str, PledgeSection] = field(default_factory=dict)
    today: date = date.min
    replaced: Pledge | None = None
    """The version that this draft is to follow."""

    @property
    def before_chair(self) -> list[int]:
        """Return the ids of the units that sign before the chair unit."""
        units = [party.unit for party in self.parties]
        return [unit.id for unit in units if unit.standing is not Standing.CHAIR]

    @property
    def doubtful(self) -> tuple[tuple[LegalBasis, Doubt], ...]:
        """Return the papers cited that are not in force today (R16)."""
        found = ((basis, doubt_of(basis, self.today)) for basis in self.bases)
        return tuple((basis, doubt) for basis, doubt in found if doubt is not None)


async def draft(uow: UnitOfWork, actor: Actor) -> Draft:
    """Gather what the text would say if it were frozen now."""
    cycle = actor.cycle
    today = local(uow.now).date()
    units = await uow.units.members_on(cycle.id, today)
    approved = await tasks_by_unit(uow, cycle.id, (ListState.APPROVED,))
    signing = await signers(uow, cycle.id)
    parties = tuple(
        Party(
            unit,
            signing.get(unit.id),
            tuple(task.title for task in approved.get(unit.id, ()) if task.is_highlight),
        )
        for unit in units
    )
    replaced = (await uow.pledges.versions(cycle.id))[-1:]
    return Draft(
        bloc=await uow.blocs.get(cycle.bloc_id),
        cycle=cycle,
        parties=parties,
        missing=tuple(unit for unit in units if unit.id not in approved),
        bases=await bases_of(uow, cycle),
        sections=await uow.pledge_sections.of_cycle(cycle.id),
        today=today,
        replaced=replaced[0] if replaced else None,
    )


async def signing(uow: UnitOfWork, actor: Actor, unit_id: int | None = None) -> Signing | None:
    """Return the current text and its signatures; None before one is frozen.

    Who leads several units acts for `unit_id`, or for the first yet to sign, the chair's last.
    People of a unit that joined late get their addendum.
    """
    standing = await uow.pledges.standing(actor.cycle.id)
    if not standing:
        return None
    pledge, *addenda = standing
    wanted = actor.units if unit_id is None else (unit_id,)
    own = [one for one in addenda if one.unit_id in wanted]
    to_sign = [one for one in own if one.state is PledgeState.SIGNING]
    if own and (to_sign or len(own) == len(wanted)):
        pledge = (to_sign or own)[0]
    return await view(uow, actor, pledge, unit_id)


async def view(
    uow: UnitOfWork, actor: Actor, pledge: Pledge, unit_id: int | None = None
) -> Signing:
    """Return a frozen text as its screens tell it: the roll, with what came after it and when."""
    found = await with_signer(uow, await roll(uow, actor, pledge, unit_id))
    return replace(
        found,
        due_on=(await signing_dates(uow, pledge)).due(found.about).on,
        amended=await _amended_since(uow, found.units, pledge),
        joiners=await _joiners(uow, pledge),
        opens_at=await locked_until(uow, actor) if found.may_sign else None,
    )


async def _joiners(uow: UnitOfWork, pledge: Pledge) -> tuple[Unit, ...]:
    if pledge.unit_id is not None or pledge.state is not PledgeState.COMPLETE:
        return ()
    settled = {one.unit_id for one in await uow.pledges.addenda(pledge.cycle_id)}
    members = await uow.units.members_on(pledge.cycle_id, local(uow.now).date())
    return tuple(u for u in members if u.id not in pledge.parties and u.id not in settled)


async def _amended_since(
    uow: UnitOfWork, units: Sequence[Unit], pledge: Pledge
) -> tuple[tuple[Unit, datetime], ...]:
    approved = await uow.submissions.newest(
        pledge.cycle_id, SubmissionKind.KEY_TASKS, (ListState.APPROVED,)
    )
    decided = [(unit, approved[unit.id].decided_at) for unit in units if unit.id in approved]
    return tuple((unit, at) for unit, at in decided if at is not None and at > pledge.frozen_at)


async def read(uow: UnitOfWork, actor: Actor, pledge_id: int) -> Pledge:
    """Return a pledge of the actor's cycle, current or replaced (R7: old versions stay)."""
    pledge = await uow.pledges.get(pledge_id)
    if pledge is None or pledge.cycle_id != actor.cycle.id:
        raise NoSuchThing
    return pledge
