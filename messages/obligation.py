"""What is owed, as a list and as a reminder."""

from collections.abc import Sequence

from messages import actions
from messages.menu import to_menu
from messages.message import Message, Rows
from messages.render import button, say, shorten
from storage.kinds import ObligationKind
from workflow.obligation import Duty

SHOWN = 8
WIDTH = 14


def opener(duty: Duty) -> actions.Action:
    """Return what opens the screen on which the duty is done."""
    match duty.obligation.kind:
        case ObligationKind.KEY_TASKS:
            return actions.OpenKeyTasks(duty.target_id)
        case ObligationKind.REGISTRATION:
            return actions.OpenRegistration(duty.target_id)
        case ObligationKind.APPROVE | ObligationKind.DECIDE:
            return actions.OpenSubmission(duty.target_id)
        case ObligationKind.FREEZE | ObligationKind.SIGN:
            return actions.OpenPledge()
        case ObligationKind.CONFIRM:
            return actions.OpenNotice(duty.target_id)
        case ObligationKind.RSVP:
            assert duty.obligation.unit_id is not None
            return actions.OpenRsvp(duty.target_id, duty.obligation.unit_id)
        case ObligationKind.COMMENT:
            return actions.OpenDocument(duty.target_id)
        case ObligationKind.JOIN:
            return actions.OpenMenu()


def _open(duties: Sequence[Duty]) -> Rows:
    """Return a numbered button for each duty, so that no two have the same label."""
    return tuple(
        (
            button(
                f"duty.{duty.obligation.kind.value}",
                opener(duty),
                number=number,
                title=shorten(duty.title, WIDTH),
            ),
        )
        for number, duty in enumerate(duties, start=1)
    )


def duties(owed: Sequence[Duty]) -> Message:
    shown = owed[:SHOWN]
    rows = (*_open(shown), to_menu())
    return say("obligation/duties", rows, duties=shown, n_more=len(owed) - len(shown))


def reminder(owed: Sequence[Duty], *, late: bool) -> Message:
    shown = owed[:SHOWN]
    return say("obligation/reminder", _open(shown), duties=shown, n_all=len(owed), late=late)
