"""When the program was running: one row for each stretch without a pause worth telling."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update

from storage import tables
from storage.shelf import Shelf


@dataclass(frozen=True)
class Uptime:
    """One stretch; the last one's `until_at` is the newest sign of life.

    The others are when, by then, Telegram had last answered (None: nothing is polled), reminders
    were last looked for and notices last followed.
    """

    id: int
    from_at: datetime
    until_at: datetime
    polled_at: datetime | None = None
    reminded_at: datetime | None = None
    followed_at: datetime | None = None


class Uptimes(Shelf):
    """Stretches in the order of time."""

    async def last(self) -> Uptime | None:
        table = tables.uptime
        return await self._one(Uptime, select(table).order_by(table.c.id.desc()).limit(1))

    async def begin(self, moment: datetime) -> int:
        values = {"from_at": moment, "until_at": moment}
        return await self._add(insert(tables.uptime), values)

    async def stretch(self, uptime_id: int, moment: datetime) -> None:
        table = tables.uptime
        await self._run(update(table).where(table.c.id == uptime_id).values(until_at=moment))

    async def note(self, signs: Mapping[str, datetime | None]) -> None:
        """Write the other signs, by column, beside the newest sign of life."""
        table = tables.uptime
        newest = select(func.max(table.c.id)).scalar_subquery()
        await self._run(update(table).where(table.c.id == newest).values(signs))
