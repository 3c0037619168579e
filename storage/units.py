"""Units and their place in a cycle."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Exists, Select, exists, insert, select, update

from storage import tables
from storage.kinds import Standing
from storage.shelf import Shelf


@dataclass(frozen=True)
class Merger:
    """Into whom a unit was merged, from which day on, by which decision."""

    into: str
    on: date
    decision: str


@dataclass(frozen=True)
class Unit:
    """A member unit of one cycle; `position` is its order in the founding decision.

    A unit merged into another during the year keeps its name and its record.
    """

    id: int
    cycle_id: int
    code: str
    name: str
    position: int
    standing: Standing
    merged_into: str | None = None
    merged_on: date | None = None
    merger_decision: str | None = None

    def has_left(self, day: date) -> bool:
        """Tell whether the unit is a member no more by that day.

        A chair's or deputy's unit leads on until the bloc's file names another in its place.
        """
        leads = self.standing is not Standing.MEMBER
        return not leads and self.merged_on is not None and self.merged_on <= day


def members(cycle_id: int) -> Select[tuple[object, ...]]:
    """Return what finds a cycle's units."""
    unit, membership = tables.unit, tables.membership
    return (
        select(
            unit.c.id,
            membership.c.cycle_id,
            unit.c.code,
            unit.c.name,
            membership.c.position,
            membership.c.standing,
            membership.c.merged_into,
            membership.c.merged_on,
            membership.c.merger_decision,
        )
        .join(membership, membership.c.unit_id == unit.c.id)
        .where(membership.c.cycle_id == cycle_id)
        .order_by(membership.c.position)
    )


def has_left(unit_id: ColumnElement[Any], cycle_id: ColumnElement[Any], day: date) -> Exists:
    """Return what finds the rows of units that are members no more, as `Unit.has_left` tells."""
    table = tables.membership
    return exists().where(
        table.c.unit_id == unit_id,
        table.c.cycle_id == cycle_id,
        table.c.standing == Standing.MEMBER,
        table.c.merged_on <= day,
    )


class Units(Shelf):
    """Units of a cycle, in decision order."""

    async def of_cycle(self, cycle_id: int) -> list[Unit]:
        return await self._all(Unit, members(cycle_id))

    async def members_on(self, cycle_id: int, day: date) -> list[Unit]:
        """Return the units of the cycle without those that were merged into others by that day."""
        return [unit for unit in await self.of_cycle(cycle_id) if not unit.has_left(day)]

    async def get(self, cycle_id: int, unit_id: int) -> Unit | None:
        return await self._one(Unit, members(cycle_id).where(tables.unit.c.id == unit_id))

    async def with_standing(self, cycle_id: int, standing: Standing) -> Unit | None:
        return await self._one(
            Unit, members(cycle_id).where(tables.membership.c.standing == standing)
        )

    async def save(self, bloc_id: int, code: str, name: str, today: date) -> int:
        """Insert or rename the unit of that code; return its id.

        The name that it loses stays as its name until today.
        """
        table = tables.unit
        of_code = (table.c.bloc_id == bloc_id, table.c.code == code)
        known = await self._scalar(select(table.c.id).where(*of_code))
        if known is None:
            return await self._add(insert(table), {"bloc_id": bloc_id, "code": code, "name": name})
        before = await self._scalar(select(table.c.name).where(*of_code))
        if before != name:
            await self._keep_name(int(known), str(before), today)
            await self._run(update(table).where(table.c.id == known).values(name=name))
        return int(known)

    async def _keep_name(self, unit_id: int, name: str, today: date) -> None:
        """Remember a lost name; one that was given and lost on the same day never counted."""
        table = tables.former_name
        ended = await self._scalar(
            select(table.c.id).where(table.c.unit_id == unit_id, table.c.ended_on == today)
        )
        if ended is None:
            values = {"unit_id": unit_id, "name": name, "ended_on": today}
            await self._add(insert(table), values)

    async def former_names(self, cycle_id: int, day: date) -> dict[int, str]:
        """Return the names of that day, by unit id, of the units that were renamed after it."""
        table, membership = tables.former_name, tables.membership
        rows = await self._connection.execute(
            select(table.c.unit_id, table.c.name)
            .join(membership, membership.c.unit_id == table.c.unit_id)
            .where(membership.c.cycle_id == cycle_id, table.c.ended_on > day)
            .order_by(table.c.ended_on.desc())
        )
        return {row.unit_id: row.name for row in rows}

    async def clear_standings(self, cycle_id: int) -> None:
        """Make every unit an ordinary member, before new standings are saved."""
        table = tables.membership
        await self._run(
            update(table).where(table.c.cycle_id == cycle_id).values(standing=Standing.MEMBER)
        )

    async def save_membership(
        self,
        cycle_id: int,
        unit_id: int,
        *,
        position: int,
        standing: Standing,
        merger: Merger | None = None,
    ) -> None:
        """Insert or update the unit's place in the cycle."""
        table = tables.membership
        values = {
            "position": position,
            "standing": standing,
            "merged_into": merger and merger.into,
            "merged_on": merger and merger.on,
            "merger_decision": merger and merger.decision,
        }
        known = await self._run(
            update(table)
            .where(table.c.cycle_id == cycle_id, table.c.unit_id == unit_id)
            .values(**values)
        )
        if not known:
            await self._add(insert(table), {"cycle_id": cycle_id, "unit_id": unit_id, **values})
