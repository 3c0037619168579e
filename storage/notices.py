"""Notices, their recipients, and what is known of each delivery."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, literal, select, update

from storage import tables
from storage.kinds import Audience, DeliveryState, NoticeState, ObligationKind
from storage.shelf import Shelf


@dataclass(frozen=True)
class Notice:
    """A notice from its first draft to its ledger; `revision` grows with every change.

    `units` narrows it to some units (None: every unit), `lacking` to who still owes that duty
    when it leaves; `lacking_of` is the notice meant where that duty is to confirm one. `send_at`
    was chosen by the author, `leaves_at` is when the first copy may leave, `released_at` when it
    did. `version` grows with every correction. `progress` is the count last shown.
    """

    id: int
    cycle_id: int
    author_id: int
    state: NoticeState
    revision: int
    subject: str
    body: str
    audience: Audience
    needs_confirmation: bool
    file_id: int | None
    created_at: datetime
    released_at: datetime | None
    progress: dict[str, Any]
    units: list[int] | None = None
    lacking: ObligationKind | None = None
    lacking_of: int | None = None
    is_urgent: bool = False
    send_at: datetime | None = None
    released_by: int | None = None
    leaves_at: datetime | None = None
    version: int = 1
    corrected_at: datetime | None = None


@dataclass(frozen=True)
class Version:
    """The words of a notice as they left, by whom and when."""

    version: int
    subject: str
    body: str
    by_person: int
    at: datetime


@dataclass(frozen=True)
class Recipient:
    """One person a notice is for, with the state of its latest delivery (None: no account)."""

    person_id: int
    full_name: str
    unit_name: str | None
    confirmed_at: datetime | None
    delivery: DeliveryState | None
    stopped_at: datetime | None = None


class Notices(Shelf):
    """Notices and recipients."""

    async def get(self, notice_id: int) -> Notice | None:
        return await self._one(Notice, select(tables.notice).where(tables.notice.c.id == notice_id))

    async def add(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.notice), values)

    async def change(self, notice_id: int, values: Mapping[str, Any]) -> None:
        """Change the notice's columns; its revision grows."""
        table = tables.notice
        await self._run(
            update(table)
            .where(table.c.id == notice_id)
            .values(revision=table.c.revision + 1, **values)
        )

    async def draft_of(self, cycle_id: int, author_id: int) -> Notice | None:
        table = tables.notice
        return await self._one(
            Notice,
            select(table)
            .where(
                table.c.cycle_id == cycle_id,
                table.c.author_id == author_id,
                table.c.state == NoticeState.DRAFT,
            )
            .order_by(table.c.id.desc()),
        )

    async def offered(self, cycle_id: int) -> list[Notice]:
        """Return what waits for the chair to release it, oldest first."""
        table = tables.notice
        return await self._all(
            Notice,
            select(table)
            .where(table.c.cycle_id == cycle_id, table.c.state == NoticeState.OFFERED)
            .order_by(table.c.id),
        )

    async def scheduled(self, cycle_id: int) -> list[Notice]:
        """Return what was released and has not left yet, the next to leave first."""
        table = tables.notice
        return await self._all(
            Notice,
            select(table)
            .where(table.c.cycle_id == cycle_id, table.c.state == NoticeState.SCHEDULED)
            .order_by(table.c.leaves_at, table.c.id),
        )

    async def leaving(self, moment: datetime) -> list[Notice]:
        """Return every notice whose first copy may leave by an instant."""
        table = tables.notice
        return await self._all(
            Notice,
            select(table)
            .where(
                table.c.state
                == literal(NoticeState.SCHEDULED, table.c.state.type, literal_execute=True),
                table.c.leaves_at <= moment,
            )
            .order_by(table.c.leaves_at, table.c.id),
        )

    async def attach(self, notice_id: int, file_id: int) -> None:
        await self._add(insert(tables.notice_file), {"notice_id": notice_id, "file_id": file_id})

    async def detach(self, notice_id: int, file_id: int) -> None:
        table = tables.notice_file
        await self._run(
            delete(table).where(table.c.notice_id == notice_id, table.c.file_id == file_id)
        )

    async def files_of(self, notice_id: int) -> list[int]:
        """Return the ids of the attached files, in the order they were attached."""
        table = tables.notice_file
        rows = await self._connection.execute(
            select(table.c.file_id).where(table.c.notice_id == notice_id).order_by(table.c.id)
        )
        return [row.file_id for row in rows]

    async def keep_version(self, notice: Notice, by_person: int, moment: datetime) -> None:
        """Keep the words of a notice as they leave; they are never changed afterwards."""
        await self._add(
            insert(tables.notice_version),
            {
                "notice_id": notice.id,
                "version": notice.version,
                "subject": notice.subject,
                "body": notice.body,
                "by_person": by_person,
                "at": moment,
            },
        )

    async def versions(self, notice_id: int) -> list[Version]:
        """Return what was sent, first to last."""
        table = tables.notice_version
        return await self._all(
            Version,
            select(table).where(table.c.notice_id == notice_id).order_by(table.c.version),
        )

    async def sending(self) -> list[Notice]:
        table = tables.notice
        return await self._all(Notice, select(table).where(table.c.state == NoticeState.SENDING))

    async def released(self, cycle_id: int, limit: int) -> list[Notice]:
        """Return the newest released notices first."""
        table = tables.notice
        return await self._all(
            Notice,
            select(table)
            .where(table.c.cycle_id == cycle_id, table.c.released_at.is_not(None))
            .order_by(table.c.id.desc())
            .limit(limit),
        )

    async def add_recipient(self, notice_id: int, person_id: int, unit_id: int | None) -> None:
        await self._add(
            insert(tables.notice_recipient),
            {"notice_id": notice_id, "person_id": person_id, "unit_id": unit_id},
        )

    async def confirm(self, notice_id: int, person_id: int, moment: datetime) -> bool:
        """Record "đã đọc" once; False when the person is no recipient or confirmed before."""
        table = tables.notice_recipient
        confirmed = await self._run(
            update(table)
            .where(
                table.c.notice_id == notice_id,
                table.c.person_id == person_id,
                table.c.confirmed_at.is_(None),
            )
            .values(confirmed_at=moment)
        )
        return confirmed == 1

    async def received_by(self, person_id: int, limit: int) -> list[Notice]:
        """Return the newest notices that were sent to this person."""
        table, recipient = tables.notice, tables.notice_recipient
        return await self._all(
            Notice,
            select(table)
            .join(recipient, recipient.c.notice_id == table.c.id)
            .where(recipient.c.person_id == person_id)
            .order_by(table.c.id.desc())
            .limit(limit),
        )

    async def recipients(self, notice_id: int) -> list[Recipient]:
        """Return everyone the notice is for, in the order they were added."""
        table, outbox = tables.notice_recipient, tables.outbox
        latest = (
            select(outbox.c.state)
            .where(
                outbox.c.kind == "notice",
                outbox.c.subject_id == table.c.notice_id,
                outbox.c.person_id == table.c.person_id,
            )
            .order_by(outbox.c.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        return await self._all(
            Recipient,
            select(
                table.c.person_id,
                tables.person.c.full_name,
                tables.unit.c.name.label("unit_name"),
                table.c.confirmed_at,
                latest.label("delivery"),
                table.c.stopped_at,
            )
            .join(tables.person, tables.person.c.id == table.c.person_id)
            .outerjoin(tables.unit, tables.unit.c.id == table.c.unit_id)
            .where(table.c.notice_id == notice_id)
            .order_by(table.c.id),
        )
