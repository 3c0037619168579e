"""The append-only record of acts (R12), each row chained to the one before by its hash."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, func, insert, select

from storage import tables
from storage.shelf import Shelf

GENESIS = "0" * 64
CONTENT = ("at", "cycle_id", "unit_id", "person_id", "role", "act", "subject_id", "facts")


@dataclass(frozen=True)
class Act:
    """Who did what, in which role, when."""

    id: int
    at: datetime
    cycle_id: int
    unit_id: int | None
    person_id: int | None
    role: str
    act: str
    subject_id: int
    facts: dict[str, Any]
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class Head:
    """Where the chain ends; id 0 before its first row."""

    id: int
    hash: str


def content_of(act: Act) -> dict[str, Any]:
    """Return what an act's hash covers besides the hash before it."""
    return {name: getattr(act, name) for name in CONTENT}


def _of_unit(cycle_id: int, unit_id: int) -> Select[tuple[object, ...]]:
    table = tables.history
    return (
        select(table)
        .where(table.c.cycle_id == cycle_id, table.c.unit_id == unit_id)
        .order_by(table.c.id.desc())
    )


class Histories(Shelf):
    """Acts in the order they happened."""

    async def append(self, values: Mapping[str, Any]) -> Head:
        """Write one act, whose hash covers its content and the hash before it; return the head."""
        previous = (await self.head()).hash
        row = {**values, "previous_hash": previous, "hash": chained(previous, values)}
        return Head(await self._add(insert(tables.history), row), row["hash"])

    async def head(self) -> Head:
        """Return the newest row's id and hash."""
        table = tables.history
        last = select(table.c.id, table.c.hash).order_by(table.c.id.desc()).limit(1)
        return await self._one(Head, last) or Head(0, GENESIS)

    async def of_unit(self, cycle_id: int, unit_id: int, limit: int, offset: int = 0) -> list[Act]:
        """Return the unit's newest acts first."""
        return await self._all(Act, _of_unit(cycle_id, unit_id).limit(limit).offset(offset))

    async def count_of_unit(self, cycle_id: int, unit_id: int) -> int:
        acts = _of_unit(cycle_id, unit_id).order_by(None).subquery()
        return int(await self._scalar(select(func.count()).select_from(acts)))

    async def named(self, cycle_id: int, unit_id: int, acts: Collection[str]) -> list[Act]:
        """Return those of the unit's acts, newest first."""
        chosen = tables.history.c.act.in_(acts)
        return await self._all(Act, _of_unit(cycle_id, unit_id).where(chosen))

    async def last_on(self, cycle_id: int, act: str, subject_id: int) -> Act | None:
        """Return the newest act of that kind on one subject."""
        table = tables.history
        return await self._one(
            Act,
            select(table)
            .where(
                table.c.cycle_id == cycle_id,
                table.c.act == act,
                table.c.subject_id == subject_id,
            )
            .order_by(table.c.id.desc())
            .limit(1),
        )

    async def during(
        self, cycle_id: int, acts: Collection[str], since: datetime, until: datetime
    ) -> list[Act]:
        """Return the cycle's acts of these kinds from one moment to another, oldest first."""
        table = tables.history
        return await self._all(
            Act,
            select(table)
            .where(
                table.c.cycle_id == cycle_id,
                table.c.act.in_(acts),
                table.c.at.between(since, until),
            )
            .order_by(table.c.id),
        )

    async def within(self, cycle_id: int, since: datetime, until: datetime) -> list[Act]:
        """Return all of the cycle's acts after one moment until another, oldest first."""
        table = tables.history
        meant = (table.c.cycle_id == cycle_id, table.c.at > since, table.c.at <= until)
        return await self._all(Act, select(table).where(*meant).order_by(table.c.id))

    async def all(self) -> list[Act]:
        return await self._all(Act, select(tables.history).order_by(tables.history.c.id))


def chained(previous: str, values: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the previous hash and the act's content in canonical JSON."""
    content = json.dumps(
        {**values, "at": values["at"].astimezone(UTC).isoformat()},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()
