"""When a notice leaves, and what it means that it is urgent."""

from datetime import datetime, time, timedelta

from messages import actions
from messages.message import Button, Message
from messages.notice import to_draft
from messages.render import button, clock, day, say
from workflow.calendar import at_local, local
from workflow.notice import Draft

MORNING = time(8, 0)
MINUTE = 60


def ask_time(draft: Draft) -> Message:
    """Ask for the time, and offer the usual ones: at once, the next opening, tomorrow morning."""
    notice, leaves = draft.notice, draft.departure
    tomorrow = at_local(local(leaves.now).date() + timedelta(days=1), MORNING)
    offered = dict.fromkeys((*((leaves.at,) if leaves.is_held_back else ()), tomorrow))
    at_once = button("send_time.at_once", actions.PickSendTime(notice.id, 0))
    rows = (
        *((_at(notice.id, at),) for at in offered if at != notice.send_at),
        (at_once, *to_draft(notice)) if notice.send_at else to_draft(notice),
    )
    return say("send_time/ask_time", rows, notice=notice, leaves=leaves, hours=draft.hours)


def _at(notice_id: int, at: datetime) -> Button:
    pick = actions.PickSendTime(notice_id, int(at.timestamp()) // MINUTE)
    return button("send_time.at", pick, clock=clock(at), day=day(at))


def ask_urgent(draft: Draft) -> Message:
    """Warn the author, once more, of what urgent means."""
    yes = button("send_time.urgent", actions.SetUrgent(draft.notice.id, 1))
    rows = ((yes, *to_draft(draft.notice)),)
    return say("send_time/ask_urgent", rows, shown=draft, hours=draft.hours)
