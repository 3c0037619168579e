"""Votes: reached from the meeting's screen or from the letter that asks to vote (R9).

A ballot is sealed: what came in tells nothing once it is counted among those cast.
"""

from handlers.request import Request, Routes
from messages import actions
from messages import vote as messages
from messages.message import Message
from messages.render import label
from storage.kinds import Choice, VoteKind
from workflow import hands, vote
from workflow.errors import NoSuchThing
from workflow.vote import Poll
from workflow.voter import voters_of


async def put(request: Request, action: actions.OpenVoting) -> Message:
    if action.kind not in list(VoteKind):
        raise NoSuchThing
    opened = await vote.put(request.uow, request.actor, action.item_id, VoteKind(action.kind))
    poll = await vote.open_poll(request.uow, request.actor, opened.id)
    people = await _people(request, poll)
    request.tell(people, messages.asked_to_vote(opened, poll.view))
    return messages.shown(poll)


async def open_vote(request: Request, action: actions.OpenVote) -> Message:
    at = (action.vote_id, action.unit_id)
    return messages.shown(await vote.open_poll(request.uow, request.actor, *at))


async def cast(request: Request, action: actions.CastVote) -> Message:
    request.is_ballot = True
    if action.choice not in list(Choice):
        raise NoSuchThing
    choice, at = Choice(action.choice), (action.vote_id, action.unit_id)
    poll = await vote.to_cast(request.uow, request.actor, *at)
    if poll.is_closed:
        return _too_late(request, poll)
    if choice is Choice.OTHER and poll.vote.kind is VoteKind.OPEN:
        request.ask("vote.opinion", vote_id=at[0], unit_id=at[1])
        return messages.ask_opinion(poll)
    return _cast(await vote.cast(request.uow, request.actor, *at, choice))


async def cast_opinion(request: Request) -> Message:
    request.is_ballot = True
    at = (request.about["vote_id"], request.about["unit_id"])
    poll = await vote.cast_other(request.uow, request.actor, *at, request.text)
    return _too_late(request, poll) if poll.is_closed else _cast(poll)


def _too_late(request: Request, poll: Poll) -> Message:
    """Say that a ballot came after the close: the moment of sending does not reopen a result."""
    shown = messages.too_late(poll, request.sent_at or request.uow.now)
    return shown.redrawn(label("toast.vote_closed"))


def _cast(poll: Poll) -> Message:
    return messages.shown(poll).redrawn(label("toast.vote_cast"))


async def ask_close(request: Request, action: actions.AskCloseVote) -> Message:
    poll = await vote.to_close(request.uow, request.actor, action.vote_id)
    return messages.shown(poll) if poll.is_closed else messages.ask_close(poll)


async def close(request: Request, action: actions.CloseVote) -> Message:
    poll, is_new = await vote.close(request.uow, request.actor, action.vote_id)
    if is_new:
        request.tell(await _people(request, poll), messages.told_result(poll))
    return messages.shown(poll)


async def _people(request: Request, poll: Poll) -> list[int]:
    voters = await voters_of(request.uow, poll.view)
    return voters.people(poll.vote.voters)


async def ask_hands(request: Request, action: actions.CountHands) -> Message:
    view, item = await hands.to_count(request.uow, request.actor, action.item_id)
    request.ask("vote.hands", item_id=action.item_id)
    return messages.ask_hands(item, view)


async def count_hands(request: Request) -> Message:
    item_id = request.about["item_id"]
    item, count = await hands.read(request.uow, request.actor, item_id, request.text)
    request.ask("vote.hands", item_id=item_id)
    return messages.counted(item, count)


async def record_hands(request: Request, action: actions.RecordHands) -> Message:
    counts = (action.agree, action.disagree, action.other)
    made = await hands.record(request.uow, request.actor, action.item_id, counts)
    return messages.shown(await vote.open_poll(request.uow, request.actor, made.id))


ROUTES = Routes(
    actions={
        actions.OpenVoting: put,
        actions.OpenVote: open_vote,
        actions.CastVote: cast,
        actions.AskCloseVote: ask_close,
        actions.CloseVote: close,
        actions.CountHands: ask_hands,
        actions.RecordHands: record_hands,
    },
    answers={"vote.opinion": cast_opinion, "vote.hands": count_hands},
)
