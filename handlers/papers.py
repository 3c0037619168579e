"""Papers made at delivery: what each kind needs to know, and then what makes it.

A gathering asks once more, through a workflow verb, whether the reader may have the paper.
A maker is closed over facts: it runs on another thread after the transaction has ended, and
must touch neither the database nor the network.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from handlers import (
    bloc_tasks,
    broadcast,
    calling,
    comment,
    minutes,
    office_paper,
    progress,
    word_copy,
)
from messages.documents.certificate import certificate_page
from messages.documents.criteria_form import criteria_book
from messages.documents.pledge_page import pledge_page
from messages.documents.task_form import task_form
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from workflow import certificate, criteria_import, criterion, pledge_paper, text_check
from workflow.permission import Actor
from workflow.task_form import form_of

# Whose a draft's pages are.
NO_TEXT = 0


@dataclass(frozen=True)
class Kept:
    """Makes a paper that is made once for its content: whoever asks again gets the same bytes.

    `kind` and `subject_id` tell whose it is when only the bytes are known.
    """

    kind: str
    subject_id: int
    content_hash: str
    make: Callable[[], bytes]

    def __call__(self) -> bytes:
        return self.make()


Maker = Callable[[], bytes]
Gathering = Callable[[UnitOfWork, Actor, Mapping[str, Any]], Awaitable[Maker]]
Papers = Mapping[str, Gathering]


async def _certificate(uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]) -> Maker:
    found = await certificate.own(uow, actor, about["certificate_id"])
    page = certificate_page(found, about["link"])
    return Kept(certificate.KIND, found.id, page.content_hash, page.pdf)


async def _criteria(uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]) -> Maker:
    scale = await criterion.open_version(uow, actor, about["set_id"])
    return partial(criteria_book, scale.criteria)


async def _criteria_form(uow: UnitOfWork, actor: Actor, _: Mapping[str, Any]) -> Maker:
    await criteria_import.to_import(uow, actor)
    return criteria_book


async def _task_form(uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]) -> Maker:
    return partial(task_form, await form_of(uow, actor, about["submission_id"]))


async def _pledge_pdf(uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]) -> Maker:
    facts = await pledge_paper.text(uow, actor, about["pledge_id"])
    page = pledge_page(facts)
    frozen_id = facts.text.id if isinstance(facts.text, Pledge) else NO_TEXT
    return Kept(text_check.KIND, frozen_id, page.content_hash, page.pdf)


PAPERS: Papers = {
    "bloc_tasks": bloc_tasks.gather_bloc,
    "certificate": _certificate,
    "unit_tasks": bloc_tasks.gather_list,
    "comments": comment.gather,
    "ledger": broadcast.gather,
    "criteria": _criteria,
    "meeting": calling.gather_meeting,
    "minutes": minutes.gather_minutes,
    "news": minutes.gather_news,
    "office": office_paper.gather_paper,
    "pledge_pdf": _pledge_pdf,
    "roll": minutes.gather_roll,
    "table_book": progress.gather_book,
    "table_picture": progress.gather_picture,
    "task_form": _task_form,
    "criteria_form": _criteria_form,
    "word_copy": word_copy.gather,
}
