"""Notices: written in any order, previewed as they are, let go by the chair, confirmed.

    DRAFT ◀──▶ OFFERED ──release──▶ SCHEDULED ──depart──▶ SENDING ◀──▶ PAUSED ──▶ SENT, CANCELLED
      │           (by a secretary)      └─────stop─────▶ DRAFT
      └──▶ DISCARDED

workflow/offering.py moves a draft to the chair and back, workflow/broadcast.py sends it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from storage.files import FileName
from storage.kinds import Audience, NoticeState, Role
from storage.notices import Notice
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow.audience import Readers, mark_of, readers_of
from workflow.errors import (
    AudienceChanged,
    Blank,
    DraftChanged,
    NoSuchThing,
    NoticeClosed,
    NoticeIncomplete,
    OneLineOnly,
)
from workflow.notice_errors import NobodyToReach, NoticeOffered, NotOffered
from workflow.permission import Actor
from workflow.send_time import Departure, coming, departure, names_a_day
from workflow.typed import within
from workflow.words import clean, is_wordless, paragraphs

AUTHORS = (Role.CHAIR, Role.SECRETARY)
LIMITS = {"subject": 200, "body": 3000}
BODY_LIMIT = LIMITS["body"]
# The revision of a draft in which nothing was written yet.
UNTOUCHED = 1


@dataclass(frozen=True)
class Draft:
    """A notice that is being written: its files, whom it is for now, and when it would leave."""

    notice: Notice
    files: tuple[FileName, ...]
    readers: Readers
    departure: Departure
    hours: str
    """The hours in which notices may leave, as the cycle sets them."""
    may_release: bool
    """Whether its reader lets notices go; a secretary offers them."""

    @property
    def lacks(self) -> tuple[str, ...]:
        return lacks(self.notice)

    @property
    def is_undated(self) -> bool:
        """Tell whether the subject line names no day, though it is to say what to do by when."""
        return bool(self.notice.subject) and not names_a_day(self.notice.subject)


@dataclass(frozen=True)
class Preview:
    """A whole notice with exactly whom it would reach now, as its reader would get it.

    `author` is who lets it go; None while nobody holds the chair.
    """

    draft: Draft
    author: Assignment | None
    is_own: bool

    @property
    def notice(self) -> Notice:
        return self.draft.notice

    @property
    def is_offered(self) -> bool:
        return self.notice.state is NoticeState.OFFERED

    @property
    def may_release(self) -> bool:
        return self.draft.may_release

    @property
    def may_offer(self) -> bool:
        return not self.may_release and self.is_own and not self.is_offered

    @property
    def people(self) -> tuple[Assignment, ...]:
        return self.draft.readers.people

    @property
    def mark(self) -> str:
        """Return what tells these people from others."""
        return mark_of(seat.person_id for seat in self.people)


def lacks(notice: Notice) -> tuple[str, ...]:
    """Return the parts without which a notice is not sent, and that are empty."""
    return tuple(field for field in LIMITS if not getattr(notice, field))


async def compose(uow: UnitOfWork, actor: Actor) -> Draft:
    """Return the author's newest draft that was not given back, begun when there is none."""
    actor.require(*AUTHORS)
    begun = await uow.notices.draft_of(actor.cycle.id, actor.person.id)
    return await opened(uow, actor, begun.id if begun else await _begin(uow, actor))


async def _begin(uow: UnitOfWork, actor: Actor) -> int:
    return await uow.notices.add(
        {
            "cycle_id": actor.cycle.id,
            "author_id": actor.person.id,
            "state": NoticeState.DRAFT,
            "revision": UNTOUCHED,
            "subject": "",
            "body": "",
            "audience": Audience.ALL,
            "needs_confirmation": True,
            "created_at": uow.now,
            "progress": {},
        }
    )


async def draft(
    uow: UnitOfWork, actor: Actor, notice_id: int, revision: int | None = None
) -> Notice:
    """Return the author's own draft; refuse one that left their hands or changed since."""
    actor.require(*AUTHORS)
    notice = await uow.notices.get(notice_id)
    if notice is None or (notice.cycle_id, notice.author_id) != (actor.cycle.id, actor.person.id):
        raise NoSuchThing
    if notice.state is NoticeState.OFFERED:
        raise NoticeOffered(notice.id)
    if notice.state is not NoticeState.DRAFT:
        raise NoticeClosed(notice.id)
    if revision is not None and revision != notice.revision:
        raise DraftChanged(notice.id)
    return notice


async def opened(uow: UnitOfWork, actor: Actor, notice_id: int) -> Draft:
    """Return the author's own draft with all that its screen shows."""
    return await whole(uow, actor, await draft(uow, actor, notice_id))


