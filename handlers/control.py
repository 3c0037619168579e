"""The chair's table and invite codes: reached by "Điều hành" or /dieuhanh."""

from handlers.request import Request, Routes
from messages import actions, people
from messages import control as messages
from messages.message import Message
from messages.paging import page_of
from storage.kinds import Role
from workflow import invite
from workflow.overview import table_of, unit_of
from workflow.waiting import opened, waiting_for
from workflow.words import clean


async def open_control(request: Request) -> Message:
    return messages.table(await table_of(request.uow, request.actor))


async def press_control(request: Request, _: actions.OpenControl) -> Message:
    return await open_control(request)


async def turn_control(request: Request, action: actions.PageControl) -> Message:
    return messages.table(await table_of(request.uow, request.actor), action.page)


async def open_unit(request: Request, action: actions.OpenUnit) -> Message:
    return messages.unit(await unit_of(request.uow, request.actor, action.unit_id))


async def open_waiting(request: Request, _: actions.OpenWaiting) -> Message:
    return await turn_waiting(request, actions.PageWaiting(0))


async def turn_waiting(request: Request, action: actions.PageWaiting) -> Message:
    page = page_of(await waiting_for(request.uow, request.actor), action.page)
    sheets = await opened(request.uow, request.actor, page.items)
    return messages.waiting(page, sheets)


async def open_units(request: Request, _: actions.OpenUnits) -> Message:
    return await turn_units(request, actions.PageUnits(0))


async def turn_units(request: Request, action: actions.PageUnits) -> Message:
    request.actor.require(Role.CHAIR)
    members = await request.uow.units.of_cycle(request.actor.cycle.id)
    return messages.units(members, action.page)


async def open_codes(request: Request, action: actions.OpenCodes) -> Message:
    unit, seats = await invite.seats_for(request.uow, request.actor, action.unit_id)
    accounts = await request.uow.accounts.known([seat.person_id for seat in seats])
    return people.seats(unit, seats, joined=set(accounts))


async def my_unit_codes(request: Request) -> Message:
    seat = request.actor.require(Role.LEADER)
    assert seat.unit_id is not None
    return await open_codes(request, actions.OpenCodes(seat.unit_id))


async def issue(request: Request, action: actions.IssueCode) -> Message:
    code, seat = await invite.issue_by(request.uow, request.actor, action.assignment_id)
    return people.code_issued(code, seat, seat.full_name, request.links)


async def ask_name(request: Request, action: actions.ReplacePerson) -> Message:
    seat = await invite.seat_to_issue(request.uow, request.actor, action.assignment_id)
    request.ask("code.name", assignment_id=action.assignment_id)
    return people.ask_successor(seat)


async def replace(request: Request) -> Message:
    name = clean(request.text)
    code, seat = await invite.issue_by(
        request.uow, request.actor, request.about["assignment_id"], name
    )
    if invite.is_successor(name, seat):
        told = people.told_issued(seat, name, request.actor.person.full_name)
        request.tell([seat.person_id], told)
    return people.code_issued(code, seat, name, request.links)


ROUTES = Routes(
    commands={"dieuhanh": open_control, "mamoi": my_unit_codes},
    actions={
        actions.OpenControl: press_control,
        actions.PageControl: turn_control,
        actions.OpenUnit: open_unit,
        actions.OpenWaiting: open_waiting,
        actions.PageWaiting: turn_waiting,
        actions.OpenUnits: open_units,
        actions.PageUnits: turn_units,
        actions.OpenCodes: open_codes,
        actions.IssueCode: issue,
        actions.ReplacePerson: ask_name,
    },
    answers={"code.name": replace},
)
