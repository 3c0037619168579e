"""Who was recorded as present at a conference, by what, and what was taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage import tables
from storage.kinds import CheckIn
from storage.shelf import Shelf


@dataclass(frozen=True)
class Attendance:
    """One person present; a guest has no unit, a substitute no person."""

    id: int
    conference_id: int
    unit_id: int | None
    person_id: int | None
    full_name: str
    position_title: str
    how: CheckIn
    recorded_by: int | None
    at: datetime
    undone_at: datetime | None


class Attendances(Shelf):
    """Attendance rows; what was undone stays as a row and counts nowhere."""

    async def present(self, conference_id: int) -> list[Attendance]:
        """Return who is present, in the order of coming."""
        table = tables.attendance
        return await self._all(
            Attendance,
            select(table)
            .where(table.c.conference_id == conference_id, table.c.undone_at.is_(None))
            .order_by(table.c.id),
        )

    async def get(self, attendance_id: int) -> Attendance | None:
        table = tables.attendance
        return await self._one(Attendance, select(table).where(table.c.id == attendance_id))

    async def add(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.attendance), values)

    async def undo(self, attendance_id: int, moment: datetime) -> None:
        table = tables.attendance
        await self._run(
            update(table)
            .where(table.c.id == attendance_id, table.c.undone_at.is_(None))
            .values(undone_at=moment)
        )
