"""Comments before a conference: on an agenda item, or on what another unit sent.

Of each other's lists the units read only what was sent, and only once the chair has opened
the discussion (R5). A comment can be changed by its unit until the meeting begins.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from storage.comments import Comment
from storage.conferences import AgendaItem, Conference, ConferencePaper
from storage.kinds import ConferenceState, Role
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import history
from workflow.bloc_tasks import BlocTasks, UnitTasks, sent_lists
from workflow.conference import PREPARERS, UNDER_WAY, View, open_one
from workflow.discussion_errors import CommentGone, CommentsClosed, DiscussionClosed
from workflow.errors import NoSuchThing, NotPermitted
from workflow.permission import UNIT_ROLES, Actor
from workflow.typed import text_within

LIMIT = 1000
TAKING = (ConferenceState.CALLED, *UNDER_WAY)
UNHANDLED = {"handled_at": None, "handled_by": None}


class Whose(StrEnum):
    """Which comments are listed: one's own unit's, those about it, or everybody's."""

    OWN = "own"
    RECEIVED = "received"
    ALL = "all"


@dataclass(frozen=True)
class Remark:
    """A comment as one person sees it; `item` or `about` tells what it is on."""

    comment: Comment
    unit: Unit
    person: str
    item: AgendaItem | None = None
    about: Unit | None = None
    may_change: bool = False
    may_handle: bool = False


@dataclass(frozen=True)
class Talk:
    """What one person may comment on, and what was said."""

    view: View
    remarks: tuple[Remark, ...]

    @property
    def may_comment(self) -> bool:
        return bool(self.view.own_units) and self.view.conference.state in TAKING

    @property
    def may_read_lists(self) -> bool:
        known = self.view.conference
        return known.discussion_open and bool(self.view.own_units)

    def of(self, whose: Whose) -> tuple[Remark, ...]:
        """Return the comments asked for, by the agenda, then about the units in their order."""
        own = self.view.own_units
        match whose:
            case Whose.OWN:
                return tuple(one for one in self.remarks if one.unit.id in own)
            case Whose.RECEIVED:
                return tuple(one for one in self.remarks if one.about and one.about.id in own)
            case Whose.ALL:
                return self.remarks if self.view.may_prepare else ()


async def open_talk(uow: UnitOfWork, actor: Actor, conference_id: int) -> Talk:
    """Show what may be commented on, and those comments that the actor may read."""
    view = await open_one(uow, actor, conference_id)
    own = view.own_units
    remarks = [
        replace(
            one,
            may_change=one.unit.id in own and view.conference.state is ConferenceState.CALLED,
            may_handle=view.may_prepare,
        )
        for one in await all_of(uow, view.conference)
        if view.may_prepare or one.unit.id in own or (one.about and one.about.id in own)
    ]
    return Talk(view, tuple(remarks))


async def all_of(uow: UnitOfWork, conference: Conference) -> tuple[Remark, ...]:
    """Return every comment made for a conference, in the order of the agenda."""
    units = {unit.id: unit for unit in await uow.units.of_cycle(conference.cycle_id)}
    items = {item.id: item for item in await uow.conferences.items(conference.id)}
    found = await uow.comments.of_conference(conference.id)
    people = await uow.people.among([one.person_id for one in found])
    remarks = [
        Remark(
            comment=one,
            unit=units[one.unit_id],
            person=people[one.person_id].full_name,
            item=None if one.agenda_item_id is None else items[one.agenda_item_id],
            about=None if one.about_unit_id is None else units[one.about_unit_id],
        )
        for one in found
    ]
    return tuple(sorted(remarks, key=_place))


def _place(remark: Remark) -> tuple[int, int, int]:
    if remark.item is not None:
        return 0, remark.item.number, remark.comment.id
    assert remark.about is not None
    return 1, remark.about.position, remark.comment.id


async def paper(uow: UnitOfWork, actor: Actor, paper_id: int) -> ConferencePaper:
    """Return a paper of the conference that the actor may see."""
    found = await uow.conferences.paper(paper_id)
    if found is None:
        raise NoSuchThing
    await open_one(uow, actor, found.conference_id)
    return found


async def open_lists(uow: UnitOfWork, actor: Actor, conference_id: int) -> tuple[View, BlocTasks]:
    """Show to a unit the lists that the others sent; refuse before the discussion is open (R5)."""
    talk = await open_talk(uow, actor, conference_id)
    if not talk.may_read_lists:
        raise DiscussionClosed
    return talk.view, await sent_lists(uow, actor.cycle.id)


async def to_item(uow: UnitOfWork, actor: Actor, item_id: int) -> tuple[View, AgendaItem]:
    """Return an agenda item that the actor's unit may comment on."""
    found = await uow.conferences.item(item_id)
    if found is None:
        raise NoSuchThing
    return await _to_comment(uow, actor, found.conference_id), found


async def to_unit(
    uow: UnitOfWork, actor: Actor, conference_id: int, unit_id: int
) -> tuple[View, UnitTasks]:
    """Return another unit's list that the actor's unit may comment on."""
    view = await _to_comment(uow, actor, conference_id)
    _, lists = await open_lists(uow, actor, conference_id)
    found = next((one for one in lists.lists if one.unit.id == unit_id), None)
    if found is None or unit_id in view.own_units:
        raise NoSuchThing
    return view, found


