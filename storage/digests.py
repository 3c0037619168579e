"""The last day on which each bloc's chair was told what changed, or had nothing to be told."""

from datetime import date

from sqlalchemy import insert, or_, select, update

from storage import tables
from storage.shelf import Shelf


class Digests(Shelf):
    """One row a cycle."""

    async def untold(self, day: date) -> dict[int, date | None]:
        """Return the cycles whose digest of that day is still to be made, with the last day's."""
        table, cycle = tables.digest, tables.cycle
        rows = await self._connection.execute(
            select(cycle.c.id, table.c.day)
            .outerjoin(table, table.c.cycle_id == cycle.c.id)
            .where(or_(table.c.day.is_(None), table.c.day < day))
            .order_by(cycle.c.id)
        )
        return {row.id: row.day for row in rows}

    async def mark(self, cycle_id: int, day: date) -> None:
        """Record that the digest of that day was made."""
        table = tables.digest
        if not await self._run(update(table).where(table.c.cycle_id == cycle_id).values(day=day)):
            await self._add(insert(table), {"cycle_id": cycle_id, "day": day})

    async def warned_year(self, cycle_id: int) -> int | None:
        """Return the last year of which the chair was warned that its days are provisional."""
        table = tables.digest
        found: int | None = await self._scalar(
            select(table.c.warned_year).where(table.c.cycle_id == cycle_id)
        )
        return found

    async def warn(self, cycle_id: int, year: int) -> None:
        """Record that the chair was warned of the year; the cycle's day is marked before."""
        table = tables.digest
        await self._run(update(table).where(table.c.cycle_id == cycle_id).values(warned_year=year))
