"""What the channels received, stored before it is acknowledged, taken in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, literal, select, update
from sqlalchemy.dialects.sqlite import insert

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


def _is_new() -> ColumnElement[bool]:
    """Compare with a constant, not a parameter: only so SQLite takes a partial index."""
    column = tables.inbox.c.state
    return column == literal(InboxState.NEW, column.type, literal_execute=True)


def _is(channel: str, external_id: str) -> ColumnElement[bool]:
    table = tables.inbox
    return (table.c.channel == channel) & (table.c.external_id == external_id)


class Inbox(Shelf):
    """Received updates, unique by (channel, external id)."""

    async def add(
        self, channel: str, external_id: str, raw: Mapping[str, Any], moment: datetime
    ) -> bool:
        """Store one update; False when this very update was stored before."""
        stored = await self._run(
            insert(tables.inbox)
            .values(
                channel=channel,
                external_id=external_id,
                raw=dict(raw),
                state=InboxState.NEW,
                attempts=0,
                error="",
                received_at=moment,
            )
            .on_conflict_do_nothing(index_elements=["channel", "external_id"])
        )
        return stored == 1

    async def attach(self, channel: str, external_id: str, content: bytes) -> None:
        """Store the bytes that came with an update; they go when it is dealt with."""
        update_id = select(tables.inbox.c.id).where(_is(channel, external_id)).scalar_subquery()
        await self._run(insert(tables.upload).values(inbox_id=update_id, content=content))

    async def attached(self, channel: str, external_id: str) -> bytes | None:
        content: bytes | None = await self._scalar(
            select(tables.upload.c.content).join(tables.inbox).where(_is(channel, external_id))
        )
        return content

    async def next(self) -> Received | None:
        table = tables.inbox
        return await self._one(
            Received,
            select(table).where(_is_new()).order_by(table.c.id).limit(1),
        )

    async def finish(self, received_id: int, moment: datetime, *, had_file: bool = True) -> None:
        table = tables.inbox
        await self._run(
            update(table)
            .where(table.c.id == received_id)
            .values(state=InboxState.DONE, done_at=moment)
        )
        if had_file:
            await self._drop_attached(received_id)

    async def seal(self, received_id: int) -> None:
        """Forget what an update said; that it came, and from which channel, stays known."""
        table = tables.inbox
        await self._run(update(table).where(table.c.id == received_id).values(raw={}))

    async def fail(self, received: Received, error: str, moment: datetime, *, final: bool) -> None:
        """Count a failed attempt; a final one takes the row out of the line."""
        table = tables.inbox
        state = InboxState.FAILED if final else InboxState.NEW
        await self._run(
            update(table)
            .where(table.c.id == received.id)
            .values(attempts=received.attempts + 1, error=error[:500], state=state, done_at=moment)
        )
        if final:
            await self._drop_attached(received.id)

    async def n_waiting(self) -> int:
        return int(await self._scalar(select(func.count()).where(_is_new())))

    async def oldest_waiting_at(self) -> datetime | None:
        """Return when the update came that has waited longest."""
        table = tables.inbox
        found: datetime | None = await self._scalar(
            select(table.c.received_at).where(_is_new()).order_by(table.c.id).limit(1)
        )
        return found

    async def last_done_at(self) -> datetime | None:
        """Return when an update was last dealt with."""
        table = tables.inbox
        found: datetime | None = await self._scalar(
            select(table.c.done_at)
            .where(table.c.done_at.is_not(None))
            .order_by(table.c.id.desc())
            .limit(1)
        )
        return found

    async def forget(self, moment: datetime, keep: timedelta) -> int:
        """Delete what was done or failed longer than `keep` ago; return how many rows."""
        table = tables.inbox
        return await self._run(
            delete(table).where(table.c.state != InboxState.NEW, table.c.done_at < moment - keep)
        )

    async def _drop_attached(self, received_id: int) -> None:
        table = tables.upload
        await self._run(delete(table).where(table.c.inbox_id == received_id))
