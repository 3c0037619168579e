"""Makes the papers of a message: facts inside the transaction, bytes on a thread after it.

A paper is made once: from then on its delivery carries it by id, like any other file.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from bot.channels.channel import CarriedFile
from handlers.papers import Maker, Papers
from handlers.speakers import SPEAKERS
from messages.menu import paper_failed
from storage.engine import Storage
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork

# Seconds.
MAKE_WITHIN = 20
# More at once would slow down every message that carries none.
AT_ONCE = 2
OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ics": "text/calendar",
}


@dataclass(frozen=True)
class Unmade:
    """A paper whose facts are gathered; `make` needs neither database nor network."""

    name: str
    make: Maker

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[PurePath(self.name).suffix]


async def gather(papers: Papers, uow: UnitOfWork, content: Mapping[str, Any]) -> tuple[Unmade, ...]:
    """Return the papers that a message is to carry and that are not made yet."""
    return tuple(
        [
            Unmade(file["name"], await papers[file["paper"]](uow, file["about"]))
            for file in content.get("files", ())
            if "paper" in file
        ]
    )


class Workshop:
    """Makes papers, a few at a time, and keeps them."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._places = asyncio.Semaphore(AT_ONCE)

    async def make(
        self, delivery: Delivery, papers: tuple[Unmade, ...], stored: tuple[CarriedFile, ...]
    ) -> tuple[CarriedFile, ...]:
        """Return all files of a delivery, its papers made; raise what made one of them fail."""
        contents = [await self._made(paper) for paper in papers]
        async with self._storage.begin() as uow:
            made = [
                CarriedFile(
                    await uow.files.add(paper.name, paper.media_type, content, uow.now),
                    paper.name,
                    paper.media_type,
                    content,
                )
                for paper, content in zip(papers, contents, strict=True)
            ]
            files = (*stored, *made)
            await uow.outbox.enclose(delivery, listed(files))
        return files

    async def _made(self, paper: Unmade) -> bytes:
        async with self._places, asyncio.timeout(MAKE_WITHIN):
            return await asyncio.to_thread(paper.make)


def listed(files: tuple[CarriedFile, ...]) -> list[dict[str, Any]]:
    """Return files as a message's content names them."""
    return [{"id": file.file_id, "name": file.name} for file in files]


async def say_without_papers(uow: UnitOfWork, delivery: Delivery) -> None:
    """Queue what was fixed to be said beside a failed paper: it may report an act."""
    content = delivery.content
    names = [file["name"] for file in content.get("files", ()) if "paper" in file]
    if not names or delivery.kind in SPEAKERS:
        return
    said = {
        **content,
        "text": f"{content['text']}\n\n{paper_failed(names).text}",
        "files": [file for file in content["files"] if "paper" not in file],
    }
    await uow.outbox.add(
        {
            "account_id": delivery.account_id,
            "person_id": delivery.person_id,
            "lane": delivery.lane,
            "kind": delivery.kind,
            "content": said,
            "press_id": delivery.press_id,
            "due_at": uow.now,
            "created_at": uow.now,
        }
    )
