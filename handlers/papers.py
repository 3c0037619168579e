"""Papers made at delivery: what each kind needs to know, and then what makes it.

A gathering asks once more, through a workflow verb, whether the reader may have the paper.
A maker is closed over facts: it runs on another thread after the transaction has ended, and
must touch neither the database nor the network.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from handlers import bloc_tasks, calling, comment, minutes, office_paper
from messages.documents.criteria_form import criteria_book
from messages.documents.task_form import task_form
from storage.unit_of_work import UnitOfWork
from workflow import criteria_import, criterion
from workflow.permission import Actor
from workflow.task_form import form_of

Maker = Callable[[], bytes]
Gathering = Callable[[UnitOfWork, Actor, Mapping[str, Any]], Awaitable[Maker]]
Papers = Mapping[str, Gathering]


async def _criteria(uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]) -> Maker:
    scale = await criterion.open_version(uow, actor, about["set_id"])
    return partial(criteria_book, scale.criteria)


async def _criteria_form(uow: UnitOfWork, actor: Actor, _: Mapping[str, Any]) -> Maker:
    await criteria_import.to_import(uow, actor)
    return criteria_book


async def _task_form(uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]) -> Maker:
    return partial(task_form, await form_of(uow, actor, about["submission_id"]))


PAPERS: Papers = {
    "bloc_tasks": bloc_tasks.gather_bloc,
    "unit_tasks": bloc_tasks.gather_list,
    "comments": comment.gather,
    "criteria": _criteria,
    "meeting": calling.gather_meeting,
    "minutes": minutes.gather_minutes,
    "news": minutes.gather_news,
    "office": office_paper.gather_paper,
    "roll": minutes.gather_roll,
    "task_form": _task_form,
    "criteria_form": _criteria_form,
}
