"""Notices of the chair: composed, previewed with the exact count, sent, confirmed."""

from dataclasses import dataclass

from storage.kinds import Audience, Lane, NoticeState, ObligationKind, Role
from storage.notices import Notice
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.calendar import add_working, local
from workflow.errors import (
    AudienceChanged,
    Blank,
    NoSuchThing,
    NoticeClosed,
    NoticeIncomplete,
    OneLineOnly,
    TooLong,
)
from workflow.ledger import Ledger, Reached, ledger_of
from workflow.obligation import NewObligation, finish, open_one
from workflow.permission import Actor
from workflow.words import clean, paragraphs

FIELDS = ("subject", "body", "file")
SUBJECT_LIMIT = 200
BODY_LIMIT = 3000
DAYS_TO_CONFIRM = 3
SHOWN = 8
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
            "subject": "",
            "body": "",
            "audience": Audience.ALL,
            "needs_confirmation": True,
            "created_at": uow.now,
            "progress": {},
        }
    )
    return await _get(uow, notice_id)


async def draft(uow: UnitOfWork, actor: Actor, notice_id: int) -> Notice:
    """Return the author's own draft; refuse a notice that was sent or discarded."""
    actor.require(Role.CHAIR)
    notice = await uow.notices.get(notice_id)
    if notice is None or notice.author_id != actor.person.id:
        raise NoSuchThing
    if notice.state is not NoticeState.DRAFT:
        raise NoticeClosed
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
    if not value:
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


async def toggle(uow: UnitOfWork, actor: Actor, notice_id: int) -> Notice:
    """Ask readers to confirm, or not."""
    notice = await draft(uow, actor, notice_id)
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


async def preview(uow: UnitOfWork, actor: Actor, notice_id: int) -> Preview:
    """Return the draft with everyone it would go to; refuse an incomplete one."""
    notice = await draft(uow, actor, notice_id)
    if not notice.subject or not notice.body:
        raise NoticeIncomplete
    held = await uow.people.held_in(actor.cycle.id, uow.now, AUDIENCES[notice.audience])
    people = tuple({a.person_id: a for a in reversed(held)}.values())[::-1]
    accounts = await uow.accounts.reachable([a.person_id for a in people])
    heard = {a.unit_id for a in people if a.person_id in accounts}
    units = await uow.units.of_cycle(actor.cycle.id)
    silent = tuple(unit.name for unit in units if unit.id not in heard)
    return Preview(notice, actor.require(Role.CHAIR), people, silent)


async def release(uow: UnitOfWork, actor: Actor, notice_id: int, count: int) -> Ledger:
    """Send the draft to the people the preview counted; refuse when their number changed."""
    shown = await preview(uow, actor, notice_id)
    if len(shown.people) != count:
        raise AudienceChanged(len(shown.people))
    await uow.notices.change(notice_id, {"state": NoticeState.SENDING, "released_at": uow.now})
    for person in shown.people:
        await uow.notices.add_recipient(notice_id, person.person_id, person.unit_id)
        await _owe_confirmation(uow, shown.notice, person)
    await queue(uow, shown.notice, [person.person_id for person in shown.people])
    await history.record(uow, shown.author, "notice.released", notice_id, count=count)
    return await ledger(uow, actor, notice_id)


async def _owe_confirmation(uow: UnitOfWork, notice: Notice, person: Assignment) -> None:
    if not notice.needs_confirmation:
        return
    new = NewObligation(
        notice.cycle_id,
        ObligationKind.CONFIRM,
        notice.id,
        person.role,
        add_working(local(uow.now).date(), DAYS_TO_CONFIRM),
        unit_id=person.unit_id,
        person_id=person.person_id,
    )
    await open_one(uow, new)


async def queue(uow: UnitOfWork, notice: Notice, person_ids: list[int], attempt: int = 0) -> int:
    """Queue a copy for each person who has an account; return how many.

    Who has blocked us is tried all the same: only a try tells whether they are back.
    """
    accounts = await uow.accounts.known(person_ids)
    for person_id in person_ids:
        account = accounts.get(person_id)
        if account is not None:
            await uow.outbox.add(
                {
                    "account_id": account.id,
                    "person_id": person_id,
                    "lane": Lane.NOTICE,
                    "kind": "notice",
                    "subject_id": notice.id,
                    "content": {},
                    "dedupe": f"notice:{notice.id}:{person_id}:{attempt}",
                    "due_at": uow.now,
                    "created_at": uow.now,
                }
            )
    return len(accounts)


async def resend(uow: UnitOfWork, actor: Actor, notice_id: int) -> tuple[Ledger, int]:
    """Send again to those whom nothing is known to have reached; return how many."""
    shown = await ledger(uow, actor, notice_id)
    seat = actor.require(Role.CHAIR)
    again = [
        recipient.person_id
        for recipient, state in shown.rows
        if state in (Reached.UNKNOWN, Reached.UNREACHABLE)
    ]
    attempt = int(shown.notice.progress.get("attempt", 0)) + 1
    count = await queue(uow, shown.notice, again, attempt)
    if count:
        await uow.notices.change(
            notice_id, {"state": NoticeState.SENDING, "progress": {"attempt": attempt}}
        )
        await history.record(uow, seat, "notice.resent", notice_id, count=count)
    return await ledger(uow, actor, notice_id), count


async def confirm(uow: UnitOfWork, actor: Actor, notice_id: int) -> Notice:
    """Record "Đã đọc" of a recipient; repeating it changes nothing."""
    notice = await received(uow, actor, notice_id)
    if await uow.notices.confirm(notice_id, actor.person.id, uow.now):
        await finish(uow, ObligationKind.CONFIRM, notice_id, person_id=actor.person.id)
        await history.record(uow, actor.assignments[0], "notice.confirmed", notice_id)
    return notice


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


def progress_key(notice: Notice) -> str:
    """Name the message that shows how a sending goes on."""
    return f"progress:{notice.id}:{notice.progress.get('attempt', 0)}"


async def follow(uow: UnitOfWork) -> int:
    """Queue a redraw of each progress message whose count changed; end what is delivered.

    Called by a tick every few seconds, so edits stay that far apart; returns how many.
    """
    changed = [await _follow_one(uow, notice) for notice in await uow.notices.sending()]
    return sum(changed)


async def _follow_one(uow: UnitOfWork, notice: Notice) -> bool:
    counts = (await ledger_of(uow, notice)).counts
    done = not counts[Reached.WAITING]
    shown = await uow.outbox.message_id_of(progress_key(notice))
    if counts == notice.progress.get("counts") or (shown is None and not done):
        return False
    state = NoticeState.SENT if done else notice.state
    progress = {**notice.progress, "counts": counts}
    await uow.notices.change(notice.id, {"progress": progress, "state": state})
    if shown is not None:
        await _redraw_progress(uow, notice, *shown)
    return shown is not None


async def _redraw_progress(
    uow: UnitOfWork, notice: Notice, account_id: int, message_id: str
) -> None:
    await uow.outbox.add(
        {
            "account_id": account_id,
            "person_id": notice.author_id,
            "lane": Lane.REPLY,
            "kind": "progress",
            "subject_id": notice.id,
            "content": {},
            "target_id": message_id,
            "due_at": uow.now,
            "created_at": uow.now,
        }
    )


async def _get(uow: UnitOfWork, notice_id: int) -> Notice:
    notice = await uow.notices.get(notice_id)
    assert notice is not None
    return notice
