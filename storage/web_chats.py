"""The web channel's own side: sessions and the messages of each chat page.

It plays the part that Telegram's servers play for Telegram: a delivery is "received by the
channel" when its row stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_new

from storage import tables
from storage.accounts import Account
from storage.shelf import Shelf

BALLOT = "\N{BALLOT BOX WITH BALLOT}"


@dataclass(frozen=True)
class WebMessage:
    """One bubble of a chat page; `revision` grows with every change anywhere."""

    id: int
    account_id: int
    incoming_id: str | None
    delivery_id: int | None
    revision: int
    content: dict[str, Any]
    at: datetime


class WebChats(Shelf):
    """Sessions and bubbles."""

    async def open_session(self, token_hash: str, account_id: int, moment: datetime) -> None:
        await self._add(
            insert(tables.web_session),
            {"token_hash": token_hash, "account_id": account_id, "opened_at": moment},
        )

    async def session_account(self, token_hash: str) -> Account | None:
        table = tables.web_session
        return await self._one(
            Account,
            select(tables.account)
            .join(table, table.c.account_id == tables.account.c.id)
            .where(table.c.token_hash == token_hash, table.c.closed_at.is_(None)),
        )

    async def show(self, values: Mapping[str, Any]) -> WebMessage:
        """Add a bubble; repeating a delivery or an incoming id returns the first one."""
        table = tables.web_message
        added = await self._one(
            WebMessage,
            insert_new(table)
            .values(**values, revision=_next_revision())
            .on_conflict_do_nothing()
            .returning(table),
        )
        if added is not None:
            return added
        key = "delivery_id" if values.get("delivery_id") is not None else "incoming_id"
        known = await self._one(WebMessage, select(table).where(table.c[key] == values[key]))
        assert known is not None
        return known

    async def redraw(self, message_id: int, account_id: int, content: Mapping[str, Any]) -> bool:
        """Replace a bubble of this account in place; False when there is no such bubble.

        The files that it carries stay with it: whoever got them keeps them.
        """
        table = tables.web_message
        mine = (table.c.id == message_id, table.c.account_id == account_id)
        shown = await self._scalar(select(table.c.content).where(*mine))
        if shown is None:
            return False
        new = {**content, "files": content["files"] or shown["files"]}
        await self._run(update(table).where(*mine).values(content=new, revision=_next_revision()))
        return True

    async def seal(self, incoming_id: str) -> None:
        """Let a bubble that a person sent say no more than that a ballot went in."""
        table = tables.web_message
        found = await self._one(WebMessage, select(table).where(table.c.incoming_id == incoming_id))
        if found is not None:
            await self.redraw(found.id, found.account_id, {**found.content, "text": BALLOT})

    async def since(self, account_id: int, revision: int, limit: int) -> list[WebMessage]:
        """Return bubbles added or changed after `revision`, oldest change first."""
        table = tables.web_message
        return await self._all(
            WebMessage,
            select(table)
            .where(table.c.account_id == account_id, table.c.revision > revision)
            .order_by(table.c.revision)
            .limit(limit),
        )

    async def latest(self, account_id: int, limit: int, before: int | None) -> list[WebMessage]:
        """Return the newest bubbles (before an id, when given), oldest first."""
        table = tables.web_message
        statement = select(table).where(table.c.account_id == account_id)
        if before is not None:
            statement = statement.where(table.c.id < before)
        newest = await self._all(WebMessage, statement.order_by(table.c.id.desc()).limit(limit))
        return newest[::-1]

    async def may_read_file(self, account_id: int, file_id: int) -> bool:
        """Tell whether a bubble of this account carries the file."""
        table = tables.web_message
        rows = await self._connection.execute(
            select(table.c.content).where(table.c.account_id == account_id)
        )
        return any(
            file_id == attached.get("id")
            for row in rows
            for attached in row.content.get("files", ())
        )


def _next_revision() -> ScalarSelect[int]:
    last = tables.web_message.alias("last")
    return select(func.coalesce(func.max(last.c.revision), 0) + 1).scalar_subquery()
