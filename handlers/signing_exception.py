"""The chair's exceptions for units that have not signed: reached from the pledge; rule R8."""

from handlers.request import Request, Routes
from handlers.settled import tell_settled
from messages import actions
from messages import pledge as pledge_messages
from messages import signing_exception as messages
from messages.message import Message
from storage.kinds import Role
from storage.units import Unit
from workflow import pledge, signing_exception
from workflow.roll import Signing


async def open_exceptions(request: Request, action: actions.OpenExceptions) -> Message:
    request.actor.require(Role.CHAIR)
    return await _listed(request, action.pledge_id, action.page)


async def ask_reason(request: Request, action: actions.ExceptUnit) -> Message:
    at = (action.pledge_id, action.unit_id)
    found = await signing_exception.to_except(request.uow, request.actor, *at)
    request.ask("signing_exception.reason", pledge_id=action.pledge_id, unit_id=action.unit_id)
    return messages.ask_reason(found, _unit(found, action.unit_id))


async def grant(request: Request) -> Message:
    at = (request.about["pledge_id"], request.about["unit_id"])
    found, people = await signing_exception.grant(request.uow, request.actor, *at, request.text)
    reason = found.exceptions[at[1]].reason
    request.tell(people, messages.told_granted(_unit(found, at[1]), reason))
    await tell_settled(request, found)
    if len(found.missing) > 1:
        return await _listed(request, at[0])
    # The chair unit's turn has come, or nobody is left.
    known = await pledge.read(request.uow, request.actor, at[0])
    shown = await pledge.view(request.uow, request.actor, known)
    return pledge_messages.status(shown, may_manage=True)


async def withdraw(request: Request, action: actions.WithdrawException) -> Message:
    at = (action.pledge_id, action.unit_id)
    found, people = await signing_exception.withdraw(request.uow, request.actor, *at)
    request.tell(people, messages.told_withdrawn(found, _unit(found, action.unit_id)))
    return await _listed(request, action.pledge_id)


async def _listed(request: Request, pledge_id: int, page: int = 0) -> Message:
    known = await pledge.read(request.uow, request.actor, pledge_id)
    return messages.listed(await pledge.view(request.uow, request.actor, known), page)


def _unit(found: Signing, unit_id: int) -> Unit:
    return next(unit for unit in found.units if unit.id == unit_id)


ROUTES = Routes(
    actions={
        actions.OpenExceptions: open_exceptions,
        actions.ExceptUnit: ask_reason,
        actions.WithdrawException: withdraw,
    },
    answers={"signing_exception.reason": grant},
)
