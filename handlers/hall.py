"""The hall screen's link: issued once, changed when it is lost or has got about."""

from handlers.request import Request, Routes
from messages import actions
from messages import hall as messages
from messages.message import Message
from workflow import hall


async def open_hall(request: Request, action: actions.OpenHall) -> Message:
    conference = await hall.find(request.uow, request.actor, action.conference_id)
    if not request.links.public_url:
        return messages.needs_web(conference)
    if conference.hall_token_hash is not None:
        return messages.opened(conference)
    return await _issue(request, conference.id, "")


async def change(request: Request, action: actions.ChangeHall) -> Message:
    return await _issue(request, action.conference_id, action.hash_start)


async def _issue(request: Request, conference_id: int, known: str) -> Message:
    token = await hall.issue(request.uow, request.actor, conference_id, known)
    conference = await hall.find(request.uow, request.actor, conference_id)
    return messages.issued(conference, token, request.links)


ROUTES = Routes(actions={actions.OpenHall: open_hall, actions.ChangeHall: change})
