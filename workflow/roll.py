"""Who stands where under a frozen text: signed, excepted, declined, on paper, or yet to sign (R8)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from storage.kinds import PaperState, PledgeState, Role, Standing, Step
from storage.paper_signatures import PaperSignature
from storage.people import Assignment
from storage.pledges import Pledge, Signature
from storage.signings import Decline, SigningException
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.deadline import DatedStep, step_of
from workflow.permission import UNIT_ROLES, Actor
from workflow.signatory import Signatory, declared_by


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
    taken_back: Decline | None = None
    """The refusal that the signature just given took back."""
    opens_at: datetime | None = None
    """When the actor may sign again after too many wrong names."""

    @property
    def about(self) -> int | None:
        """Return the unit for which the actor acts here, if there is one."""
        return self.my_seat.unit_id if self.my_seat else next(iter(self.own), None)

    @property
    def units(self) -> tuple[Unit, ...]:
        return tuple(unit for unit, _ in self.signed)

    def unit(self, unit_id: int | None) -> Unit:
        return next(unit for unit in self.units if unit.id == unit_id)

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
        seat = self.my_seat
        return self.is_open and any(seat and unit.id == seat.unit_id for unit in self.missing)

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
    def turn(self) -> tuple[Unit, ...]:
        """Return the units that owe their signature now: those that answered nothing yet."""
        waiting = {i for i, paper in self.papers.items() if paper.state is PaperState.WAITING}
        answered = waiting.union(self.declines)
        asked = [unit for unit in self.missing if unit.id not in answered and self.is_open]
        return tuple(unit for unit in asked if not self.before(unit.id))

    @property
    def to_hand_in(self) -> Unit | None:
        """Return the first unit for which the actor may bring a signature on paper."""
        mine = [u for u in self.missing if u.id in self.own and not self.before(u.id)]
        return mine[0] if mine and self.is_open else None


async def roll(
    uow: UnitOfWork, actor: Actor, pledge: Pledge, unit_id: int | None = None
) -> Signing:
    """Return a frozen text with what its units did, as the actor sees it.

    Without dates, and without whom the actor's unit declared.
    """
    stands = await uow.signings.roll(actor.cycle.id, pledge.id)
    by_unit = {one.unit.id: one for one in stands if one.unit.id in pledge.parties}
    settled = {id_ for id_, one in by_unit.items() if one.signature or one.exception}
    seat = _seat(actor, [one.unit for one in by_unit.values()], settled, unit_id)
    return Signing(
        pledge=pledge,
        signed=tuple((one.unit, one.signature) for one in by_unit.values()),
        due_on=None,
        my_seat=seat,
        my_signature=by_unit[seat.unit_id].signature if seat and seat.unit_id else None,
        exceptions={id_: one.exception for id_, one in by_unit.items() if one.exception},
        declines={id_: one.decline for id_, one in by_unit.items() if one.decline},
        papers={id_: one.paper for id_, one in by_unit.items() if one.paper},
        own=tuple(id_ for id_ in actor.units if actor.seat(*UNIT_ROLES, unit_id=id_)),
    )


async def with_signer(uow: UnitOfWork, found: Signing) -> Signing:
    """Add whom the actor's unit declared as its signer, while it has still to sign."""
    about = next((unit.id for unit in found.missing if unit.id == found.about), None)
    if about is None or not found.is_open:
        return found
    named = await declared_by(uow, found.pledge.cycle_id, about, found.my_seat)
    return replace(found, declared=named)


def _seat(
    actor: Actor, units: list[Unit], settled: set[int], unit_id: int | None
) -> Assignment | None:
    chair = next((unit.id for unit in units if unit.standing is Standing.CHAIR), None)
    ids = {unit.id for unit in units if unit_id in (None, unit.id)}
    seats = [a for a in actor.assignments if a.role is Role.LEADER and a.unit_id in ids]
    return min(seats, key=lambda a: (a.unit_id in settled, a.unit_id == chair), default=None)


async def signing_dates(uow: UnitOfWork, pledge: Pledge) -> DatedStep:
    """Return by when the text is to be signed; an extension gives time for an addendum too (R13)."""
    dated = await step_of(uow, pledge.cycle_id, Step.SIGN)
    return dated if pledge.unit_id is None else replace(dated, official=pledge.sign_due_on)
