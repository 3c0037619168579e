"""Who signs an office's paper, with position and sign mode as of the day of the paper (R7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.kinds import Role, SignMode, Standing
from storage.people import Assignment
from storage.pledges import Signature
from storage.unit_of_work import UnitOfWork
from workflow.unit_name import held_at, named, names_at

ORDER = tuple(SignMode)


@dataclass(frozen=True)
class Signer:
    """A person under a paper; the mode is stored, never inferred from the title."""

    name: str
    title: str
    mode: str
    unit: str = ""


async def of_unit(
    uow: UnitOfWork, cycle_id: int, unit_id: int, at: datetime, person_id: int | None = None
) -> Signer | None:
    """Return the unit's leader at that time: this person if they led it then, else its head."""
    held = await held_at(uow, cycle_id, at, (Role.LEADER,))
    return _first([seat for seat in held if seat.unit_id == unit_id], person_id)


async def of_units(uow: UnitOfWork, cycle_id: int, at: datetime) -> dict[int, Signer]:
    """Return the leader of every unit at that time, by unit id."""
    held = await held_at(uow, cycle_id, at, (Role.LEADER,))
    ids = dict.fromkeys(seat.unit_id for seat in held if seat.unit_id is not None)
    found = {id_: _first([seat for seat in held if seat.unit_id == id_]) for id_ in ids}
    return {id_: signer for id_, signer in found.items() if signer is not None}


async def of_bloc(uow: UnitOfWork, cycle_id: int, at: datetime) -> Signer | None:
    """Return who signs for the bloc: its chair, one who leads the chair unit before others."""
    held = await held_at(uow, cycle_id, at, (Role.CHAIR, Role.LEADER))
    found = await uow.units.with_standing(cycle_id, Standing.CHAIR)
    leaders = {seat.person_id for seat in held if seat.role is Role.LEADER}
    chairs = [seat for seat in held if seat.role is Role.CHAIR]
    chairs.sort(key=lambda seat: seat.person_id not in leaders)
    if not chairs or found is None:
        return None
    (unit,) = named((found,), await names_at(uow, cycle_id, at))
    return Signer(chairs[0].full_name, chairs[0].position_title, chairs[0].sign_mode, unit.name)


def signed(signature: Signature) -> Signer:
    """Return the signer as of signing."""
    return Signer(signature.full_name, signature.position_title, signature.sign_mode)


def _first(seats: Sequence[Assignment], person_id: int | None = None) -> Signer | None:
    ordered = sorted(
        seats, key=lambda seat: (seat.person_id != person_id, ORDER.index(seat.sign_mode))
    )
    if not ordered:
        return None
    seat = ordered[0]
    return Signer(seat.full_name, seat.position_title, seat.sign_mode, seat.unit_name or "")
