"""What is owed, as a list and as a reminder."""

from collections.abc import Sequence

from messages import actions
from messages.menu import to_menu
from messages.message import Button, Message
from messages.render import button, say, shorten
from storage.kinds import ObligationKind
from workflow.obligation import Duty

SHOWN = 8


def opener(duty: Duty) -> actions.Action:
    """Return what opens the screen on which the duty is done."""
    match duty.obligation.kind:
        case ObligationKind.KEY_TASKS | ObligationKind.APPROVE | ObligationKind.DECIDE:
            return actions.OpenKeyTasks(duty.target_id)
        case ObligationKind.SIGN:
            return actions.OpenPledge()
        case ObligationKind.CONFIRM:
            return actions.OpenNotice(duty.target_id)
        case ObligationKind.JOIN:
            return actions.OpenMenu()


def _open(duty: Duty) -> tuple[Button, ...]:
    kind = duty.obligation.kind.value
    return (button(f"duty.{kind}", opener(duty), title=shorten(duty.title, 16)),)


def duties(owed: Sequence[Duty]) -> Message:
    shown = owed[:SHOWN]
    rows = (*(_open(duty) for duty in shown), to_menu())
    return say("obligation/duties", rows, duties=shown, n_more=len(owed) - len(shown))


def reminder(owed: Sequence[Duty], *, late: bool) -> Message:
    shown = owed[:SHOWN]
    rows = tuple(_open(duty) for duty in shown)
    return say("obligation/reminder", rows, duties=shown, n_all=len(owed), late=late)
