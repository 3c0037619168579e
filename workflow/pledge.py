"""The bloc's pledge: its text frozen, signed by every unit's leader, chair unit last.

    (drafted) ──freeze──▶ SIGNING ──last unit settled──▶ COMPLETE
                              └────────replace──▶ VOID ◀────┘      then drafted and frozen anew

1. The text is frozen, with version and SHA-256, before the first signature; neither changes (R7).
2. A unit signs a version once, with name, position and sign mode as of that time (R7).
3. COMPLETE means that every unit of the version signed or is excepted with a reason (R8).
4. A unit that joined after that signs an addendum, which is a text of its own for one unit.
"""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from storage.blocs import Bloc, Cycle
from storage.kinds import (
    ListState,
    PaperState,
    PledgeState,
    Role,
    Standing,
    Step,
    SubmissionKind,
)
from storage.paper_signatures import PaperSignature
from storage.people import Assignment
from storage.pledge_sections import LegalBasis, PledgeSection
from storage.pledges import Pledge, Signature
from storage.signings import Decline, SigningException
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.calendar import local
from workflow.deadline import due_of
from workflow.errors import NoSuchThing
from workflow.key_task import tasks_by_unit
from workflow.legal_basis import Doubt, bases_of, doubt_of
from workflow.paper_signer import Signer
from workflow.permission import UNIT_ROLES, Actor
from workflow.signatory import Signatory, declared, signers

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


@dataclass(frozen=True)
class Signing:
    """A frozen text with who has signed, in the order of the decision, and the actor's part.

    `exceptions`, `declines` and `papers` (scans on their way) are by unit id.
    """

    pledge: Pledge
    signed: tuple[tuple[Unit, Signature | None], ...]
    due_on: date | None
    my_seat: Assignment | None
    my_signature: Signature | None
    amended: tuple[tuple[Unit, datetime], ...] = ()
    """Units whose key tasks were amended since the text was frozen, and when."""
    exceptions: Mapping[int, SigningException] = field(default_factory=dict)
    declines: Mapping[int, Decline] = field(default_factory=dict)
    papers: Mapping[int, PaperSignature] = field(default_factory=dict)
    own: tuple[int, ...] = ()
    """The ids of the units for which the actor is officer or leader."""
    joiners: tuple[Unit, ...] = ()
    """Units that joined since it was complete and have no addendum."""
    declared: Signatory | None = None
    """Whom the actor's unit, yet to sign, declared in its answer to the invitation."""

    @property
    def units(self) -> tuple[Unit, ...]:
        return tuple(unit for unit, _ in self.signed)

    @property
    def n_signed(self) -> int:
        return sum(signature is not None for _, signature in self.signed)

    @property
    def missing(self) -> tuple[Unit, ...]:
        """Return the units that neither signed nor are excepted."""
        return tuple(
            unit
            for unit, signature in self.signed
            if signature is None and unit.id not in self.exceptions
        )

    @property
    def is_open(self) -> bool:
        return self.pledge.state is PledgeState.SIGNING

    @property
    def may_sign(self) -> bool:
        """Tell whether the actor's unit is to sign now; the chair unit waits for the others."""
        return self.owes and not self.before_chair and self.instead is None

    @property
    def instead(self) -> Signatory | None:
        """Return who signs for the actor's unit instead; None where the actor may sign."""
        named, seat = self.declared, self.my_seat
        return named if named and seat and not named.admits(seat) else None

    @property
    def owes(self) -> bool:
        """Tell whether the actor leads a unit that has still to sign."""
        mine = self.my_seat.unit_id if self.my_seat else None
        return self.is_open and any(unit.id == mine for unit in self.missing)

    @property
    def chair_is_next(self) -> int | None:
        """Return the chair unit's id when it alone has not signed."""
        only = self.missing[0] if len(self.missing) == 1 else None
        return only.id if only and only.standing is Standing.CHAIR else None

    @property
    def before_chair(self) -> tuple[Unit, ...]:
        """Return the units the chair unit must wait for; empty for every other unit."""
        return self.before(self.my_seat.unit_id) if self.my_seat else ()

    def before(self, unit_id: int | None) -> tuple[Unit, ...]:
        """Return the units for which that unit has to wait."""
        chair = any(u.id == unit_id and u.standing is Standing.CHAIR for u in self.units)
        return tuple(u for u in self.missing if u.id != unit_id) if chair else ()

    @property
    def to_hand_in(self) -> Unit | None:
        """Return the first unit for which the actor may bring a signature on paper."""
        mine = [u for u in self.missing if u.id in self.own and not self.before(u.id)]
        return mine[0] if mine and self.is_open else None


