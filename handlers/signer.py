"""Who signs the pledge for a unit, and in which capacity: reached from its answer (R7).

TL and TUQ are taken only with the paper that authorises the signer.
"""

from handlers.request import Request, Routes
from messages import actions
from messages import rsvp as messages
from messages.message import Message
from storage.kinds import SignMode
from workflow import rsvp, signer
from workflow.declared_signer import BY_PAPER
from workflow.errors import NoSuchThing
from workflow.guest import named_of
from workflow.rsvp import Sheet


async def open_signer(request: Request, action: actions.OpenSigner) -> Message:
    at = (action.conference_id, action.unit_id)
    return messages.choose_signer(await rsvp.to_adjust(request.uow, request.actor, *at))


async def choose_signer(request: Request, action: actions.ChooseSigner) -> Message:
    uow, actor = request.uow, request.actor
    at = (action.conference_id, action.unit_id, action.revision)
    sheet = await rsvp.to_adjust(uow, actor, *at)
    if action.person_id:
        return _saved(request, await signer.as_leader(uow, actor, sheet, action.person_id))
    named = await signer.as_named(uow, actor, sheet, signer.stand_in(sheet))
    return messages.choose_signer(_told(request, named))


async def ask_signer(request: Request, action: actions.NameSigner) -> Message:
    at = (action.conference_id, action.unit_id)
    sheet = await rsvp.to_adjust(request.uow, request.actor, *at)
    request.ask("signer.name", **sheet.place)
    return messages.ask_signer(sheet)


async def save_signer(request: Request) -> Message:
    sheet = await rsvp.reopened(request.uow, request.actor, request.about)
    who = named_of(request.text)
    named = await signer.as_named(request.uow, request.actor, sheet, who)
    return messages.choose_signer(_told(request, named))


async def choose_mode(request: Request, action: actions.ChooseSignMode) -> Message:
    at = (action.conference_id, action.unit_id, action.revision)
    sheet = await rsvp.to_adjust(request.uow, request.actor, *at)
    mode = signer.mode_of(sheet, action.mode)
    if mode in BY_PAPER:
        request.ask("signer.authorisation", **sheet.place, mode=mode.value)
        return messages.ask_authorisation(sheet, mode)
    return _saved(request, await signer.choose_mode(request.uow, request.actor, sheet, mode))


async def save_authorisation(request: Request) -> Message:
    sheet = await rsvp.reopened(request.uow, request.actor, request.about)
    mode, sent = SignMode(request.about["mode"]), request.file
    kept = await signer.authorise(request.uow, request.actor, sheet, mode, sent, request.text)
    return _saved(request, kept)


async def send_authorisation(request: Request, action: actions.OpenAuthorisation) -> Message:
    at = (action.conference_id, action.unit_id)
    sheet = await rsvp.open_sheet(request.uow, request.actor, *at)
    if not sheet.authorisation:
        raise NoSuchThing
    return messages.authorisation(sheet)


def _told(request: Request, sheet: Sheet) -> Sheet:
    """Tell a unit for which somebody else answered, and a leader answered about."""
    request.tell(sheet.to_tell, messages.told_answered(sheet))
    request.tell(sheet.leaders_to_tell, messages.told_leader(sheet))
    return sheet


def _saved(request: Request, sheet: Sheet) -> Message:
    return messages.shown(_told(request, sheet))


ROUTES = Routes(
    actions={
        actions.OpenSigner: open_signer,
        actions.ChooseSigner: choose_signer,
        actions.NameSigner: ask_signer,
        actions.ChooseSignMode: choose_mode,
        actions.OpenAuthorisation: send_authorisation,
    },
    answers={"signer.name": save_signer, "signer.authorisation": save_authorisation},
    takes_file=("signer.authorisation",),
)
