"""Invite codes, kept only as hashes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage import tables
from storage.shelf import Shelf


@dataclass(frozen=True)
class Invite:
    """A code's record: the seat it opens and for whom; `issued_by` is None for the command line."""

    id: int
    code_hash: str
    assignment_id: int
    person_name: str
    position_title: str
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    account_id: int | None
    issued_by: int | None


class Invites(Shelf):
    """Codes by hash and by seat."""

    async def add(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.invite_code), values)

    async def by_hash(self, code_hash: str) -> Invite | None:
        table = tables.invite_code
        return await self._one(Invite, select(table).where(table.c.code_hash == code_hash))

    async def use(self, invite_id: int, account_id: int, moment: datetime) -> bool:
        """Spend the code once; False when it was already spent or revoked."""
        table = tables.invite_code
        spent = await self._run(
            update(table)
            .where(
                table.c.id == invite_id,
                table.c.used_at.is_(None),
                table.c.revoked_at.is_(None),
            )
            .values(used_at=moment, account_id=account_id)
        )
        return spent == 1

    async def revoke_open(self, assignment_id: int, moment: datetime) -> int:
        """Revoke the seat's unused codes; return how many there were."""
        table = tables.invite_code
        return await self._run(
            update(table)
            .where(
                table.c.assignment_id == assignment_id,
                table.c.used_at.is_(None),
                table.c.revoked_at.is_(None),
            )
            .values(revoked_at=moment)
        )
