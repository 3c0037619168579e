"""The pledge: reached by "Giao ước" or /giaouoc; R7, R8, R15 and R16 stand behind it."""

from handlers.request import Request, Routes
from messages import actions
from messages import pledge as messages
from messages.message import Message
from storage.kinds import Role
from workflow import freezing, pledge, replacing
from workflow.errors import NoSuchThing
from workflow.section import EDITORS, laid_over


async def open_pledge(request: Request) -> Message:
    may_freeze = request.actor.seat(Role.CHAIR) is not None
    signing = await pledge.signing(request.uow, request.actor)
    if signing is not None:
        return messages.status(signing, may_manage=may_freeze)
    draft = await pledge.draft(request.uow, request.actor)
    may_edit = request.actor.seat(*EDITORS) is not None
    return messages.not_frozen(draft, may_freeze=may_freeze, may_edit=may_edit)


async def press_open(request: Request, _: actions.OpenPledge) -> Message:
    return await open_pledge(request)


async def preview(request: Request, action: actions.PreviewPledge) -> Message:
    request.actor.require(*EDITORS)
    draft = await pledge.draft(request.uow, request.actor)
    return messages.draft_page(draft, action.page)


async def ask_freeze(request: Request, _: actions.AskFreezePledge) -> Message:
    request.actor.require(Role.CHAIR)
    draft = await pledge.draft(request.uow, request.actor)
    digest = pledge.text_hash(messages.text_of(draft))
    return messages.ask_freeze(draft, digest[: freezing.HASH_START])


async def freeze(request: Request, action: actions.FreezePledge) -> Message:
    draft = await pledge.draft(request.uow, request.actor)
    await freezing.freeze(
        request.uow,
        request.actor,
        messages.sections_of(draft),
        action.hash_start,
        messages.file_name(draft),
    )
    signing = await pledge.signing(request.uow, request.actor)
    assert signing is not None
    held = await request.uow.people.held_in(request.actor.cycle.id, request.uow.now, (Role.LEADER,))
    again = messages.asked_again(signing, draft.replaced) if draft.replaced else None
    letter = again or messages.asked_to_sign(signing)
    request.tell(dict.fromkeys(a.person_id for a in held), letter)
    return messages.status(signing, may_manage=True)


async def read(request: Request, action: actions.ReadPledge) -> Message:
    found = await pledge.read(request.uow, request.actor, action.pledge_id)
    return messages.page(found, action.page)


async def fetch(request: Request, action: actions.FetchPledge) -> Message:
    found = await pledge.read(request.uow, request.actor, action.pledge_id)
    return messages.as_file(found, await request.uow.files.name_of(found.file_id))


async def who_signed(request: Request, _: actions.WhoSigned) -> Message:
    signing = await pledge.signing(request.uow, request.actor)
    return messages.who_signed(signing) if signing else await open_pledge(request)


async def list_versions(request: Request, action: actions.ListPledgeVersions) -> Message:
    found = await request.uow.pledges.versions(request.actor.cycle.id)
    if not found:
        return await open_pledge(request)
    return messages.versions(found, action.page)


async def compare(request: Request, action: actions.ComparePledge) -> Message:
    newer = await pledge.read(request.uow, request.actor, action.pledge_id)
    known = await request.uow.pledges.versions(request.actor.cycle.id)
    older = [one for one in known if one.version < newer.version]
    if not older or newer.unit_id is not None:
        raise NoSuchThing
    lines = laid_over(older[-1].text, newer.text)
    return messages.compared(older[-1], newer, lines, action.page)


async def ask_replace(request: Request, action: actions.ReplacePledge) -> Message:
    found = await replacing.to_replace(request.uow, request.actor, action.pledge_id)
    request.ask("pledge.replace", pledge_id=action.pledge_id)
    return messages.ask_replace(found, len(await request.uow.pledges.signatures(found.id)))


async def replace(request: Request) -> Message:
    pledge_id = request.about["pledge_id"]
    found, people = await replacing.replace(request.uow, request.actor, pledge_id, request.text)
    request.tell(people, messages.told_replaced(found))
    return messages.replaced(found)


ROUTES = Routes(
    commands={"giaouoc": open_pledge},
    actions={
        actions.OpenPledge: press_open,
        actions.PreviewPledge: preview,
        actions.AskFreezePledge: ask_freeze,
        actions.FreezePledge: freeze,
        actions.ReadPledge: read,
        actions.FetchPledge: fetch,
        actions.WhoSigned: who_signed,
        actions.ListPledgeVersions: list_versions,
        actions.ComparePledge: compare,
        actions.ReplacePledge: ask_replace,
    },
    answers={"pledge.replace": replace},
)
