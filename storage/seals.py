"""Forgets what the screens said that asked once more before a secret ballot (R9)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Table, Text, cast, select, update

from storage import tables
from storage.shelf import Shelf
from storage.web_chats import BALLOT, WebChats

BLANK = {"text": BALLOT, "buttons": []}


class Seals(Shelf):
    """Both places that keep a screen: the outbox, and the chat page as it stands."""

    async def screens(self, account_id: int, code: str) -> None:
        """Blank the account's screens that carry a button of this code."""
        outbox, pages = tables.outbox, WebChats(self._connection)
        for row in await self._showing(outbox, account_id, code):
            content = {**row.content, **BLANK}
            await self._run(update(outbox).where(outbox.c.id == row.id).values(content=content))
        for row in await self._showing(tables.web_message, account_id, code):
            await pages.redraw(row.id, account_id, {**row.content, **BLANK})

    async def _showing(self, table: Table, account_id: int, code: str) -> Sequence[Row[int, Any]]:
        told = cast(table.c.content, Text).contains(f'"{code}:', autoescape=True)
        rows = await self._connection.execute(
            select(table.c.id, table.c.content).where(table.c.account_id == account_id, told)
        )
        return rows.all()
