"""Notices as lists: what one person writes and follows, and what one person was sent."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, case, or_, select

from storage import tables
from storage.kinds import NoticeState
from storage.notices import Notice
from storage.shelf import Shelf

STAGES = (
    (NoticeState.DRAFT,),
    (NoticeState.OFFERED,),
    (NoticeState.SCHEDULED,),
    (NoticeState.SENDING, NoticeState.PAUSED),
)


@dataclass(frozen=True)
class Copy:
    """What one reader has of a notice; `confirmed_at` is None until they pressed "Đã đọc"."""

    notice_id: int
    confirmed_at: datetime | None


class Noticeboard(Shelf):
    """Lists of notices, and one reader's copy."""

    async def written(self, cycle_id: int, author_id: int) -> list[Notice]:
        """Return the author's own drafts, then what anybody offered, scheduled and sent.

        The newest come first among each; what was discarded, and others' drafts, are left out.
        """
        table = tables.notice
        stage = case(
            *((table.c.state.in_(states), at) for at, states in enumerate(STAGES)),
            else_=len(STAGES),
        )
        return await self._all(
            Notice,
            select(table)
            .where(
                table.c.cycle_id == cycle_id,
                table.c.state != NoticeState.DISCARDED,
                or_(table.c.state != NoticeState.DRAFT, table.c.author_id == author_id),
            )
            .order_by(stage, table.c.id.desc()),
        )

    async def received_by(self, person_id: int) -> list[Notice]:
        """Return what was sent to this person, or by them: first what they have still to confirm.

        The newest come first among each; a copy stopped before it left is not among them.
        """
        table, recipient = tables.notice, tables.notice_recipient
        mine = and_(
            recipient.c.notice_id == table.c.id,
            recipient.c.person_id == person_id,
            recipient.c.stopped_at.is_(None),
        )
        is_sent = recipient.c.id.is_not(None)
        waits = and_(is_sent, table.c.needs_confirmation, recipient.c.confirmed_at.is_(None))
        return await self._all(
            Notice,
            select(table)
            .outerjoin(recipient, mine)
            .where(or_(is_sent, table.c.released_by == person_id))
            .order_by(waits.desc(), table.c.id.desc()),
        )

    async def copies_of(self, person_id: int) -> dict[int, Copy]:
        """Return this person's copies by the notice's id."""
        table = tables.notice_recipient
        found = await self._all(Copy, _copies().where(table.c.person_id == person_id))
        return {copy.notice_id: copy for copy in found}

    async def copy_of(self, notice_id: int, person_id: int) -> Copy | None:
        table = tables.notice_recipient
        at = (table.c.notice_id == notice_id, table.c.person_id == person_id)
        return await self._one(Copy, _copies().where(*at))


def _copies() -> Select[tuple[object, ...]]:
    """Select copies; one that was stopped before it left is nobody's."""
    table = tables.notice_recipient
    return select(table.c.notice_id, table.c.confirmed_at).where(table.c.stopped_at.is_(None))