def normalised(text: str) -> str:
    """Return the text as it is hashed: NFC, line ends as line feeds, one at the end."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return f"{lines.strip()}\n"


def joined(sections: Sequence[tuple[str, str]]) -> str:
    """Return the whole text of its parts, a blank line between two."""
    return normalised("\n\n".join(text.strip() for _, text in sections if text.strip()))


def text_hash(text: str) -> str:
    """Return the SHA-256, in hex, of a normalised text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


async def draft(uow: UnitOfWork, actor: Actor) -> Draft:
    """Gather what the text would say if it were frozen now."""
    cycle = actor.cycle
    units = await uow.units.of_cycle(cycle.id)
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
    versions = await uow.pledges.versions(cycle.id)
    return Draft(
        bloc=await uow.blocs.get(cycle.bloc_id),
        cycle=cycle,
        parties=parties,
        missing=tuple(unit for unit in units if unit.id not in approved),
        bases=await bases_of(uow, cycle),
        sections=await uow.pledge_sections.of_cycle(cycle.id),
        today=local(uow.now).date(),
        replaced=versions[-1] if versions else None,
    )


async def signing(uow: UnitOfWork, actor: Actor, unit_id: int | None = None) -> Signing | None:
    """Return the current text and its signatures; None before one is frozen.

    Who leads several units acts for `unit_id`, or for the first yet to sign, the chair's last.
    People of a unit that joined late get their addendum.
    """
    pledge = await uow.pledges.current(actor.cycle.id)
    if pledge is None:
        return None
    wanted = actor.units if unit_id is None else (unit_id,)
    own = [one for one in await uow.pledges.addenda(actor.cycle.id) if one.unit_id in wanted]
    to_sign = [one for one in own if one.state is PledgeState.SIGNING]
    if own and (to_sign or len(own) == len(wanted)):
        pledge = (to_sign or own)[0]
    return await view(uow, actor, pledge, unit_id)


async def view(
    uow: UnitOfWork, actor: Actor, pledge: Pledge, unit_id: int | None = None
) -> Signing:
    """Return a frozen text with its signatures, as the actor sees it."""
    by_unit = {s.unit_id: s for s in await uow.pledges.signatures(pledge.id)}
    members = await uow.units.of_cycle(actor.cycle.id)
    units = [unit for unit in members if unit.id in pledge.parties]
    exceptions = await uow.signings.exceptions(pledge.id)
    settled = {*by_unit, *exceptions}
    seat = _seat(actor, units, settled, unit_id)
    mine = tuple(id_ for id_ in actor.units if actor.seat(*UNIT_ROLES, unit_id=id_))
    about = seat.unit_id if seat else next(iter(mine), None)
    named = await declared(uow, actor.cycle.id)
    return Signing(
        pledge=pledge,
        signed=tuple((unit, by_unit.get(unit.id)) for unit in units),
        due_on=await _due_on(uow, pledge, about),
        my_seat=seat,
        my_signature=by_unit.get(seat.unit_id) if seat and seat.unit_id else None,
        amended=await _amended_since(uow, units, pledge),
        exceptions=exceptions,
        declines=await uow.signings.declines(pledge.id),
        papers=await uow.paper_signatures.of_pledge(pledge.id, PENDING),
        own=mine,
        joiners=await _joiners(uow, pledge, members),
        declared=None if about in settled else named.get(about or 0),
    )


def _seat(
    actor: Actor, units: list[Unit], settled: set[int], unit_id: int | None
) -> Assignment | None:
    chair = next((unit.id for unit in units if unit.standing is Standing.CHAIR), None)
    ids = {unit.id for unit in units if unit_id in (None, unit.id)}
    seats = [a for a in actor.assignments if a.role is Role.LEADER and a.unit_id in ids]
    return min(seats, key=lambda a: (a.unit_id in settled, a.unit_id == chair), default=None)


async def _due_on(uow: UnitOfWork, pledge: Pledge, unit_id: int | None) -> date | None:
    if pledge.unit_id is not None:
        return pledge.sign_due_on
    return (await due_of(uow, pledge.cycle_id, Step.SIGN, unit_id)).on


async def _joiners(uow: UnitOfWork, pledge: Pledge, members: list[Unit]) -> tuple[Unit, ...]:
    if pledge.unit_id is not None or pledge.state is not PledgeState.COMPLETE:
        return ()
    settled = {one.unit_id for one in await uow.pledges.addenda(pledge.cycle_id)}
    return tuple(u for u in members if u.id not in pledge.parties and u.id not in settled)


async def _amended_since(
    uow: UnitOfWork, units: list[Unit], pledge: Pledge
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
