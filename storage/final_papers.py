"""Minutes and news items as people finished them: every version stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from storage import tables
from storage.kinds import FinalKind
from storage.shelf import Shelf


@dataclass(frozen=True)
class FinalPaper:
    """One finished version of a paper; the highest number is the one that holds."""

    id: int
    conference_id: int
    kind: FinalKind
    number: int
    file_id: int
    kept_by: int
    kept_at: datetime


class FinalPapers(Shelf):
    """Finished papers of a conference; a later version replaces none."""

    async def of_conference(self, conference_id: int) -> list[FinalPaper]:
        """Return all versions, oldest first."""
        table = tables.final_paper
        return await self._all(
            FinalPaper,
            select(table).where(table.c.conference_id == conference_id).order_by(table.c.id),
        )

    async def add(self, conference_id: int, kind: FinalKind, values: Mapping[str, Any]) -> int:
        """Insert the paper's next version and return its number."""
        table = tables.final_paper
        kept = await self._scalar(
            select(func.count()).where(table.c.conference_id == conference_id, table.c.kind == kind)
        )
        number = int(kept) + 1
        first = {"conference_id": conference_id, "kind": kind, "number": number}
        await self._add(insert(table), {**first, **values})
        return number
