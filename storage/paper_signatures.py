"""Scans of signatures on paper, on their way to be compared."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage import tables
from storage.kinds import PaperState, SignMode
from storage.shelf import Shelf


@dataclass(frozen=True)
class PaperSignature:
    """A unit's signature on paper; `pages` are the ids of the scan's files.

    `person_id` is None for a stand-in who holds no role in the bloc; `senders` are the people who
    sent the files.
    """

    id: int
    pledge_id: int
    unit_id: int
    person_id: int | None
    full_name: str
    position_title: str
    sign_mode: SignMode
    authorisation_id: int | None
    state: PaperState
    pages: Sequence[int]
    senders: Sequence[int]
    begun_by: int
    handed_in_by: int
    handed_in_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    reason: str

    @property
    def hands(self) -> set[int | None]:
        """Return who signed it or brought it; none of them compares it (R4)."""
        return {self.person_id, self.begun_by, self.handed_in_by, *self.senders}


class PaperSignatures(Shelf):
    """Papers by pledge and unit."""

    async def get(self, paper_id: int) -> PaperSignature | None:
        table = tables.paper_signature
        return await self._one(PaperSignature, select(table).where(table.c.id == paper_id))

    async def of_pledge(
        self, pledge_id: int, states: Collection[PaperState]
    ) -> dict[int, PaperSignature]:
        """Return the newest paper in these states of each unit, by unit id."""
        table = tables.paper_signature
        found = await self._all(
            PaperSignature,
            select(table)
            .where(table.c.pledge_id == pledge_id, table.c.state.in_(states))
            .order_by(table.c.id),
        )
        return {one.unit_id: one for one in found}

    async def add(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.paper_signature), values)

    async def change(self, paper_id: int, values: Mapping[str, Any]) -> None:
        table = tables.paper_signature
        await self._run(update(table).where(table.c.id == paper_id).values(**values))
