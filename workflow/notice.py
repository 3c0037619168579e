"""Notices of the chair: composed, previewed with the exact count, confirmed by their readers.

workflow/broadcast.py sends them.
"""

from dataclasses import dataclass

from storage.kinds import Audience, NoticeState, ObligationKind, Role
from storage.notices import Notice
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.errors import (
    Blank,
    DraftChanged,
    NoSuchThing,
    NoticeClosed,
    NoticeIncomplete,
    OneLineOnly,
    TooLong,
)
from workflow.ledger import Ledger, ledger_of
from workflow.obligation import finish
from workflow.permission import Actor
from workflow.words import clean, is_wordless, paragraphs

FIELDS = ("subject", "body", "file")
SUBJECT_LIMIT = 200
BODY_LIMIT = 3000
AUDIENCES = {
    Audience.ALL: (Role.OFFICER, Role.LEADER),
    Audience.OFFICERS: (Role.OFFICER,),
    Audience.LEADERS: (Role.LEADER,),
}


@dataclass(frozen=True)
class Preview:
    """A draft with exactly whom it would reach now, and units where nobody can be reached."""

    notice: Notice
    author: Assignment
    people: tuple[Assignment, ...]
    silent_units: tuple[str, ...]


async def compose(uow: UnitOfWork, actor: Actor) -> Notice:
    """Return the author's draft, begun when there is none."""
    actor.require(Role.CHAIR)
    found = await uow.notices.draft_of(actor.cycle.id, actor.person.id)
    if found is not None:
        return found
    notice_id = await uow.notices.add(
        {
            "cycle_id": actor.cycle.id,
            "author_id": actor.person.id,
            "state": NoticeState.DRAFT,
            "revision": 1,
            "subject": "",
            "body": "",
            "audience": Audience.ALL,
            "needs_confirmation": True,
            "created_at": uow.now,
            "progress": {},
        }
    )
    return await _get(uow, notice_id)


async def draft(
    uow: UnitOfWork, actor: Actor, notice_id: int, revision: int | None = None
) -> Notice:
    """Return the author's own draft; refuse a closed one, or one changed since `revision`."""
    actor.require(Role.CHAIR)
    notice = await uow.notices.get(notice_id)
    if notice is None or notice.author_id != actor.person.id:
        raise NoSuchThing
    if notice.state is not NoticeState.DRAFT:
        raise NoticeClosed
    if revision is not None and revision != notice.revision:
        raise DraftChanged(notice.id)
    return notice


async def to_write(uow: UnitOfWork, actor: Actor, notice_id: int, field: str) -> Notice:
    """Return the author's own draft; refuse a field that a notice has not."""
    if field not in FIELDS:
        raise NoSuchThing
    return await draft(uow, actor, notice_id)


async def write(uow: UnitOfWork, actor: Actor, notice_id: int, field: str, text: str) -> Notice:
    """Save the subject (one line) or the text of a draft."""
    notice = await draft(uow, actor, notice_id)
    value = clean(text) if field == "subject" else paragraphs(text)
    limit = SUBJECT_LIMIT if field == "subject" else BODY_LIMIT
    if field not in ("subject", "body"):
        raise NoSuchThing
    if is_wordless(value):
        raise Blank
    if field == "subject" and len(paragraphs(text).splitlines()) > 1:
        raise OneLineOnly(len(paragraphs(text).splitlines()))
    if len(value) > limit:
        raise TooLong(len(value), limit)
    await uow.notices.change(notice.id, {field: value})
    return await _get(uow, notice.id)


async def choose(uow: UnitOfWork, actor: Actor, notice_id: int, audience: str) -> Notice:
    """Set who a draft is for."""
    notice = await draft(uow, actor, notice_id)
    if audience not in set(Audience):
        raise NoSuchThing
    await uow.notices.change(notice.id, {"audience": Audience(audience)})
    return await _get(uow, notice.id)


async def toggle(uow: UnitOfWork, actor: Actor, notice_id: int, revision: int) -> Notice:
    """Ask readers to confirm, or not."""
    notice = await draft(uow, actor, notice_id, revision)
    await uow.notices.change(notice.id, {"needs_confirmation": not notice.needs_confirmation})
    return await _get(uow, notice.id)


async def attach(uow: UnitOfWork, actor: Actor, notice_id: int, file_id: int) -> Notice:
    """Put a stored file with a draft, in place of the former one."""
    notice = await draft(uow, actor, notice_id)
    await uow.notices.change(notice.id, {"file_id": file_id})
    return await _get(uow, notice.id)


async def discard(uow: UnitOfWork, actor: Actor, notice_id: int) -> None:
    """Throw a draft away; the next one begins empty."""
    notice = await draft(uow, actor, notice_id)
    await uow.notices.change(notice.id, {"state": NoticeState.DISCARDED})


async def preview(
    uow: UnitOfWork, actor: Actor, notice_id: int, revision: int | None = None
) -> Preview:
    """Return the draft with everyone it would go to; refuse an incomplete one."""
    notice = await draft(uow, actor, notice_id, revision)
    if not notice.subject or not notice.body:
        raise NoticeIncomplete
    held = await uow.people.held_in(actor.cycle.id, uow.now, AUDIENCES[notice.audience])
    people = tuple({a.person_id: a for a in reversed(held)}.values())[::-1]
    accounts = await uow.accounts.reachable([a.person_id for a in people])
    heard = {a.unit_id for a in people if a.person_id in accounts}
    units = await uow.units.of_cycle(actor.cycle.id)
    silent = tuple(unit.name for unit in units if unit.id not in heard)
    return Preview(notice, actor.require(Role.CHAIR), people, silent)


async def confirm(uow: UnitOfWork, actor: Actor, notice_id: int) -> Notice:
    """Record "Đã đọc" of a recipient; repeating it changes nothing."""
    notice = await received(uow, actor, notice_id)
    if await uow.notices.confirm(notice_id, actor.person.id, uow.now):
        await finish(uow, ObligationKind.CONFIRM, notice_id, person_id=actor.person.id)
        seat, title = actor.assignments[0], notice.subject
        await history.record(uow, seat, "notice.confirmed", notice_id, title=title)
    return notice


async def is_owed_by(uow: UnitOfWork, actor: Actor, notice_id: int) -> bool:
    """Tell whether the actor still owes "Đã đọc"; also its own author may."""
    owed = await uow.obligations.find_open(
        ObligationKind.CONFIRM, notice_id, person_id=actor.person.id
    )
    return bool(owed)


async def received(uow: UnitOfWork, actor: Actor, notice_id: int) -> Notice:
    """Return a notice that was sent to the actor."""
    found = await uow.notices.received_by(actor.person.id, 1000)
    notice = next((n for n in found if n.id == notice_id), None)
    if notice is None:
        raise NoSuchThing
    return notice


async def ledger(uow: UnitOfWork, actor: Actor, notice_id: int) -> Ledger:
    """Return what is known of every copy; for the chair and the secretary only."""
    actor.require(Role.CHAIR, Role.SECRETARY)
    notice = await uow.notices.get(notice_id)
    if notice is None or notice.cycle_id != actor.cycle.id or notice.released_at is None:
        raise NoSuchThing
    return await ledger_of(uow, notice)


async def _get(uow: UnitOfWork, notice_id: int) -> Notice:
    notice = await uow.notices.get(notice_id)
    assert notice is not None
    return notice
