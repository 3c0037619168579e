"""Steers a notice on its way: paused, let go on, stopped, sent again, followed to its end.

    SENDING ◀──resume── PAUSED
       │ └───pause────────▲ │
       ├──▶ SENT            │          every copy has ended
       └──▶ CANCELLED ◀─────┘          the copies that had not left are out of the line

A press that comes when the notice has moved on changes nothing and shows how it stands.
"""

from typing import Any

from storage.kinds import Lane, NoticeState, ObligationKind
from storage.notices import Notice
from storage.outbox import Delivery
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import broadcast, history
from workflow.broadcast import progress_key, queue
from workflow.errors import NoSuchThing, NotPermitted
from workflow.ledger import UNSENT, Ledger, Reached, ledger_of, steering_seat
from workflow.permission import Actor

UNDER_WAY = (NoticeState.SENDING, NoticeState.PAUSED)
ACTS = {
    NoticeState.SENDING: "notice.resumed",
    NoticeState.PAUSED: "notice.paused",
    NoticeState.CANCELLED: "notice.cancelled",
}
MISSED = (Reached.UNKNOWN, Reached.UNREACHABLE)


async def stop(uow: UnitOfWork, actor: Actor, notice_id: int) -> Ledger:
    """Take a notice back that has not left; of one that has just left, stop what has not."""
    notice, seat = await steered(uow, actor, notice_id)
    if notice.state is NoticeState.SCHEDULED:
        return await broadcast.take_back(uow, seat, notice)
    if notice.state in UNDER_WAY:
        await _cancel(uow, seat, notice)
    return await _standing(uow, notice.id)


async def send_now(uow: UnitOfWork, actor: Actor, notice_id: int) -> Ledger:
    """Let a notice that waits for its time leave after the hold."""
    notice, seat = await steered(uow, actor, notice_id)
    if notice.state is NoticeState.SCHEDULED and notice.progress["later"]:
        return await broadcast.send_now(uow, seat, actor.cycle, notice)
    return await _standing(uow, notice.id)


async def pause(uow: UnitOfWork, actor: Actor, notice_id: int) -> Ledger:
    """Hold back every copy that has not left; the one on its way arrives."""
    notice, seat = await steered(uow, actor, notice_id)
    if notice.state is NoticeState.SENDING:
        await uow.copies.hold(notice.id)
        await _turn(uow, seat, notice, NoticeState.PAUSED)
    return await _standing(uow, notice.id)


async def resume(uow: UnitOfWork, actor: Actor, notice_id: int) -> Ledger:
    """Let the copies leave that were held back; the answer is what shows how it goes on."""
    notice, seat = await steered(uow, actor, notice_id)
    if notice.state is NoticeState.PAUSED:
        await uow.copies.let_go(notice.id, uow.now)
        await _turn(uow, seat, notice, NoticeState.SENDING)
    return await _standing(uow, notice.id)


async def _cancel(uow: UnitOfWork, seat: Assignment, notice: Notice) -> None:
    """Take out of the line what has not left; those people owe nothing.

    Who was to get it once more is not among them: of their first copy the ledger keeps its word.
    """
    taken = set(await uow.copies.stop(notice.id))
    rows = await uow.notices.recipients(notice.id)
    await _mark_stopped(
        uow, notice, [r.person_id for r in rows if r.person_id in taken and r.delivery is None]
    )
    await _turn(uow, seat, notice, NoticeState.CANCELLED)


async def _mark_stopped(uow: UnitOfWork, notice: Notice, person_ids: list[int]) -> None:
    await uow.copies.mark_stopped(notice.id, person_ids, uow.now)
    duties = await uow.obligations.find_open(ObligationKind.CONFIRM, notice.id)
    stopped = [duty.id for duty in duties if duty.person_id in person_ids]
    await uow.obligations.finish(stopped, uow.now)


