"""The administrator's hand on the seats of a cycle: find them, issue and revoke codes, end roles.

A code opens everything its person holds, so a person gets one code, however many roles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.kinds import Role
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import calling, invite, obligation
from workflow.errors import Refusal
from workflow.settling import hand_over_signing
from workflow.words import fold


@dataclass(frozen=True)
class Choice:
    """Which seats are meant; None leaves it open. Names and codes match whatever their case."""

    unit: str | None = None
    role: Role | None = None
    person: str | None = None


@dataclass(eq=False)
class UnknownUnit(Refusal):
    """No unit of the cycle has that code; `known` are those there are."""

    code: str
    known: tuple[str, ...]


@dataclass(frozen=True)
class IssuedCode:
    """A fresh code in plain text, shown once and stored only as a hash."""

    code: str
    seats: tuple[Assignment, ...]
    expires_at: datetime


async def find(uow: UnitOfWork, cycle_id: int, choice: Choice) -> list[Assignment]:
    """Return the seats held now that fit, in unit order, the bloc's own last."""
    units = await uow.units.of_cycle(cycle_id)
    order = {unit.id: unit.position for unit in units}
    wanted = {u.id for u in units if choice.unit is None or fold(u.code) == fold(choice.unit)}
    if not wanted:
        raise UnknownUnit(choice.unit or "", tuple(unit.code for unit in units))
    found = [
        seat
        for seat in await uow.people.assigned_in(cycle_id, uow.now)
        if (seat.unit_id in wanted or (choice.unit is None and seat.unit_id is None))
        and choice.role in (None, seat.role)
        and (choice.person is None or fold(choice.person) == fold(seat.full_name))
    ]
    return sorted(found, key=lambda seat: order.get(seat.unit_id or 0, len(units) + 1000))


async def without_account(uow: UnitOfWork, seats: Sequence[Assignment]) -> list[Assignment]:
    """Return the seats of people who have not joined on any channel."""
    joined = await uow.accounts.known([seat.person_id for seat in seats])
    return [seat for seat in seats if seat.person_id not in joined]


async def issue_codes(uow: UnitOfWork, seats: Sequence[Assignment]) -> list[IssuedCode]:
    """Issue one fresh code to each person of the seats; their unused ones end."""
    issued = []
    for first in {seat.person_id: seat for seat in reversed(seats)}.values():
        held = await _all_of(uow, first)
        await _revoke(uow, held)
        code = await invite.issue(uow, first.id)
        await _record(uow, first, "code.issued")
        issued.append(IssuedCode(code, tuple(held), uow.now + invite.LIFE))
    return issued[::-1]


async def revoke_codes(uow: UnitOfWork, seats: Sequence[Assignment]) -> int:
    """End every unused code of the seats' people; return how many there were."""
    people = {seat.person_id: seat for seat in seats}
    counts = [await _revoke(uow, await _all_of(uow, seat)) for seat in people.values()]
    return sum(counts)


async def end_role(uow: UnitOfWork, seat: Assignment) -> int:
    """End the role now, with its unused codes; return how many codes there were.

    Who holds no role any more no longer owes anything of their own: to join, to confirm.
    """
    n_codes = await invite.revoke(uow, seat.id)
    await uow.people.end(seat.id, uow.now)
    if seat.unit_id is not None:
        await _owe_through_others(uow, seat.cycle_id, seat.unit_id)
    await obligation.finish_own(uow, seat.cycle_id, seat.person_id)
    await _record(uow, seat, "role.ended", n_codes=n_codes)
    return n_codes


async def _owe_through_others(uow: UnitOfWork, cycle_id: int, unit_id: int) -> None:
    for kind, duty in obligation.DUTIES.items():
        for owed in await uow.obligations.find_open(duty, unit_id):
            if owed.cycle_id == cycle_id:
                await obligation.owe_submission(uow, cycle_id, unit_id, kind, owed.due_on)
    await calling.owe_anew(uow, cycle_id, unit_id)
    await hand_over_signing(uow, cycle_id, unit_id)


async def _all_of(uow: UnitOfWork, seat: Assignment) -> list[Assignment]:
    held = await uow.people.held_by(seat.person_id, uow.now)
    return [other for other in held if other.cycle_id == seat.cycle_id]


async def _revoke(uow: UnitOfWork, seats: Sequence[Assignment]) -> int:
    counts = [await invite.revoke(uow, seat.id) for seat in seats]
    n_codes = sum(counts)
    if n_codes:
        await _record(uow, seats[0], "code.revoked", n_codes=n_codes)
    return n_codes


async def _record(uow: UnitOfWork, seat: Assignment, act: str, **facts: Any) -> None:
    await uow.histories.append(
        {
            "at": uow.now,
            "cycle_id": seat.cycle_id,
            "unit_id": seat.unit_id,
            "person_id": None,
            "role": Role.ADMIN.value,
            "act": act,
            "subject_id": seat.id,
            "facts": {"name": seat.full_name, "seat": seat.role.value, **facts},
        }
    )
