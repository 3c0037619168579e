"""Votes on the present agenda item: one a unit, counted when they are closed (R9).

    (quorum) ──open──▶ open ──cast, change──▶ open ──close──▶ result, for ever

1. The voters are the units present when it is opened; who comes later is not among them.
2. A unit's vote is cast by its leader who is present, else by the one who stands in; whoever
   casts it in another's name (workflow/voter.py), the record says so.
3. Before the close nobody learns more than how many have voted: no choice is in the history.
4. A secret ballot keeps who voted and what was voted apart, without time or order; it is
   final, and has no text. Where all agree, or one unit votes, the result itself tells.
"""

import secrets
from dataclasses import dataclass, replace
from typing import Any

from storage.bloc_documents import BlocDocument
from storage.conferences import AgendaItem
from storage.kinds import Choice, ConferenceState, ItemState, VoteKind
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from storage.votes import Ballot, Vote
from workflow import history
from workflow.conference import View, open_one
from workflow.conference_errors import ConferenceStage
from workflow.errors import Blank, NoSuchThing, TooLong
from workflow.meeting_errors import (
    BallotCast,
    CastByLeader,
    ItemNotOpen,
    NoQuorum,
    NotAmongVoters,
    VoteUnderWay,
)
from workflow.permission import BLOC_ROLES, UNIT_ROLES, Actor
from workflow.presiding import may, presider, runner
from workflow.tally import is_quorate, result_of, wanting
from workflow.vote_subject import ITEM, Pick, bind, documents, settle, words_of
from workflow.voter import Voters, voters_of
from workflow.words import clean, is_wordless

TEXT_LIMIT = 500
MARK_BYTES = 16
BY_BUTTON = (VoteKind.OPEN, VoteKind.SECRET)
# Somebody with a role for the bloc may stand in for the own unit's leader.
CASTING = (*UNIT_ROLES, *BLOC_ROLES)


@dataclass(frozen=True)
class Poll:
    """A vote as one person sees it; `mine` is the unit they cast for, `own` its open ballot.

    `texts` are the other opinions, by nobody's name, after the close. `voiceless` are the voters
    of which nobody present may cast, to those who run the meeting; `by_others` names who casts
    for the reader's units when the reader does not; `counted_by` counted the hands.
    """

    view: View
    item: AgendaItem
    vote: Vote
    cast: frozenset[int]
    units: tuple[Unit, ...]
    mine: Unit | None
    own: Ballot | None
    in_name_of: str
    texts: tuple[str, ...]
    may_close: bool
    voiceless: tuple[Unit, ...] = ()
    by_others: tuple[str, ...] = ()
    counted_by: str = ""

    @property
    def is_closed(self) -> bool:
        return self.vote.closed_at is not None

    @property
    def has_cast(self) -> bool:
        return self.mine is not None and self.mine.id in self.cast

    @property
    def may_cast(self) -> bool:
        """Tell whether the actor may vote now, or still change an open vote."""
        is_final = self.vote.kind is VoteKind.SECRET and self.has_cast
        return self.mine is not None and not self.is_closed and not is_final

    @property
    def missing(self) -> tuple[Unit, ...]:
        """Return the voters that have not voted."""
        return tuple(
            unit
            for unit in self.view.units
            if unit.id in self.vote.voters and unit.id not in self.cast
        )