async def whole(uow: UnitOfWork, actor: Actor, notice: Notice) -> Draft:
    """Add to a notice its files, its readers as of now, and when it would leave."""
    return Draft(
        notice=notice,
        files=tuple(await uow.notices.files_of(notice.id)),
        readers=await readers_of(uow, notice),
        departure=departure(notice, actor.cycle, uow.now),
        hours=actor.cycle.notice_hours,
        may_release=actor.seat(Role.CHAIR) is not None,
    )


async def change(uow: UnitOfWork, actor: Actor, notice_id: int, values: Mapping[str, Any]) -> Draft:
    """Change parts of the author's own draft; return it as it now stands."""
    return await changed(uow, actor, await draft(uow, actor, notice_id), values)


async def changed(
    uow: UnitOfWork, actor: Actor, notice: Notice, values: Mapping[str, Any]
) -> Draft:
    """Change parts of a draft that the actor was found to write."""
    await uow.notices.change(notice.id, values)
    return await whole(uow, actor, replace(notice, **values, revision=notice.revision + 1))


async def to_write(uow: UnitOfWork, actor: Actor, notice_id: int, field: str) -> Draft:
    """Return the author's own draft; refuse a field that is not typed."""
    if field not in LIMITS:
        raise NoSuchThing
    return await opened(uow, actor, notice_id)


async def write(uow: UnitOfWork, actor: Actor, notice_id: int, field: str, text: str) -> Draft:
    """Save the subject or the text of a draft."""
    return await change(uow, actor, notice_id, {field: fitting(field, text)})


def fitting(field: str, text: str) -> str:
    """Return a typed subject (one line) or text as it is kept; refuse what does not fit."""
    limit = LIMITS[field]
    value = clean(text) if field == "subject" else paragraphs(text)
    n_lines = len(paragraphs(text).splitlines())
    if is_wordless(value):
        raise Blank
    if field == "subject" and n_lines > 1:
        raise OneLineOnly(n_lines)
    return within(value, limit)


async def toggle(uow: UnitOfWork, actor: Actor, notice_id: int, revision: int) -> Draft:
    """Ask readers to confirm, or not."""
    notice = await draft(uow, actor, notice_id, revision)
    wanted = {"needs_confirmation": not notice.needs_confirmation}
    return await changed(uow, actor, notice, wanted)


async def hurry(uow: UnitOfWork, actor: Actor, notice_id: int, *, on: bool) -> Draft:
    """Make a draft urgent, or not; doing so twice changes nothing."""
    return await change(uow, actor, notice_id, {"is_urgent": on})


async def plan(uow: UnitOfWork, actor: Actor, notice_id: int, at: datetime | None) -> Draft:
    """Set when a draft is to be sent, None for as soon as it is let go."""
    return await change(uow, actor, notice_id, {"send_at": at and coming(at, uow.now)})


async def discard(uow: UnitOfWork, actor: Actor, notice_id: int) -> None:
    """Throw a draft away; the next one begins empty. Doing so twice changes nothing."""
    known = await uow.notices.get(notice_id)
    if known is not None and known.state is NoticeState.DISCARDED:
        return
    notice = await draft(uow, actor, notice_id)
    await uow.notices.change(notice.id, {"state": NoticeState.DISCARDED})


async def preview(
    uow: UnitOfWork, actor: Actor, notice_id: int, revision: int | None = None
) -> Preview:
    """Return a notice with everyone it would go to: the own draft, or an offered one.

    Refuse an incomplete one, and one changed since `revision`. An offered one is read by every
    author.
    """
    notice = await _readable(uow, actor, notice_id)
    if revision is not None and revision != notice.revision:
        raise DraftChanged(notice.id)
    if lacks(notice):
        raise NoticeIncomplete(lacks(notice))
    chair = actor.seat(Role.CHAIR)
    held = [chair] if chair else await uow.people.held_in(actor.cycle.id, uow.now, (Role.CHAIR,))
    return Preview(
        draft=await whole(uow, actor, notice),
        author=held[0] if held else None,
        is_own=notice.author_id == actor.person.id,
    )


async def _readable(uow: UnitOfWork, actor: Actor, notice_id: int) -> Notice:
    """Return an offered notice of the bloc, or the own draft."""
    actor.require(*AUTHORS)
    notice = await uow.notices.get(notice_id)
    if notice is None or notice.cycle_id != actor.cycle.id:
        raise NoSuchThing
    if notice.state is NoticeState.OFFERED:
        return notice
    if notice.author_id != actor.person.id:
        raise NotOffered(notice.id)
    return await draft(uow, actor, notice_id)


async def to_release(
    uow: UnitOfWork, actor: Actor, notice_id: int, revision: int, mark: str
) -> Preview:
    """Return what the chair lets go; refuse when it, or who its readers are, changed.

    A notice for nobody is never let go.
    """
    actor.require(Role.CHAIR)
    shown = await preview(uow, actor, notice_id, revision)
    if shown.mark != mark:
        raise AudienceChanged(len(shown.people))
    if shown.draft.readers.empty is not None:
        raise NobodyToReach(shown.draft.readers.empty)
    return shown
