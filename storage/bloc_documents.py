"""The bloc's documents of a year, and what the units said on their drafts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage import tables
from storage.kinds import DocumentKind, DocumentState
from storage.shelf import Shelf


@dataclass(frozen=True)
class BlocDocument:
    """A plan, regulation or other paper of the bloc; its number is typed, never made (R15)."""

    id: int
    cycle_id: int
    kind: DocumentKind
    title: str
    state: DocumentState
    revision: int
    draft_id: int
    vote_id: int | None
    issued_id: int | None
    issued_number: str
    issued_on: date | None
    comment_due_on: date | None
    created_by: int
    created_at: datetime


@dataclass(frozen=True)
class DocumentComment:
    """What a unit said on a draft; an empty text agrees without comments."""

    id: int
    document_id: int
    unit_id: int
    person_id: int
    text: str
    at: datetime
    handled_at: datetime | None
    handled_by: int | None


class BlocDocuments(Shelf):
    """Documents and the comments on them, oldest first."""

    async def get(self, document_id: int) -> BlocDocument | None:
        table = tables.bloc_document
        return await self._one(BlocDocument, select(table).where(table.c.id == document_id))

    async def of_cycle(self, cycle_id: int) -> list[BlocDocument]:
        table = tables.bloc_document
        return await self._all(
            BlocDocument, select(table).where(table.c.cycle_id == cycle_id).order_by(table.c.id)
        )

    async def add(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.bloc_document), {"revision": 1, **values})

    async def touch(self, document_id: int, values: Mapping[str, Any]) -> None:
        """Change its own columns; its revision grows."""
        table = tables.bloc_document
        await self._run(
            update(table)
            .where(table.c.id == document_id)
            .values(revision=table.c.revision + 1, **values)
        )

    async def comment(self, comment_id: int) -> DocumentComment | None:
        table = tables.document_comment
        return await self._one(DocumentComment, select(table).where(table.c.id == comment_id))

    async def comments(self, document_id: int) -> list[DocumentComment]:
        table = tables.document_comment
        return await self._all(
            DocumentComment,
            select(table).where(table.c.document_id == document_id).order_by(table.c.id),
        )

    async def add_comment(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.document_comment), values)

    async def mark_comment(self, comment_id: int, values: Mapping[str, Any]) -> None:
        table = tables.document_comment
        await self._run(update(table).where(table.c.id == comment_id).values(**values))

    async def remove_comments(self, comment_ids: Collection[int]) -> None:
        table = tables.document_comment
        await self._run(delete(table).where(table.c.id.in_(comment_ids)))
