"""The whole bloc's key tasks: reached from "Điều hành"; only what was sent is shown (R5)."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from handlers.request import Request, Routes
from messages import actions
from messages import bloc_tasks as messages
from messages.documents.bloc_tasks import bloc_book, unit_book
from messages.message import Message
from storage.unit_of_work import UnitOfWork
from workflow import bloc_tasks
from workflow.permission import Actor


async def open_list(request: Request, action: actions.OpenBlocTasks) -> Message:
    view = await bloc_tasks.open_bloc(request.uow, request.actor)
    return messages.unit_list(view, action.page)


async def open_highlights(request: Request, action: actions.OpenHighlights) -> Message:
    view = await bloc_tasks.open_bloc(request.uow, request.actor)
    return messages.highlights(view, action.page)


async def fetch(request: Request, _: actions.FetchBlocTasks) -> Message:
    return messages.as_file(await bloc_tasks.open_bloc(request.uow, request.actor))


async def fetch_own(request: Request, action: actions.FetchTasks) -> Message:
    view = await bloc_tasks.open_own(request.uow, request.actor, action.unit_id)
    return messages.list_file(view)


async def fetch_list(request: Request, action: actions.FetchTaskList) -> Message:
    view = await bloc_tasks.open_round(request.uow, request.actor, action.submission_id)
    return messages.list_file(view)


async def gather_bloc(uow: UnitOfWork, actor: Actor, _: Mapping[str, Any]) -> Callable[[], bytes]:
    """Return what makes the bloc's workbook."""
    return partial(bloc_book, await bloc_tasks.open_bloc(uow, actor))


async def gather_list(
    uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]
) -> Callable[[], bytes]:
    """Return what makes the workbook of one round."""
    return partial(unit_book, await bloc_tasks.open_round(uow, actor, about["submission_id"]))


ROUTES = Routes(
    actions={
        actions.OpenBlocTasks: open_list,
        actions.OpenHighlights: open_highlights,
        actions.FetchBlocTasks: fetch,
        actions.FetchTasks: fetch_own,
        actions.FetchTaskList: fetch_list,
    }
)
