"""The pledge's text part by part, before it is frozen: the template's words, or the bloc's own.

Keys are for ever: they say which part is meant, in the database and in files that come back.
Every change grows the part's revision; what was drawn from an older one changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256

from storage.kinds import Role
from storage.pledge_sections import PledgeSection
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.comparing import Kind
from workflow.errors import NoSuchThing, PledgeExists
from workflow.permission import Actor
from workflow.signing_errors import SectionChanged
from workflow.typed import text_within

EDITORS = (Role.CHAIR, Role.SECRETARY)
LIMIT = 3000
SECTIONS = (
    "heading",
    "bases",
    "theme",
    "parties",
    "tasks",
    "highlights",
    "compliance",
    "movement",
    "activities",
    "targets",
    "effect",
)


@dataclass(frozen=True)
class Line:
    """One line of two texts laid over each other; `kind` is None where both have it."""

    text: str
    kind: Kind | None = None


def revision_of(known: PledgeSection | None) -> int:
    return known.revision if known else 0


async def to_edit(
    uow: UnitOfWork, actor: Actor, key: str, revision: int | None = None
) -> PledgeSection | None:
    """Return what the bloc made of the part, None while nobody touched it.

    Refuse with `PledgeExists` once the text is frozen, with `SectionChanged` when somebody
    changed the part since it was shown.
    """
    actor.require(*EDITORS)
    if key not in SECTIONS:
        raise NoSuchThing
    if await uow.pledges.current(actor.cycle.id) is not None:
        raise PledgeExists
    known = (await uow.pledge_sections.of_cycle(actor.cycle.id)).get(key)
    if revision is not None and revision != revision_of(known):
        by = (await uow.people.get(known.edited_by)).full_name if known else ""
        raise SectionChanged(by)
    return known


def mark_of(text: str | None) -> str:
    """Return what a button knows a proposed text by; None is the template's words."""
    return sha256((text or "").encode()).hexdigest()[:8]


def text_of(typed: str) -> str:
    """Return a part's new text; refuse a wordless one, and one too long for a message."""
    return text_within(typed, LIMIT)


async def save(uow: UnitOfWork, actor: Actor, key: str, revision: int, text: str | None) -> None:
    """Set the part's text; None returns to the template's words."""
    await to_edit(uow, actor, key, revision)
    await touch(uow, actor, key, text)
    act = "pledge.section_reset" if text is None else "pledge.section_changed"
    await history.record(uow, actor.require(*EDITORS), act, actor.cycle.id, key=key)


async def touch(uow: UnitOfWork, actor: Actor, key: str, text: str | None) -> None:
    """Write the part with who changed it and when."""
    values = {"text": text, "edited_by": actor.person.id, "edited_at": uow.now}
    await uow.pledge_sections.put(actor.cycle.id, key, values)


def laid_over(before: str, after: str) -> tuple[Line, ...]:
    """Return the lines of both texts in order, an old one before the one in its place."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[Line] = []
    for how, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            lines += [Line(text) for text in old[a1:a2]]
            continue
        lines += [Line(text, Kind.REMOVED) for text in old[a1:a2] if text]
        lines += [Line(text, Kind.ADDED) for text in new[b1:b2] if text]
    return tuple(lines)


def changed_keys(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """Return the keys of the parts whose words differ, in the order of the newer text."""
    old = dict(before)
    return tuple(key for key, text in after if old.get(key) != text)
