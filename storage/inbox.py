"""What the channels received, stored before it is acknowledged, taken in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage import tables
from storage.kinds import InboxState
from storage.shelf import Shelf


@dataclass(frozen=True)
class Received:
    """One raw update as the channel gave it."""

    id: int
    channel: str
    external_id: str
    raw: dict[str, Any]
    state: InboxState
    attempts: int
    error: str
    received_at: datetime
    done_at: datetime | None


class Inbox(Shelf):
    """Received updates, unique by (channel, external id)."""

    async def add(
        self, channel: str, external_id: str, raw: Mapping[str, Any], moment: datetime
    ) -> bool:
        """Store one update; False when this very update was stored before."""
        values = {
            "channel": channel,
            "external_id": external_id,
            "raw": dict(raw),
            "state": InboxState.NEW,
            "attempts": 0,
            "error": "",
            "received_at": moment,
        }
        try:
            async with self._connection.begin_nested():
                await self._add(insert(tables.inbox), values)
        except IntegrityError:
            return False
        return True

    async def next(self) -> Received | None:
        table = tables.inbox
        return await self._one(
            Received,
            select(table).where(table.c.state == InboxState.NEW).order_by(table.c.id).limit(1),
        )

    async def finish(self, received_id: int, moment: datetime) -> None:
        table = tables.inbox
        await self._run(
            update(table)
            .where(table.c.id == received_id)
            .values(state=InboxState.DONE, done_at=moment)
        )

    async def fail(self, received: Received, error: str, moment: datetime, *, final: bool) -> None:
        """Count a failed attempt; a final one takes the row out of the line."""
        table = tables.inbox
        state = InboxState.FAILED if final else InboxState.NEW
        await self._run(
            update(table)
            .where(table.c.id == received.id)
            .values(attempts=received.attempts + 1, error=error[:500], state=state, done_at=moment)
        )

    async def n_waiting(self) -> int:
        table = tables.inbox
        return int(await self._scalar(select(func.count()).where(table.c.state == InboxState.NEW)))

    async def forget(self, moment: datetime, keep: timedelta) -> int:
        """Delete what was dealt with longer than `keep` ago; return how many rows."""
        table = tables.inbox
        return await self._run(
            delete(table).where(table.c.state == InboxState.DONE, table.c.done_at < moment - keep)
        )
