"""What stands beside signatures: refusals to sign, exceptions, names typed wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    RowMapping,
    Table,
    and_,
    delete,
    insert,
    select,
    update,
)

from storage import tables
from storage.kinds import PaperState
from storage.paper_signatures import PaperSignature
from storage.pledges import Signature
from storage.shelf import Shelf
from storage.units import Unit, members


@dataclass(frozen=True)
class Decline:
    """A unit's refusal to sign a text; signing takes it back."""

    id: int
    pledge_id: int
    unit_id: int
    person_id: int
    reason: str
    at: datetime
    taken_back_at: datetime | None


@dataclass(frozen=True)
class SigningException:
    """The chair's word that a unit need not have signed for the pledge to be complete (R8)."""

    id: int
    pledge_id: int
    unit_id: int
    reason: str
    granted_by: int
    granted_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Stand:
    """A unit of the cycle with what it did about one text, and what was decided for it.

    Only what stands: no refusal taken back, no exception withdrawn, no scan that is settled.
    """

    unit: Unit
    signature: Signature | None
    exception: SigningException | None
    decline: Decline | None
    paper: PaperSignature | None


# Each has at most one row of a unit and a text, by its unique index.
BESIDE: Final[Mapping[str, tuple[type, Table, tuple[ColumnElement[bool], ...]]]] = {
    "signature": (Signature, tables.signature, ()),
    "exception": (
        SigningException,
        tables.signing_exception,
        (tables.signing_exception.c.withdrawn_at.is_(None),),
    ),
    "decline": (Decline, tables.decline, (tables.decline.c.taken_back_at.is_(None),)),
    "paper": (
        PaperSignature,
        tables.paper_signature,
        (tables.paper_signature.c.state.in_((PaperState.COLLECTING, PaperState.WAITING)),),
    ),
}


def _stand(row: RowMapping) -> Stand:
    def read(name: str, kind: type) -> Any:
        prefix = f"{name}_"
        found = {key[len(prefix) :]: row[key] for key in row if key.startswith(prefix)}
        return None if found["id"] is None else kind(**found)

    return Stand(read("unit", Unit), *(read(name, kind) for name, (kind, _, _) in BESIDE.items()))


class Signings(Shelf):
    """Declines and exceptions that stand, by unit id; wrong names by person."""

    async def roll(self, cycle_id: int, pledge_id: int) -> list[Stand]:
        """Return every unit of the cycle with where it stands, in decision order."""
        unit = members(cycle_id).subquery()
        shown = [column.label(f"unit_{column.name}") for column in unit.c]
        joined: FromClause = unit
        for name, (_, table, stands) in BESIDE.items():
            shown += [column.label(f"{name}_{column.name}") for column in table.c]
            of_unit = (table.c.unit_id == unit.c.id, table.c.pledge_id == pledge_id)
            joined = joined.outerjoin(table, and_(*of_unit, *stands))
        rows = await self._connection.execute(
            select(*shown).select_from(joined).order_by(unit.c.position)
        )
        return [_stand(row._mapping) for row in rows]  # noqa: SLF001 (public by its docs)

    async def declines(self, pledge_id: int) -> dict[int, Decline]:
        table = tables.decline
        found = await self._all(
            Decline,
            select(table).where(table.c.pledge_id == pledge_id, table.c.taken_back_at.is_(None)),
        )
        return {one.unit_id: one for one in found}

    async def every_decline(self) -> list[Decline]:
        return await self._all(Decline, select(tables.decline).order_by(tables.decline.c.id))

    async def decline(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.decline), values)

    async def take_back(self, decline_id: int, moment: datetime) -> None:
        """End a refusal that stands."""
        table = tables.decline
        await self._run(update(table).where(table.c.id == decline_id).values(taken_back_at=moment))

    async def exceptions(self, pledge_id: int) -> dict[int, SigningException]:
        table = tables.signing_exception
        found = await self._all(
            SigningException,
            select(table).where(table.c.pledge_id == pledge_id, table.c.withdrawn_at.is_(None)),
        )
        return {one.unit_id: one for one in found}

    async def every_exception(self) -> list[SigningException]:
        table = tables.signing_exception
        return await self._all(SigningException, select(table).order_by(table.c.id))

    async def grant(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.signing_exception), values)

    async def withdraw(self, exception_id: int, moment: datetime) -> None:
        table = tables.signing_exception
        await self._run(update(table).where(table.c.id == exception_id).values(withdrawn_at=moment))

    async def wrong_names(self, person_id: int) -> list[datetime]:
        """Return when the person typed a wrong name since they last signed, oldest first."""
        table = tables.wrong_name
        rows = await self._connection.execute(
            select(table.c.tried_at).where(table.c.person_id == person_id).order_by(table.c.id)
        )
        return [row.tried_at for row in rows]

    async def add_wrong_name(self, person_id: int, moment: datetime) -> None:
        await self._add(insert(tables.wrong_name), {"person_id": person_id, "tried_at": moment})

    async def forget_wrong_names(self, person_id: int) -> None:
        table = tables.wrong_name
        await self._run(delete(table).where(table.c.person_id == person_id))