async def open_poll(uow: UnitOfWork, actor: Actor, vote_id: int, unit_id: int = 0) -> Poll:
    """Show a vote; unit 0 is the first that the actor casts for and that has not voted."""
    vote, item, view = await _find(uow, actor, vote_id)
    cast = frozenset(await uow.votes.turnout(vote_id))
    voters = await voters_of(uow, view)
    names = {unit_id: voters.for_whom(actor, unit_id) for unit_id in vote.voters}
    units = tuple(unit for unit in view.units if names.get(unit.id) is not None)
    wanted = [unit for unit in units if unit_id in (0, unit.id)]
    mine = min(wanted, key=lambda unit: unit.id in cast, default=None)
    ballots = await uow.votes.ballots(vote_id) if vote.kind is not VoteKind.HANDS else []
    presides, runs = await may(uow, actor, view)
    asked = [unit for unit in view.units if runs and unit.id in vote.voters]
    return Poll(
        view=view,
        item=item,
        vote=vote,
        cast=cast,
        units=units,
        mine=mine,
        own=next((b for b in ballots if mine and b.mark == str(mine.id)), None),
        in_name_of=(names[mine.id] or "") if mine else "",
        texts=tuple(sorted(b.text for b in ballots if b.text)) if vote.closed_at else (),
        may_close=presides and vote.closed_at is None,
        voiceless=tuple(unit for unit in asked if not voters.people([unit.id])),
        by_others=_by_others(voters, vote) if mine is None else (),
        counted_by=await _counter(uow, vote),
    )


def _by_others(voters: Voters, vote: Vote) -> tuple[str, ...]:
    """Return by name whose vote the reader's units' is."""
    own = [unit_id for unit_id in voters.view.own_units if unit_id in vote.voters]
    return tuple(name for unit_id in own for name in voters.names(unit_id))


async def _counter(uow: UnitOfWork, vote: Vote) -> str:
    if vote.kind is not VoteKind.HANDS or vote.closed_by is None:
        return ""
    return (await uow.people.get(vote.closed_by)).full_name


async def to_put(
    uow: UnitOfWork, actor: Actor, item_id: int, kind: VoteKind
) -> tuple[View, AgendaItem, tuple[BlocDocument, ...]]:
    """Return the open item and the documents that wait for a vote; refuse as `put` would."""
    view, item = await to_vote(uow, actor, item_id)
    if kind in BY_BUTTON:
        await presider(uow, actor, view)
    return view, item, await documents(uow, actor)


async def put(
    uow: UnitOfWork, actor: Actor, item_id: int, kind: VoteKind, pick: Pick = ITEM
) -> Vote:
    """Put the open item to the vote of the units present now; refuse without quorum."""
    view, item = await to_vote(uow, actor, item_id)
    seat = await presider(uow, actor, view)
    if kind not in BY_BUTTON:
        raise NoSuchThing
    vote_id = await insert(uow, actor, view, item, kind, pick)
    facts: dict[str, Any] = {
        "kind": kind.value,
        "number": item.number,
        "present": len(view.present_units),
    }
    await history.record(uow, seat, "vote.opened", vote_id, **facts)
    return await _get(uow, vote_id)


async def to_cast(uow: UnitOfWork, actor: Actor, vote_id: int, unit_id: int) -> Poll:
    """Return the poll in which the actor votes for the unit; a closed one as it stands.

    Refuse who is not the unit's voter, and a second secret ballot.
    """
    poll = await open_poll(uow, actor, vote_id, unit_id)
    if poll.is_closed:
        return poll
    seat = actor.require(*CASTING, unit_id=unit_id)
    if unit_id not in poll.vote.voters:
        raise NotAmongVoters
    if poll.mine is None:
        voters = await voters_of(uow, poll.view)
        facts = (voters.names(unit_id), voters.is_by_proxy(unit_id))
        raise CastByLeader(seat.unit_name or "", *facts)
    if poll.vote.kind is VoteKind.SECRET and poll.has_cast:
        raise BallotCast(poll.mine.name)
    return poll


async def cast(
    uow: UnitOfWork,
    actor: Actor,
    vote_id: int,
    unit_id: int,
    choice: Choice,
    text: str = "",
) -> Poll:
    """Cast or change a unit's vote; after the close nothing changes and the result is shown."""
    poll = await to_cast(uow, actor, vote_id, unit_id)
    if poll.is_closed or poll.mine is None:
        return poll
    own = None
    if poll.vote.kind is VoteKind.SECRET:
        await uow.votes.note_turnout(vote_id, unit_id, actor.person.id, None)
        await uow.votes.put(Ballot(vote_id, secrets.token_hex(MARK_BYTES), choice, ""))
    else:
        if not poll.has_cast:
            await uow.votes.note_turnout(vote_id, unit_id, actor.person.id, uow.now)
        own = Ballot(vote_id, str(unit_id), choice, text)
        await uow.votes.put(own)
        seat = actor.require(*CASTING, unit_id=unit_id)
        facts = {"for": poll.in_name_of} if poll.in_name_of else {}
        await history.record(uow, seat, "vote.cast", vote_id, unit_id=unit_id, **facts)
    return replace(poll, cast=poll.cast | {unit_id}, own=own)


