"""What stands beside signatures: refusals to sign, exceptions, names typed wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage import tables
from storage.shelf import Shelf


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


class Signings(Shelf):
    """Declines and exceptions that stand, by unit id; wrong names by person."""

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

    async def take_back(self, pledge_id: int, unit_id: int, moment: datetime) -> None:
        """End the unit's refusal, if there is one."""
        table = tables.decline
        await self._run(
            update(table)
            .where(
                table.c.pledge_id == pledge_id,
                table.c.unit_id == unit_id,
                table.c.taken_back_at.is_(None),
            )
            .values(taken_back_at=moment)
        )

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
