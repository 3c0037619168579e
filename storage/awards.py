"""Titles and commendations as dated data: the law of a day is what was in force on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, or_, select, update

from storage import tables
from storage.kinds import AwardKind
from storage.shelf import Shelf


@dataclass(frozen=True)
class Award:
    """One wording of a title or commendation; both its days count.

    `quota_percent` is of the number registered for the award whose code is `quota_of`.
    """

    id: int
    code: str
    kind: AwardKind
    name: str
    position: int
    valid_from: date
    valid_to: date | None
    quota_percent: int | None
    quota_of: str
    note: str


class Awards(Shelf):
    """Awards in the order of the form."""

    async def all(self) -> list[Award]:
        """Return every award that ever was, oldest wordings first."""
        table = tables.award
        return await self._all(Award, select(table).order_by(table.c.valid_from, table.c.position))

    async def in_force(self, day: date) -> list[Award]:
        table = tables.award
        return await self._all(
            Award,
            select(table)
            .where(
                table.c.valid_from <= day,
                or_(table.c.valid_to.is_(None), table.c.valid_to >= day),
            )
            .order_by(table.c.position),
        )

    async def add(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.award), values)

    async def change(self, award_id: int, values: Mapping[str, Any]) -> None:
        table = tables.award
        await self._run(update(table).where(table.c.id == award_id).values(**values))

    async def close(self, award: Award, before: date) -> None:
        """Let the award end the day before, unless it ended earlier."""
        last = before - timedelta(days=1)
        if award.valid_to is None or award.valid_to > last:
            await self.change(award.id, {"valid_to": last})
