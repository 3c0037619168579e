"""Frozen pledge texts and the signatures under them (R7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from storage import tables
from storage.kinds import PledgeState, SignMode
from storage.shelf import Shelf


@dataclass(frozen=True)
class Pledge:
    """One frozen version of the bloc's pledge."""

    id: int
    cycle_id: int
    version: int
    state: PledgeState
    text: str
    text_hash: str
    frozen_at: datetime
    frozen_by: int
    file_id: int


@dataclass(frozen=True)
class Signature:
    """A unit's signature; name, position and mode are as of signing (R7)."""

    id: int
    pledge_id: int
    unit_id: int
    person_id: int
    full_name: str
    position_title: str
    sign_mode: SignMode
    text_hash: str
    channel: str
    signed_at: datetime


class Pledges(Shelf):
    """Pledges and signatures."""

    async def current(self, cycle_id: int) -> Pledge | None:
        table = tables.pledge
        return await self._one(
            Pledge,
            select(table).where(table.c.cycle_id == cycle_id, table.c.state != PledgeState.VOID),
        )

    async def get(self, pledge_id: int) -> Pledge | None:
        return await self._one(Pledge, select(tables.pledge).where(tables.pledge.c.id == pledge_id))

    async def at(self, cycle_id: int, moment: datetime) -> Pledge | None:
        """Return the version that was in force: the last one frozen by then."""
        table = tables.pledge
        return await self._one(
            Pledge,
            select(table)
            .where(table.c.cycle_id == cycle_id, table.c.frozen_at <= moment)
            .order_by(table.c.version.desc())
            .limit(1),
        )

    async def next_version(self, cycle_id: int) -> int:
        table = tables.pledge
        last = await self._scalar(
            select(func.max(table.c.version)).where(table.c.cycle_id == cycle_id)
        )
        return int(last or 0) + 1

    async def add(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.pledge), values)

    async def complete(self, pledge_id: int) -> None:
        table = tables.pledge
        await self._run(
            update(table).where(table.c.id == pledge_id).values(state=PledgeState.COMPLETE)
        )

    async def signatures(self, pledge_id: int) -> list[Signature]:
        table = tables.signature
        return await self._all(
            Signature, select(table).where(table.c.pledge_id == pledge_id).order_by(table.c.id)
        )

    async def sign(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.signature), values)
