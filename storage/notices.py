"""Notices, their recipients, and what is known of each delivery."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Subquery, and_, delete, func, insert, literal, select, update

from storage import tables
from storage.files import FileName
from storage.kinds import Audience, DeliveryState, NoticeState, ObligationKind
from storage.shelf import Shelf


@dataclass(frozen=True)
class Notice:
    """A notice from its first draft to its ledger; `revision` grows with every change.

    `units` narrows it to some units (None: every unit), `lacking` to who still owes that duty
    when it leaves; `lacking_of` is the notice meant where that duty is to confirm one. `send_at`
    was chosen by the author, `leaves_at` is when the first copy may leave, `released_at` when it
    did. `version` grows with every correction. `reason` is why the chair gave a draft back.
    `progress` is the count last shown.
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
    reason: str = ""


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
    """One person a notice is for, with the state of its latest delivery (None: no account).

    `settled_at` is when that state became known; `reminded` how often they were to confirm.
    """

    person_id: int
    full_name: str
    unit_name: str | None
    confirmed_at: datetime | None
    delivery: DeliveryState | None
    stopped_at: datetime | None = None
    settled_at: datetime | None = None
    channel: str | None = None
    reminded: int = 0


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
        """Return the author's newest draft that the chair has not given back."""
        table = tables.notice
        return await self._one(
            Notice,
            select(table)
            .where(
                table.c.cycle_id == cycle_id,
                table.c.author_id == author_id,
                table.c.state == NoticeState.DRAFT,
                table.c.reason == "",
            )
            .order_by(table.c.id.desc()),
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

    async def has_like(self, notice_id: int, file_id: int) -> bool:
        """Tell whether a file of the same name and bytes is attached already."""
        table, kept = tables.notice_file, tables.file
        sent = kept.alias()
        found = await self._scalar(
            select(kept.c.id)
            .join(table, table.c.file_id == kept.c.id)
            .join(sent, and_(sent.c.name == kept.c.name, sent.c.sha256 == kept.c.sha256))
            .where(table.c.notice_id == notice_id, sent.c.id == file_id)
        )
        return found is not None

    async def files_of(self, notice_id: int) -> list[FileName]:
        """Return the attached files, in the order they were attached."""
        table, file = tables.notice_file, tables.file
        return await self._all(
            FileName,
            select(file.c.id, file.c.name)
            .join(table, table.c.file_id == file.c.id)
            .where(table.c.notice_id == notice_id)
            .order_by(table.c.id),
        )

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
            select(*(table.c[one.name] for one in fields(Version)))
            .where(table.c.notice_id == notice_id)
            .order_by(table.c.version),
        )

    async def under_way(self) -> list[Notice]:
        """Return what is being sent, paused ones included."""
        table = tables.notice
        states = (NoticeState.SENDING, NoticeState.PAUSED)
        return await self._all(Notice, select(table).where(table.c.state.in_(states)))

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

    async def recipients(self, notice_id: int) -> list[Recipient]:
        """Return everyone the notice is for, in the order they were added."""
        table, outbox, account = tables.notice_recipient, tables.outbox, tables.account
        newest, reminded = _newest_copies(notice_id), _reminded(notice_id)
        return await self._all(
            Recipient,
            select(
                table.c.person_id,
                tables.person.c.full_name,
                tables.unit.c.name.label("unit_name"),
                table.c.confirmed_at,
                outbox.c.state.label("delivery"),
                table.c.stopped_at,
                outbox.c.settled_at,
                account.c.channel,
                func.coalesce(reminded.c.times, 0).label("reminded"),
            )
            .join(tables.person, tables.person.c.id == table.c.person_id)
            .outerjoin(tables.unit, tables.unit.c.id == table.c.unit_id)
            .outerjoin(newest, newest.c.person_id == table.c.person_id)
            .outerjoin(outbox, outbox.c.id == newest.c.id)
            .outerjoin(account, account.c.id == outbox.c.account_id)
            .outerjoin(reminded, reminded.c.person_id == table.c.person_id)
            .where(table.c.notice_id == notice_id)
            .order_by(table.c.id),
        )


def _newest_copies(notice_id: int) -> Subquery:
    table = tables.outbox
    return (
        select(table.c.person_id, func.max(table.c.id).label("id"))
        .where(table.c.kind == "notice", table.c.subject_id == notice_id)
        .group_by(table.c.person_id)
        .subquery()
    )


def _reminded(notice_id: int) -> Subquery:
    """Count the reminders of the newest duty of each person to confirm the notice."""
    duty, reminder = tables.obligation, tables.reminder
    newest = (
        select(func.max(duty.c.id))
        .where(duty.c.kind == ObligationKind.CONFIRM, duty.c.subject_id == notice_id)
        .group_by(duty.c.person_id)
    )
    return (
        select(reminder.c.person_id, func.count(reminder.c.id).label("times"))
        .where(reminder.c.obligation_id.in_(newest))
        .group_by(reminder.c.person_id)
        .subquery()
    )
