"""The pledge's draft as a Word file, out and back: reached from the pledge's parts.

What the file says waits in the open question until its changes were seen and saved.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from handlers.request import Request, Routes, SentFile
from messages import actions
from messages import word_copy as messages
from messages.documents.pledge_copy import read_copy, write_copy
from messages.message import Message
from messages.pledge import sections_of
from storage.unit_of_work import UnitOfWork
from workflow import section, word_copy
from workflow.errors import NoSuchThing, TextChanged
from workflow.file_errors import FileRefused
from workflow.legal_basis import KEY
from workflow.permission import Actor
from workflow.pledge import Draft, draft
from workflow.word_copy import Change, Part


async def fetch(request: Request, _: actions.FetchWordCopy) -> Message:
    await section.to_edit(request.uow, request.actor, KEY)
    request.ask("word_copy.file")
    return messages.handed(await draft(request.uow, request.actor))


async def gather(uow: UnitOfWork, actor: Actor, _: Mapping[str, Any]) -> Callable[[], bytes]:
    """Return what makes the file of the draft as it is now."""
    await section.to_edit(uow, actor, KEY)
    found = await draft(uow, actor)
    facts = (sections_of(found), found.cycle.year, found.bloc.name, uow.now)
    return partial(write_copy, *facts)


async def ask_file(request: Request, _: actions.SendWordCopy) -> Message:
    await section.to_edit(request.uow, request.actor, KEY)
    request.ask("word_copy.file")
    return messages.ask_file()


def read_file(sent: SentFile) -> tuple[Part, ...]:
    return read_copy(sent.content, sent.name)


async def take(request: Request) -> Message:
    """Show what the sent file would change; nothing is saved."""
    if request.read is None:
        raise FileRefused("none")
    _, changes = await _compared(request, request.read)
    return _listed(request, request.read, changes)


async def open_changes(request: Request, _: actions.OpenWordChanges) -> Message:
    parts = _waiting(request)
    changes = (await _compared(request, parts))[1]
    return _listed(request, parts, changes)


async def open_change(request: Request, action: actions.OpenWordChange) -> Message:
    parts = _waiting(request)
    _, changes = await _compared(request, parts)
    if action.section not in [one.key for one in changes]:
        return _listed(request, parts, changes)
    request.keep_asking()
    return messages.changed(changes, action.section, action.page)


async def save(request: Request, action: actions.SaveWordChanges) -> Message:
    parts = _waiting(request)
    found, changes = await _compared(request, parts)
    try:
        await word_copy.save(request.uow, request.actor, found, changes, action.hash_start)
    except TextChanged:
        return _listed(request, parts, changes, has_moved=True)
    return messages.saved(changes)


async def _compared(request: Request, parts: Sequence[Part]) -> tuple[Draft, tuple[Change, ...]]:
    """Return the draft as it is now and what the parts would change of it."""
    found = await draft(request.uow, request.actor)
    at = (request.uow, request.actor, found)
    return found, await word_copy.compare(*at, sections_of(found), parts)


def _listed(
    request: Request, parts: Sequence[Part], changes: Sequence[Change], *, has_moved: bool = False
) -> Message:
    """Show the changes and let the parts wait; without any, nothing waits."""
    if not changes:
        return messages.unchanged()
    keys = {one.key for one in changes}
    request.ask("word_copy.file", parts=[asdict(one) for one in parts if one.key in keys])
    return messages.listed(changes, has_moved=has_moved)


def _waiting(request: Request) -> tuple[Part, ...]:
    """Return what a file said that waits to be saved; refuse when none does."""
    asked = request.open
    if asked is None or asked.question != "word_copy.file" or "parts" not in asked.about:
        raise NoSuchThing
    return tuple(Part(**one) for one in asked.about["parts"])


ROUTES = Routes(
    actions={
        actions.FetchWordCopy: fetch,
        actions.SendWordCopy: ask_file,
        actions.OpenWordChanges: open_changes,
        actions.OpenWordChange: open_change,
        actions.SaveWordChanges: save,
    },
    answers={"word_copy.file": take},
    reads={"word_copy.file": read_file},
)
