"""What was announced at a conference: snapshots that never change (R6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from storage import tables
from storage.shelf import Shelf


@dataclass(frozen=True)
class Announcement:
    """One announcement of a cycle; `content` has a line for each unit in the bloc's order."""

    id: int
    cycle_id: int
    conference_id: int | None
    number: int
    content: list[dict[str, Any]]
    published_by: int
    role: str
    published_at: datetime


class Announcements(Shelf):
    """Announcements by cycle; each has the next number."""

    async def of_cycle(self, cycle_id: int) -> list[Announcement]:
        """Return them, oldest first."""
        table = tables.announcement
        return await self._all(
            Announcement,
            select(table).where(table.c.cycle_id == cycle_id).order_by(table.c.number),
        )

    async def add(self, cycle_id: int, values: Mapping[str, Any]) -> int:
        """Insert the cycle's next announcement and return its number."""
        table = tables.announcement
        kept = await self._scalar(select(func.count()).where(table.c.cycle_id == cycle_id))
        number = int(kept) + 1
        await self._add(insert(table), {"cycle_id": cycle_id, "number": number, **values})
        return number
