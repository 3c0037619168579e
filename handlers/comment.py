"""Papers and comments before the conference: reached from its screen; rule R5."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from handlers.request import Request, Routes
from messages import actions
from messages import comment as messages
from messages.documents.comments import comment_book
from messages.message import Message
from messages.render import label
from storage.unit_of_work import UnitOfWork
from workflow import comment
from workflow.comment import Whose
from workflow.conference import PREPARERS, open_one
from workflow.errors import NoSuchThing
from workflow.permission import Actor


async def open_papers(request: Request, action: actions.OpenPapers) -> Message:
    view = await open_one(request.uow, request.actor, action.conference_id)
    return messages.papers(view, action.page)


async def send_paper(request: Request, action: actions.FetchConferencePaper) -> Message:
    return messages.paper(await comment.paper(request.uow, request.actor, action.paper_id))


async def open_comments(request: Request, action: actions.OpenComments) -> Message:
    talk = await comment.open_talk(request.uow, request.actor, action.conference_id)
    return messages.opened(talk, action.page)


async def list_comments(request: Request, action: actions.ListComments) -> Message:
    if action.whose not in set(Whose):
        raise NoSuchThing
    talk = await comment.open_talk(request.uow, request.actor, action.conference_id)
    return messages.listed(talk, Whose(action.whose), action.page)


async def open_comment(request: Request, action: actions.OpenComment) -> Message:
    return messages.one(await comment.open_comment(request.uow, request.actor, action.comment_id))


async def ask_on_item(request: Request, action: actions.CommentOnItem) -> Message:
    _, item = await comment.to_item(request.uow, request.actor, action.item_id)
    request.ask("comment.on_item", item_id=item.id)
    return messages.ask_on_item(item)


async def save_on_item(request: Request) -> Message:
    item_id = request.about["item_id"]
    return messages.one(await comment.on_item(request.uow, request.actor, item_id, request.text))


async def ask_on_unit(request: Request, action: actions.CommentOnUnit) -> Message:
    at = (action.conference_id, action.unit_id)
    _, found = await comment.to_unit(request.uow, request.actor, *at)
    request.ask("comment.on_unit", conference_id=at[0], unit_id=at[1])
    return messages.ask_on_unit(found)


async def save_on_unit(request: Request) -> Message:
    at = (request.about["conference_id"], request.about["unit_id"])
    remark, people = await comment.on_unit(request.uow, request.actor, *at, request.text)
    request.tell(people, messages.told(remark))
    return messages.one(remark)


async def ask_change(request: Request, action: actions.EditComment) -> Message:
    remark = await comment.to_change(request.uow, request.actor, action.comment_id)
    request.ask("comment.change", comment_id=action.comment_id)
    return messages.ask_change(remark)


async def save_change(request: Request) -> Message:
    comment_id = request.about["comment_id"]
    return messages.one(await comment.change(request.uow, request.actor, comment_id, request.text))


async def take_back(request: Request, action: actions.TakeBackComment) -> Message:
    talk = await comment.take_back(request.uow, request.actor, action.comment_id)
    return messages.listed(talk, Whose.OWN, 0)


async def mark(request: Request, action: actions.MarkComment) -> Message:
    handled = bool(action.handled)
    at = (request.uow, request.actor, action.comment_id)
    return messages.one(await comment.mark(*at, handled=handled)).redrawn(label("toast.saved"))


async def discuss(request: Request, action: actions.OpenDiscussion) -> Message:
    at = (request.uow, request.actor, action.conference_id)
    return messages.opened(await comment.discuss(*at, opened=bool(action.opened)), 0)


async def read_tasks(request: Request, action: actions.ReadUnitTasks) -> Message:
    at = (request.uow, request.actor, action.conference_id)
    return messages.unit_tasks(*await comment.open_lists(*at), action.page)


async def fetch(request: Request, action: actions.FetchComments) -> Message:
    request.actor.require(*PREPARERS)
    talk = await comment.open_talk(request.uow, request.actor, action.conference_id)
    return messages.as_file(talk, request.actor.cycle.year)


async def gather(uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]) -> Callable[[], bytes]:
    """Return what makes the workbook of a conference's comments."""
    actor.require(*PREPARERS)
    talk = await comment.open_talk(uow, actor, about["conference_id"])
    found = talk.view.conference
    return partial(comment_book, found, await comment.all_of(uow, found))


ROUTES = Routes(
    actions={
        actions.OpenPapers: open_papers,
        actions.FetchConferencePaper: send_paper,
        actions.OpenComments: open_comments,
        actions.ListComments: list_comments,
        actions.OpenComment: open_comment,
        actions.CommentOnItem: ask_on_item,
        actions.CommentOnUnit: ask_on_unit,
        actions.EditComment: ask_change,
        actions.TakeBackComment: take_back,
        actions.MarkComment: mark,
        actions.OpenDiscussion: discuss,
        actions.ReadUnitTasks: read_tasks,
        actions.FetchComments: fetch,
    },
    answers={
        "comment.on_item": save_on_item,
        "comment.on_unit": save_on_unit,
        "comment.change": save_change,
    },
)
