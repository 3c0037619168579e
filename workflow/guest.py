"""Guests of a conference who are of no member unit: named with their positions."""

import re
from dataclasses import dataclass

from storage.conferences import Guest
from storage.unit_of_work import UnitOfWork
from workflow.conference import View, refuse_beyond, to_change, touched
from workflow.conference_errors import TitleMissing
from workflow.errors import Blank, NoSuchThing, TooLong
from workflow.permission import Actor
from workflow.words import clean, is_wordless, paragraphs

NAME_LIMIT = 100
TITLE_LIMIT = 150
GUESTS_LIMIT = 100
BETWEEN = re.compile(r"\s+[-\N{EN DASH}\N{EM DASH}]\s+|\s*[,;|]\s*")
NUMBERED = re.compile(r"^(?:\d{1,2}[.)]|[-+*\N{BULLET}])\s*")


@dataclass(frozen=True)
class Named:
    """A person as typed: name and position."""

    full_name: str
    position_title: str


def named_of(text: str) -> Named:
    """Read "name - position" of one person; refuse a name without its position."""
    people = people_of(text)
    if len(people) != 1:
        raise TitleMissing((clean(text)[:60],))
    return people[0]


def people_of(text: str) -> tuple[Named, ...]:
    """Read one "name - position" a line; refuse all when one lacks its position."""
    lines = [NUMBERED.sub("", line) for line in paragraphs(text).splitlines() if line]
    if all(map(is_wordless, lines)):
        raise Blank
    found = [BETWEEN.split(line, maxsplit=1) for line in lines]
    unfit = [clean(line)[:60] for line, parts in zip(lines, found, strict=True) if not _fit(parts)]
    if unfit:
        raise TitleMissing(tuple(unfit))
    for full_name, title in found:
        for value, limit in ((full_name, NAME_LIMIT), (title, TITLE_LIMIT)):
            if len(value) > limit:
                raise TooLong(len(value), limit)
    return tuple(Named(full_name, title) for full_name, title in found)


def _fit(parts: list[str]) -> bool:
    return len(parts) > 1 and not any(map(is_wordless, parts))


async def invite(uow: UnitOfWork, actor: Actor, conference_id: int, text: str) -> View:
    """Add the guests of a typed list at the end."""
    view = await to_change(uow, actor, conference_id)
    people = people_of(text)
    refuse_beyond(GUESTS_LIMIT, len(view.guests), len(people))
    last = max((guest.number for guest in view.guests), default=0)
    for number, one in enumerate(people, start=last + 1):
        values = {"full_name": one.full_name, "position_title": one.position_title}
        await uow.conferences.add_guest(conference_id, {"number": number, **values})
    facts = {"field": "guests", "before": "", "after": "; ".join(one.full_name for one in people)}
    return await touched(uow, actor, view, facts)


async def to_edit(uow: UnitOfWork, actor: Actor, guest_id: int) -> Guest:
    """Return a guest of a conference that may still be changed."""
    guest = await uow.conferences.guest(guest_id)
    if guest is None:
        raise NoSuchThing
    await to_change(uow, actor, guest.conference_id)
    return guest


async def remove(uow: UnitOfWork, actor: Actor, guest_id: int) -> View:
    """Take a guest off the list."""
    guest = await to_edit(uow, actor, guest_id)
    view = await to_change(uow, actor, guest.conference_id)
    await uow.conferences.remove_guest(guest_id)
    facts = {"field": "guests", "before": guest.full_name, "after": ""}
    return await touched(uow, actor, view, facts)
