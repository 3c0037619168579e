"""What the units say on a draft of the bloc: asked by a day, answered, taken back, handled.

A unit comments as often as it likes, or agrees without comments: that is an empty text.
"""

from datetime import date

from storage.bloc_documents import DocumentComment
from storage.kinds import DocumentState, ObligationKind
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.bloc_document import (
    DRAFTERS,
    Dossier,
    Move,
    after,
    open_one,
    recorded,
    to_draft,
    to_move,
)
from workflow.calendar import local
from workflow.comment import LIMIT, UNHANDLED
from workflow.discussion_errors import CommentGone, DayPassed, DocumentStage
from workflow.errors import NotPermitted
from workflow.obligation import NewObligation, finish, open_for_unit, role_for
from workflow.permission import UNIT_ROLES, Actor
from workflow.typed import day_within, text_within


async def invite(
    uow: UnitOfWork, actor: Actor, document_id: int, text: str
) -> tuple[Dossier, tuple[int, ...]]:
    """Ask the units to comment by a day; return it with the people to be told.

    Asking again moves the day of those who have not answered.
    """
    dossier = await to_move(uow, actor, document_id, Move.ASK)
    day = _comment_day(uow, actor, text)
    state = after(dossier.document.state, Move.ASK)
    await uow.bloc_documents.touch(document_id, {"state": state, "comment_due_on": day})
    held = await uow.people.held_in(actor.cycle.id, uow.now, UNIT_ROLES)
    answered = {one.unit_id for one in dossier.said}
    for unit in dossier.asked:
        if unit.id not in answered:
            await _owe(uow, actor.cycle.id, document_id, unit.id, day)
    facts = {"due_on": day.isoformat(), "title": dossier.document.title}
    shown = await recorded(uow, actor, document_id, "bloc_document.asked", **facts)
    concerned = {unit.id for unit in dossier.asked}
    return shown, tuple(dict.fromkeys(a.person_id for a in held if a.unit_id in concerned))


def _comment_day(uow: UnitOfWork, actor: Actor, text: str) -> date:
    day = day_within(text, actor.cycle.year)
    if day < local(uow.now).date():
        raise DayPassed(day)
    return day


async def _owe(
    uow: UnitOfWork, cycle_id: int, document_id: int, unit_id: int, due_on: date | None
) -> None:
    held: list[Assignment] = await uow.people.held_in(cycle_id, uow.now)
    role = role_for(held, unit_id)
    duty = NewObligation(
        cycle_id, ObligationKind.COMMENT, document_id, role, due_on, unit_id=unit_id
    )
    await open_for_unit(uow, duty)


async def to_comment(uow: UnitOfWork, actor: Actor, document_id: int) -> Dossier:
    """Return a draft that the actor's unit may comment on now; late is never refused (R13)."""
    actor.require(*UNIT_ROLES)
    dossier = await open_one(uow, actor, document_id)
    if dossier.document.state is not DocumentState.COMMENTING:
        raise DocumentStage(dossier.document.state)
    if not dossier.may_comment:
        raise NotPermitted
    return dossier


async def say(uow: UnitOfWork, actor: Actor, document_id: int, text: str) -> Dossier:
    """Record a comment, 1-1000 characters; it takes the place of an agreement."""
    dossier = await to_comment(uow, actor, document_id)
    said = text_within(text, LIMIT)
    seat = actor.require(*UNIT_ROLES)
    agreed = [one.id for one in dossier.own if one.unit_id == seat.unit_id and not one.text]
    await uow.bloc_documents.remove_comments(agreed)
    return await _answered(uow, actor, dossier, said)


async def agree(uow: UnitOfWork, actor: Actor, document_id: int) -> Dossier:
    """Record that the unit agrees without comments; one that has answered has answered."""
    dossier = await to_comment(uow, actor, document_id)
    seat = actor.require(*UNIT_ROLES)
    if any(one.unit_id == seat.unit_id for one in dossier.own):
        return dossier
    return await _answered(uow, actor, dossier, "")


async def _answered(uow: UnitOfWork, actor: Actor, dossier: Dossier, text: str) -> Dossier:
    document_id, seat = dossier.document.id, actor.require(*UNIT_ROLES)
    comment_id = await uow.bloc_documents.add_comment(
        {
            "document_id": document_id,
            "unit_id": seat.unit_id,
            "person_id": actor.person.id,
            "text": text,
            "at": uow.now,
        }
    )
    act = "bloc_document.commented" if text else "bloc_document.agreed"
    said = text or dossier.document.title
    await history.record(uow, seat, act, comment_id, reason=said)
    at = {"unit_id": seat.unit_id, "cycle_id": actor.cycle.id}
    await finish(uow, ObligationKind.COMMENT, document_id, **at)
    return await open_one(uow, actor, document_id)


async def take_back(uow: UnitOfWork, actor: Actor, comment_id: int) -> Dossier:
    """Remove what one's own unit said; without any answer left the unit owes one again."""
    found = await _get(uow, comment_id)
    seat = actor.require(*UNIT_ROLES, unit_id=found.unit_id)
    dossier = await to_comment(uow, actor, found.document_id)
    await uow.bloc_documents.remove_comments([comment_id])
    said = found.text or dossier.document.title
    await history.record(uow, seat, "bloc_document.taken_back", comment_id, reason=said)
    left = [one for one in dossier.own if one.unit_id == found.unit_id and one.id != comment_id]
    asked = {unit.id for unit in dossier.asked}
    if not left and found.unit_id in asked:
        due_on = dossier.document.comment_due_on
        await _owe(uow, actor.cycle.id, found.document_id, found.unit_id, due_on)
    return await open_one(uow, actor, found.document_id)


async def mark(uow: UnitOfWork, actor: Actor, comment_id: int, *, handled: bool) -> Dossier:
    """Note whether the drafters have dealt with a comment; repeating changes nothing."""
    seat = actor.require(*DRAFTERS)
    found = await _get(uow, comment_id)
    dossier = await to_draft(uow, actor, found.document_id)
    if handled == (found.handled_at is not None):
        return dossier
    by = {"handled_at": uow.now, "handled_by": actor.person.id} if handled else UNHANDLED
    await uow.bloc_documents.mark_comment(comment_id, by)
    act = "bloc_document.handled" if handled else "bloc_document.reopened"
    said = found.text or dossier.document.title
    await history.record(uow, seat, act, comment_id, unit_id=found.unit_id, reason=said)
    return await open_one(uow, actor, found.document_id)


async def _get(uow: UnitOfWork, comment_id: int) -> DocumentComment:
    found = await uow.bloc_documents.comment(comment_id)
    if found is None:
        raise CommentGone
    return found
