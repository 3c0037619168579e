"""What waits to leave: who is next on a channel, and when the others may."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from storage import tables
from storage.kinds import DeliveryState
from storage.outbox import Delivery, deliveries, in_state
from storage.shelf import Shelf

MOMENT = bindparam("moment", type_=tables.outbox.c.due_at.type)


def _has_one_in_flight() -> ColumnElement[bool]:
    flying = tables.outbox.alias("flying")
    return exists().where(
        in_state(DeliveryState.SENDING, flying), flying.c.account_id == tables.outbox.c.account_id
    )


def _has_an_earlier_one() -> ColumnElement[bool]:
    table, earlier = tables.outbox, tables.outbox.alias("earlier")
    return exists().where(
        in_state(DeliveryState.QUEUED, earlier),
        earlier.c.account_id == table.c.account_id,
        earlier.c.due_at <= MOMENT,
        or_(
            earlier.c.lane < table.c.lane,
            and_(earlier.c.lane == table.c.lane, earlier.c.id < table.c.id),
        ),
    )


def _first() -> Select[tuple[object, ...]]:
    table, account = tables.outbox, tables.account
    its_channel = select(account.c.channel).where(account.c.id == table.c.account_id)
    # By itself, without a join: only so SQLite walks the line's index and stops at the limit.
    chosen = (
        select(table.c.id)
        .where(
            in_state(DeliveryState.QUEUED),
            table.c.due_at <= MOMENT,
            its_channel.scalar_subquery() == bindparam("channel"),
            table.c.account_id.not_in(bindparam("held", expanding=True)),
            table.c.id.not_in(bindparam("waiting", expanding=True)),
            ~_has_one_in_flight(),
            ~_has_an_earlier_one(),
        )
        .order_by(table.c.lane, table.c.id)
        .limit(bindparam("limit"))
        .subquery()
    )
    its_line = deliveries().join(chosen, chosen.c.id == table.c.id)
    return its_line.order_by(table.c.lane, table.c.id)


# Asked at every delivery, and dear to build: aliases copy each column.
FIRST = _first()


class Line(Shelf):
    """Queued deliveries in leaving order: by lane, then as they were queued."""

    async def first(
        self,
        channel: str,
        moment: datetime,
        limit: int,
        held: Collection[int] = (),
        waiting: Collection[int] = (),
    ) -> list[Delivery]:
        """Return what is due on a channel: the first of each account, in leaving order.

        An account with one in flight waits, so do the accounts `held` and the deliveries
        `waiting`, and what stands behind one of these for the same account. Costs a few index
        steps a delivery returned, however long the line is.
        """
        asked = {"channel": channel, "moment": moment, "limit": limit}
        asked |= {"held": list(held), "waiting": list(waiting)}
        return await self._all(Delivery, FIRST, asked)

    async def is_waiting(self, channel: str, moment: datetime) -> bool:
        """Tell whether something is due on a channel and in nobody's hands."""
        table, account = tables.outbox, tables.account
        found = (
            select(table.c.id)
            .join(account, account.c.id == table.c.account_id)
            .where(
                in_state(DeliveryState.QUEUED),
                table.c.due_at <= moment,
                account.c.channel == channel,
            )
        )
        return await self._scalar(found.limit(1)) is not None

    async def add_all(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Queue many deliveries at once, all with the same columns and with keys that are new."""
        fresh = {"state": DeliveryState.QUEUED, "attempts": 0, "error": ""}
        if rows:
            await self._connection.execute(insert(tables.outbox), [{**fresh, **r} for r in rows])

    async def is_overtaken(self, delivery: Delivery) -> bool:
        """Tell whether a newer redraw of the same screen makes it pointless."""
        if delivery.target_id is None or not delivery.attempts:
            return False
        table = tables.outbox
        newer = select(table.c.id).where(
            table.c.id > delivery.id,
            table.c.account_id == delivery.account_id,
            table.c.target_id == delivery.target_id,
        )
        return await self._scalar(newer.limit(1)) is not None

    async def start(self, delivery_ids: Collection[int]) -> None:
        table = tables.outbox
        await self._run(
            update(table)
            .where(table.c.id.in_(delivery_ids), table.c.state == DeliveryState.QUEUED)
            .values(state=DeliveryState.SENDING, attempts=table.c.attempts + 1)
        )

    async def postpone(self, delivery_id: int, until: datetime, error: str) -> None:
        """Put a delivery back in line, not before `until`."""
        table = tables.outbox
        await self._run(
            update(table)
            .where(table.c.id == delivery_id)
            .values(state=DeliveryState.QUEUED, due_at=until, error=error[:300])
        )

    async def readdress(self, delivery_id: int, account_id: int) -> None:
        """Let a waiting delivery go to another account of its person."""
        table = tables.outbox
        await self._run(
            update(table).where(table.c.id == delivery_id).values(account_id=account_id)
        )

    async def put_back(self, delivery_id: int) -> None:
        """Put a delivery back in line as it stood: it was never tried."""
        table = tables.outbox
        await self._run(
            update(table)
            .where(table.c.id == delivery_id, table.c.state == DeliveryState.SENDING)
            .values(state=DeliveryState.QUEUED, attempts=table.c.attempts - 1)
        )

    async def n_under_way(self, moment: datetime) -> int:
        """Count what is due or in flight."""
        table = tables.outbox
        due = in_state(DeliveryState.QUEUED) & (table.c.due_at <= moment)
        in_flight = in_state(DeliveryState.SENDING)
        return int(await self._scalar(select(func.count(table.c.id)).where(due | in_flight)))

    async def next_due_at(self, moment: datetime) -> datetime | None:
        """Return when the next delivery falls due after an instant."""
        table = tables.outbox
        found: datetime | None = await self._scalar(
            select(func.min(table.c.due_at)).where(
                in_state(DeliveryState.QUEUED), table.c.due_at > moment
            )
        )
        return found

    async def oldest_due_at(self, moment: datetime, channels: Collection[str]) -> datetime | None:
        """Return since when the longest waiting delivery of these channels may leave."""
        table, account = tables.outbox, tables.account
        found: datetime | None = await self._scalar(
            select(table.c.due_at)
            .join(account, account.c.id == table.c.account_id)
            .where(
                in_state(DeliveryState.QUEUED),
                table.c.due_at <= moment,
                account.c.channel.in_(channels),
            )
            .order_by(table.c.due_at)
            .limit(1)
        )
        return found

    async def turn_back(self, was: datetime, now: datetime, within: timedelta) -> int:
        """Move what was due by `was + within` along with a clock that was set back to `now`.

        What is planned for a later hour of the day stays there. Returns how many moved.
        """
        table = tables.outbox
        rows = await self._connection.execute(
            select(table.c.id, table.c.due_at).where(
                in_state(DeliveryState.QUEUED),
                table.c.due_at > now,
                table.c.due_at <= was + within,
            )
        )
        moved = [{"moved": row.id, "then": row.due_at - (was - now)} for row in rows]
        if moved:
            then = bindparam("then", type_=table.c.due_at.type)
            one = update(table).where(table.c.id == bindparam("moved")).values(due_at=then)
            await self._connection.execute(one, moved)
        return len(moved)
