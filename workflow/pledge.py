"""The bloc's pledge: its text frozen once, signed by every unit's leader, chair unit last.

    (composed from approved lists) ──freeze──▶ SIGNING ──last signature──▶ COMPLETE

1. The text is frozen, with version and SHA-256, before the first signature; neither changes (R7).
2. A unit signs once, by its leader, with name, position and sign mode as of that time (R7).
3. COMPLETE means that every member unit signed (R8).
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from storage.blocs import Bloc, Cycle
from storage.kinds import (
    ListState,
    ObligationKind,
    PledgeState,
    Role,
    Standing,
    Step,
    SubmissionKind,
)
from storage.people import Assignment
from storage.pledges import Pledge, Signature
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import history
from workflow.deadline import due_of, step_of
from workflow.errors import (
    AlreadySigned,
    ChairSignsLast,
    NameMismatch,
    NoSuchThing,
    NotPermitted,
    SigningClosed,
)
from workflow.key_task import tasks_by_unit
from workflow.obligation import NewObligation, finish, open_one
from workflow.permission import Actor
from workflow.words import fold


@dataclass(frozen=True)
class Party:
    """A unit in the pledge, with its leader as of now and its approved highlights."""

    unit: Unit
    leader: Assignment | None
    highlights: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """What the pledge's text is rendered from; `missing` units have no approved list."""

    bloc: Bloc
    cycle: Cycle
    parties: tuple[Party, ...]
    missing: tuple[Unit, ...]

    @property
    def before_chair(self) -> list[int]:
        """Return the ids of the units that sign before the chair unit."""
        units = [party.unit for party in self.parties]
        return [unit.id for unit in units if unit.standing is not Standing.CHAIR]


@dataclass(frozen=True)
class Signing:
    """A pledge with who has signed, in the order of the decision, and the actor's part."""

    pledge: Pledge
    signed: tuple[tuple[Unit, Signature | None], ...]
    due_on: date | None
    my_seat: Assignment | None
    my_signature: Signature | None
    amended: tuple[tuple[Unit, datetime], ...] = ()
    """Units whose key tasks were amended since the text was frozen, and when."""

    @property
    def missing(self) -> tuple[Unit, ...]:
        return tuple(unit for unit, signature in self.signed if signature is None)

    @property
    def may_sign(self) -> bool:
        """Tell whether the actor's unit is to sign now; the chair unit waits for the others."""
        if self.my_seat is None or self.my_signature is not None:
            return False
        return self.pledge.state is PledgeState.SIGNING and not self.before_chair

    @property
    def chair_is_next(self) -> int | None:
        """Return the chair unit's id when it alone has not signed."""
        only = self.missing[0] if len(self.missing) == 1 else None
        return only.id if only and only.standing is Standing.CHAIR else None

    @property
    def before_chair(self) -> tuple[Unit, ...]:
        """Return the units the chair unit must wait for; empty for every other unit."""
        mine = self.my_seat.unit_id if self.my_seat else None
        chair = any(u.id == mine and u.standing is Standing.CHAIR for u, _ in self.signed)
        return tuple(u for u in self.missing if u.id != mine) if chair else ()


def normalised(text: str) -> str:
    """Return the text as it is hashed: NFC, line ends as line feeds, one at the end."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return f"{lines.strip()}\n"


def text_hash(text: str) -> str:
    """Return the SHA-256, in hex, of a normalised text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


async def draft(uow: UnitOfWork, actor: Actor) -> Draft:
    """Gather what the text would say if it were frozen now."""
    cycle = actor.cycle
    units = await uow.units.of_cycle(cycle.id)
    approved = await tasks_by_unit(uow, cycle.id, (ListState.APPROVED,))
    leaders = {a.unit_id: a for a in await uow.people.held_in(cycle.id, uow.now, (Role.LEADER,))}
    parties = tuple(
        Party(
            unit,
            leaders.get(unit.id),
            tuple(task.title for task in approved.get(unit.id, ()) if task.is_highlight),
        )
        for unit in units
    )
    missing = tuple(unit for unit in units if unit.id not in approved)
    return Draft(await uow.blocs.get(cycle.bloc_id), cycle, parties, missing)


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


