"""Channel accounts: who writes to us, and which person they proved to be."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, insert, literal, select, update

from storage import tables
from storage.kinds import AccountState
from storage.shelf import Shelf


@dataclass(frozen=True)
class Account:
    """One account on one channel; `person_id` is None until an invite is accepted.

    `unreachable_at` is since when nothing reaches them; it stays until they are told what they
    missed (workflow/absence.py).
    """

    id: int
    channel: str
    external_id: str
    person_id: int | None
    state: AccountState
    joined_at: datetime | None
    privacy_read_at: datetime | None
    seen_at: datetime
    unreachable_at: datetime | None = None


class Accounts(Shelf):
    """Accounts and their wrong invite codes."""

    async def get(self, account_id: int) -> Account:
        table = tables.account
        account = await self._one(Account, select(table).where(table.c.id == account_id))
        assert account is not None
        return account

    async def find(self, channel: str, external_id: str) -> Account | None:
        table = tables.account
        return await self._one(
            Account,
            select(table).where(table.c.channel == channel, table.c.external_id == external_id),
        )

    async def open(self, channel: str, external_id: str, moment: datetime) -> Account:
        """Return the account, made on first sight; writing to us makes it reachable again."""
        table = tables.account
        known = await self._one(
            Account,
            update(table)
            .where(table.c.channel == channel, table.c.external_id == external_id)
            .values(
                seen_at=moment,
                state=case(
                    (table.c.state == AccountState.UNREACHABLE, AccountState.ACTIVE),
                    else_=table.c.state,
                ),
            )
            .returning(table),
        )
        if known is not None:
            return known
        values = {
            "channel": channel,
            "external_id": external_id,
            "state": AccountState.ACTIVE,
            "seen_at": moment,
        }
        return await self.get(await self._add(insert(table), values))

    async def bind(self, account_id: int, person_id: int, moment: datetime) -> None:
        """Make the account the person's only one on its channel; the former one ends."""
        table = tables.account
        channel = select(table.c.channel).where(table.c.id == account_id).scalar_subquery()
        await self._run(
            update(table)
            .where(
                table.c.person_id == person_id,
                table.c.channel == channel,
                table.c.id != account_id,
            )
            .values(state=AccountState.ENDED, unreachable_at=None)
        )
        await self._run(
            update(table)
            .where(table.c.id == account_id)
            .values(
                person_id=person_id,
                state=AccountState.ACTIVE,
                joined_at=moment,
                privacy_read_at=None,
                unreachable_at=None,
            )
        )

    async def read_privacy(self, account_id: int, moment: datetime) -> None:
        table = tables.account
        await self._run(
            update(table)
            .where(table.c.id == account_id, table.c.privacy_read_at.is_(None))
            .values(privacy_read_at=moment)
        )

    async def mark_unreachable(self, account_id: int, moment: datetime) -> None:
        """Record since when nothing reaches the account; a repeat keeps the first instant."""
        table = tables.account
        since = table.c.unreachable_at
        await self._run(
            update(table)
            .where(table.c.id == account_id, table.c.state == AccountState.ACTIVE)
            .values(
                state=AccountState.UNREACHABLE,
                unreachable_at=func.coalesce(since, literal(moment, since.type)),
            )
        )

    async def mark_reachable(self, account_id: int) -> Account:
        """Record that something reached the account after all."""
        table = tables.account
        await self._run(
            update(table)
            .where(table.c.id == account_id, table.c.state == AccountState.UNREACHABLE)
            .values(state=AccountState.ACTIVE)
        )
        return await self.get(account_id)

    async def end_absence(self, account_id: int) -> None:
        """Forget since when nothing reached the account: they are back and are told."""
        table = tables.account
        await self._run(update(table).where(table.c.id == account_id).values(unreachable_at=None))

    async def reachable(self, person_ids: list[int]) -> dict[int, Account]:
        """Return each person's account to write to: reachable, last used."""
        table = tables.account
        found = await self._all(
            Account,
            select(table)
            .where(table.c.person_id.in_(person_ids), table.c.state == AccountState.ACTIVE)
            .order_by(table.c.seen_at),
        )
        return {account.person_id: account for account in found if account.person_id is not None}

    async def known(self, person_ids: list[int]) -> dict[int, Account]:
        """Return each person's last used account that has not ended, reachable or not."""
        table = tables.account
        found = await self._all(
            Account,
            select(table)
            .where(table.c.person_id.in_(person_ids), table.c.state != AccountState.ENDED)
            .order_by(table.c.state == AccountState.ACTIVE, table.c.seen_at),
        )
        return {account.person_id: account for account in found if account.person_id is not None}

    async def add_wrong_code(self, account_id: int, moment: datetime) -> None:
        await self._add(insert(tables.wrong_code), {"account_id": account_id, "tried_at": moment})

    async def last_wrong_codes(self, account_id: int, limit: int) -> list[datetime]:
        """Return when the account last tried a wrong code, newest first."""
        table = tables.wrong_code
        rows = await self._connection.execute(
            select(table.c.tried_at)
            .where(table.c.account_id == account_id)
            .order_by(table.c.tried_at.desc())
            .limit(limit)
        )
        return [row.tried_at for row in rows]
