"""Votes: reached from the meeting's screen or from the letter that asks to vote (R9).

A ballot is sealed: what came in tells nothing once it is counted among those cast. Before a
secret one is final, only the screen that asks once more carries the choice; casting blanks it.
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
from workflow.vote_subject import TYPED, Pick, words_of
from workflow.voter import voters_of


async def choose(request: Request, action: actions.OpenVoting) -> Message:
    return await _choose(request, action.item_id, _kind(action.kind))


async def choose_for_hands(request: Request, action: actions.CountHands) -> Message:
    return await _choose(request, action.item_id, VoteKind.HANDS)


def _kind(word: str) -> VoteKind:
    if word not in list(VoteKind):
        raise NoSuchThing
    return VoteKind(word)


async def _choose(request: Request, item_id: int, kind: VoteKind) -> Message:
    view, item, waiting = await vote.to_put(request.uow, request.actor, item_id, kind)
    return messages.choose(view, item, kind, waiting)


async def put(request: Request, action: actions.PutVote) -> Message:
    if action.document_id < 0:
        raise NoSuchThing
    return await _put(request, action.item_id, _kind(action.kind), Pick(action.document_id))


async def ask_words(request: Request, action: actions.WordVote) -> Message:
    kind = _kind(action.kind)
    _, item, _ = await vote.to_put(request.uow, request.actor, action.item_id, kind)
    request.ask("vote.words", item_id=item.id, kind=kind.value)
    return messages.ask_words(item, kind)


async def put_words(request: Request) -> Message:
    item_id, kind = request.about["item_id"], VoteKind(request.about["kind"])
    return await _put(request, item_id, kind, Pick(TYPED, request.text))


async def _put(request: Request, item_id: int, kind: VoteKind, pick: Pick) -> Message:
    """Open the vote; of raised hands ask the numbers."""
    if kind is VoteKind.HANDS:
        return await _ask_hands(request, item_id, pick)
    opened = await vote.put(request.uow, request.actor, item_id, kind, pick)
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
    if poll.vote.kind is VoteKind.SECRET and not poll.is_closed:
        return messages.ask_secret(poll, choice)
    if choice is Choice.OTHER and not poll.is_closed:
        request.ask("vote.opinion", vote_id=at[0], unit_id=at[1])
        return messages.ask_opinion(poll)
    return _cast(request, await vote.cast(request.uow, request.actor, *at, choice))


async def cast_secret(request: Request, action: actions.CastSecret) -> Message:
    request.is_ballot = True
    if action.choice not in list(Choice):
        raise NoSuchThing
    choice, at = Choice(action.choice), (action.vote_id, action.unit_id)
    poll = await vote.to_cast(request.uow, request.actor, *at)
    if poll.vote.kind is not VoteKind.SECRET:
        raise NoSuchThing
    return _cast(request, await vote.cast(request.uow, request.actor, *at, choice))


async def cast_opinion(request: Request) -> Message:
    request.is_ballot = True
    at = (request.about["vote_id"], request.about["unit_id"])
    poll = await vote.cast_other(request.uow, request.actor, *at, request.text)
    return _cast(request, poll)


def _cast(request: Request, poll: Poll) -> Message:
    """Say that the ballot counts; one after the close does not, whenever it was sent."""
    if poll.is_closed:
        shown = messages.too_late(poll, request.sent_at or request.uow.now)
        return shown.redrawn(label("toast.vote_closed"))
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


async def _ask_hands(request: Request, item_id: int, pick: Pick) -> Message:
    view, item, _ = await vote.to_put(request.uow, request.actor, item_id, VoteKind.HANDS)
    words = await words_of(request.uow, request.actor, item, pick)
    request.ask("vote.hands", item_id=item_id, document_id=pick.document_id, words=words)
    return messages.ask_hands(words, view)


async def count_hands(request: Request) -> Message:
    about = {key: request.about[key] for key in ("item_id", "document_id", "words")}
    at = (about["item_id"], request.text)
    item, count = await hands.read(request.uow, request.actor, *at)
    request.ask("vote.hands", **about)
    return messages.counted(item, count, Pick(about["document_id"], about["words"]))


async def record_hands(request: Request, action: actions.RecordHands) -> Message:
    counts = (action.agree, action.disagree, action.other)
    asked = request.open.about if request.open and request.open.question == "vote.hands" else {}
    pick = Pick(action.document_id, asked.get("words", ""))
    at = (action.item_id, counts, action.n_before, pick)
    made = await hands.record(request.uow, request.actor, *at)
    return messages.shown(await vote.open_poll(request.uow, request.actor, made.id))


ROUTES = Routes(
    actions={
        actions.OpenVoting: choose,
        actions.PutVote: put,
        actions.WordVote: ask_words,
        actions.OpenVote: open_vote,
        actions.CastVote: cast,
        actions.CastSecret: cast_secret,
        actions.AskCloseVote: ask_close,
        actions.CloseVote: close,
        actions.CountHands: choose_for_hands,
        actions.RecordHands: record_hands,
    },
    answers={
        "vote.words": put_words,
        "vote.opinion": cast_opinion,
        "vote.hands": count_hands,
    },
)
