from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from messages import obligation
from messages.message import Message
from messages.obligation import Day
from storage.histories import Head
from storage.kinds import ObligationKind, Role
from tests.messages.cases.case import Cases
from tests.messages.conferences import CALLED
from tests.messages.facts import LONG, LONG_UNIT, UNIT, UNITS
from tests.messages.work import SUBJECT, duty
from workflow.calendar import LOCAL
from workflow.digest import Digest, News, Span, Standing
from workflow.meeting_day import Meeting
from workflow.obligation import Duty
from workflow.snooze import Snoozed

LIST = duty(ObligationKind.KEY_TASKS)
LATE = duty(ObligationKind.KEY_TASKS, late=2)
REGISTRATION = duty(ObligationKind.REGISTRATION)
TODAY = duty(ObligationKind.KEY_TASKS, left=0)
APPROVE = duty(ObligationKind.APPROVE, title=UNIT.name)
DECIDE = duty(ObligationKind.DECIDE, title=LONG_UNIT)
DECIDE_ODD = duty(ObligationKind.DECIDE, title="Sở A & B <C>")
FREEZE = duty(ObligationKind.FREEZE)
ON_PAPER = duty(ObligationKind.SIGN)
SIGN = replace(
    duty(ObligationKind.SIGN, None),
    obligation=replace(ON_PAPER.obligation, role=Role.LEADER, due_on=None),
)
COMPARE = duty(ObligationKind.COMPARE, title=LONG_UNIT)
CONFIRM = duty(ObligationKind.CONFIRM, title=SUBJECT)
CONFIRM_LONG = duty(ObligationKind.CONFIRM, title=LONG[:200])
SOON, TODAYS = Meeting(CALLED, is_today=False), Meeting(CALLED, is_today=True)
RSVP = duty(ObligationKind.RSVP)
JOIN = duty(ObligationKind.JOIN)
ALL = (LATE, APPROVE, DECIDE, DECIDE_ODD, CONFIRM, CONFIRM_LONG, SIGN)


RELEASE = duty(ObligationKind.RELEASE, title=SUBJECT)
HEAD = Head(1482, "0123456789abcdef" * 4)
NAMES = tuple(unit.name for unit in UNITS)
SPAN = Span(1, datetime(2027, 2, 19, 8, tzinfo=LOCAL), datetime(2027, 2, 22, 8, tzinfo=LOCAL))
QUIET = Digest(
    SPAN, "Khối thi đua Kinh tế ngành", 2027, news=(), waiting=(), late=(), listed=(), is_new=True
)
BUSY = replace(
    QUIET,
    news=(
        News("joined", 5, NAMES[2:6]),
        News("key_tasks_sent", 2, NAMES[2:4]),
        News("registration_sent", 1, NAMES[3:4]),
        News("approved", 1, NAMES[2:3]),
        News("answered", 3, NAMES[2:5]),
        News("signed", 1, NAMES[4:5]),
        News("declined", 1, NAMES[5:6]),
        News("confirmed", 4, ()),
    ),
    waiting=(Standing(ObligationKind.DECIDE, 3, NAMES[:1]),),
    late=(
        Standing(ObligationKind.KEY_TASKS, 2, NAMES[6:8]),
        Standing(ObligationKind.SIGN, 5, NAMES[2:7]),
    ),
    listed=(
        Standing(ObligationKind.JOIN, 2, ()),
        Standing(ObligationKind.KEY_TASKS, 1, NAMES[7:8]),
    ),
    provisional=2027,
)


def _kinds() -> dict[str, Duty]:
    return {
        one.obligation.kind.value: one
        for one in (LIST, APPROVE, DECIDE, FREEZE, RSVP, SIGN, COMPARE, CONFIRM, RELEASE)
    }


def _reminder(*owed: Duty, late: bool = False, **more: Any) -> Message:
    return obligation.reminder(Day(date(2027, 2, 22), owed, **more), late=late)


CASES: Cases = {
    "duties.none": lambda: obligation.duties([]),
    "duties.one": lambda: obligation.duties([LIST]),
    "duties.all_kinds": lambda: obligation.duties(ALL),
    "duties.many": lambda: obligation.duties([*ALL, JOIN, CONFIRM, CONFIRM]),
    "reminder.before": lambda: _reminder(LIST),
    "reminder.chair": lambda: _reminder(DECIDE, head=HEAD),
    "reminder.digest": lambda: _reminder(digests=[BUSY], head=HEAD),
    "reminder.digest_quiet": lambda: _reminder(digests=[QUIET], head=HEAD),
    "reminder.digest_two": lambda: _reminder(
        digests=[replace(BUSY, provisional=None), replace(QUIET, year=2028)], head=HEAD
    ),
    "reminder.digest_too": lambda: _reminder(
        *ALL[1:], digests=[replace(BUSY, provisional=None)], head=HEAD
    ),
    "reminder.last_day": lambda: _reminder(TODAY, CONFIRM),
    "reminder.overdue": lambda: _reminder(LATE),
    "reminder.after_outage": lambda: _reminder(LIST, CONFIRM, late=True),
    "reminder.meeting": lambda: _reminder(meetings=[SOON]),
    "reminder.meeting_too": lambda: _reminder(LIST, RSVP, meetings=[SOON]),
    "reminder.meeting_today": lambda: _reminder(meetings=[TODAYS]),
    "reminder.many": lambda: _reminder(*ALL, CONFIRM, CONFIRM),
    "snoozed": lambda: obligation.snoozed(Snoozed(datetime(2027, 2, 23, 8, tzinfo=LOCAL), 2)),
    "snoozed.nothing": lambda: obligation.snoozed(
        Snoozed(datetime(2027, 2, 23, 8, tzinfo=LOCAL), 0)
    ),
    **{f"reminder.{kind}": partial(_reminder, one) for kind, one in _kinds().items()},
}
