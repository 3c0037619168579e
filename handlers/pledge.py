"""The pledge: reached by "Giao ước" or /giaouoc; R7, R8, R15 and R16 stand behind it."""

from dataclasses import replace as changed

from handlers.request import Request, Routes
from messages import actions
from messages import pledge as messages
from messages.message import Message
from storage.kinds import Role
from storage.pledges import Pledge
from workflow import freezing, pledge, pledge_paper, replacing
from workflow.errors import NoSuchThing
from workflow.pledge_text import text_hash
from workflow.replacing import Former
from workflow.roll import Signing
from workflow.section import EDITORS, laid_over
from workflow.settling import asked
from workflow.signatory import declared


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
    if await _is_frozen(request):
        return await open_pledge(request)
    draft = await pledge.draft(request.uow, request.actor)
    return messages.draft_page(draft, action.page)


async def _is_frozen(request: Request) -> bool:
    """Tell whether a button that shows the draft is older than the frozen text."""
    return await request.uow.pledges.current(request.actor.cycle.id) is not None


async def ask_freeze(request: Request, _: actions.AskFreezePledge) -> Message:
    request.actor.require(Role.CHAIR)
    if await _is_frozen(request):
        return await open_pledge(request)
    draft = await pledge.draft(request.uow, request.actor)
    digest = text_hash(messages.text_of(draft))
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
    await _ask_to_sign(request, signing, draft.replaced)
    return messages.status(signing, may_manage=True)


async def _ask_to_sign(request: Request, signing: Signing, before: Pledge | None) -> None:
    """Ask every unit by its own date, each person once, and say whom their unit declared."""
    named = await declared(request.uow, request.actor.cycle.id)
    signed = await request.uow.pledges.signatures(before.id) if before else []
    told: set[int] = set()
    for one in await asked(request.uow, signing.pledge, signing.pledge.parties):
        own, who = changed(signing, due_on=one.due_on), named.get(one.unit_id)
        was_signed = any(each.unit_id == one.unit_id for each in signed)
        former = Former(before, was_signed) if before else None
        letter = messages.asked_to_sign(own, who)
        if one.role is Role.OFFICER:
            letter = messages.asked_on_paper(own, former)
        elif former is not None:
            letter = messages.asked_again(own, former, who)
        request.tell(set(one.people) - told, letter)
        told |= set(one.people)


async def read(request: Request, action: actions.ReadPledge) -> Message:
    found = await pledge.read(request.uow, request.actor, action.pledge_id)
    return messages.page(found, action.page)


async def fetch(request: Request, action: actions.FetchPledge) -> Message:
    found = await pledge.read(request.uow, request.actor, action.pledge_id)
    return messages.as_file(found, await request.uow.files.name_of(found.file_id))


async def fetch_pdf(request: Request, action: actions.FetchPledgePdf) -> Message:
    at = (request.uow, request.actor, action.pledge_id)
    return messages.as_pdf(await pledge_paper.text(*at))


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
        actions.FetchPledgePdf: fetch_pdf,
        actions.WhoSigned: who_signed,
        actions.ListPledgeVersions: list_versions,
        actions.ComparePledge: compare,
        actions.ReplacePledge: ask_replace,
    },
    answers={"pledge.replace": replace},
)
