"""The append-only record of acts (R12), each row chained to the one before by its hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select

from storage import tables
from storage.shelf import Shelf

GENESIS = "0" * 64


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


class Histories(Shelf):
    """Acts in the order they happened."""

    async def append(self, values: Mapping[str, Any]) -> None:
        """Write one act; its hash covers its content and the hash before it."""
        table = tables.history
        last = await self._scalar(select(table.c.hash).order_by(table.c.id.desc()).limit(1))
        previous = last or GENESIS
        row = {**values, "previous_hash": previous, "hash": chained(previous, values)}
        await self._add(insert(table), row)

    async def of_unit(self, cycle_id: int, unit_id: int, limit: int) -> list[Act]:
        """Return the unit's newest acts first."""
        table = tables.history
        return await self._all(
            Act,
            select(table)
            .where(table.c.cycle_id == cycle_id, table.c.unit_id == unit_id)
            .order_by(table.c.id.desc())
            .limit(limit),
        )

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
