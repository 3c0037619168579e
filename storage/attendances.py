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
    """One person present; a guest has no unit, who has no role in the bloc no person.

    `stands_in` tells that they were recorded as standing in for their unit's leader.
    """

    id: int
    conference_id: int
    unit_id: int | None
    person_id: int | None
    full_name: str
    position_title: str
    how: CheckIn
    recorded_by: int | None
    stands_in: bool
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
        return await self._add(insert(tables.attendance), {"stands_in": False, **values})

    async def let_stand_in(self, record: Attendance) -> None:
        """Let one present person stand in for their unit's leader, and nobody else of it."""
        table = tables.attendance
        await self._run(
            update(table)
            .where(
                table.c.conference_id == record.conference_id,
                table.c.unit_id == record.unit_id,
                table.c.undone_at.is_(None),
            )
            .values(stands_in=table.c.id == record.id)
        )

    async def undo_all(self, conference_id: int, moment: datetime) -> int:
        """Take back every record of a conference; return how many there were."""
        table = tables.attendance
        return await self._run(
            update(table)
            .where(table.c.conference_id == conference_id, table.c.undone_at.is_(None))
            .values(undone_at=moment)
        )

    async def undo(self, attendance_id: int, moment: datetime) -> None:
        table = tables.attendance
        await self._run(
            update(table)
            .where(table.c.id == attendance_id, table.c.undone_at.is_(None))
            .values(undone_at=moment)
        )
