"""Deadlines moved for one unit or for all; the official date stays beside them (R13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, insert, select

from storage import tables
from storage.kinds import Step
from storage.shelf import Shelf


@dataclass(frozen=True)
class Extension:
    """One extension of a step; `unit_id` is None when it is for every unit."""

    id: int
    cycle_id: int
    step: Step
    unit_id: int | None
    due_on: date
    reason: str
    granted_by: int
    granted_at: datetime


class Extensions(Shelf):
    """Extensions; none is ever changed or taken back."""

    async def of_cycle(self, cycle_id: int) -> list[Extension]:
        """Return the cycle's extensions, oldest first."""
        table = tables.deadline_extension
        return await self._all(
            Extension, select(table).where(table.c.cycle_id == cycle_id).order_by(table.c.id)
        )

    async def of_step(self, cycle_id: int, step: Step) -> tuple[date | None, list[Extension]]:
        """Return the step's official date, None where there is none, and what extended it."""
        table, deadline = tables.deadline_extension, tables.deadline
        rows = await self._connection.execute(
            select(deadline.c.due_on.label("official"), table)
            .outerjoin(
                table,
                and_(table.c.cycle_id == deadline.c.cycle_id, table.c.step == deadline.c.step),
            )
            .where(deadline.c.cycle_id == cycle_id, deadline.c.step == step)
            .order_by(table.c.id)
        )
        found = [dict(row._mapping) for row in rows]  # noqa: SLF001 (public by its docs)
        official = [one.pop("official") for one in found][:1]
        granted = [Extension(**one) for one in found if one["id"] is not None]
        return (official[0] if official else None), granted

    async def add(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.deadline_extension), values)
