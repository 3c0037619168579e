"""Lets a released notice go: held for a moment or until its time, then queued for everyone.

    OFFERED, DRAFT ──release──▶ SCHEDULED ──depart──▶ SENDING (workflow/sending.py)
         ▲                          │
         └──────────stop────────────┘    nothing has left

Whom it is for is computed when it leaves, and its words are kept as they leave.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from storage.blocs import Cycle
from storage.kinds import Audience, Lane, NoticeState, ObligationKind, Role
from storage.notices import Notice
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import audience, history, send_time
from workflow.calendar import add_working, local
from workflow.ledger import Ledger, ledger_of
from workflow.notice import to_release
from workflow.obligation import NewObligation, finish, open_for_people
from workflow.offering import owe_release
from workflow.permission import Actor
from workflow.quiet_hours import notice_opening
from workflow.send_time import departure

DAYS_TO_CONFIRM = 3
# Two ticks and then some: what leaves later than that leaves late.
LATE_AFTER = timedelta(minutes=2)


async def release(
    uow: UnitOfWork, actor: Actor, notice_id: int, revision: int, mark: str
) -> Ledger:
    """Let the draft that was previewed go; refuse when it, or who its readers are, changed.

    It leaves after the hold, at its own time when that is later, and in the hours of notices
    unless it is urgent.
    """
    shown = await to_release(uow, actor, notice_id, revision, mark)
    count = len(shown.people)
    seat = actor.require(Role.CHAIR)
    await finish(uow, ObligationKind.RELEASE, notice_id)
    facts: dict[str, Any] = {"count": count, "title": shown.notice.subject}
    await history.record(uow, seat, "notice.released", notice_id, **facts)
    return await schedule(uow, seat, actor.cycle, shown.notice, count)


async def schedule(
    uow: UnitOfWork, seat: Assignment, cycle: Cycle, notice: Notice, count: int
) -> Ledger:
    """Give the notice the instant at which it may leave, as released by the seat's person."""
    leaves = departure(notice, cycle, uow.now)
    values: dict[str, Any] = {
        "state": NoticeState.SCHEDULED,
        "leaves_at": leaves.at,
        "released_by": seat.person_id,
        "progress": {
            "key": progress_key(notice),
            "count": count,
            "later": not leaves.is_now,
        },
    }
    await uow.notices.change(notice.id, values)
    return await _standing(uow, notice.id)


def progress_key(notice: Notice) -> str:
    """Name the message that will show how the notice as it now stands goes on."""
    return f"progress:{notice.id}:{notice.revision}"


async def send_now(uow: UnitOfWork, seat: Assignment, cycle: Cycle, notice: Notice) -> Ledger:
    """Let a notice that waits for its time leave after the hold instead."""
    await uow.notices.change(notice.id, {"send_at": None})
    await history.record(uow, seat, "notice.hurried", notice.id, title=notice.subject)
    found = await uow.notices.get(notice.id)
    assert found is not None
    return await schedule(uow, seat, cycle, found, int(notice.progress["count"]))


async def take_back(uow: UnitOfWork, seat: Assignment, notice: Notice) -> Ledger:
    """Make a notice that has not left a draft again; the secretary's waits for the chair again.

    A directive is thrown away: who gave it writes no drafts.
    """
    await history.record(uow, seat, "notice.stopped", notice.id, title=notice.subject)
    offered = notice.author_id != notice.released_by
    state = NoticeState.OFFERED if offered else NoticeState.DRAFT
    if notice.audience is Audience.EVERYBODY:
        state = NoticeState.DISCARDED
    values: dict[str, Any] = {
        "state": state,
        "leaves_at": None,
        "released_by": None,
        "progress": {},
    }
    await uow.notices.change(notice.id, values)
    if offered:
        await owe_release(uow, notice)
    return await _standing(uow, notice.id)


async def depart(uow: UnitOfWork) -> int:
    """Let every notice leave whose time has come; return how many were looked at.

    Called by a tick every few seconds. One whose time passed in an outage leaves late, in the
    hours of notices.
    """
    due = await uow.notices.leaving(uow.now)
    for notice in due:
        await _depart(uow, notice, await uow.blocs.cycle(notice.cycle_id))
    return len(due)


