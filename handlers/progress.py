"""The chair's table step by step, as a picture and as a workbook."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from handlers.request import Request, Routes
from messages import actions
from messages import progress as messages
from messages.documents.table_book import table_book
from messages.documents.table_picture import table_picture
from messages.message import Message
from storage.unit_of_work import UnitOfWork
from workflow import debt
from workflow.overview import table_of
from workflow.permission import Actor


async def open_steps(request: Request, _: actions.OpenSteps) -> Message:
    return messages.steps(await table_of(request.uow, request.actor))


async def open_step(request: Request, action: actions.OpenStep) -> Message:
    view = await table_of(request.uow, request.actor)
    return messages.step(view, view.step(action.step_name), action.page)


async def fetch_picture(request: Request, _: actions.FetchTablePicture) -> Message:
    return messages.picture(await table_of(request.uow, request.actor))


async def fetch_book(request: Request, _: actions.FetchTableBook) -> Message:
    return messages.book(await table_of(request.uow, request.actor))


async def gather_picture(
    uow: UnitOfWork, actor: Actor, _: Mapping[str, Any]
) -> Callable[[], bytes]:
    """Return what draws the table as it stands now."""
    return partial(table_picture, await table_of(uow, actor))


async def gather_book(uow: UnitOfWork, actor: Actor, _: Mapping[str, Any]) -> Callable[[], bytes]:
    """Return what makes the workbook of the table and of every open duty."""
    return partial(table_book, await table_of(uow, actor), await debt.open_duties(uow, actor))


ROUTES = Routes(
    actions={
        actions.OpenSteps: open_steps,
        actions.OpenStep: open_step,
        actions.FetchTablePicture: fetch_picture,
        actions.FetchTableBook: fetch_book,
    }
)
