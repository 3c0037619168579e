"""What units said before a conference about its agenda and about each other's lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage import tables
from storage.shelf import Shelf


@dataclass(frozen=True)
class Comment:
    """A unit's comment: on an agenda item, or about another unit's list."""

    id: int
    conference_id: int
    agenda_item_id: int | None
    about_unit_id: int | None
    unit_id: int
    person_id: int
    text: str
    at: datetime
    handled_at: datetime | None
    handled_by: int | None


class Comments(Shelf):
    """Comments of a conference, oldest first."""

    async def get(self, comment_id: int) -> Comment | None:
        table = tables.comment
        return await self._one(Comment, select(table).where(table.c.id == comment_id))

    async def of_conference(self, conference_id: int) -> list[Comment]:
        table = tables.comment
        return await self._all(
            Comment,
            select(table).where(table.c.conference_id == conference_id).order_by(table.c.id),
        )

    async def add(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.comment), values)

    async def change(self, comment_id: int, values: Mapping[str, Any]) -> None:
        table = tables.comment
        await self._run(update(table).where(table.c.id == comment_id).values(**values))

    async def remove(self, comment_id: int) -> None:
        table = tables.comment
        await self._run(delete(table).where(table.c.id == comment_id))
