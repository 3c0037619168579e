"""The copies of a notice: where each stands in the line, and on whose screen it was shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, select, update

from storage import tables
from storage.kinds import DeliveryState
from storage.outbox import in_state
from storage.shelf import Shelf

NOTICE, CORRECTION = "notice", "correction"
# What is held back until somebody lets it go is due then.
NEVER = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Shown:
    """A copy on a screen: `message_id` is the channel's, None for one that did not get there."""

    delivery_id: int
    account_id: int
    person_id: int
    message_id: str | None


def _of(notice_id: int) -> ColumnElement[bool]:
    table = tables.outbox
    return and_(table.c.kind == NOTICE, table.c.subject_id == notice_id)


def _shown() -> Select[tuple[object, ...]]:
    table = tables.outbox
    return select(
        table.c.id.label("delivery_id"),
        table.c.account_id,
        table.c.person_id,
        table.c.message_id,
    )


class Copies(Shelf):
    """Copies of one notice among the deliveries."""

    async def address(self, notice_id: int, people: Sequence[tuple[int, int | None]]) -> None:
        """Add everyone the notice is for: the person, and the unit through which."""
        await self._connection.execute(
            insert(tables.notice_recipient),
            [{"notice_id": notice_id, "person_id": p, "unit_id": unit_id} for p, unit_id in people],
        )

    async def hold(self, notice_id: int) -> None:
        """Let no copy that waits leave, until it is let go."""
        table = tables.outbox
        waiting = _of(notice_id) & in_state(DeliveryState.QUEUED)
        await self._run(update(table).where(waiting).values(due_at=NEVER))

    async def let_go(self, notice_id: int, moment: datetime) -> None:
        table = tables.outbox
        waiting = _of(notice_id) & in_state(DeliveryState.QUEUED)
        await self._run(update(table).where(waiting).values(due_at=moment))

    async def stop(self, notice_id: int) -> list[int]:
        """Take every copy that waits out of the line; return whose they were."""
        table = tables.outbox
        waiting = _of(notice_id) & in_state(DeliveryState.QUEUED)
        rows = await self._connection.execute(
            delete(table).where(waiting).returning(table.c.person_id)
        )
        return [row.person_id for row in rows]

    async def mark_stopped(
        self, notice_id: int, person_ids: Collection[int], moment: datetime
    ) -> None:
        table = tables.notice_recipient
        await self._run(
            update(table)
            .where(table.c.notice_id == notice_id, table.c.person_id.in_(person_ids))
            .values(stopped_at=moment)
        )

    async def ask_anew(self, notice_id: int) -> None:
        """Forget who confirmed, as what they confirmed was changed; the history keeps it."""
        table = tables.notice_recipient
        await self._run(
            update(table).where(table.c.notice_id == notice_id).values(confirmed_at=None)
        )

    async def in_flight(self, notice_id: int) -> list[int]:
        """Return the ids of the deliveries that carry a copy right now."""
        rows = await self._connection.execute(
            select(tables.outbox.c.id).where(_of(notice_id), in_state(DeliveryState.SENDING))
        )
        return [row.id for row in rows]

    async def landed(self, delivery_ids: Collection[int]) -> list[Shown]:
        """Return those of the deliveries that are in flight no more."""
        table = tables.outbox
        return await self._all(
            Shown,
            _shown().where(table.c.id.in_(delivery_ids), table.c.state != DeliveryState.SENDING),
        )

    async def shown(self, notice_id: int) -> list[Shown]:
        """Return the newest copy on each account's screen, an edited one where it now is."""
        table = tables.outbox
        newest = (
            select(func.max(table.c.id))
            .where(
                table.c.kind.in_((NOTICE, CORRECTION)),
                table.c.subject_id == notice_id,
                table.c.message_id.is_not(None),
            )
            .group_by(table.c.account_id)
        )
        return await self._all(Shown, _shown().where(table.c.id.in_(newest)).order_by(table.c.id))
