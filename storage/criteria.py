"""The criteria a bloc is scored by: one set for each import, none ever changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ScalarSelect, insert, select

from storage import tables
from storage.kinds import CriterionKind
from storage.shelf import Shelf


@dataclass(frozen=True)
class CriterionSet:
    """One version of a cycle's criteria, with the file it was read from."""

    id: int
    cycle_id: int
    version: int
    imported_by: int
    imported_at: datetime
    file_id: int


@dataclass(frozen=True)
class Criterion:
    """One criterion of a set; bonus and penalty stand apart from the scale (R10)."""

    id: int
    set_id: int
    position: int
    kind: CriterionKind
    group_name: str
    code: str
    text: str
    max_points: Decimal


class Criteria(Shelf):
    """Sets by cycle and version, criteria by their set; the newest version is the current one."""

    async def current(self, cycle_id: int) -> CriterionSet | None:
        found = await self.versions(cycle_id, limit=1)
        return found[0] if found else None

    async def version(self, set_id: int) -> CriterionSet | None:
        table = tables.criterion_set
        return await self._one(CriterionSet, select(table).where(table.c.id == set_id))

    async def versions(self, cycle_id: int, limit: int | None = None) -> list[CriterionSet]:
        """Return the cycle's sets, newest first."""
        table = tables.criterion_set
        return await self._all(
            CriterionSet,
            select(table)
            .where(table.c.cycle_id == cycle_id)
            .order_by(table.c.version.desc())
            .limit(limit),
        )

    async def of_set(self, set_id: int) -> list[Criterion]:
        table = tables.criterion
        return await self._all(
            Criterion, select(table).where(table.c.set_id == set_id).order_by(table.c.position)
        )

    async def texts(self, cycle_id: int) -> dict[str, str]:
        """Return the texts of the cycle's current set by code."""
        table = tables.criterion
        rows = await self._connection.execute(
            select(table.c.code, table.c.text).where(table.c.set_id == _newest(cycle_id))
        )
        return {row.code: row.text for row in rows}

    async def add(self, values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> int:
        """Insert a set with its criteria, in their order."""
        set_id = await self._add(insert(tables.criterion_set), values)
        numbered = [
            {**row, "set_id": set_id, "position": position}
            for position, row in enumerate(rows, start=1)
        ]
        await self._run(insert(tables.criterion).values(numbered))
        return set_id


def _newest(cycle_id: int) -> ScalarSelect[int]:
    table = tables.criterion_set
    return (
        select(table.c.id)
        .where(table.c.cycle_id == cycle_id)
        .order_by(table.c.version.desc())
        .limit(1)
        .scalar_subquery()
    )
