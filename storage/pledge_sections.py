"""What the bloc changed in the pledge's template before the text is frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage import tables
from storage.shelf import Shelf


@dataclass(frozen=True)
class PledgeSection:
    """A part of the text that somebody touched; `text` is None where the template's words stand."""

    id: int
    cycle_id: int
    key: str
    text: str | None
    revision: int
    edited_by: int
    edited_at: datetime


@dataclass(frozen=True)
class LegalBasis:
    """A paper on which the pledge rests, worded as it is cited; both days count (R16)."""

    wording: str
    number: str
    issued_on: date | None
    in_force_from: date | None
    expires_on: date | None


class PledgeSections(Shelf):
    """Changed sections by key, and the legal bases in their order."""

    async def of_cycle(self, cycle_id: int) -> dict[str, PledgeSection]:
        table = tables.pledge_section
        found = await self._all(PledgeSection, select(table).where(table.c.cycle_id == cycle_id))
        return {one.key: one for one in found}

    async def put(self, cycle_id: int, key: str, values: Mapping[str, Any]) -> None:
        """Write the section, or change the one there is; its revision grows."""
        table = tables.pledge_section
        changed = await self._run(
            update(table)
            .where(table.c.cycle_id == cycle_id, table.c.key == key)
            .values(revision=table.c.revision + 1, **values)
        )
        if not changed:
            row = {"cycle_id": cycle_id, "key": key, "revision": 1, **values}
            await self._add(insert(table), row)

    async def bases(self, cycle_id: int) -> list[LegalBasis]:
        table = tables.legal_basis
        return await self._all(
            LegalBasis,
            select(
                table.c.wording,
                table.c.number,
                table.c.issued_on,
                table.c.in_force_from,
                table.c.expires_on,
            )
            .where(table.c.cycle_id == cycle_id)
            .order_by(table.c.position),
        )

    async def put_bases(self, cycle_id: int, bases: Sequence[LegalBasis]) -> None:
        """Replace the whole list."""
        table = tables.legal_basis
        await self._run(delete(table).where(table.c.cycle_id == cycle_id))
        for position, basis in enumerate(bases, start=1):
            row = {"cycle_id": cycle_id, "position": position, **vars(basis)}
            await self._add(insert(table), row)
