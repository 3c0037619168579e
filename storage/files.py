"""Files people sent and papers the program made; kept in the database so one backup holds all."""

import hashlib
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

    async def name_of(self, file_id: int) -> str:
        return str(
            await self._scalar(select(tables.file.c.name).where(tables.file.c.id == file_id))
        )
