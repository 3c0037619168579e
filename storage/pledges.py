"""Frozen pledge texts, addenda among them, and the signatures under them (R7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from storage import tables
from storage.kinds import PledgeState, SignMode
from storage.shelf import Shelf


@dataclass(frozen=True)
class Pledge:
    """One frozen version of the bloc's pledge, or the addendum that `unit_id` signs.

    `sections` are the parts of the text, (key, text) each; `parties` the ids of the units that
    are to sign; `sign_due_on` is an addendum's own deadline.
    """

    id: int
    cycle_id: int
    version: int
    state: PledgeState
    text: str
    text_hash: str
    frozen_at: datetime
    frozen_by: int
    file_id: int
    unit_id: int | None = None
    sections: Sequence[tuple[str, str]] = ()
    parties: Sequence[int] = ()
    sign_due_on: date | None = None
    replace_reason: str = ""
    replaced_at: datetime | None = None


@dataclass(frozen=True)
class Signature:
    """A unit's signature; name, position and mode are as of signing (R7).

    `paper_id` is the scan by which it was confirmed in writing; only then may the signer be
    nobody of the bloc.
    """

    id: int
    pledge_id: int
    unit_id: int
    person_id: int | None
    full_name: str
    position_title: str
    sign_mode: SignMode
    text_hash: str
    channel: str
    signed_at: datetime
    authorisation_id: int | None = None
    paper_id: int | None = None


class Pledges(Shelf):
    """Pledges and signatures."""

    async def current(self, cycle_id: int, unit_id: int | None = None) -> Pledge | None:
        """Return the pledge that is not replaced, or the unit's addendum."""
        table = tables.pledge
        return await self._one(
            Pledge,
            select(table).where(
                table.c.cycle_id == cycle_id,
                table.c.unit_id.is_not_distinct_from(unit_id),
                table.c.state != PledgeState.VOID,
            ),
        )

    async def versions(self, cycle_id: int) -> list[Pledge]:
        """Return every frozen version of the bloc's pledge, oldest first."""
        table = tables.pledge
        return await self._all(
            Pledge,
            select(table)
            .where(table.c.cycle_id == cycle_id, table.c.unit_id.is_(None))
            .order_by(table.c.version),
        )

    async def addenda(self, cycle_id: int) -> list[Pledge]:
        table = tables.pledge
        return await self._all(
            Pledge,
            select(table)
            .where(
                table.c.cycle_id == cycle_id,
                table.c.unit_id.is_not(None),
                table.c.state != PledgeState.VOID,
            )
            .order_by(table.c.version),
        )

    async def standing(self, cycle_id: int) -> list[Pledge]:
        """Return what is not replaced: the bloc's pledge first, its addenda after it."""
        table = tables.pledge
        return await self._all(
            Pledge,
            select(table)
            .where(table.c.cycle_id == cycle_id, table.c.state != PledgeState.VOID)
            .order_by(table.c.unit_id.is_not(None), table.c.version),
        )

    async def every(self) -> list[Pledge]:
        return await self._all(Pledge, select(tables.pledge).order_by(tables.pledge.c.id))

    async def get(self, pledge_id: int) -> Pledge | None:
        return await self._one(Pledge, select(tables.pledge).where(tables.pledge.c.id == pledge_id))

    async def at(self, cycle_id: int, moment: datetime) -> Pledge | None:
        """Return the version that was in force: the last one frozen by then."""
        table = tables.pledge
        return await self._one(
            Pledge,
            select(table)
            .where(
                table.c.cycle_id == cycle_id,
                table.c.unit_id.is_(None),
                table.c.frozen_at <= moment,
            )
            .order_by(table.c.version.desc())
            .limit(1),
        )

    async def next_version(self, cycle_id: int, *, addendum: bool = False) -> int:
        table = tables.pledge
        kind = table.c.unit_id.is_not(None) if addendum else table.c.unit_id.is_(None)
        last = await self._scalar(
            select(func.max(table.c.version)).where(table.c.cycle_id == cycle_id, kind)
        )
        return int(last or 0) + 1

    async def add(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.pledge), values)

    async def complete(self, pledge_id: int) -> None:
        table = tables.pledge
        await self._run(
            update(table).where(table.c.id == pledge_id).values(state=PledgeState.COMPLETE)
        )

    async def replace(self, pledge_id: int, reason: str, moment: datetime) -> None:
        """Void the text and with it every signature under it."""
        table = tables.pledge
        values = {"state": PledgeState.VOID, "replace_reason": reason, "replaced_at": moment}
        await self._run(update(table).where(table.c.id == pledge_id).values(**values))

    async def signatures(self, pledge_id: int) -> list[Signature]:
        table = tables.signature
        return await self._all(
            Signature, select(table).where(table.c.pledge_id == pledge_id).order_by(table.c.id)
        )

    async def every_signature(self) -> list[Signature]:
        table = tables.signature
        return await self._all(Signature, select(table).order_by(table.c.id))

    async def sign(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.signature), values)
