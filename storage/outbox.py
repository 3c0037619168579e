"""What is to be said, to whom, and what is known of each delivery.

The states are drawn in bot/delivery.py; what waits to leave is storage/lines.py.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from storage import tables
from storage.kinds import AccountState, DeliveryState, Lane
from storage.shelf import Shelf


def in_state(state: DeliveryState, rows: FromClause = tables.outbox) -> ColumnElement[bool]:
    """Compare with a constant, not a parameter: only so SQLite takes a partial index."""
    column = rows.c.state
    return column == literal(state, column.type, literal_execute=True)


@dataclass(frozen=True)
class Delivery:
    """One message to one account. `content` is a message, or facts rendered at sending.

    `is_lost`: nothing has reached the account lately.
    """

    id: int
    account_id: int
    channel: str
    external_id: str
    person_id: int | None
    lane: Lane
    kind: str
    subject_id: int | None
    content: dict[str, Any]
    press_id: str | None
    target_id: str | None
    attempts: int
    resend_of: int | None
    due_at: datetime
    created_at: datetime
    is_lost: bool


def deliveries() -> Select[tuple[object, ...]]:
    table, account = tables.outbox, tables.account
    return select(
        table.c.id,
        table.c.account_id,
        account.c.channel,
        account.c.external_id,
        table.c.person_id,
        table.c.lane,
        table.c.kind,
        table.c.subject_id,
        table.c.content,
        table.c.press_id,
        table.c.target_id,
        table.c.attempts,
        table.c.resend_of,
        table.c.due_at,
        table.c.created_at,
        (account.c.state == AccountState.UNREACHABLE).label("is_lost"),
    ).join(account, account.c.id == table.c.account_id)


class Outbox(Shelf):
    """Deliveries by state; six states, no other."""

    async def add(self, values: Mapping[str, Any]) -> int | None:
        """Queue one delivery; None when its dedupe key was queued before."""
        dedupe = values.get("dedupe")
        if dedupe is not None and await self.is_known(dedupe):
            return None
        row = {"state": DeliveryState.QUEUED, "attempts": 0, "error": "", **values}
        return await self._add(insert(tables.outbox), row)

    async def settle(
        self, delivery_id: int, state: DeliveryState, values: Mapping[str, Any]
    ) -> None:
        """Record how a delivery ended; `values` may carry message id, error, settled_at."""
        table = tables.outbox
        await self._run(
            update(table).where(table.c.id == delivery_id).values(state=state, **values)
        )

    async def enclose(self, delivery: Delivery, files: Sequence[Mapping[str, Any]]) -> None:
        """Let a delivery carry these files by id, the papers made for it among them."""
        table = tables.outbox
        content = {**delivery.content, "files": list(files)}
        await self._run(update(table).where(table.c.id == delivery.id).values(content=content))

    async def withdraw(self, delivery_id: int) -> None:
        """Take back a message that has nothing left to say; it never left."""
        await self._run(delete(tables.outbox).where(tables.outbox.c.id == delivery_id))

    async def lost_in_flight(
        self, safe_channels: Collection[str], moment: datetime
    ) -> list[tuple[int, str]]:
        """Settle every SENDING row found at start; return (id, kind) of those now UNKNOWN.

        Where a channel shows one delivery once however often it is sent, nothing is unknown:
        its rows go back in line. So do redraws that nobody asked for just now, on any channel: to
        draw the same twice is harmless, and nothing else would draw it later.
        """
        table = tables.outbox
        safe = select(tables.account.c.id).where(tables.account.c.channel.in_(safe_channels))
        repeatable = or_(
            table.c.account_id.in_(safe),
            and_(table.c.target_id.is_not(None), table.c.kind != "reply"),
        )
        lost = update(table).where(in_state(DeliveryState.SENDING))
        await self._run(lost.where(repeatable).values(state=DeliveryState.QUEUED))
        rows = await self._connection.execute(
            lost.values(state=DeliveryState.UNKNOWN, settled_at=moment).returning(
                table.c.id, table.c.kind
            )
        )
        return [(row.id, row.kind) for row in rows]

    async def resend(
        self, delivery_id: int, moment: datetime, after: timedelta = timedelta(0)
    ) -> None:
        """Queue an UNKNOWN delivery once more; a resend is never resent."""
        table = tables.outbox
        kept = ("account_id", "person_id", "lane", "kind", "subject_id", "content")
        row = (await self._connection.execute(select(table).where(table.c.id == delivery_id))).one()
        if row.resend_of is None:
            values = {name: getattr(row, name) for name in kept}
            due = {"due_at": moment + after, "created_at": moment}
            await self.add({**values, "resend_of": delivery_id, **due})

    async def move_screen(self, account_id: int, old: str, new: str) -> None:
        """Let a named message be known under a new id: its old screen is gone."""
        table = tables.outbox
        await self._run(
            update(table)
            .where(
                table.c.account_id == account_id,
                table.c.message_id == old,
                table.c.dedupe.is_not(None),
            )
            .values(message_id=new)
        )

    async def missed(self, account_id: int, since: datetime) -> dict[str, int]:
        """Count by kind what did not reach the account.

        A notice counts once, and not at all when it came in the end.
        """
        table, came = tables.outbox, tables.outbox.alias("came")
        is_notice = table.c.kind == "notice"
        has_come = exists().where(
            is_notice,
            came.c.kind == table.c.kind,
            came.c.subject_id == table.c.subject_id,
            came.c.person_id == table.c.person_id,
            came.c.state == DeliveryState.SENT,
        )
        one_each = case((is_notice, table.c.subject_id), else_=-table.c.id)
        rows = await self._connection.execute(
            select(table.c.kind, func.count(one_each.distinct()))
            .where(
                table.c.account_id == account_id,
                table.c.state == DeliveryState.UNREACHABLE,
                table.c.settled_at >= since,
                ~has_come,
            )
            .group_by(table.c.kind)
        )
        return {str(kind): int(count) for kind, count in rows}

    async def message_id_of(self, dedupe: str) -> tuple[int, str] | None:
        """Return (account id, channel's message id) of a sent delivery with this key.

        Where only its resend is known to have arrived, that one is meant.
        """
        table, first = tables.outbox, tables.outbox.alias("first")
        named = select(first.c.id).where(first.c.dedupe == dedupe)
        row = (
            await self._connection.execute(
                select(table.c.account_id, table.c.message_id).where(
                    or_(table.c.dedupe == dedupe, table.c.resend_of.in_(named)),
                    table.c.message_id.is_not(None),
                )
            )
        ).first()
        return None if row is None else (row.account_id, row.message_id)

    async def is_known(self, dedupe: str) -> bool:
        """Tell whether a delivery with this key was ever queued."""
        known = select(tables.outbox.c.id).where(tables.outbox.c.dedupe == dedupe)
        return await self._scalar(known) is not None

    async def is_waiting(self, dedupe: str) -> bool:
        """Tell whether the delivery with this key, or its resend, has not ended yet."""
        table, first = tables.outbox, tables.outbox.alias("first")
        named = select(first.c.id).where(first.c.dedupe == dedupe)
        found = select(table.c.id).where(
            or_(table.c.dedupe == dedupe, table.c.resend_of.in_(named)),
            table.c.state.in_((DeliveryState.QUEUED, DeliveryState.SENDING)),
        )
        return await self._scalar(found) is not None

    async def said(
        self,
        account_id: int,
        limit: int,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[dict[str, Any]]:
        """Return what was last said to the account, newest first, as sent."""
        table = tables.outbox
        spoken = select(table.c.content).where(
            table.c.account_id == account_id, table.c.message_id.is_not(None)
        )
        if since is not None:
            spoken = spoken.where(table.c.created_at >= since)
        if until is not None:
            spoken = spoken.where(table.c.created_at <= until)
        rows = await self._connection.execute(spoken.order_by(table.c.id.desc()).limit(limit))
        return [row.content for row in rows]

    async def first_said(self, account_id: int, since: datetime) -> str:
        """Return the first text with which we answered the account at or after an instant, or ""."""
        table = tables.outbox
        content: dict[str, Any] | None = await self._scalar(
            select(table.c.content)
            .where(
                table.c.account_id == account_id,
                table.c.kind == "reply",
                table.c.created_at >= since,
            )
            .order_by(table.c.id)
            .limit(1)
        )
        return str(content["text"]) if content else ""

    async def sent_of_kind(self, kind: str) -> list[dict[str, Any]]:
        """Return what was said in every sent delivery of a kind, oldest first."""
        table = tables.outbox
        rows = await self._connection.execute(
            select(table.c.content)
            .where(table.c.kind == kind, table.c.state == DeliveryState.SENT)
            .order_by(table.c.id)
        )
        return [row.content for row in rows]

    async def screen_of(self, account_id: int, message_id: str) -> str | None:
        """Return what kind of delivery a message on the account's screen was first sent as.

        None for one with files: whoever got them keeps them.
        """
        table = tables.outbox
        rows = await self._connection.execute(
            select(table.c.kind, table.c.content)
            .where(table.c.account_id == account_id, table.c.message_id == message_id)
            .order_by(table.c.id)
            .limit(1)
        )
        found = rows.first()
        return None if found is None or found.content.get("files") else str(found.kind)

    async def forget(self, moment: datetime, keep: timedelta) -> int:
        """Delete sent replies older than `keep`; notices and reminders are the record, they stay."""
        table = tables.outbox
        return await self._run(
            delete(table).where(
                table.c.kind == "reply",
                table.c.state == DeliveryState.SENT,
                table.c.settled_at < moment - keep,
            )
        )
