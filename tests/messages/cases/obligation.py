from functools import partial

from messages import obligation
from storage.histories import Head
from storage.kinds import ObligationKind
from tests.messages.cases.case import Cases
from tests.messages.conferences import CALLED
from tests.messages.facts import LONG, LONG_UNIT, UNIT
from tests.messages.work import SUBJECT, duty
from workflow.meeting_day import Meeting
from workflow.obligation import Duty

LIST = duty(ObligationKind.KEY_TASKS)
LATE = duty(ObligationKind.KEY_TASKS, late=2)
REGISTRATION = duty(ObligationKind.REGISTRATION)
TODAY = duty(ObligationKind.KEY_TASKS, left=0)
APPROVE = duty(ObligationKind.APPROVE, title=UNIT.name)
DECIDE = duty(ObligationKind.DECIDE, title=LONG_UNIT)
DECIDE_ODD = duty(ObligationKind.DECIDE, title="Sở A & B <C>")
FREEZE = duty(ObligationKind.FREEZE)
SIGN = duty(ObligationKind.SIGN, None)
COMPARE = duty(ObligationKind.COMPARE, title=LONG_UNIT)
CONFIRM = duty(ObligationKind.CONFIRM, title=SUBJECT)
CONFIRM_LONG = duty(ObligationKind.CONFIRM, title=LONG[:200])
SOON, TODAYS = Meeting(CALLED, is_today=False), Meeting(CALLED, is_today=True)
RSVP = duty(ObligationKind.RSVP)
JOIN = duty(ObligationKind.JOIN)
ALL = (LATE, APPROVE, DECIDE, DECIDE_ODD, CONFIRM, CONFIRM_LONG, SIGN)


def _kinds() -> dict[str, Duty]:
    return {
        one.obligation.kind.value: one
        for one in (LIST, APPROVE, DECIDE, FREEZE, RSVP, SIGN, COMPARE, CONFIRM)
    }


CASES: Cases = {
    "duties.none": lambda: obligation.duties([]),
    "duties.one": lambda: obligation.duties([LIST]),
    "duties.all_kinds": lambda: obligation.duties(ALL),
    "duties.many": lambda: obligation.duties([*ALL, JOIN, CONFIRM, CONFIRM]),
    "reminder.before": lambda: obligation.reminder([LIST], late=False),
    "reminder.chair": lambda: obligation.reminder(
        [DECIDE], late=False, head=Head(1482, "0123456789abcdef" * 4)
    ),
    "reminder.last_day": lambda: obligation.reminder([TODAY, CONFIRM], late=False),
    "reminder.overdue": lambda: obligation.reminder([LATE], late=False),
    "reminder.after_outage": lambda: obligation.reminder([LIST, CONFIRM], late=True),
    "reminder.meeting": lambda: obligation.reminder([], [SOON], late=False),
    "reminder.meeting_too": lambda: obligation.reminder([LIST, RSVP], [SOON], late=False),
    "reminder.meeting_today": lambda: obligation.reminder([], [TODAYS], late=False),
    "reminder.many": lambda: obligation.reminder([*ALL, CONFIRM, CONFIRM], late=False),
    **{
        f"reminder.{kind}": partial(obligation.reminder, [one], late=False)
        for kind, one in _kinds().items()
    },
}
