"""A secretary's notice on its way to the chair: offered, taken back, taken over, given back."""

from handlers.request import Request, Routes
from messages import actions
from messages import notice as draft
from messages import offering as messages
from messages.message import Message
from storage.kinds import Role
from workflow import offering


async def offer(request: Request, action: actions.OfferNotice) -> Message:
    at = (action.notice_id, action.revision)
    made = await offering.offer(request.uow, request.actor, *at)
    request.tell([seat.person_id for seat in made.chairs], messages.asked_to_release(made))
    return messages.offered(made)


async def take_back(request: Request, action: actions.TakeBackOffer) -> Message:
    shown, chairs = await offering.take_back(request.uow, request.actor, action.notice_id)
    by = request.actor.require(Role.SECRETARY)
    request.tell(chairs, messages.told_taken_back(shown.notice, by))
    return draft.draft(shown)


async def take_over(request: Request, action: actions.TakeOverOffer) -> Message:
    at = (action.notice_id, action.revision)
    shown, author_id = await offering.take_over(request.uow, request.actor, *at)
    by = request.actor.require(Role.CHAIR)
    request.tell([author_id], messages.told_taken_over(shown.notice, by))
    return draft.draft(shown)


async def ask_reason(request: Request, action: actions.ReturnOffer) -> Message:
    at = (action.notice_id, action.revision)
    found = await offering.to_send_back(request.uow, request.actor, *at)
    request.ask("offering.reason", notice_id=found.id, revision=found.revision)
    return messages.ask_reason(found)


async def send_back(request: Request) -> Message:
    at = (request.about["notice_id"], request.about["revision"], request.text)
    found, by, why = await offering.send_back(request.uow, request.actor, *at)
    request.tell([found.author_id], messages.told_returned(found, by, why))
    return messages.returned(found)


ROUTES = Routes(
    actions={
        actions.OfferNotice: offer,
        actions.TakeBackOffer: take_back,
        actions.TakeOverOffer: take_over,
        actions.ReturnOffer: ask_reason,
    },
    answers={"offering.reason": send_back},
)
