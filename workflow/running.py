"""A meeting under way: one item after the other, each done or left out with a reason.

    CALLED ──start──▶ RUNNING ◀──pause, resume──▶ PAUSED
                         └──close (no item left, no vote open)──▶ CLOSED

A press carries the item its screen showed: when the meeting has moved on, it only redraws.
"""

from dataclasses import dataclass
from typing import Any

from storage.conferences import AgendaItem
from storage.kinds import ConferenceState, ItemState, ObligationKind
from storage.people import Assignment
from storage.speakers import Speaker
from storage.unit_of_work import UnitOfWork
from storage.votes import Vote
from workflow import history, speaking
from workflow.attendance import OPENS_BEFORE
from workflow.conference import HELD, UNDER_WAY, View, open_one
from workflow.conference_errors import ConferenceStage
from workflow.meeting_errors import (
    ItemsLeft,
    MeetingMoved,
    NoItemBefore,
    TooEarly,
    VoteUnderWay,
)
from workflow.obligation import finish
from workflow.permission import Actor
from workflow.presiding import may, presider, runner
from workflow.reason import reason_of
from workflow.tally import wanting
from workflow.typed import text_within

ENDED = (ItemState.DONE, ItemState.SKIPPED)
CONCLUSIONS_LIMIT = 3000


@dataclass(frozen=True)
class Meeting:
    """A meeting as one person sees it; `turnout` is of the open vote, `wanting` to the quorum."""

    view: View
    vote: Vote | None
    turnout: int
    votes: tuple[Vote, ...]
    speakers: tuple[Speaker, ...]
    wanting: int
    may_preside: bool
    may_run: bool

    @property
    def item(self) -> AgendaItem | None:
        return self.view.open_item

    @property
    def before(self) -> AgendaItem | None:
        """Return the item that going back would open."""
        at = self.item.number if self.item else len(self.view.items) + 1
        return next((i for i in reversed(self.view.items) if i.number < at), None)

    @property
    def after(self) -> AgendaItem | None:
        """Return the item that comes next."""
        return _waiting(self.view)

    @property
    def left(self) -> tuple[AgendaItem, ...]:
        """Return the items that keep the meeting from being closed."""
        return tuple(item for item in self.view.items if item.state not in ENDED)


async def open_meeting(uow: UnitOfWork, actor: Actor, conference_id: int) -> Meeting:
    """Show where the meeting is; to everybody with a role in the cycle."""
    view = await open_one(uow, actor, conference_id)
    item = view.open_item
    votes = await uow.votes.of_items([one.id for one in view.items])
    vote = next((one for one in votes if one.closed_at is None), None)
    presides, runs = await may(uow, actor, view)
    return Meeting(
        view=view,
        vote=vote,
        turnout=len(await uow.votes.turnout(vote.id)) if vote else 0,
        votes=tuple(one for one in votes if item and one.agenda_item_id == item.id),
        speakers=tuple(await uow.speakers.of_item(item.id)) if item else (),
        wanting=wanting(len(view.present_units), len(view.units), actor.cycle.quorum),
        may_preside=presides,
        may_run=runs,
    )


async def to_start(uow: UnitOfWork, actor: Actor, conference_id: int) -> tuple[Meeting, Assignment]:
    """Return what would begin; refuse with `TooEarly` before attendance is taken."""
    view = await _in_state(uow, actor, conference_id, ConferenceState.CALLED)
    seat = await presider(uow, actor, view)
    assert view.conference.starts_at is not None
    opens_at = view.conference.starts_at - OPENS_BEFORE
    if uow.now < opens_at:
        raise TooEarly(opens_at)
    return await open_meeting(uow, actor, conference_id), seat


async def start(uow: UnitOfWork, actor: Actor, conference_id: int) -> Meeting:
    """Start the meeting at its first item; the chair does, or the deputy when absent.

    From then on nobody owes an answer to the invitation any more.
    """
    meeting, seat = await to_start(uow, actor, conference_id)
    view = meeting.view
    change = {"state": ConferenceState.RUNNING, "started_at": uow.now}
    await uow.conferences.touch(conference_id, change)
    await finish(uow, ObligationKind.RSVP, conference_id)
    await history.record(
        uow, seat, "meeting.started", conference_id, present=len(view.present_units)
    )
    await _open(uow, view, next(iter(view.items), None))
    return await open_meeting(uow, actor, conference_id)


async def step(uow: UnitOfWork, actor: Actor, conference_id: int, item_id: int) -> Meeting:
    """End the open item and open the next; after the last, none is open."""
    view, seat = await _to_step(uow, actor, conference_id, item_id)
    if view.open_item is not None:
        await _leave(uow, seat, view, view.open_item, ItemState.DONE)
    await _open(uow, view, _waiting(view))
    return await open_meeting(uow, actor, conference_id)


async def to_skip(uow: UnitOfWork, actor: Actor, conference_id: int, item_id: int) -> Meeting:
    """Refuse as `skip` would, before its reason is asked."""
    view, _ = await _to_step(uow, actor, conference_id, item_id)
    if view.open_item is None:
        raise MeetingMoved(conference_id)
    return await open_meeting(uow, actor, conference_id)


async def skip(
    uow: UnitOfWork, actor: Actor, conference_id: int, item_id: int, text: str
) -> Meeting:
    """Leave the open item out with a reason and open the next."""
    view, seat = await _to_step(uow, actor, conference_id, item_id)
    if view.open_item is None:
        raise MeetingMoved(conference_id)
    await _leave(uow, seat, view, view.open_item, ItemState.SKIPPED, reason_of(text))
    await _open(uow, view, _waiting(view))
    return await open_meeting(uow, actor, conference_id)


