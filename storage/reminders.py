"""What each person was reminded of, and what the outbox tells of the day's messages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from storage import tables
from storage.kinds import DeliveryState
from storage.outbox import in_state
from storage.shelf import Shelf

KIND = "reminder"
LEFT = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN)


@dataclass(frozen=True)
class Given:
    """One reminder of a duty to one person; there is never a second like it (R14)."""

    obligation_id: int
    offset: int
    person_id: int


class Reminders(Shelf):
    """Reminders given, and the messages that say them."""

    async def given(self, moment: datetime) -> set[Given]:
        """Return what was given before of the duties that are to be reminded of by an instant."""
        table, duty = tables.reminder, tables.obligation
        due = select(duty.c.id).where(duty.c.done_at.is_(None), duty.c.remind_at <= moment)
        columns = (table.c.obligation_id, table.c.offset, table.c.person_id)
        return set(await self._all(Given, select(*columns).where(table.c.obligation_id.in_(due))))

    async def give(self, given: Sequence[Given], moment: datetime) -> None:
        """Record what is given now."""
        rows = [
            {
                "obligation_id": one.obligation_id,
                "offset": one.offset,
                "person_id": one.person_id,
                "queued_at": moment,
            }
            for one in given
        ]
        await self._connection.execute(insert(tables.reminder), rows)

    async def told_on(self, day: date) -> set[int]:
        """Return the people whose message of that day was queued."""
        table = tables.outbox
        rows = await self._connection.execute(
            select(table.c.person_id).where(
                table.c.dedupe > f"{KIND}:{day}:", table.c.dedupe < f"{KIND}:{day};"
            )
        )
        return {row.person_id for row in rows}

    async def message_of(self, person_id: int, day: date) -> dict[str, Any] | None:
        """Return the facts, and once it left the words, of the person's message of a day."""
        table = tables.outbox
        found: dict[str, Any] | None = await self._scalar(
            select(table.c.content).where(table.c.dedupe == f"{KIND}:{day}:{person_id}")
        )
        return found

    async def take_up(
        self, person_ids: Collection[int], moment: datetime
    ) -> list[tuple[int, dict[str, Any]]]:
        """Withdraw what was queued for these people before and has not left; newest first.

        Returns (person, content). What is in flight leaves by itself.
        """
        table = tables.outbox
        rows = await self._connection.execute(
            delete(table)
            .where(
                in_state(DeliveryState.QUEUED),
                table.c.kind == KIND,
                table.c.person_id.in_(person_ids),
                table.c.created_at < moment,
            )
            .returning(table.c.id, table.c.person_id, table.c.content)
        )
        newest_first = sorted(rows, key=lambda row: row.id, reverse=True)
        return [(row.person_id, row.content) for row in newest_first]

    async def last_left(self, person_id: int) -> datetime | None:
        """Return when the person's newest message that has left was queued."""
        table = tables.outbox
        found: datetime | None = await self._scalar(
            select(table.c.created_at)
            .where(
                table.c.person_id == person_id,
                table.c.kind == KIND,
                table.c.state.in_(LEFT),
            )
            .order_by(table.c.id.desc())
            .limit(1)
        )
        return found

    async def n_untold(self, person_id: int, since: datetime) -> int:
        """Count the person's open duties whose reminder fell after an instant."""
        table, duty = tables.reminder, tables.obligation
        fell = (
            select(func.count(table.c.obligation_id.distinct()))
            .join(duty, duty.c.id == table.c.obligation_id)
            .where(
                table.c.person_id == person_id,
                table.c.queued_at > since,
                duty.c.done_at.is_(None),
            )
        )
        return int(await self._scalar(fell))
