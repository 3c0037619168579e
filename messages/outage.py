"""An outage of the program, told with what is recorded for the reader."""

import re
from html import unescape

from messages import actions, vote
from messages.message import Button, Message, Rows
from messages.render import button, say
from workflow.calendar import local
from workflow.outage import Outage, Recorded

TAG = re.compile(r"<[^>]*>")


def told(found: Recorded) -> Message:
    """Say what may be lost, what is recorded for the reader, and what still waits for an answer."""
    return say(
        "outage/told",
        _rows(found),
        outage=found.outage,
        within_a_day=_is_within_a_day(found.outage),
        roll=found.roll,
        poll=found.poll,
        asked=unescape(TAG.sub("", found.asked.partition("\n")[0])),
    )


def _rows(found: Recorded) -> Rows:
    if found.roll is None:
        return ()
    known = found.roll.view.conference
    around: list[Button] = [button("running.open", actions.OpenRunning(known.id))]
    if found.roll.is_open and found.roll.mine is None:
        around.insert(0, button("attendance.check_in", actions.CheckIn(known.id)))
    poll = found.poll
    if poll is None:
        return (tuple(around),)
    # Who has voted changes it on the vote's own screen, not under an old letter.
    open_vote = (button("vote.open", actions.OpenVote(poll.vote.id, 0)),)
    return (*((open_vote,) if poll.has_cast else vote.ballot(poll)), tuple(around))


def _is_within_a_day(outage: Outage) -> bool:
    return local(outage.from_at).date() == local(outage.until_at).date()
