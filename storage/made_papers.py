"""Papers that were made once for their content: whoever asks again gets the same bytes."""

from sqlalchemy import insert, select

from storage import tables
from storage.files import File
from storage.shelf import Shelf


class MadePapers(Shelf):
    """Made papers by content and by bytes."""

    async def find(self, content_hash: str) -> File | None:
        """Return the paper that was made of this content."""
        made, file = tables.made_paper, tables.file
        return await self._one(
            File,
            select(file)
            .join(made, made.c.file_id == file.c.id)
            .where(made.c.content_hash == content_hash),
        )

    async def keep(self, kind: str, subject_id: int, content_hash: str, file_id: int) -> None:
        """Remember what was made; of two made at once the first stays the one handed out."""
        values = {
            "kind": kind,
            "subject_id": subject_id,
            "content_hash": content_hash,
            "file_id": file_id,
        }
        await self._run(insert(tables.made_paper).prefix_with("OR IGNORE").values(**values))

    async def subject_of(self, kind: str, sha256: str) -> int | None:
        """Return whose paper of that kind has exactly these bytes."""
        made, file = tables.made_paper, tables.file
        subject_id: int | None = await self._scalar(
            select(made.c.subject_id)
            .join(file, file.c.id == made.c.file_id)
            .where(made.c.kind == kind, file.c.sha256 == sha256)
            .limit(1)
        )
        return subject_id
