"""Blocs, their cycles and the dated steps of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, Table, insert, select, update

from storage import tables
from storage.kinds import Step
from storage.shelf import Shelf


@dataclass(frozen=True)
class Bloc:
    """A bloc as its decision names it."""

    id: int
    code: str
    name: str
    superior: str
    place: str


@dataclass(frozen=True)
class Cycle:
    """One emulation year of a bloc with its rules (R1); quorum and majority are fractions (R9).

    Offsets are working days before a due date, hours local times between which words may leave.
    """

    id: int
    bloc_id: int
    year: int
    theme: str
    tasks_per_unit: int
    highlights_min: int
    highlights_max: int
    quorum: str = "2/3"
    majority: str = "1/2"
    reminder_offsets: str = "7,3,1,0"
    reminder_hours: str = "07:30-17:30"
    notice_hours: str = "06:30-21:00"


def _letterhead(table: Table) -> tuple[Column[str], ...]:
    return table.c.name, table.c.superior, table.c.place


class Blocs(Shelf):
    """Blocs, cycles, deadlines."""

    async def by_code(self, code: str) -> Bloc | None:
        return await self._one(Bloc, select(tables.bloc).where(tables.bloc.c.code == code))

    async def get(self, bloc_id: int) -> Bloc:
        bloc = await self._one(Bloc, select(tables.bloc).where(tables.bloc.c.id == bloc_id))
        assert bloc is not None
        return bloc

    async def at(self, bloc_id: int, day: date) -> Bloc:
        """Return the bloc under its name, superior and place of that day."""
        table = tables.former_bloc
        last = (
            select(table.c.bloc_id.label("id"), tables.bloc.c.code, *_letterhead(table))
            .join(tables.bloc, tables.bloc.c.id == table.c.bloc_id)
            .where(table.c.bloc_id == bloc_id, table.c.ended_on > day)
            .order_by(table.c.ended_on)
            .limit(1)
        )
        return await self._one(Bloc, last) or await self.get(bloc_id)

    async def keep_letterhead(self, bloc: Bloc, today: date) -> None:
        """Remember what the bloc loses; what was given and lost on the same day never counted."""
        table = tables.former_bloc
        values = {"name": bloc.name, "superior": bloc.superior, "place": bloc.place}
        at = {"bloc_id": bloc.id, "ended_on": today}
        await self._run(insert(table).prefix_with("OR IGNORE").values(**at, **values))

    async def cycle(self, cycle_id: int) -> Cycle:
        cycle = await self._one(Cycle, select(tables.cycle).where(tables.cycle.c.id == cycle_id))
        assert cycle is not None
        return cycle

    async def cycle_of(self, bloc_id: int, year: int) -> Cycle | None:
        table = tables.cycle
        return await self._one(
            Cycle, select(table).where(table.c.bloc_id == bloc_id, table.c.year == year)
        )

    async def cycles(self) -> list[Cycle]:
        return await self._all(Cycle, select(tables.cycle).order_by(tables.cycle.c.id))

    async def deadlines(self, cycle_id: int) -> dict[Step, date]:
        table = tables.deadline
        rows = await self._connection.execute(
            select(table.c.step, table.c.due_on).where(table.c.cycle_id == cycle_id)
        )
        return {row.step: row.due_on for row in rows}

    async def save_bloc(self, code: str, values: Mapping[str, Any]) -> int:
        """Insert or update the bloc of that code; return its id."""
        known = await self.by_code(code)
        if known is None:
            return await self._add(insert(tables.bloc), {"code": code, **values})
        await self._run(update(tables.bloc).where(tables.bloc.c.id == known.id).values(**values))
        return known.id

    async def save_cycle(self, bloc_id: int, year: int, values: Mapping[str, Any]) -> int:
        """Insert or update the cycle of that year; return its id."""
        known = await self.cycle_of(bloc_id, year)
        if known is None:
            return await self._add(
                insert(tables.cycle), {"bloc_id": bloc_id, "year": year, **values}
            )
        await self._run(update(tables.cycle).where(tables.cycle.c.id == known.id).values(**values))
        return known.id

    async def save_deadline(self, cycle_id: int, step: Step, due_on: date) -> None:
        table = tables.deadline
        known = await self._run(
            update(table)
            .where(table.c.cycle_id == cycle_id, table.c.step == step)
            .values(due_on=due_on)
        )
        if not known:
            await self._add(insert(table), {"cycle_id": cycle_id, "step": step, "due_on": due_on})
