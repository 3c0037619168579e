"""A signature on paper: handed in from the pledge, compared by the secretary; rules R4, R7."""

from collections.abc import Mapping
from typing import Any

from handlers.request import Request, Routes
from handlers.settled import tell_settled
from messages import actions
from messages import paper_signature as messages
from messages.message import Message
from workflow import paper_signature, signing
from workflow.errors import NoSuchThing
from workflow.paper_signature import PaperSheet
from workflow.signatory import Signatory, signatories


async def hand_in(request: Request, action: actions.HandInSignature) -> Message:
    """Ask who signed; where only one may, the scan is asked for at once."""
    about = {"pledge_id": action.pledge_id, "unit_id": action.unit_id}
    found = await paper_signature.to_hand_in(request.uow, request.actor, *about.values())
    people = await signatories(request.uow, request.actor, action.unit_id)
    if len(people) == 1:
        return await _chose(request, about, people[0])
    request.ask("paper_signature.signer", **about)
    return messages.choose_signatory(found, found.unit(action.unit_id), people)


async def unchosen(request: Request) -> Message:
    """Ask once more who signed, before any page of the scan is taken."""
    about = request.about
    at = (about["pledge_id"], about["unit_id"])
    found = await paper_signature.to_hand_in(request.uow, request.actor, *at)
    people = await signatories(request.uow, request.actor, about["unit_id"])
    request.keep_asking()
    unit = found.unit(about["unit_id"])
    return messages.choose_signatory(found, unit, people, has_page=request.file is not None)


async def choose(request: Request, action: actions.ChooseSignatory) -> Message:
    about = {"pledge_id": action.pledge_id, "unit_id": action.unit_id}
    return await _chose(request, about, await _chosen(request, {**about, "mark": action.mark}))


async def _chose(request: Request, about: Mapping[str, Any], who: Signatory) -> Message:
    if who.capacity.lacks_paper:
        marked = {**about, "mark": paper_signature.mark_of(who)}
        request.ask("paper_signature.authorisation", **marked)
        return messages.ask_authorisation(who.capacity.mode)
    return await _begun(request, about, who)


async def authorise(request: Request) -> Message:
    who = await _chosen(request, request.about)
    kept = await signing.authorise(request.uow, request.file, request.text)
    return await _begun(request, request.about, who, kept)


async def _chosen(request: Request, about: Mapping[str, Any]) -> Signatory:
    people = await signatories(request.uow, request.actor, about["unit_id"])
    known = {paper_signature.mark_of(one): one for one in people}
    if about["mark"] not in known:
        raise NoSuchThing
    return known[about["mark"]]


async def _begun(
    request: Request, about: Mapping[str, Any], who: Signatory, kept: int | None = None
) -> Message:
    at = (about["pledge_id"], about["unit_id"])
    sheet = await paper_signature.begin(request.uow, request.actor, *at, who, kept)
    return _asked(request, sheet)


def _asked(request: Request, sheet: PaperSheet) -> Message:
    request.ask("paper_signature.page", paper_id=sheet.paper.id)
    return messages.ask_page(sheet)


async def add_page(request: Request) -> Message:
    at = (request.uow, request.actor, request.about["paper_id"])
    return _asked(request, await paper_signature.add_page(*at, request.file, request.text))


async def send(request: Request, action: actions.SendPaper) -> Message:
    at = (request.uow, request.actor, action.paper_id)
    sheet, seats, due_on = await paper_signature.send(*at)
    letter = messages.asked_to_compare(sheet, due_on)
    request.tell(dict.fromkeys(one.person_id for one in seats), letter)
    return messages.sent(sheet)


async def open_paper(request: Request, action: actions.OpenPaper) -> Message:
    at = (request.uow, request.actor, action.paper_id)
    sheet = await paper_signature.open_paper(*at)
    goes_on = sheet.is_collecting and sheet.is_own
    return _asked(request, sheet) if goes_on else messages.shown(sheet)


async def confirm(request: Request, action: actions.ConfirmPaper) -> Message:
    at = (request.uow, request.actor, action.paper_id)
    sheet, now, people = await paper_signature.confirm(*at)
    request.tell(people, messages.told_confirmed(sheet))
    await tell_settled(request, now)
    return messages.confirmed(sheet, now)


async def ask_refusal(request: Request, action: actions.RefusePaper) -> Message:
    at = (request.uow, request.actor, action.paper_id)
    sheet, _ = await paper_signature.to_compare(*at)
    request.ask("paper_signature.refusal", paper_id=action.paper_id)
    return messages.ask_refusal(sheet)


async def refuse(request: Request) -> Message:
    at = (request.uow, request.actor, request.about["paper_id"])
    sheet, people = await paper_signature.refuse(*at, request.text)
    request.tell(people, messages.told_refused(sheet))
    return messages.refused(sheet)


ROUTES = Routes(
    actions={
        actions.HandInSignature: hand_in,
        actions.ChooseSignatory: choose,
        actions.SendPaper: send,
        actions.OpenPaper: open_paper,
        actions.ConfirmPaper: confirm,
        actions.RefusePaper: ask_refusal,
    },
    answers={
        "paper_signature.signer": unchosen,
        "paper_signature.authorisation": authorise,
        "paper_signature.page": add_page,
        "paper_signature.refusal": refuse,
    },
    takes_file=(
        "paper_signature.signer",
        "paper_signature.authorisation",
        "paper_signature.page",
    ),
)