async def back(uow: UnitOfWork, actor: Actor, conference_id: int, item_id: int) -> Meeting:
    """Open the item before once more; the present one waits again."""
    view, seat = await _to_step(uow, actor, conference_id, item_id)
    before = (await open_meeting(uow, actor, conference_id)).before
    if before is None:
        raise NoItemBefore
    if view.open_item is not None:
        waiting = {"state": ItemState.WAITING, "opened_at": None}
        await uow.conferences.change_item(view.open_item.id, waiting)
    again = {
        "state": ItemState.OPEN,
        "skip_reason": "",
        "opened_at": uow.now,
        "ended_at": None,
    }
    await uow.conferences.change_item(before.id, again)
    await history.record(uow, seat, "meeting.went_back", conference_id, number=before.number)
    return await open_meeting(uow, actor, conference_id)


async def pause(uow: UnitOfWork, actor: Actor, conference_id: int) -> Meeting:
    """Interrupt the meeting; an open vote goes on."""
    return await _turn(uow, actor, conference_id, ConferenceState.RUNNING, ConferenceState.PAUSED)


async def resume(uow: UnitOfWork, actor: Actor, conference_id: int) -> Meeting:
    return await _turn(uow, actor, conference_id, ConferenceState.PAUSED, ConferenceState.RUNNING)


async def to_close(uow: UnitOfWork, actor: Actor, conference_id: int) -> tuple[Meeting, Assignment]:
    """Return what would be closed; refuse while items are left or a vote is open."""
    view = await _in_state(uow, actor, conference_id, *UNDER_WAY)
    seat = await presider(uow, actor, view)
    meeting = await open_meeting(uow, actor, conference_id)
    if meeting.vote is not None:
        raise VoteUnderWay(meeting.vote.subject)
    if meeting.left:
        raise ItemsLeft(tuple(item.number for item in meeting.left))
    return meeting, seat


async def close(uow: UnitOfWork, actor: Actor, conference_id: int) -> Meeting:
    """Close the meeting for good; it cannot be opened again."""
    meeting, seat = await to_close(uow, actor, conference_id)
    change = {"state": ConferenceState.CLOSED, "closed_at": uow.now}
    await uow.conferences.touch(conference_id, change)
    facts = {"present": len(meeting.view.present_units), "people": len(meeting.view.present)}
    await history.record(uow, seat, "meeting.closed", conference_id, **facts)
    return await open_meeting(uow, actor, conference_id)


async def to_conclude(uow: UnitOfWork, actor: Actor, conference_id: int) -> View:
    """Return the conference whose conclusions the actor may write, before or after its close."""
    view = await _in_state(uow, actor, conference_id, *HELD)
    await presider(uow, actor, view)
    return view


async def conclude(uow: UnitOfWork, actor: Actor, conference_id: int, text: str) -> View:
    """Write the conclusions; a later text replaces the one before."""
    view = await to_conclude(uow, actor, conference_id)
    written = text_within(text, CONCLUSIONS_LIMIT)
    await uow.conferences.touch(conference_id, {"conclusions": written})
    seat = await presider(uow, actor, view)
    await history.record(uow, seat, "meeting.concluded", conference_id, text=written)
    return await open_one(uow, actor, conference_id)


async def _in_state(
    uow: UnitOfWork, actor: Actor, conference_id: int, *states: ConferenceState
) -> View:
    view = await open_one(uow, actor, conference_id)
    if view.conference.state not in states:
        raise ConferenceStage(view.conference.state)
    return view


async def _to_step(
    uow: UnitOfWork, actor: Actor, conference_id: int, item_id: int
) -> tuple[View, Assignment]:
    view = await _in_state(uow, actor, conference_id, ConferenceState.RUNNING)
    seat = await runner(uow, actor, view)
    if (view.open_item.id if view.open_item else 0) != item_id:
        raise MeetingMoved(conference_id)
    for vote in await uow.votes.of_items([item.id for item in view.items]):
        if vote.closed_at is None:
            raise VoteUnderWay(vote.subject)
    return view, seat


async def _leave(
    uow: UnitOfWork,
    seat: Assignment,
    view: View,
    item: AgendaItem,
    state: ItemState,
    reason: str = "",
) -> None:
    ended = {"state": state, "skip_reason": reason, "ended_at": uow.now}
    await uow.conferences.change_item(item.id, ended)
    await uow.speakers.end(item.id, uow.now)
    facts: dict[str, Any] = {"number": item.number, "title": item.title, "reason": reason}
    is_done = state is ItemState.DONE
    await history.record(
        uow,
        seat,
        "meeting.item_done" if is_done else "meeting.item_skipped",
        view.conference.id,
        **facts,
    )


def _waiting(view: View) -> AgendaItem | None:
    return next((item for item in view.items if item.state is ItemState.WAITING), None)


async def _open(uow: UnitOfWork, view: View, item: AgendaItem | None) -> None:
    if item is None:
        return
    opened = {"state": ItemState.OPEN, "opened_at": item.opened_at or uow.now}
    await uow.conferences.change_item(item.id, opened)
    await speaking.take_wishes(uow, view, item)


async def _turn(
    uow: UnitOfWork,
    actor: Actor,
    conference_id: int,
    from_: ConferenceState,
    to: ConferenceState,
) -> Meeting:
    view = await _in_state(uow, actor, conference_id, from_)
    seat = await runner(uow, actor, view)
    await uow.conferences.touch(conference_id, {"state": to})
    is_pause = to is ConferenceState.PAUSED
    await history.record(
        uow, seat, "meeting.paused" if is_pause else "meeting.resumed", conference_id
    )
    return await open_meeting(uow, actor, conference_id)
