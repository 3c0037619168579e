"""The one list of what is owed: who owes what by when.

An obligation is owed by a unit through a role, or by one person. Everything that reminds,
counts or chases is a view of these rows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, insert, or_, select, update

from storage import tables
from storage.kinds import ObligationKind, Role
from storage.shelf import Shelf
from storage.units import has_left


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

    async def add_all(self, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            await self._connection.execute(insert(tables.obligation), rows)

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

    async def ever(
        self, cycle_id: int, kind: ObligationKind, subject_id: int | None = None
    ) -> list[Obligation]:
        """Return the cycle's duties of a kind, done or not; of one subject when it is given."""
        table = tables.obligation
        wanted = [table.c.cycle_id == cycle_id, table.c.kind == kind]
        if subject_id is not None:
            wanted.append(table.c.subject_id == subject_id)
        return await self._all(Obligation, select(table).where(*wanted))

    async def of_those_who_left(self, day: date) -> list[Obligation]:
        """Return what is still owed for units that were merged into others by that day."""
        table = tables.obligation
        left = has_left(table.c.unit_id, table.c.cycle_id, day)
        return await self._all(Obligation, _open().where(left))

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

    async def due_by(self, cycle_id: int, day: date) -> list[Obligation]:
        """Return the cycle's open duties that are due by a day."""
        table = tables.obligation
        return await self._all(
            Obligation, _open().where(table.c.cycle_id == cycle_id, table.c.due_on <= day)
        )

    async def planned_after(
        self, moment: datetime, cycle_id: int | None = None
    ) -> list[Obligation]:
        """Return the dated duties, of one cycle or of all, of which no reminder is due by now."""
        table = tables.obligation
        later = or_(table.c.remind_at.is_(None), table.c.remind_at > moment)
        wanted = [table.c.due_on.is_not(None), later]
        if cycle_id is not None:
            wanted.append(table.c.cycle_id == cycle_id)
        return await self._all(Obligation, _open().where(*wanted))

    async def plan(self, plans: Mapping[int, tuple[datetime | None, int | None]]) -> None:
        """Set the next reminder of each duty: when it falls, and at which offset."""
        table = tables.obligation
        if plans:
            await self._connection.execute(
                update(table)
                .where(table.c.id == bindparam("its_id"))
                .values(remind_at=bindparam("at"), remind_offset=bindparam("offset")),
                [{"its_id": id_, "at": at, "offset": n} for id_, (at, n) in plans.items()],
            )
