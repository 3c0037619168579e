"""A conference under way: where it is, and what its chair may do next."""

from messages import actions, announcement, minutes
from messages.menu import leave_row, to_menu
from messages.message import Button, Message, Rows
from messages.render import button, say
from messages.speaking import rows as speaking_rows
from storage.kinds import ConferenceState, VoteKind
from workflow.conference import UNDER_WAY, View
from workflow.running import HELD, Meeting

SHOWN = (ConferenceState.CALLED, *HELD)


def rows(view: View) -> Rows:
    """Return the row by which the conference's screen leads to the meeting."""
    if view.conference.state not in SHOWN:
        return ()
    return ((button("running.open", actions.OpenRunning(view.conference.id)),),)


def shown(meeting: Meeting) -> Message:
    """Show at which item the meeting is, with what the reader may do now."""
    made = (
        *_voting(meeting),
        *announcement.at_hand(meeting.view),
        *speaking_rows(meeting),
        *_leading(meeting),
        *_concluding(meeting),
        *minutes.rows(meeting.view),
        _around(meeting),
        (button("conference.open", actions.OpenConference(meeting.view.conference.id)),),
        to_menu(),
    )
    return say("running/shown", made, meeting=meeting)


def _voting(meeting: Meeting) -> Rows:
    votes = [button("vote.open", actions.OpenVote(meeting.vote.id, 0))] if meeting.vote else []
    closed = [vote for vote in meeting.votes if vote.closed_at is not None]
    if closed:
        votes.append(button("vote.result", actions.OpenVote(closed[-1].id, 0)))
    return (tuple(votes),) if votes else ()


def _leading(meeting: Meeting) -> Rows:
    """Return the presses that move the meeting, for those who may."""
    if not meeting.may_run:
        return ()
    id_ = meeting.view.conference.id
    match meeting.view.conference.state:
        case ConferenceState.CALLED if meeting.may_preside:
            return ((button("running.start", actions.StartMeeting(id_)),),)
        case ConferenceState.PAUSED:
            return ((button("running.resume", actions.ResumeMeeting(id_)),),)
        case ConferenceState.RUNNING:
            return (*_ballots(meeting), *_stepping(meeting))
    return ()


def _ballots(meeting: Meeting) -> Rows:
    item = meeting.item
    if item is None or meeting.vote is not None or meeting.wanting:
        return ()
    hands = (button("vote.hands", actions.CountHands(item.id)),)
    if not meeting.may_preside:
        return (hands,)
    opened = tuple(
        button(f"vote.open_{kind}", actions.OpenVoting(item.id, kind))
        for kind in (VoteKind.OPEN, VoteKind.SECRET)
    )
    return (opened, hands)


def _stepping(meeting: Meeting) -> Rows:
    id_ = meeting.view.conference.id
    at = (id_, meeting.item.id if meeting.item else 0)
    if meeting.vote is not None:
        return ()
    on: list[Button] = []
    if meeting.left:
        on.append(button("running.next", actions.StepOn(*at)))
    if meeting.item is not None:
        on.append(button("running.skip", actions.SkipItem(*at)))
    back = [button("running.back", actions.StepBack(*at))] if meeting.before else []
    other = (*back, button("running.pause", actions.PauseMeeting(id_)))
    return (*((tuple(on),) if on else ()), other)


def _concluding(meeting: Meeting) -> Rows:
    state, id_ = meeting.view.conference.state, meeting.view.conference.id
    if not meeting.may_preside or state not in HELD:
        return ()
    write = button("running.conclude", actions.WriteConclusions(id_))
    if state in UNDER_WAY and not meeting.left and meeting.vote is None:
        return ((button("running.end", actions.AskCloseMeeting(id_)), write),)
    return ((write,),)


def _around(meeting: Meeting) -> tuple[Button, ...]:
    id_ = meeting.view.conference.id
    refresh = button("running.refresh", actions.OpenRunning(id_))
    if meeting.view.conference.state is ConferenceState.CLOSED:
        return (refresh,)
    return (refresh, button("attendance.open", actions.OpenAttendance(id_)))


def ask_skip(meeting: Meeting) -> Message:
    """Ask why the present item is left out."""
    return say("running/ask_skip", leave_row(), item=meeting.item)


def ask_close(meeting: Meeting) -> Message:
    """Show what closing means before it is pressed once more."""
    id_ = meeting.view.conference.id
    rows = (
        (button("running.close", actions.CloseMeeting(id_)),),
        (button("go.back", actions.OpenRunning(id_)),),
    )
    return say("running/ask_close", rows, meeting=meeting)


def ask_conclusions(view: View) -> Message:
    """Ask for the conclusions, with those there are."""
    return say("running/ask_conclusions", leave_row(), conference=view.conference)


def concluded(view: View) -> Message:
    """Say that the conclusions are kept."""
    rows = ((button("running.open", actions.OpenRunning(view.conference.id)),), to_menu())
    return say("running/concluded", rows, conference=view.conference)
