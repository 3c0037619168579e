"""Minutes, news and attendance of a conference that is over: "Biên bản và tin bài" or /bienban."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from handlers.request import Request, Routes
from messages import actions
from messages import minutes as messages
from messages.documents.minutes_paper import minutes_paper
from messages.documents.news_paper import news_paper
from messages.documents.roll_book import roll_book
from messages.message import Message
from storage.kinds import FinalKind
from storage.unit_of_work import UnitOfWork
from workflow import final_paper, minutes
from workflow.errors import NoSuchThing
from workflow.meeting_facts import Meeting
from workflow.permission import Actor


async def open_last(request: Request) -> Message:
    return messages.opened(await final_paper.open_desk(request.uow, request.actor))


async def open_papers(request: Request, action: actions.OpenMeetingPapers) -> Message:
    at = (request.uow, request.actor, action.conference_id)
    return messages.opened(await final_paper.open_desk(*at))


async def fetch_draft(request: Request, action: actions.FetchDraft) -> Message:
    kind = _kind(action.kind)
    view, _ = await final_paper.to_write(request.uow, request.actor, action.conference_id)
    return messages.drafted(view, kind, request.actor.cycle.year)


async def fetch_roll(request: Request, action: actions.FetchRoll) -> Message:
    view, _ = await final_paper.to_write(request.uow, request.actor, action.conference_id)
    return messages.roll(view, request.actor.cycle.year)


async def ask_final(request: Request, action: actions.SendFinal) -> Message:
    kind = _kind(action.kind)
    at = (request.uow, request.actor, action.conference_id)
    await final_paper.to_write(*at)
    request.ask("minutes.final", conference_id=action.conference_id, kind=kind.value)
    return messages.ask_final(await final_paper.open_desk(*at), kind)


async def save_final(request: Request) -> Message:
    kind = FinalKind(request.about["kind"])
    at = (request.uow, request.actor, request.about["conference_id"])
    desk = await final_paper.keep(*at, kind, request.file, request.text)
    return messages.kept(desk, kind)


async def fetch_final(request: Request, action: actions.FetchFinal) -> Message:
    at = (request.uow, request.actor, action.conference_id)
    found, name = await final_paper.version(*at, _kind(action.kind), action.number)
    return messages.final(await final_paper.open_desk(*at), found, name)


def _kind(word: str) -> FinalKind:
    if word not in set(FinalKind):
        raise NoSuchThing
    return FinalKind(word)


async def gather_minutes(
    uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]
) -> Callable[[], bytes]:
    """Return what drafts the minutes."""
    return partial(minutes_paper, await _facts(uow, actor, about), uow.now)


async def gather_news(
    uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]
) -> Callable[[], bytes]:
    """Return what drafts the news item."""
    return partial(news_paper, await _facts(uow, actor, about), uow.now)


async def gather_roll(
    uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]
) -> Callable[[], bytes]:
    """Return what makes the workbook of attendance and votes."""
    return partial(roll_book, await _facts(uow, actor, about))


async def _facts(uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]) -> Meeting:
    return await minutes.gather(uow, actor, about["conference_id"])


ROUTES = Routes(
    commands={"bienban": open_last},
    actions={
        actions.OpenMeetingPapers: open_papers,
        actions.FetchDraft: fetch_draft,
        actions.FetchRoll: fetch_roll,
        actions.SendFinal: ask_final,
        actions.FetchFinal: fetch_final,
    },
    answers={"minutes.final": save_final},
    reads={"minutes.final": final_paper.check},
)
