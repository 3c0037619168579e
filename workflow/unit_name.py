"""Names of units as of the day of a paper: a unit renamed since stands under its name of then."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from storage.kinds import Role
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.calendar import local

Names = Mapping[int, str]


async def names_at(uow: UnitOfWork, cycle_id: int, at: datetime) -> Names:
    """Return what was called otherwise at that time, by unit id."""
    return await uow.units.former_names(cycle_id, local(at).date())


def named(units: Iterable[Unit], names: Names) -> tuple[Unit, ...]:
    """Return the units under their names of the day."""
    return tuple(replace(unit, name=names.get(unit.id, unit.name)) for unit in units)


async def held_at(
    uow: UnitOfWork, cycle_id: int, at: datetime, roles: Collection[Role] = tuple(Role)
) -> list[Assignment]:
    """Return who held which role at that time, their units under their names of then."""
    names = await names_at(uow, cycle_id, at)
    return [
        replace(seat, unit_name=names.get(seat.unit_id or 0, seat.unit_name))
        for seat in await uow.people.held_in(cycle_id, at, roles)
    ]
