"""The pledge's draft edited outside the program, as a Word file that comes back whole.

A part of the file carries the stamp of the text it was made from. So a part that nobody touched
in the file stays as it is now, and one that changed here meanwhile is known. Nothing is saved
before it was shown, and then all changed parts are, or none.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from storage.pledge_sections import LegalBasis, PledgeSection
from storage.unit_of_work import UnitOfWork
from workflow import legal_basis, section
from workflow.errors import TextChanged, Unfit
from workflow.legal_basis import KEY
from workflow.permission import Actor
from workflow.pledge import Draft
from workflow.word_errors import Fault, Flaw, WordUnfit
from workflow.words import clean, fold, is_wordless, paragraphs

# As long as the column takes; a part typed in the chat has to fit one message.
LIMIT = 20_000
STAMP = 8
SHOWN = 16
CITED = "can cu "


@dataclass(frozen=True)
class Part:
    """A part as the file says it, and the stamp of the text that the file was made from."""

    key: str
    base: str
    text: str


@dataclass(frozen=True)
class Change:
    """A part whose text the file changes; `by` changed it here since the file was made.

    `is_overtaken` tells that its text is another than the file was made from.
    """

    key: str
    revision: int
    before: str
    after: str
    is_overtaken: bool = False
    by: str = ""


def stamp(text: str) -> str:
    """Return what a part's text is recognised by; blanks and empty lines do not count."""
    return hashlib.sha256(paragraphs(text).encode()).hexdigest()[:STAMP]


def shown(changes: Sequence[Change]) -> str:
    """Return what the changes as shown are recognised by when they are to be saved."""
    facts = repr([(one.key, one.revision, one.before, one.after) for one in changes])
    return hashlib.sha256(facts.encode()).hexdigest()[:SHOWN]


async def compare(
    uow: UnitOfWork,
    actor: Actor,
    draft: Draft,
    texts: Sequence[tuple[str, str]],
    parts: Sequence[Part],
) -> tuple[Change, ...]:
    """Return what the file would change of the parts' present `texts`.

    Refuse with `PledgeExists` once the text is frozen, with `WordUnfit` what cannot be saved.
    """
    await section.to_edit(uow, actor, KEY)
    current = {key: paragraphs(text) for key, text in texts}
    touched = [one for one in parts if one.text != current[one.key] and stamp(one.text) != one.base]
    flaws = tuple(flaw for part in touched for flaw in _flaws(part, draft.bases))
    if flaws:
        raise WordUnfit(flaws)
    names = await uow.people.among([one.edited_by for one in draft.sections.values()])
    by = {key: names[one.edited_by].full_name for key, one in draft.sections.items()}
    return tuple(_change(one, current[one.key], draft.sections, by) for one in touched)


def _change(
    part: Part, before: str, known: Mapping[str, PledgeSection], by: Mapping[str, str]
) -> Change:
    revision = section.revision_of(known.get(part.key))
    is_overtaken = stamp(before) != part.base
    name = by.get(part.key, "") if is_overtaken else ""
    return Change(part.key, revision, before, part.text, is_overtaken, name)


async def save(
    uow: UnitOfWork, actor: Actor, draft: Draft, changes: Sequence[Change], as_shown: str
) -> None:
    """Save every change; refuse with `TextChanged` when they are not those that were shown."""
    if shown(changes) != as_shown:
        raise TextChanged
    for one in changes:
        if one.key == KEY:
            bases = tuple(_bases(one.after, draft.bases))
            await legal_basis.replace(uow, actor, one.revision, bases)
        else:
            await section.save(uow, actor, one.key, one.revision, one.after)


def _flaws(part: Part, bases: Sequence[LegalBasis]) -> Iterator[Flaw]:
    if is_wordless(part.text):
        yield Flaw(Fault.EMPTY, part.key)
    elif len(part.text) > LIMIT:
        yield Flaw(Fault.TOO_LONG, part.key)
    elif part.key == KEY:
        yield from _flaws_of_bases(part.text, bases)


def _flaws_of_bases(text: str, known: Sequence[LegalBasis]) -> Iterator[Flaw]:
    lines = _lines(text)
    if len(lines) > legal_basis.LIMIT:
        yield Flaw(Fault.TOO_MANY_BASES, KEY)
    for line in lines:
        try:
            _basis(line, known)
        except Unfit:
            yield Flaw(Fault.BASIS, KEY, line)


def _bases(text: str, known: Sequence[LegalBasis]) -> Iterator[LegalBasis]:
    return (_basis(line, known) for line in _lines(text))


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


def _basis(line: str, known: Sequence[LegalBasis]) -> LegalBasis:
    """Return the paper a line cites: one of the list keeps its dates, another is read."""
    if not fold(line).startswith(CITED):
        raise WordUnfit((Flaw(Fault.BASIS, KEY, line),))
    wording = clean(line[len(CITED) :]).rstrip(" .;,")
    same = (one for one in known if clean(one.wording).rstrip(" .;,") == wording)
    return next(same, None) or legal_basis.read_basis(wording)
