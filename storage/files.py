"""Files people sent and papers the program made; kept in the database so one backup holds all."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from storage import tables
from storage.shelf import Shelf


@dataclass(frozen=True)
class File:
    """A stored file with its bytes."""

    id: int
    name: str
    media_type: str
    sha256: str
    content: bytes
    stored_at: datetime


@dataclass(frozen=True)
class FileName:
    """What a stored file is called."""

    id: int
    name: str


class Files(Shelf):
    """Files by id."""

    async def add(self, name: str, media_type: str, content: bytes, moment: datetime) -> int:
        return await self._add(
            insert(tables.file),
            {
                "name": name,
                "media_type": media_type,
                "sha256": hashlib.sha256(content).hexdigest(),
                "content": content,
                "stored_at": moment,
            },
        )

    async def get(self, file_id: int) -> File | None:
        return await self._one(File, select(tables.file).where(tables.file.c.id == file_id))

    async def digests(self, file_ids: Collection[int]) -> dict[int, str]:
        """Return the SHA-256 of what the files hold now, whatever was noted of it."""
        content, found = tables.file.c.content, {}
        for file_id in sorted(file_ids):
            kept = await self._scalar(select(content).where(tables.file.c.id == file_id))
            found[file_id] = hashlib.sha256(kept or b"").hexdigest()
        return found

    async def name_of(self, file_id: int) -> str:
        (name,) = await self.names_of([file_id])
        return name

    async def names_of(self, file_ids: Sequence[int]) -> tuple[str, ...]:
        """Return the files' names, in the order of the ids."""
        table = tables.file
        found = await self._all(
            FileName, select(table.c.id, table.c.name).where(table.c.id.in_(file_ids))
        )
        names = {one.id: one.name for one in found}
        return tuple(names[file_id] for file_id in file_ids)