async def turn_back(uow: UnitOfWork, was: datetime) -> None:
    """Move the holds that began before `was` along with a clock that was set back to now.

    An hour that somebody chose, or that the hours of notices set, stays.
    """
    for notice in await uow.notices.leaving(was + send_time.HOLD):
        if not notice.progress["later"] and notice.leaves_at and notice.leaves_at > uow.now:
            leaves_at = notice.leaves_at - (was - uow.now)
            await uow.notices.change(notice.id, {"leaves_at": leaves_at})


async def _depart(uow: UnitOfWork, notice: Notice, cycle: Cycle) -> None:
    assert notice.leaves_at is not None
    opens_at = uow.now if notice.is_urgent else notice_opening(cycle, uow.now)
    people = await audience.people(uow, notice)
    progress = {**notice.progress, "count": len(people)}
    late = uow.now - notice.leaves_at > LATE_AFTER
    if late:
        progress["missed"] = notice.leaves_at.isoformat()
    if opens_at > uow.now:
        values: dict[str, Any] = {"leaves_at": opens_at}
    elif not people:
        values = {"state": NoticeState.DISCARDED}
    else:
        values = {"state": NoticeState.SENDING, "released_at": uow.now}
        await _queue_all(uow, notice, people)
    # An edit makes no sound: who pressed long ago gets a message of its own.
    anew = progress["later"] or late or "released_at" not in values
    if anew:
        progress["key"] = progress_key(notice)
    await uow.notices.change(notice.id, {**values, "progress": progress})
    if anew:
        await _tell(uow, notice, progress["key"])


async def _queue_all(uow: UnitOfWork, notice: Notice, people: tuple[Assignment, ...]) -> None:
    by_person = notice.released_by or notice.author_id
    await uow.notices.keep_version(notice, by_person, uow.now)
    await uow.copies.address(notice.id, [(seat.person_id, seat.unit_id) for seat in people])
    await owe_confirmation(uow, notice, people)
    await queue(uow, notice, [seat.person_id for seat in people])


async def owe_confirmation(uow: UnitOfWork, notice: Notice, people: Sequence[Assignment]) -> None:
    """Let people owe "Đã đọc", where the notice asks for it, some working days from now."""
    if not notice.needs_confirmation:
        return
    due_on = add_working(local(uow.now).date(), DAYS_TO_CONFIRM)
    about = (notice.cycle_id, ObligationKind.CONFIRM, notice.id)
    new = [
        NewObligation(*about, seat.role, due_on, unit_id=seat.unit_id, person_id=seat.person_id)
        for seat in people
    ]
    await open_for_people(uow, new)


async def queue(uow: UnitOfWork, notice: Notice, person_ids: list[int], attempt: int = 0) -> int:
    """Queue a copy for each person who has an account; return how many.

    Who has blocked us is tried all the same: only a try tells whether they are back.
    """
    accounts = await uow.accounts.known(person_ids)
    about = {"lane": lane_of(notice), "kind": "notice", "subject_id": notice.id, "content": {}}
    rows = [
        {
            **about,
            "account_id": accounts[person_id].id,
            "person_id": person_id,
            "dedupe": f"notice:{notice.id}:{person_id}:{attempt}",
            "due_at": uow.now,
            "created_at": uow.now,
        }
        for person_id in person_ids
        if person_id in accounts
    ]
    await uow.line.add_all(rows)
    return len(rows)


def lane_of(notice: Notice) -> Lane:
    return Lane.URGENT if notice.is_urgent else Lane.NOTICE


async def _tell(uow: UnitOfWork, notice: Notice, key: str) -> None:
    """Send whoever released it a message that shows how it goes on, and later is redrawn."""
    person_id = notice.released_by or notice.author_id
    account = (await uow.accounts.known([person_id])).get(person_id)
    if account is not None:
        await uow.outbox.add(
            {
                "account_id": account.id,
                "person_id": person_id,
                "lane": Lane.REPLY,
                "kind": "progress",
                "subject_id": notice.id,
                "content": {},
                "dedupe": key,
                "due_at": uow.now,
                "created_at": uow.now,
            }
        )


async def _standing(uow: UnitOfWork, notice_id: int) -> Ledger:
    notice = await uow.notices.get(notice_id)
    assert notice is not None
    return await ledger_of(uow, notice)
