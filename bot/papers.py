"""Makes the papers of a message: facts inside the transaction, bytes on a thread after it.

A paper is made once: from then on its delivery carries it by id, like any other file. One that
is `Kept` is made once for all who ask for the same content.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from bot.channels.channel import CarriedFile
from handlers.papers import Kept, Maker, Papers
from handlers.speakers import SPEAKERS
from messages.menu import paper_failed, paper_refused
from messages.message import Message
from storage.engine import Storage
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow.errors import NotPermitted, Refusal
from workflow.permission import actor_of

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
    made: CarriedFile | None = None
    """The same content as it was made for somebody before."""

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[PurePath(self.name).suffix]


async def gather(
    papers: Papers, uow: UnitOfWork, delivery: Delivery, content: dict[str, Any]
) -> tuple[dict[str, Any], tuple[Unmade, ...]]:
    """Return what is said and the papers still to be made for it.

    Who may not have one of them by now gets the words alone, and is told.
    """
    wanted = [file for file in content.get("files", ()) if "paper" in file]
    if not wanted:
        return content, ()
    actor = await actor_of(uow, await uow.accounts.get(delivery.account_id))
    try:
        if actor is None:
            raise NotPermitted
        makers = [await papers[file["paper"]](uow, actor, file["about"]) for file in wanted]
    except Refusal:
        return without_papers(content, paper_refused), ()
    named = zip(wanted, makers, strict=True)
    return content, tuple([await _unmade(uow, file["name"], make) for file, make in named])


async def _unmade(uow: UnitOfWork, name: str, make: Maker) -> Unmade:
    if not isinstance(make, Kept):
        return Unmade(name, make)
    kept = await uow.made_papers.find(make.content_hash)
    made = None if kept is None else _carried(kept.id, name, kept.media_type, kept.content)
    return Unmade(name, make, made)


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
                paper.made or await _stored(uow, paper, content)
                for paper, content in zip(papers, contents, strict=True)
            ]
            files = (*stored, *made)
            await uow.outbox.enclose(delivery, listed(files))
        return files

    async def _made(self, paper: Unmade) -> bytes:
        if paper.made is not None:
            return paper.made.content
        async with self._places, asyncio.timeout(MAKE_WITHIN):
            return await asyncio.to_thread(paper.make)


async def _stored(uow: UnitOfWork, paper: Unmade, content: bytes) -> CarriedFile:
    file_id = await uow.files.add(paper.name, paper.media_type, content, uow.now)
    make = paper.make
    if isinstance(make, Kept):
        await uow.made_papers.keep(make.kind, make.subject_id, make.content_hash, file_id)
    return _carried(file_id, paper.name, paper.media_type, content)


def _carried(file_id: int, name: str, media_type: str, content: bytes) -> CarriedFile:
    is_picture = media_type.startswith("image/")
    return CarriedFile(file_id, name, media_type, content, is_picture=is_picture)


def listed(files: tuple[CarriedFile, ...]) -> list[dict[str, Any]]:
    """Return files as a message's content names them."""
    return [{"id": file.file_id, "name": file.name} for file in files]


def without_papers(
    content: Mapping[str, Any], why: Callable[[Sequence[str]], Message]
) -> dict[str, Any]:
    """Return what a message says without its papers, and why below it."""
    names = [file["name"] for file in content["files"] if "paper" in file]
    return {
        **content,
        "text": f"{content['text']}\n\n{why(names).text}",
        "files": [file for file in content["files"] if "paper" not in file],
    }


async def say_without_papers(uow: UnitOfWork, delivery: Delivery) -> None:
    """Queue what was fixed to be said beside a failed paper: it may report an act."""
    content = delivery.content
    if delivery.kind in SPEAKERS or not any("paper" in file for file in content.get("files", ())):
        return
    said = without_papers(content, paper_failed)
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
