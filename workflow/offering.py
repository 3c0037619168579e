"""A secretary's draft on its way to the chair, who lets it go, takes it over or gives it back.

DRAFT ──offer──▶ OFFERED ──release──▶ (workflow/broadcast.py)
  ▲                 │
  └──take back──────┤  by its author
  └──send back──────┤  by the chair, with a reason that its author sees first
  └──take over──────┘  by the chair, whose own draft it becomes
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from storage.kinds import NoticeState, ObligationKind, Role, Standing
from storage.notices import Notice
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.calendar import add_working, local
from workflow.errors import DraftChanged, NoSuchThing
from workflow.notice import AUTHORS, Draft, Preview, draft, opened, preview
from workflow.notice_errors import AuthorGone, NobodyToReach, NotOffered
from workflow.obligation import NewObligation, finish, open_one
from workflow.permission import Actor
from workflow.reason import reason_of

DAYS_TO_RELEASE = 1


@dataclass(frozen=True)
class Offer:
    """An offered notice, by whom, and who may let it go by when."""

    shown: Preview
    by: Assignment
    chairs: tuple[Assignment, ...]
    due_on: date


async def offer(uow: UnitOfWork, actor: Actor, notice_id: int, revision: int) -> Offer:
    """Hand the draft that was previewed to the chair; refuse one that is for nobody now."""
    seat = actor.require(Role.SECRETARY)
    notice = await draft(uow, actor, notice_id, revision)
    shown = await preview(uow, actor, notice_id)
    if shown.draft.readers.empty is not None:
        raise NobodyToReach(shown.draft.readers.empty)
    await uow.notices.change(notice.id, {"state": NoticeState.OFFERED})
    offered = replace(notice, state=NoticeState.OFFERED, revision=notice.revision + 1)
    shown = replace(shown, draft=replace(shown.draft, notice=offered))
    due_on = await owe_release(uow, notice)
    await history.record(uow, seat, "notice.offered", notice.id, title=notice.subject)
    held = await uow.people.held_in(actor.cycle.id, uow.now, (Role.CHAIR,))
    return Offer(shown, seat, tuple(held), due_on)


async def owe_release(uow: UnitOfWork, notice: Notice) -> date:
    """Let the chair owe an answer on an offered notice; return by when.

    By the day for which its author wants it, else within a working day.
    """
    soonest = add_working(local(uow.now).date(), DAYS_TO_RELEASE)
    due_on = min(soonest, local(max(notice.send_at, uow.now)).date()) if notice.send_at else soonest
    unit = await uow.units.with_standing(notice.cycle_id, Standing.CHAIR)
    new = NewObligation(
        notice.cycle_id,
        ObligationKind.RELEASE,
        notice.id,
        Role.CHAIR,
        due_on,
        unit_id=unit.id if unit else None,
    )
    await open_one(uow, new)
    return due_on


async def take_back(uow: UnitOfWork, actor: Actor, notice_id: int) -> tuple[Draft, tuple[int, ...]]:
    """Make the own offered notice a draft again; return it and whom to tell.

    Doing so twice changes nothing, and nobody is told again.
    """
    seat = actor.require(Role.SECRETARY)
    notice = await uow.notices.get(notice_id)
    if notice is None or (notice.cycle_id, notice.author_id) != (actor.cycle.id, actor.person.id):
        raise NoSuchThing
    if notice.state is NoticeState.DRAFT:
        return await opened(uow, actor, notice_id), ()
    if notice.state is not NoticeState.OFFERED:
        raise NotOffered(notice.id)
    await _end(uow, notice, {"state": NoticeState.DRAFT})
    await history.record(uow, seat, "notice.taken_back", notice_id, title=notice.subject)
    chairs = await uow.people.held_in(actor.cycle.id, uow.now, (Role.CHAIR,))
    return await opened(uow, actor, notice_id), tuple(seat.person_id for seat in chairs)


async def take_over(
    uow: UnitOfWork, actor: Actor, notice_id: int, revision: int
) -> tuple[Draft, int]:
    """Make an offered notice the chair's own draft; return it and who wrote it."""
    seat = actor.require(Role.CHAIR)
    notice = await _offered(uow, actor, notice_id, revision)
    mine: dict[str, Any] = {"state": NoticeState.DRAFT, "author_id": actor.person.id, "reason": ""}
    await _end(uow, notice, mine)
    await history.record(uow, seat, "notice.taken_over", notice_id, title=notice.subject)
    return await opened(uow, actor, notice_id), notice.author_id


async def to_send_back(uow: UnitOfWork, actor: Actor, notice_id: int, revision: int) -> Notice:
    """Return an offered notice before the reason is asked for which it goes back.

    Refuse when its author could not open it any more.
    """
    actor.require(Role.CHAIR)
    notice = await _offered(uow, actor, notice_id, revision)
    held = await uow.people.held_in(actor.cycle.id, uow.now, AUTHORS)
    if notice.author_id not in {seat.person_id for seat in held}:
        raise AuthorGone
    return notice


async def send_back(
    uow: UnitOfWork, actor: Actor, notice_id: int, revision: int, reason: str
) -> tuple[Notice, Assignment, str]:
    """Give an offered notice back to its author; return it, who gave it back, and why."""
    notice = await to_send_back(uow, actor, notice_id, revision)
    why, seat = reason_of(reason), actor.require(Role.CHAIR)
    await _end(uow, notice, {"state": NoticeState.DRAFT, "reason": why})
    facts: dict[str, Any] = {"title": notice.subject, "reason": why}
    await history.record(uow, seat, "notice.sent_back", notice_id, **facts)
    return notice, seat, why


async def _offered(
    uow: UnitOfWork, actor: Actor, notice_id: int, revision: int | None = None
) -> Notice:
    notice = await uow.notices.get(notice_id)
    if notice is None or notice.cycle_id != actor.cycle.id:
        raise NoSuchThing
    if notice.state is not NoticeState.OFFERED:
        raise NotOffered(notice.id)
    if revision is not None and revision != notice.revision:
        raise DraftChanged(notice.id)
    return notice


async def _end(uow: UnitOfWork, notice: Notice, values: dict[str, Any]) -> None:
    await uow.notices.change(notice.id, values)
    await finish(uow, ObligationKind.RELEASE, notice.id)
