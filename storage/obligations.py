"""The one list of what is owed: who owes what by when.

An obligation is owed by a unit through a role, or by one person. Everything that reminds,
counts or chases is a view of these rows.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, insert, or_, select, update

from storage import tables
from storage.kinds import ObligationKind, Role
from storage.shelf import Shelf


@dataclass(frozen=True)
class Obligation:
    """One duty; `remind_at` is the next planned reminder, `remind_offset` its working days."""

    id: int
    cycle_id: int
    kind: ObligationKind
    subject_id: int
    unit_id: int | None
    person_id: int | None
    role: Role
    due_on: date | None
    opened_at: datetime
    done_at: datetime | None
    remind_at: datetime | None
    remind_offset: int | None


def _open() -> Select[tuple[object, ...]]:
    table = tables.obligation
    return (
        select(table)
        .where(table.c.done_at.is_(None))
        .order_by(table.c.due_on.is_(None), table.c.due_on, table.c.id)
    )


class Obligations(Shelf):
    """Open duties, by owner and by due reminder."""

    async def add(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.obligation), values)

    async def find_open(
        self, kind: ObligationKind, subject_id: int, *, person_id: int | None = None
    ) -> list[Obligation]:
        table = tables.obligation
        statement = _open().where(table.c.kind == kind, table.c.subject_id == subject_id)
        if person_id is not None:
            statement = statement.where(table.c.person_id == person_id)
        return await self._all(Obligation, statement)

    async def owed_by(
        self, person_id: int, seats: Collection[tuple[int, Role]]
    ) -> list[Obligation]:
        """Return what a person owes: their own, and their units' through the roles they hold."""
        table = tables.obligation
        through = [
            and_(table.c.person_id.is_(None), table.c.unit_id == unit_id, table.c.role == role)
            for unit_id, role in seats
        ]
        return await self._all(
            Obligation, _open().where(or_(table.c.person_id == person_id, *through))
        )

    async def open_in(self, cycle_id: int) -> list[Obligation]:
        return await self._all(Obligation, _open().where(tables.obligation.c.cycle_id == cycle_id))

    async def by_ids(self, ids: Collection[int]) -> list[Obligation]:
        """Return those of the ids that are still open."""
        return await self._all(Obligation, _open().where(tables.obligation.c.id.in_(ids)))

    async def reminder_due(self, moment: datetime) -> list[Obligation]:
        table = tables.obligation
        return await self._all(Obligation, _open().where(table.c.remind_at <= moment))

    async def next_reminder_at(self) -> datetime | None:
        table = tables.obligation
        found: datetime | None = await self._scalar(
            select(table.c.remind_at)
            .where(table.c.done_at.is_(None), table.c.remind_at.is_not(None))
            .order_by(table.c.remind_at)
            .limit(1)
        )
        return found

    async def finish(self, obligation_ids: Collection[int], moment: datetime) -> None:
        table = tables.obligation
        await self._run(
            update(table)
            .where(table.c.id.in_(obligation_ids), table.c.done_at.is_(None))
            .values(done_at=moment)
        )

    async def plan(
        self, obligation_id: int, remind_at: datetime | None, remind_offset: int | None
    ) -> None:
        """Set the next reminder."""
        table = tables.obligation
        await self._run(
            update(table)
            .where(table.c.id == obligation_id)
            .values(remind_at=remind_at, remind_offset=remind_offset)
        )

    async def add_reminder(
        self, obligation_id: int, offset: int, person_id: int, moment: datetime
    ) -> bool:
        """Record that this reminder was given to this person; False when it already was (R14)."""
        table = tables.reminder
        known = await self._scalar(
            select(table.c.id).where(
                table.c.obligation_id == obligation_id,
                table.c.offset == offset,
                table.c.person_id == person_id,
            )
        )
        if known is not None:
            return False
        await self._add(
            insert(table),
            {
                "obligation_id": obligation_id,
                "offset": offset,
                "person_id": person_id,
                "queued_at": moment,
            },
        )
        return True
