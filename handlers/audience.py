"""Whom a notice is for: roles, units, and only who has not yet done a thing."""

from handlers.request import Request, Routes
from messages import actions
from messages import audience as messages
from messages.message import Message
from messages.paging import SIZE
from workflow import narrowing, notice
from workflow.narrowing import UnitChoice


async def open_audience(request: Request, action: actions.OpenAudience) -> Message:
    return messages.shown(await notice.opened(request.uow, request.actor, action.notice_id))


async def choose_roles(request: Request, action: actions.ChooseAudience) -> Message:
    at = (action.notice_id, action.audience)
    return messages.shown(await narrowing.choose_roles(request.uow, request.actor, *at))


async def open_units(request: Request, action: actions.OpenUnitChoice) -> Message:
    choice = await narrowing.units_of(request.uow, request.actor, action.notice_id)
    return _ask_units(request, choice, action.page)


async def pick_unit(request: Request, action: actions.PickUnit) -> Message:
    at = (action.notice_id, action.unit_id)
    choice = await narrowing.pick(request.uow, request.actor, *at, on=bool(action.on))
    return _ask_units(request, choice, action.page)


async def read_units(request: Request) -> Message:
    at = (request.about["notice_id"], request.text)
    choice = await narrowing.read_units(request.uow, request.actor, *at)
    first = next(n for n, unit in enumerate(choice.units) if unit in choice.picked)
    return _ask_units(request, choice, first // SIZE)


def _ask_units(request: Request, choice: UnitChoice, page: int) -> Message:
    request.ask("audience.units", notice_id=choice.notice.id)
    return messages.units(choice, page)


async def choose_every_unit(request: Request, action: actions.ChooseAllUnits) -> Message:
    return messages.shown(await narrowing.choose_all(request.uow, request.actor, action.notice_id))


async def open_lackings(request: Request, action: actions.OpenLackings) -> Message:
    found = await narrowing.lackings(request.uow, request.actor, action.notice_id)
    return messages.lackings(*found, action.page)


async def choose_lacking(request: Request, action: actions.ChooseLacking) -> Message:
    at = (action.notice_id, action.kind, action.subject_id)
    return messages.shown(await narrowing.choose_lacking(request.uow, request.actor, *at))


ROUTES = Routes(
    actions={
        actions.OpenAudience: open_audience,
        actions.ChooseAudience: choose_roles,
        actions.OpenUnitChoice: open_units,
        actions.PickUnit: pick_unit,
        actions.ChooseAllUnits: choose_every_unit,
        actions.OpenLackings: open_lackings,
        actions.ChooseLacking: choose_lacking,
    },
    answers={"audience.units": read_units},
)
