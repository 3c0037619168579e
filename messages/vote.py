"""Votes: the ballot, how many have voted, and after the close the result (R9).

Before the close no text here says how anybody voted, but one's own open vote to oneself.
"""

from collections.abc import Sequence
from datetime import datetime

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Button, Message, Rows
from messages.render import button, label, say
from storage.bloc_documents import BlocDocument
from storage.conferences import AgendaItem
from storage.kinds import Choice, VoteKind
from storage.votes import Vote
from workflow.conference import View
from workflow.hands import Count
from workflow.vote import Poll
from workflow.vote_subject import Pick

SHOWN = 6


def shown(poll: Poll) -> Message:
    """Show a vote to one person: their ballot, how many have voted, or the result."""
    template = "vote/result" if poll.is_closed else "vote/shown"
    chosen = label(f"vote.{poll.own.choice}") if poll.own else ""
    rows = (*ballot(poll), *_closing(poll), *_around(poll))
    return say(template, rows, poll=poll, chosen=chosen)


def too_late(poll: Poll, sent_at: datetime) -> Message:
    """Show the result to somebody whose ballot came after the close."""
    return say("vote/too_late", _around(poll), poll=poll, sent_at=sent_at)


def _around(poll: Poll) -> Rows:
    return ((button("running.open", actions.OpenRunning(poll.view.conference.id)),), to_menu())


def ballot(poll: Poll) -> Rows:
    """Return the presses that cast a vote now, for the unit shown or for another of one's own."""
    return (*_choices(poll), *_other_units(poll))


def _choices(poll: Poll) -> Rows:
    if not poll.may_cast or poll.mine is None:
        return ()
    made = {choice: _choice(poll, choice, poll.mine.id) for choice in Choice}
    return ((made[Choice.AGREE], made[Choice.DISAGREE]), (made[Choice.OTHER],))


def _choice(poll: Poll, choice: Choice, unit_id: int) -> Button:
    words = label(f"vote.{choice}")
    if poll.own is not None and poll.own.choice is choice:
        words = label("vote.chosen", choice=words)
    return Button(words, actions.CastVote(poll.vote.id, unit_id, choice))


def ask_secret(poll: Poll, choice: Choice) -> Message:
    """Ask once more before a secret ballot is final; only this screen carries the choice."""
    assert poll.mine is not None
    at = (poll.vote.id, poll.mine.id)
    rows = (
        (button("vote.cast_secret", actions.CastSecret(*at, choice)),),
        (button("vote.choose_again", actions.OpenVote(*at)),),
    )
    return say("vote/ask_secret", rows, poll=poll, choice=label(f"vote.{choice}"))


def _other_units(poll: Poll) -> Rows:
    """Return a press for each further unit that the reader votes for."""
    return tuple(
        (button("vote.for_unit", actions.OpenVote(poll.vote.id, unit.id), code=unit.code),)
        for unit in poll.units
        if unit != poll.mine and not poll.is_closed
    )


def _closing(poll: Poll) -> Rows:
    if not poll.may_close:
        return ()
    return (
        (
            button("running.refresh", actions.OpenVote(poll.vote.id, 0)),
            button("vote.end", actions.AskCloseVote(poll.vote.id)),
        ),
    )


def ask_opinion(poll: Poll) -> Message:
    """Ask for the text of another opinion; nothing is cast before it comes."""
    return say("vote/ask_opinion", leave_row(), poll=poll)


def ask_close(poll: Poll) -> Message:
    """Show who has not voted before the vote is closed for good."""
    rows = (
        (button("vote.close", actions.CloseVote(poll.vote.id)),),
        (button("go.back", actions.OpenVote(poll.vote.id, 0)),),
    )
    return say("vote/ask_close", rows, poll=poll)


def choose(
    view: View, item: AgendaItem, kind: VoteKind, waiting: Sequence[BlocDocument]
) -> Message:
    """Show what would be voted on: the item, a document that waits for a vote, other words."""
    listed = waiting[:SHOWN]
    named = tuple(
        (button("vote.on_document", actions.PutVote(item.id, kind, one.id), number=number),)
        for number, one in enumerate(listed, start=1)
    )
    rows = (
        *named,
        (button(f"vote.now_{kind}", actions.PutVote(item.id, kind, 0)),),
        (button("vote.words", actions.WordVote(item.id, kind)),),
        (button("go.back", actions.OpenRunning(view.conference.id)),),
    )
    left = len(waiting) - len(listed)
    return say("vote/choose", rows, item=item, kind=kind, waiting=listed, left=left)


def ask_words(item: AgendaItem, kind: VoteKind) -> Message:
    """Ask for the words that are voted on instead of the item's title."""
    return say("vote/ask_words", leave_row(), item=item, kind=kind)


def ask_hands(words: str, view: View) -> Message:
    """Ask for the three numbers of raised hands."""
    return say("vote/ask_hands", leave_row(), words=words, n_present=len(view.present_units))


def counted(item: AgendaItem, count: Count, pick: Pick) -> Message:
    """Show what the numbers would mean; nothing is saved yet."""
    at = (item.id, *count.numbers, count.n_before, pick.document_id)
    rows = ((button("vote.record_hands", actions.RecordHands(*at)),), *leave_row())
    return say("vote/counted", rows, words=pick.words, count=count)


def asked_to_vote(vote: Vote, view: View) -> Message:
    """Tell those who cast their unit's vote that it is open."""
    rows = ((button("vote.open", actions.OpenVote(vote.id, 0)),),)
    return say("vote/asked_to_vote", rows, vote=vote, view=view)


def told_result(poll: Poll) -> Message:
    """Tell the voters what became of the vote."""
    rows = ((button("running.open", actions.OpenRunning(poll.view.conference.id)),),)
    return say("vote/told_result", rows, poll=poll)
