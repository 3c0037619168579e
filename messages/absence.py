"""What did not reach somebody while nothing could, in one message when they are back."""

from messages import actions
from messages.message import Message
from messages.render import button, say
from workflow.absence import Absence


def told(found: Absence) -> Message:
    """Count what was missed and say where it is found."""
    rows = (
        (button("absence.notices", actions.OpenNotices()),),
        (button("absence.duties", actions.OpenDuties()),),
    )
    return say("absence/told", rows if found.n_notices else rows[1:], found=found)