async def may_leave(uow: UnitOfWork, delivery: Delivery) -> bool:
    """Tell whether a queued copy is still wanted at the moment of sending.

    One that was in flight when the notice was stopped, and came back into line, is stopped too.
    """
    assert delivery.subject_id is not None
    notice = await uow.notices.get(delivery.subject_id)
    assert notice is not None
    if notice.state is not NoticeState.CANCELLED:
        return True
    if delivery.resend_of is None and delivery.person_id is not None:
        await _mark_stopped(uow, notice, [delivery.person_id])
    return False


async def resend(uow: UnitOfWork, actor: Actor, notice_id: int) -> tuple[Ledger, int]:
    """Send again to those whom nothing is known to have reached; return how many."""
    notice, seat = await steered(uow, actor, notice_id)
    if notice.state is not NoticeState.SENT:
        return await _standing(uow, notice.id), 0
    shown = await ledger_of(uow, notice)
    again = [recipient.person_id for recipient, state in shown.rows if state in MISSED]
    attempt = int(notice.progress.get("attempt", 0)) + 1
    count = await queue(uow, notice, again, attempt)
    if count:
        progress = {"attempt": attempt, "key": progress_key(notice), "count": len(shown.rows)}
        values = {"state": NoticeState.SENDING, "progress": progress}
        await uow.notices.change(notice_id, values)
        facts: dict[str, Any] = {"count": count, "title": notice.subject}
        await history.record(uow, seat, "notice.resent", notice_id, **facts)
    return await _standing(uow, notice.id), count


async def follow(uow: UnitOfWork) -> int:
    """Queue a redraw of each progress message whose count changed; end what is delivered.

    Called by a tick every few seconds, so edits stay that far apart; returns how many.
    """
    changed = [await _follow_one(uow, notice) for notice in await uow.notices.under_way()]
    return sum(changed)


async def _follow_one(uow: UnitOfWork, notice: Notice) -> bool:
    counts = (await ledger_of(uow, notice)).counts
    key = str(notice.progress["key"])
    ends = notice.state is NoticeState.SENDING and not counts[Reached.WAITING]
    if await uow.outbox.is_waiting(key) or not (ends or counts != notice.progress.get("counts")):
        return False
    state = NoticeState.SENT if ends else notice.state
    progress = {**notice.progress, "counts": counts}
    await uow.notices.change(notice.id, {"progress": progress, "state": state})
    shown = await uow.outbox.message_id_of(key)
    if shown is not None:
        await _redraw(uow, notice, *shown)
    return shown is not None


async def _redraw(uow: UnitOfWork, notice: Notice, account_id: int, message_id: str) -> None:
    await uow.outbox.add(
        {
            "account_id": account_id,
            "person_id": notice.released_by or notice.author_id,
            "lane": Lane.REPLY,
            "kind": "progress",
            "subject_id": notice.id,
            "content": {},
            "target_id": message_id,
            "due_at": uow.now,
            "created_at": uow.now,
        }
    )


async def steered(uow: UnitOfWork, actor: Actor, notice_id: int) -> tuple[Notice, Assignment]:
    """Return a released notice that the actor may steer, and as what."""
    notice = await uow.notices.get(notice_id)
    if notice is None or notice.cycle_id != actor.cycle.id or notice.state in UNSENT:
        raise NoSuchThing
    seat = steering_seat(actor, notice)
    if seat is None:
        raise NotPermitted
    return notice, seat


async def _turn(uow: UnitOfWork, seat: Assignment, notice: Notice, state: NoticeState) -> None:
    progress = {**notice.progress, "key": progress_key(notice)}
    await uow.notices.change(notice.id, {"state": state, "progress": progress})
    await history.record(uow, seat, ACTS[state], notice.id, title=notice.subject)


async def _standing(uow: UnitOfWork, notice_id: int) -> Ledger:
    notice = await uow.notices.get(notice_id)
    assert notice is not None
    return await ledger_of(uow, notice)
