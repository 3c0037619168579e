"""Guests of a conference by name and position, listed by the chair's side."""

from handlers.request import Request, Routes
from messages import actions
from messages import guest as messages
from messages.message import Message
from workflow import conference, guest

LAST = 999


async def open_guests(request: Request, action: actions.OpenGuests) -> Message:
    view = await conference.to_change(request.uow, request.actor, action.conference_id)
    return messages.listed(view, action.page)


async def ask_names(request: Request, action: actions.AddGuests) -> Message:
    view = await conference.to_change(request.uow, request.actor, action.conference_id)
    request.ask("guest.names", conference_id=action.conference_id)
    return messages.ask_names(view)


async def save_names(request: Request) -> Message:
    conference_id = request.about["conference_id"]
    view = await guest.invite(request.uow, request.actor, conference_id, request.text)
    return messages.listed(view, LAST)


async def open_guest(request: Request, action: actions.OpenGuest) -> Message:
    return messages.shown(await guest.to_edit(request.uow, request.actor, action.guest_id))


async def remove(request: Request, action: actions.RemoveGuest) -> Message:
    return messages.listed(await guest.remove(request.uow, request.actor, action.guest_id), 0)


ROUTES = Routes(
    actions={
        actions.OpenGuests: open_guests,
        actions.AddGuests: ask_names,
        actions.OpenGuest: open_guest,
        actions.RemoveGuest: remove,
    },
    answers={"guest.names": save_names},
)