async def signing(uow: UnitOfWork, actor: Actor, unit_id: int | None = None) -> Signing | None:
    """Return the current pledge and its signatures; None before the text is frozen.

    Who leads several units acts for `unit_id`, or for the first yet to sign, the chair's last.
    """
    pledge = await uow.pledges.current(actor.cycle.id)
    if pledge is None:
        return None
    by_unit = {s.unit_id: s for s in await uow.pledges.signatures(pledge.id)}
    units = await uow.units.of_cycle(actor.cycle.id)
    chair = next(unit.id for unit in units if unit.standing is Standing.CHAIR)
    seats = [a for a in actor.assignments if a.role is Role.LEADER and unit_id in (None, a.unit_id)]
    seat = min(seats, key=lambda a: (a.unit_id in by_unit, a.unit_id == chair), default=None)
    return Signing(
        pledge=pledge,
        signed=tuple((unit, by_unit.get(unit.id)) for unit in units),
        due_on=(await due_of(uow, actor.cycle.id, Step.SIGN, seat.unit_id if seat else None)).on,
        my_seat=seat,
        my_signature=by_unit.get(seat.unit_id) if seat and seat.unit_id else None,
        amended=await _amended_since(uow, units, pledge),
    )


async def _amended_since(
    uow: UnitOfWork, units: list[Unit], pledge: Pledge
) -> tuple[tuple[Unit, datetime], ...]:
    approved = await uow.submissions.newest(
        pledge.cycle_id, SubmissionKind.KEY_TASKS, (ListState.APPROVED,)
    )
    decided = [(unit, approved[unit.id].decided_at) for unit in units if unit.id in approved]
    return tuple((unit, at) for unit, at in decided if at is not None and at > pledge.frozen_at)


async def to_sign(
    uow: UnitOfWork, actor: Actor, pledge_id: int, unit_id: int | None = None
) -> tuple[Signing, Assignment]:
    """Return what to sign and as whom, or refuse with what stands in the way."""
    found = await signing(uow, actor, unit_id)
    if found is None or found.pledge.id != pledge_id:
        raise SigningClosed
    if found.my_seat is None:
        raise NotPermitted
    if found.my_signature is not None:
        raise AlreadySigned
    if found.pledge.state is not PledgeState.SIGNING:
        raise SigningClosed
    if found.before_chair:
        raise ChairSignsLast(found.before_chair)
    return found, found.my_seat


async def sign(
    uow: UnitOfWork, actor: Actor, pledge_id: int, typed_name: str, unit_id: int | None = None
) -> Signing:
    """Sign for the actor's unit; `typed_name` is the second step, case and marks forgiven.

    A second signature is refused with `AlreadySigned`; the last one completes the pledge (R8).
    """
    found, seat = await to_sign(uow, actor, pledge_id, unit_id)
    if fold(typed_name) != fold(actor.person.full_name):
        raise NameMismatch(actor.person.full_name)
    await _write_signature(uow, actor, seat, found.pledge)
    await finish(uow, ObligationKind.SIGN, pledge_id, unit_id=seat.unit_id)
    await history.record(uow, seat, "pledge.signed", pledge_id, hash=found.pledge.text_hash)
    if len(found.missing) == 1:
        await uow.pledges.complete(pledge_id)
    after = await signing(uow, actor, seat.unit_id)
    assert after is not None
    if after.chair_is_next is not None:
        await owe_signatures(uow, actor.cycle.id, pledge_id, [after.chair_is_next])
    return after


async def _write_signature(uow: UnitOfWork, actor: Actor, seat: Assignment, pledge: Pledge) -> None:
    await uow.pledges.sign(
        {
            "pledge_id": pledge.id,
            "unit_id": seat.unit_id,
            "person_id": actor.person.id,
            "full_name": actor.person.full_name,
            "position_title": seat.position_title,
            "sign_mode": seat.sign_mode,
            "text_hash": pledge.text_hash,
            "channel": actor.account.channel,
            "signed_at": uow.now,
        }
    )


async def read(uow: UnitOfWork, actor: Actor, pledge_id: int) -> Pledge:
    """Return a pledge of the actor's cycle, current or replaced (R7: old versions stay)."""
    pledge = await uow.pledges.get(pledge_id)
    if pledge is None or pledge.cycle_id != actor.cycle.id:
        raise NoSuchThing
    return pledge
