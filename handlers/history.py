"""What was done in a unit, by whom and why: reached by /lichsu; rules R5 and R12."""

from handlers.request import Request, Routes
from messages import actions
from messages import history as messages
from messages.message import Message
from workflow import history


async def open_own(request: Request) -> Message:
    """Show the own unit's history; who has several or none of their own chooses."""
    own = request.actor.units
    if len(own) == 1:
        return await open_one(request, actions.OpenHistory(own[0], 0))
    return await choose(request, actions.ChooseHistory(0))


async def open_one(request: Request, action: actions.OpenHistory) -> Message:
    past = await history.of_unit(request.uow, request.actor, action.unit_id, action.page)
    return messages.listed(past)


async def choose(request: Request, action: actions.ChooseHistory) -> Message:
    units = await history.readable(request.uow, request.actor)
    return messages.choose_unit(units, action.page)


ROUTES = Routes(
    commands={"lichsu": open_own},
    actions={actions.OpenHistory: open_one, actions.ChooseHistory: choose},
)
