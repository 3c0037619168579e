"""The pledge's text part by part, before it is frozen: reached from the pledge.

A new text waits in the open question until it was shown beside the old one and saved.
"""

from typing import Any

from handlers.request import Request, Routes
from messages import actions, legal_basis
from messages import section as messages
from messages.message import Message
from messages.pledge import sections_of, template_sections
from workflow import section
from workflow.errors import NoSuchThing
from workflow.legal_basis import KEY
from workflow.pledge import draft
from workflow.signing_errors import SectionChanged


async def list_sections(request: Request, _: actions.ListSections) -> Message:
    await section.to_edit(request.uow, request.actor, KEY)
    return messages.listed(await draft(request.uow, request.actor))


async def open_section(request: Request, action: actions.OpenSection) -> Message:
    known = await section.to_edit(request.uow, request.actor, action.section)
    found = await draft(request.uow, request.actor)
    if action.section == KEY:
        return legal_basis.listed(found)
    by = (await request.uow.people.get(known.edited_by)).full_name if known else ""
    return messages.opened(found, action.section, action.page, by)


async def ask_text(request: Request, action: actions.AskSection) -> Message:
    if action.section == KEY:
        raise NoSuchThing
    known = await section.to_edit(request.uow, request.actor, action.section)
    revision = section.revision_of(known)
    request.ask("section.text", section=action.section, revision=revision)
    return messages.ask_text(action.section)


async def reset(request: Request, action: actions.ResetSection) -> Message:
    known = await section.to_edit(request.uow, request.actor, action.section)
    if action.section == KEY or known is None:
        raise NoSuchThing
    about = {"section": action.section, "revision": known.revision, "text": None}
    request.ask("section.text", **about)
    return await _proposed(request, about, 0)


async def propose(request: Request) -> Message:
    about = {**request.about, "text": section.text_of(request.text)}
    try:
        await section.to_edit(request.uow, request.actor, about["section"], about["revision"])
    except SectionChanged as changed:
        return await _overtaken(request, about, changed)
    request.ask("section.text", **about)
    return await _proposed(request, about, 0)


async def turn(request: Request, action: actions.TurnProposal) -> Message:
    about = _waiting(request)
    request.keep_asking()
    return await _proposed(request, about, action.page)


async def save(request: Request, action: actions.SaveSection) -> Message:
    about = _waiting(request)
    at = (request.uow, request.actor, action.section)
    if about["section"] != action.section:
        raise NoSuchThing
    if section.mark_of(about["text"]) != action.mark:
        # The button stands under another text than the one that waits.
        request.keep_asking()
        return await _proposed(request, about, 0)
    try:
        await section.save(*at, action.revision, about["text"])
    except SectionChanged as changed:
        return await _overtaken(request, about, changed)
    return messages.listed(await draft(request.uow, request.actor))


def _waiting(request: Request) -> dict[str, Any]:
    """Return the new text that waits; refuse when none does."""
    asked = request.open
    if asked is None or asked.question != "section.text" or "text" not in asked.about:
        raise NoSuchThing
    return dict(asked.about)


async def _overtaken(request: Request, about: dict[str, Any], changed: SectionChanged) -> Message:
    """Show the waiting text beside what somebody else saved meanwhile; nothing is overwritten."""
    known = await section.to_edit(request.uow, request.actor, about["section"])
    fresh = {**about, "revision": section.revision_of(known)}
    request.ask("section.text", **fresh)
    return await _proposed(request, fresh, 0, changed.name)


async def _proposed(
    request: Request, about: dict[str, Any], page: int, overtaken_by: str = ""
) -> Message:
    key, text = about["section"], about["text"]
    found = await draft(request.uow, request.actor)
    after = template_sections(found)[key] if text is None else text
    lines = section.laid_over(dict(sections_of(found))[key], after)
    if all(line.kind is None for line in lines):
        request.asked = None
        return messages.unchanged(key)
    save = actions.SaveSection(key, about["revision"], section.mark_of(text))
    return messages.proposed(save, lines, page, overtaken_by)


ROUTES = Routes(
    actions={
        actions.ListSections: list_sections,
        actions.OpenSection: open_section,
        actions.AskSection: ask_text,
        actions.ResetSection: reset,
        actions.TurnProposal: turn,
        actions.SaveSection: save,
    },
    answers={"section.text": propose},
)
