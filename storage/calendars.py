"""Official days off and made-up working days, year by year, as an office entered them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert, select

from storage import tables
from storage.shelf import Shelf


@dataclass(frozen=True)
class OfficialYear:
    """A year whose list of days was confirmed, and the document it was taken from."""

    year: int
    source: str
    confirmed_at: datetime


@dataclass(frozen=True)
class OfficialDay:
    """A day that is off, or worked to make up for one that is."""

    day: date
    is_working: bool
    name: str


class Calendars(Shelf):
    """Confirmed years and their days."""

    async def years(self) -> list[OfficialYear]:
        table = tables.calendar_year
        return await self._all(OfficialYear, select(table).order_by(table.c.year))

    async def days(self) -> list[OfficialDay]:
        """Return the days of every year, in order."""
        table = tables.calendar_day
        return await self._all(OfficialDay, select(table).order_by(table.c.day))

    async def replace(self, year: OfficialYear, days: Sequence[OfficialDay]) -> None:
        """Store a year's list in place of the one known before."""
        table, day = tables.calendar_year, tables.calendar_day
        first, last = date(year.year, 1, 1), date(year.year, 12, 31)
        await self._run(delete(day).where(day.c.day.between(first, last)))
        await self._run(delete(table).where(table.c.year == year.year))
        await self._add(
            insert(table),
            {"year": year.year, "source": year.source, "confirmed_at": year.confirmed_at},
        )
        if days:
            await self._connection.execute(
                insert(day),
                [{"day": d.day, "is_working": d.is_working, "name": d.name} for d in days],
            )
