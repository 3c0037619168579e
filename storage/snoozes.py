"""Duties that somebody asked to be told of again on a later day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, insert, select, update

from storage import tables
from storage.shelf import Shelf


@dataclass(frozen=True)
class Snooze:
    """One open duty to be told of again to one person, from the morning of that day on."""

    id: int
    obligation_id: int
    person_id: int
    remind_on: date


class Snoozes(Shelf):
    """Snoozes by day; one that was told of stays as the record of it."""

    async def add(
        self, obligation_ids: Sequence[int], person_id: int, remind_on: date, moment: datetime
    ) -> None:
        """Ask for each duty once for a day; a repeat changes nothing."""
        table = tables.snooze
        known = await self._connection.execute(
            select(table.c.obligation_id).where(
                table.c.person_id == person_id, table.c.remind_on == remind_on
            )
        )
        left = set(obligation_ids) - {row.obligation_id for row in known}
        if left:
            fixed = {"person_id": person_id, "remind_on": remind_on, "asked_at": moment}
            await self._connection.execute(
                insert(table), [{"obligation_id": one, **fixed} for one in sorted(left)]
            )

    async def due(self, day: date) -> list[Snooze]:
        """Return what is to be told of again by that day and was not, of open duties only."""
        table, duty = tables.snooze, tables.obligation
        columns = (table.c.id, table.c.obligation_id, table.c.person_id, table.c.remind_on)
        return await self._all(
            Snooze,
            select(*columns)
            .join(duty, duty.c.id == table.c.obligation_id)
            .where(table.c.told_at.is_(None), table.c.remind_on <= day, duty.c.done_at.is_(None))
            .order_by(table.c.id),
        )

    async def tell(self, snooze_ids: Collection[int], moment: datetime) -> None:
        """Record that these were told of."""
        table = tables.snooze
        await self._connection.execute(
            update(table).where(table.c.id == bindparam("its_id")).values(told_at=moment),
            [{"its_id": one} for one in snooze_ids],
        )
