"""What the chair's table reads for all units at once, so that it costs the same for any number."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage import tables
from storage.kinds import ListState
from storage.shelf import Shelf
from storage.submissions import Submission


@dataclass(frozen=True)
class Copy:
    """One person's copy of a notice that asks for a confirmation."""

    notice_id: int
    person_id: int
    unit_id: int | None
    confirmed_at: datetime | None


class Overviews(Shelf):
    """Reads over a whole cycle; it writes nothing."""

    async def rounds(self, cycle_id: int) -> list[Submission]:
        """Return every round of everything the units send but dropped ones, oldest first."""
        table = tables.submission
        return await self._all(
            Submission,
            select(table)
            .where(table.c.cycle_id == cycle_id, table.c.state != ListState.DROPPED)
            .order_by(table.c.round),
        )

    async def copies(self, cycle_id: int, n_notices: int) -> list[Copy]:
        """Return the copies of the newest notices sent that ask for a confirmation."""
        table, notice = tables.notice_recipient, tables.notice
        newest = (
            select(notice.c.id)
            .where(
                notice.c.cycle_id == cycle_id,
                notice.c.needs_confirmation,
                notice.c.released_at.is_not(None),
            )
            .order_by(notice.c.id.desc())
            .limit(n_notices)
        )
        return await self._all(
            Copy,
            select(
                table.c.notice_id, table.c.person_id, table.c.unit_id, table.c.confirmed_at
            ).where(table.c.notice_id.in_(newest), table.c.stopped_at.is_(None)),
        )

    async def n_reminded(self, obligation_ids: Collection[int]) -> dict[int, int]:
        """Return on how many days each duty was reminded by itself, by its id."""
        table = tables.reminder
        rows = await self._connection.execute(
            select(table.c.obligation_id, func.count(table.c.offset.distinct()).label("n"))
            .where(table.c.obligation_id.in_(obligation_ids))
            .group_by(table.c.obligation_id)
        )
        return {row.obligation_id: row.n for row in rows}
