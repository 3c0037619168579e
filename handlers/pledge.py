"""The pledge: reached by "Giao ước" or /giaouoc; R7, R8 and R15 stand behind it."""

from handlers.request import Request, Routes
from messages import actions
from messages import pledge as messages
from messages.message import Message
from storage.kinds import Role
from workflow import freezing, pledge


async def open_pledge(request: Request) -> Message:
    signing = await pledge.signing(request.uow, request.actor)
    if signing is not None:
        return messages.status(signing)
    draft = await pledge.draft(request.uow, request.actor)
    return messages.not_frozen(draft, may_freeze=request.actor.seat(Role.CHAIR) is not None)


async def press_open(request: Request, _: actions.OpenPledge) -> Message:
    return await open_pledge(request)


async def preview(request: Request, action: actions.PreviewPledge) -> Message:
    request.actor.require(Role.CHAIR)
    draft = await pledge.draft(request.uow, request.actor)
    return messages.draft_page(draft, action.page)


async def ask_freeze(request: Request, _: actions.AskFreezePledge) -> Message:
    request.actor.require(Role.CHAIR)
    draft = await pledge.draft(request.uow, request.actor)
    text = pledge.normalised(messages.text_of(draft))
    return messages.ask_freeze(draft, pledge.text_hash(text)[: freezing.HASH_START])


async def freeze(request: Request, action: actions.FreezePledge) -> Message:
    draft = await pledge.draft(request.uow, request.actor)
    await freezing.freeze(
        request.uow,
        request.actor,
        messages.text_of(draft),
        action.hash_start,
        messages.file_name(draft),
    )
    signing = await pledge.signing(request.uow, request.actor)
    assert signing is not None
    held = await request.uow.people.held_in(request.actor.cycle.id, request.uow.now, (Role.LEADER,))
    request.tell(dict.fromkeys(a.person_id for a in held), messages.asked_to_sign(signing))
    return messages.status(signing)


async def read(request: Request, action: actions.ReadPledge) -> Message:
    found = await pledge.read(request.uow, request.actor, action.pledge_id)
    return messages.page(found, action.page)


async def fetch(request: Request, action: actions.FetchPledge) -> Message:
    found = await pledge.read(request.uow, request.actor, action.pledge_id)
    return messages.as_file(found, await request.uow.files.name_of(found.file_id))


async def ask_name(request: Request, action: actions.SignPledge) -> Message:
    signing, seat = await pledge.to_sign(request.uow, request.actor, action.pledge_id)
    # The answer signs for the unit that the question named, whatever was signed meanwhile.
    request.ask("pledge.name", pledge_id=action.pledge_id, unit_id=seat.unit_id)
    return messages.ask_name(signing, seat)


async def sign(request: Request) -> Message:
    about = request.about
    signing = await pledge.sign(
        request.uow, request.actor, about["pledge_id"], request.text, about["unit_id"]
    )
    if not signing.missing:
        held = await request.uow.people.held_in(request.actor.cycle.id, request.uow.now)
        request.tell(dict.fromkeys(a.person_id for a in held), messages.completed(signing))
    elif signing.chair_is_next is not None:
        request.tell(await _leaders(request, signing.chair_is_next), messages.chair_next(signing))
    return messages.signed(signing)


async def _leaders(request: Request, unit_id: int) -> list[int]:
    held = await request.uow.people.held_in(request.actor.cycle.id, request.uow.now, (Role.LEADER,))
    return [a.person_id for a in held if a.unit_id == unit_id]


async def who_signed(request: Request, _: actions.WhoSigned) -> Message:
    signing = await pledge.signing(request.uow, request.actor)
    return messages.who_signed(signing) if signing else await open_pledge(request)


ROUTES = Routes(
    commands={"giaouoc": open_pledge},
    actions={
        actions.OpenPledge: press_open,
        actions.PreviewPledge: preview,
        actions.AskFreezePledge: ask_freeze,
        actions.FreezePledge: freeze,
        actions.ReadPledge: read,
        actions.FetchPledge: fetch,
        actions.SignPledge: ask_name,
        actions.WhoSigned: who_signed,
    },
    answers={"pledge.name": sign},
)