async def cast_other(uow: UnitOfWork, actor: Actor, vote_id: int, unit_id: int, text: str) -> Poll:
    """Cast "other opinion" with its text in an open vote."""
    opinion = clean(text)
    if is_wordless(opinion):
        raise Blank
    if len(opinion) > TEXT_LIMIT:
        raise TooLong(len(opinion), TEXT_LIMIT)
    return await cast(uow, actor, vote_id, unit_id, Choice.OTHER, opinion)


async def to_close(uow: UnitOfWork, actor: Actor, vote_id: int) -> Poll:
    """Return what would be closed, to whoever presides."""
    poll = await open_poll(uow, actor, vote_id)
    await presider(uow, actor, poll.view)
    return poll


async def close(uow: UnitOfWork, actor: Actor, vote_id: int) -> tuple[Poll, bool]:
    """Close the vote and count it; False when it was closed before."""
    vote, _, view = await _find(uow, actor, vote_id)
    seat = await presider(uow, actor, view)
    if vote.closed_at is not None:
        return await open_poll(uow, actor, vote_id), False
    choices = [ballot.choice for ballot in await uow.votes.ballots(vote_id)]
    result = result_of(choices, len(vote.voters), vote.n_units, vote.majority)
    done = {"closed_by": seat.person_id, "closed_at": uow.now, "result": result}
    await uow.votes.close(vote_id, done)
    await history.record(uow, seat, "vote.closed", vote_id, **result)
    await settle(uow, seat, await _get(uow, vote_id))
    return await open_poll(uow, actor, vote_id), True


async def insert(
    uow: UnitOfWork, actor: Actor, view: View, item: AgendaItem, kind: VoteKind, pick: Pick
) -> int:
    """Store a vote with its voters frozen: the units present now."""
    cycle = actor.cycle
    vote_id = await uow.votes.open(
        {
            "agenda_item_id": item.id,
            "kind": kind,
            "subject": await words_of(uow, actor, item, pick),
            "voters": [unit.id for unit in view.present_units],
            "n_units": len(view.units),
            "quorum": cycle.quorum,
            "majority": cycle.majority,
            "opened_by": actor.person.id,
            "opened_at": uow.now,
        }
    )
    await bind(uow, pick, vote_id)
    return vote_id


async def to_vote(uow: UnitOfWork, actor: Actor, item_id: int) -> tuple[View, AgendaItem]:
    """Return the open item and who is present; refuse without quorum or beside an open vote."""
    item = await uow.conferences.item(item_id)
    if item is None:
        raise NoSuchThing
    view = await open_one(uow, actor, item.conference_id)
    await runner(uow, actor, view)
    if view.conference.state is not ConferenceState.RUNNING:
        raise ConferenceStage(view.conference.state)
    if item.state is not ItemState.OPEN:
        raise ItemNotOpen(item.title)
    for vote in await uow.votes.of_items([item_id]):
        if vote.closed_at is None:
            raise VoteUnderWay(vote.subject)
    present, total = len(view.present_units), len(view.units)
    if not is_quorate(present, total, actor.cycle.quorum):
        raise NoQuorum(present, total, wanting(present, total, actor.cycle.quorum))
    return view, item


async def _find(uow: UnitOfWork, actor: Actor, vote_id: int) -> tuple[Vote, AgendaItem, View]:
    vote = await _get(uow, vote_id)
    item = await uow.conferences.item(vote.agenda_item_id)
    assert item is not None
    return vote, item, await open_one(uow, actor, item.conference_id)


async def _get(uow: UnitOfWork, vote_id: int) -> Vote:
    vote = await uow.votes.get(vote_id)
    if vote is None:
        raise NoSuchThing
    return vote
