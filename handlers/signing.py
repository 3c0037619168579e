"""Signing the pledge in two steps, and declining to: reached from the pledge; rules R7, R8."""

from handlers.request import Request, Routes
from handlers.settled import tell_settled
from messages import actions
from messages import signing as messages
from messages.certificate import papers_of
from messages.message import Message
from workflow import certificate, declining, signing
from workflow.signatory import capacity_of


async def ask_name(request: Request, action: actions.SignPledge) -> Message:
    found, seat = await signing.to_sign(request.uow, request.actor, action.pledge_id)
    # The answer signs for the unit that the question named, whatever was signed meanwhile.
    about = {"pledge_id": action.pledge_id, "unit_id": seat.unit_id}
    capacity = capacity_of(seat, found.declared)
    if capacity.lacks_paper:
        request.ask("signing.authorisation", **about)
        return messages.ask_authorisation(capacity.mode)
    request.ask("signing.name", **about)
    return messages.ask_name(found, seat)


async def authorise(request: Request) -> Message:
    about = request.about
    found, seat = await signing.to_sign(
        request.uow, request.actor, about["pledge_id"], about["unit_id"]
    )
    kept = await signing.authorise(request.uow, request.file, request.text)
    request.ask("signing.name", **about, authorisation_id=kept)
    return messages.ask_name(found, seat)


async def sign(request: Request) -> Message:
    about = request.about
    done = await signing.sign(
        request.uow,
        request.actor,
        about["pledge_id"],
        request.text,
        about["unit_id"],
        about.get("authorisation_id"),
    )
    if isinstance(done, signing.Mistyped):
        if done.opens_at is None:
            request.keep_asking()
        return messages.mistyped(done)
    await tell_settled(request, done)
    issued = await certificate.of_signer(request.uow, request.actor, about["pledge_id"])
    return messages.signed(done, papers_of(issued[-1:], request.links))


async def ask_decline(request: Request, action: actions.DeclinePledge) -> Message:
    found = await declining.to_decline(request.uow, request.actor, action.pledge_id)
    assert found.my_seat is not None
    unit_id = found.my_seat.unit_id
    request.ask("signing.decline", pledge_id=action.pledge_id, unit_id=unit_id)
    return messages.ask_decline(found)


async def decline(request: Request) -> Message:
    at = (request.about["pledge_id"], request.about["unit_id"])
    found, people = await declining.decline(request.uow, request.actor, *at, request.text)
    request.tell(people, messages.told_declined(found))
    return messages.declined(found)


ROUTES = Routes(
    actions={actions.SignPledge: ask_name, actions.DeclinePledge: ask_decline},
    answers={
        "signing.name": sign,
        "signing.authorisation": authorise,
        "signing.decline": decline,
    },
    takes_file=("signing.authorisation",),
)