async def _to_comment(uow: UnitOfWork, actor: Actor, conference_id: int) -> View:
    talk = await open_talk(uow, actor, conference_id)
    actor.require(*UNIT_ROLES)
    if not talk.may_comment:
        raise CommentsClosed
    return talk.view


async def on_item(uow: UnitOfWork, actor: Actor, item_id: int, text: str) -> Remark:
    """Record a comment on an agenda item: 1-1000 characters, several lines."""
    view, item = await to_item(uow, actor, item_id)
    return await _add(uow, actor, view, text, item=item)


async def on_unit(
    uow: UnitOfWork, actor: Actor, conference_id: int, unit_id: int, text: str
) -> tuple[Remark, tuple[int, ...]]:
    """Record a comment on another unit's list; return it with the people to be told."""
    view, found = await to_unit(uow, actor, conference_id, unit_id)
    remark = await _add(uow, actor, view, text, about=found.unit)
    held = await uow.people.held_in(actor.cycle.id, uow.now, UNIT_ROLES)
    concerned = dict.fromkeys(a.person_id for a in held if a.unit_id == unit_id)
    return remark, tuple(concerned)


async def _add(
    uow: UnitOfWork,
    actor: Actor,
    view: View,
    text: str,
    *,
    item: AgendaItem | None = None,
    about: Unit | None = None,
) -> Remark:
    said = text_within(text, LIMIT)
    seat = actor.require(*UNIT_ROLES)
    comment_id = await uow.comments.add(
        {
            "conference_id": view.conference.id,
            "agenda_item_id": item and item.id,
            "about_unit_id": about and about.id,
            "unit_id": seat.unit_id,
            "person_id": actor.person.id,
            "text": said,
            "at": uow.now,
        }
    )
    await history.record(uow, seat, "comment.made", comment_id, reason=said)
    return await open_comment(uow, actor, comment_id)


async def open_comment(uow: UnitOfWork, actor: Actor, comment_id: int) -> Remark:
    """Show one comment; refuse with `CommentGone` when it was taken back."""
    found = await uow.comments.get(comment_id)
    if found is None:
        raise CommentGone
    talk = await open_talk(uow, actor, found.conference_id)
    remark = next((one for one in talk.remarks if one.comment.id == comment_id), None)
    if remark is None:
        raise NotPermitted
    return remark


async def to_change(uow: UnitOfWork, actor: Actor, comment_id: int) -> Remark:
    """Return a comment of the actor's own unit, before the meeting begins."""
    remark = await open_comment(uow, actor, comment_id)
    if remark.unit.id not in actor.units:
        raise NotPermitted
    if not remark.may_change:
        raise CommentsClosed
    return remark


async def change(uow: UnitOfWork, actor: Actor, comment_id: int, text: str) -> Remark:
    """Word a comment anew; it waits to be handled again."""
    remark = await to_change(uow, actor, comment_id)
    said = text_within(text, LIMIT)
    await uow.comments.change(comment_id, {"text": said, "at": uow.now, **UNHANDLED})
    await _record(uow, actor, remark, "comment.changed", was=remark.comment.text, reason=said)
    return await open_comment(uow, actor, comment_id)


async def take_back(uow: UnitOfWork, actor: Actor, comment_id: int) -> Talk:
    """Remove a comment; the history keeps what it said."""
    remark = await to_change(uow, actor, comment_id)
    await uow.comments.remove(comment_id)
    await _record(uow, actor, remark, "comment.taken_back", reason=remark.comment.text)
    return await open_talk(uow, actor, remark.comment.conference_id)


async def _record(uow: UnitOfWork, actor: Actor, remark: Remark, act: str, **facts: Any) -> None:
    seat = actor.require(*UNIT_ROLES, unit_id=remark.unit.id)
    await history.record(uow, seat, act, remark.comment.id, **facts)


async def mark(uow: UnitOfWork, actor: Actor, comment_id: int, *, handled: bool) -> Remark:
    """Note whether the chair's side has dealt with a comment; repeating changes nothing."""
    seat = actor.require(*PREPARERS)
    remark = await open_comment(uow, actor, comment_id)
    if handled == (remark.comment.handled_at is not None):
        return remark
    by = {"handled_at": uow.now, "handled_by": actor.person.id} if handled else UNHANDLED
    await uow.comments.change(comment_id, by)
    act = "comment.handled" if handled else "comment.reopened"
    said, unit_id = remark.comment.text, remark.unit.id
    await history.record(uow, seat, act, comment_id, unit_id=unit_id, reason=said)
    return await open_comment(uow, actor, comment_id)


async def discuss(uow: UnitOfWork, actor: Actor, conference_id: int, *, opened: bool) -> Talk:
    """Let the units read each other's sent lists, or no more; repeating changes nothing."""
    seat = actor.require(Role.CHAIR)
    view = await open_one(uow, actor, conference_id)
    if view.conference.state not in TAKING:
        raise CommentsClosed
    if view.conference.discussion_open != opened:
        await uow.conferences.open_discussion(conference_id, opened=opened)
        act = "comment.discussion_opened" if opened else "comment.discussion_closed"
        await history.record(uow, seat, act, conference_id)
    return await open_talk(uow, actor, conference_id)
