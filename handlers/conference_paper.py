"""The papers of a conference, put together by the chair's side; reading them is elsewhere."""

from handlers.request import Request, Routes
from messages import actions
from messages import conference_paper as messages
from messages.message import Message
from workflow import conference, conference_paper


async def open_papers(request: Request, action: actions.OpenConferencePapers) -> Message:
    """Show the papers; a file sent now is taken as a further one."""
    view = await conference.to_change(request.uow, request.actor, action.conference_id)
    request.ask("conference_paper.file", conference_id=action.conference_id)
    return messages.listed(view)


async def ask_file(request: Request, action: actions.AddConferencePaper) -> Message:
    view = await conference.to_change(request.uow, request.actor, action.conference_id)
    request.ask("conference_paper.file", conference_id=action.conference_id)
    return messages.ask_file(view)


async def save_file(request: Request) -> Message:
    """Keep the file; the question stays open for the next one."""
    conference_id = request.about["conference_id"]
    view = await conference_paper.add(
        request.uow, request.actor, conference_id, request.file, request.text
    )
    request.ask("conference_paper.file", conference_id=conference_id)
    return messages.listed(view, adding=True)


async def open_paper(request: Request, action: actions.OpenConferencePaper) -> Message:
    return messages.shown(
        *await conference_paper.to_edit(request.uow, request.actor, action.paper_id)
    )


async def ask_name(request: Request, action: actions.RenameConferencePaper) -> Message:
    _, paper = await conference_paper.to_edit(request.uow, request.actor, action.paper_id)
    request.ask("conference_paper.name", paper_id=paper.id)
    return messages.ask_name(paper)


async def save_name(request: Request) -> Message:
    paper_id = request.about["paper_id"]
    view = await conference_paper.rename(request.uow, request.actor, paper_id, request.text)
    return messages.listed(view)


async def move(request: Request, action: actions.MoveConferencePaper) -> Message:
    view = await conference_paper.move(
        request.uow, request.actor, action.paper_id, action.step, action.revision
    )
    return messages.listed(view)


async def remove(request: Request, action: actions.RemoveConferencePaper) -> Message:
    view = await conference_paper.remove(
        request.uow, request.actor, action.paper_id, action.revision
    )
    return messages.listed(view)


ROUTES = Routes(
    actions={
        actions.OpenConferencePapers: open_papers,
        actions.AddConferencePaper: ask_file,
        actions.OpenConferencePaper: open_paper,
        actions.RenameConferencePaper: ask_name,
        actions.MoveConferencePaper: move,
        actions.RemoveConferencePaper: remove,
    },
    answers={"conference_paper.file": save_file, "conference_paper.name": save_name},
    takes_file=("conference_paper.file",),
)
