"""Deadlines moved for one unit or for all; the official date stays beside them (R13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select

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

    async def add(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.deadline_extension), values)
