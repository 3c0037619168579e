"""A unit's answer to the invitation: by its officer or leader, or for it by the chair's side.

Who signs the pledge for the unit is in handlers/signer.py.
"""

from handlers.request import Request, Routes
from messages import actions
from messages import rsvp as messages
from messages.message import Message
from workflow import rsvp
from workflow.errors import NoSuchThing
from workflow.rsvp import Sheet


async def open_rsvp(request: Request, action: actions.OpenRsvp) -> Message:
    at = (action.conference_id, action.unit_id)
    return messages.shown(await rsvp.open_sheet(request.uow, request.actor, *at))


async def answer(request: Request, action: actions.AnswerInvitation) -> Message:
    uow, actor = request.uow, request.actor
    at = (action.conference_id, action.unit_id, action.revision)
    sheet = await rsvp.to_answer(uow, actor, *at)
    match action.answer:
        case "attend":
            return _saved(request, await rsvp.attend(uow, actor, sheet))
        case "confirm":
            return _saved(request, await rsvp.confirm(uow, actor, sheet))
        case "substitute":
            request.ask("rsvp.substitute", **sheet.place)
            return messages.ask_substitute(sheet)
        case "absent":
            request.ask("rsvp.absent", **sheet.place)
            return messages.ask_absent(sheet)
        case _:
            raise NoSuchThing


async def save_substitute(request: Request) -> Message:
    sheet = await rsvp.reopened(request.uow, request.actor, request.about)
    saved = await rsvp.substitute(request.uow, request.actor, sheet, request.text)
    return _saved(request, saved)


async def save_absent(request: Request) -> Message:
    sheet = await rsvp.reopened(request.uow, request.actor, request.about)
    return _saved(request, await rsvp.absent(request.uow, request.actor, sheet, request.text))


async def ask_people(request: Request, action: actions.AskPeople) -> Message:
    at = (action.conference_id, action.unit_id)
    sheet = await rsvp.to_adjust(request.uow, request.actor, *at)
    request.ask("rsvp.people", **sheet.place)
    return messages.ask_people(sheet)


async def save_people(request: Request) -> Message:
    sheet = await rsvp.reopened(request.uow, request.actor, request.about)
    return _saved(request, await rsvp.count(request.uow, request.actor, sheet, request.text))


async def press_people(request: Request, action: actions.CountPeople) -> Message:
    at = (action.conference_id, action.unit_id, action.revision)
    sheet = await rsvp.to_adjust(request.uow, request.actor, *at)
    counted = await rsvp.count(request.uow, request.actor, sheet, str(action.count))
    return _saved(request, counted)


async def open_speaking(request: Request, action: actions.OpenSpeaking) -> Message:
    at = (action.conference_id, action.unit_id)
    return messages.choose_item(await rsvp.to_adjust(request.uow, request.actor, *at))


async def speak_on(request: Request, action: actions.SpeakOn) -> Message:
    at = (action.conference_id, action.unit_id, action.revision)
    sheet = await rsvp.to_adjust(request.uow, request.actor, *at)
    return _saved(request, await rsvp.speak(request.uow, request.actor, sheet, action.item_id))


def _saved(request: Request, sheet: Sheet) -> Message:
    """Show what was saved; tell a unit answered for, and a leader answered about."""
    request.tell(sheet.to_tell, messages.told_answered(sheet))
    request.tell(sheet.leaders_to_tell, messages.told_leader(sheet))
    return messages.shown(sheet)


ROUTES = Routes(
    actions={
        actions.OpenRsvp: open_rsvp,
        actions.AnswerInvitation: answer,
        actions.AskPeople: ask_people,
        actions.CountPeople: press_people,
        actions.OpenSpeaking: open_speaking,
        actions.SpeakOn: speak_on,
    },
    answers={
        "rsvp.substitute": save_substitute,
        "rsvp.absent": save_absent,
        "rsvp.people": save_people,
    },
)
