"""Corrects a notice that was sent: a new version, edited in place wherever its copy is shown.

What waits to leave goes out as corrected. Confirmation is asked anew; copies that nobody is
known to have seen stay what they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from storage.copies import Shown
from storage.kinds import NoticeState, Role
from storage.notices import Notice, Version
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.broadcast import lane_of, owe_confirmation
from workflow.discussion_errors import WordingChanged
from workflow.errors import NoSuchThing, SameWords
from workflow.launch import hash_start
from workflow.notice import fitting
from workflow.permission import Actor
from workflow.quiet_hours import notice_opening
from workflow.sending import UNDER_WAY, steered

FIELDS = ("subject", "body")
CORRECTABLE = (*UNDER_WAY, NoticeState.SENT)


@dataclass(frozen=True)
class Correction:
    """A notice with its words to be, not saved yet; `n_shown` is on how many screens it is."""

    notice: Notice
    by: Assignment
    n_shown: int

    @property
    def hash_start(self) -> str:
        return hash_start(f"{self.notice.subject}\n{self.notice.body}")


async def to_correct(uow: UnitOfWork, actor: Actor, notice_id: int) -> Notice:
    """Return a sent notice that the actor may correct."""
    return (await _correctable(uow, actor, notice_id))[0]


async def word(
    uow: UnitOfWork, actor: Actor, notice_id: int, words: dict[str, str], field: str
) -> Correction:
    """Return the correction for a last look; refuse words that are those already sent.

    `words` holds the subject and the body to be, `field` the one that was just typed.
    """
    notice, seat = await _correctable(uow, actor, notice_id)
    if field not in FIELDS:
        raise NoSuchThing
    fit = {**words, field: fitting(field, words[field])}
    new = replace(notice, subject=fit["subject"], body=fit["body"], corrected_at=uow.now)
    if (new.subject, new.body) == (notice.subject, notice.body):
        raise SameWords
    return Correction(new, seat, len(await uow.copies.shown(notice_id)))


async def correct(
    uow: UnitOfWork, actor: Actor, notice_id: int, words: dict[str, str], start: str
) -> Correction:
    """Put the words that were shown in place of those sent; ask for confirmation anew."""
    shown = await word(uow, actor, notice_id, words, "body")
    if shown.hash_start != start:
        raise WordingChanged
    new = replace(shown.notice, version=shown.notice.version + 1)
    values = {name: getattr(new, name) for name in (*FIELDS, "version", "corrected_at")}
    late = await uow.copies.in_flight(new.id)
    progress = {**new.progress, "in_flight": [*new.progress.get("in_flight", ()), *late]}
    await uow.notices.change(new.id, {**values, "progress": progress})
    await uow.notices.keep_version(new, actor.person.id, uow.now)
    await _ask_anew(uow, new)
    await _redraw(uow, new, await uow.copies.shown(new.id), actor.person.id)
    await history.record(uow, shown.by, "notice.corrected", new.id, title=new.subject)
    return replace(shown, notice=new)


async def catch_up(uow: UnitOfWork) -> int:
    """Edit the copies that were in flight with the former words; return how many.

    Called by a tick every few seconds.
    """
    n_redrawn = 0
    for notice in await uow.notices.under_way():
        waiting = notice.progress.get("in_flight", ())
        landed = await uow.copies.landed(waiting) if waiting else []
        if landed:
            left = [one for one in waiting if one not in {row.delivery_id for row in landed}]
            progress = {**notice.progress, "in_flight": left}
            await uow.notices.change(notice.id, {"progress": progress})
            n_redrawn += await _redraw(uow, notice, landed)
    return n_redrawn


async def version(
    uow: UnitOfWork, actor: Actor, notice_id: int, number: int
) -> tuple[Notice, Version]:
    """Return a corrected notice with its words as they once were.

    To its readers, its author, the chair and the secretary.
    """
    notice = await uow.notices.get(notice_id)
    if notice is None or notice.cycle_id != actor.cycle.id:
        raise NoSuchThing
    readers = {one.person_id for one in await uow.notices.recipients(notice_id)}
    if actor.person.id not in readers | {notice.author_id}:
        actor.require(Role.CHAIR, Role.SECRETARY)
    kept = {one.version: one for one in await uow.notices.versions(notice_id)}
    if number not in kept or number == notice.version:
        raise NoSuchThing
    return notice, kept[number]


async def _correctable(uow: UnitOfWork, actor: Actor, notice_id: int) -> tuple[Notice, Assignment]:
    notice, seat = await steered(uow, actor, notice_id)
    if notice.state not in CORRECTABLE:
        raise NoSuchThing
    return notice, seat


async def _ask_anew(uow: UnitOfWork, notice: Notice) -> None:
    """Let everybody who is here and was not stopped owe "Đã đọc" of the new words."""
    await uow.copies.ask_anew(notice.id)
    held = await uow.people.held_in(notice.cycle_id, uow.now)
    seats = {seat.person_id: seat for seat in reversed(held)}
    asked = [one for one in await uow.notices.recipients(notice.id) if one.stopped_at is None]
    here = [seats[one.person_id] for one in asked if one.person_id in seats]
    await owe_confirmation(uow, notice, here)


async def _redraw(
    uow: UnitOfWork, notice: Notice, shown: Iterable[Shown], by_person: int = 0
) -> int:
    """Queue for each copy on a screen the edit and, as an edit makes no sound, one short line.

    Who corrected it knows.
    """
    cycle = await uow.blocs.cycle(notice.cycle_id)
    opens_at = uow.now if notice.is_urgent else notice_opening(cycle, uow.now)
    copies = [copy for copy in shown if copy.message_id is not None]
    about = {"lane": lane_of(notice), "subject_id": notice.id, "content": {}}
    edits, lines = [], []
    for copy in copies:
        to = {"account_id": copy.account_id, "person_id": copy.person_id, "created_at": uow.now}
        mark = f"{notice.id}:{notice.version}:{copy.delivery_id}"
        edit = {"kind": "correction", "target_id": copy.message_id, "due_at": uow.now}
        edits.append({**about, **to, **edit, "dedupe": f"correction:{mark}"})
        if copy.person_id != by_person:
            line = {"kind": "corrected", "due_at": opens_at, "dedupe": f"corrected:{mark}"}
            lines.append({**about, **to, **line})
    await uow.line.add_all(edits)
    await uow.line.add_all(lines)
    return len(copies)
