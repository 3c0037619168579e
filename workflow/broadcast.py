"""Sends a notice to everyone the preview counted, again to those it missed, and follows it."""

from typing import Any

from storage.kinds import Lane, NoticeState, ObligationKind, Role
from storage.notices import Notice
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.calendar import add_working, local
from workflow.errors import AudienceChanged
from workflow.ledger import Ledger, Reached, ledger_of
from workflow.notice import ledger, preview
from workflow.obligation import NewObligation, open_one
from workflow.permission import Actor

DAYS_TO_CONFIRM = 3


async def release(
    uow: UnitOfWork, actor: Actor, notice_id: int, revision: int, count: int
) -> Ledger:
    """Send the draft that was previewed; refuse when it, or the number of readers, changed."""
    shown = await preview(uow, actor, notice_id, revision)
    if len(shown.people) != count:
        raise AudienceChanged(len(shown.people))
    await uow.notices.change(notice_id, {"state": NoticeState.SENDING, "released_at": uow.now})
    for person in shown.people:
        await uow.notices.add_recipient(notice_id, person.person_id, person.unit_id)
        await _owe_confirmation(uow, shown.notice, person)
    await queue(uow, shown.notice, [person.person_id for person in shown.people])
    facts: dict[str, Any] = {"count": count, "title": shown.notice.subject}
    await history.record(uow, shown.author, "notice.released", notice_id, **facts)
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
        facts: dict[str, Any] = {"count": count, "title": shown.notice.subject}
        await history.record(uow, seat, "notice.resent", notice_id, **facts)
    return await ledger(uow, actor, notice_id), count


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
    key = progress_key(notice)
    shown = await uow.outbox.message_id_of(key)
    if counts == notice.progress.get("counts") or await uow.outbox.is_waiting(key):
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
