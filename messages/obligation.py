"""What is owed, as a list and as a reminder."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from messages import actions
from messages.menu import to_menu
from messages.message import Message, Rows
from messages.render import button, say, shorten
from storage.histories import Head
from storage.kinds import ObligationKind, Role
from workflow.digest import Digest
from workflow.meeting_day import Meeting
from workflow.obligation import Duty
from workflow.snooze import Snoozed

SHOWN = 8
# Where the news of the bloc stand below them; and so many of those.
WITH_DIGEST = 2
NEWS = 4
WIDTH = 14


@dataclass(frozen=True)
class Day:
    """What one person's message of a day holds; `on` is the day it was queued.

    `n_more` duties are owed beyond those described.
    """

    on: date
    duties: Sequence[Duty] = ()
    n_more: int = 0
    meetings: Sequence[Meeting] = ()
    digests: Sequence[Digest] = ()
    head: Head | None = None


OPENERS: Mapping[ObligationKind, Callable[[Duty], actions.Action]] = {
    ObligationKind.JOIN: lambda _: actions.OpenMenu(),
    ObligationKind.KEY_TASKS: lambda duty: actions.OpenKeyTasks(duty.target_id),
    ObligationKind.REGISTRATION: lambda duty: actions.OpenRegistration(duty.target_id),
    ObligationKind.APPROVE: lambda duty: actions.OpenSubmission(duty.target_id),
    ObligationKind.DECIDE: lambda duty: actions.OpenSubmission(duty.target_id),
    ObligationKind.FREEZE: lambda _: actions.OpenPledge(),
    ObligationKind.SIGN: lambda _: actions.OpenPledge(),
    ObligationKind.COMPARE: lambda duty: actions.OpenPaper(duty.target_id),
    ObligationKind.RELEASE: lambda duty: actions.OpenNotice(duty.target_id),
    ObligationKind.CONFIRM: lambda duty: actions.OpenNotice(duty.target_id),
    ObligationKind.RSVP: lambda duty: actions.OpenRsvp(
        duty.target_id, duty.obligation.unit_id or 0
    ),
    ObligationKind.COMMENT: lambda duty: actions.OpenDocument(duty.target_id),
}


def opener(duty: Duty) -> actions.Action:
    """Return what opens the screen on which the duty is done."""
    return OPENERS[duty.obligation.kind](duty)


def _open(duties: Sequence[Duty]) -> Rows:
    """Return a numbered button for each duty, so that no two have the same label."""
    return tuple(
        (
            button(
                f"duty.{'hand_in' if duty.is_on_paper else duty.obligation.kind.value}",
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


def reminder(day: Day, *, late: bool) -> Message:
    """Remind of what is owed and of near meetings; the chair's tells what changed in the bloc."""
    shown = day.duties[: WITH_DIGEST if day.digests else SHOWN]
    digests = [(one, _waiting(one, shown)) for one in day.digests]
    rows = [
        *_open(shown),
        *(
            (button("conference.open", actions.OpenConference(one.conference.id)),)
            for one in day.meetings
        ),
    ]
    if shown:
        rows.append((button("duty.snooze", actions.SnoozeReminder(day.on.toordinal())),))
    if day.digests:
        rows.append((button("control.open", actions.OpenControl()),))
    return say(
        "obligation/reminder",
        tuple(rows),
        duties=shown,
        n_all=len(day.duties) + day.n_more,
        meetings=day.meetings,
        late=late,
        head=day.head,
        digests=digests,
        n_news=_news(digests, len(shown)),
    )


def snoozed(found: Snoozed) -> Message:
    """Say when the day's duties are told of again."""
    rows = ((button("duty.open", actions.OpenDuties()),), to_menu())
    return say("obligation/snoozed", rows, found=found)


def _news(digests: Sequence[tuple[Digest, int]], n_shown: int) -> int:
    """Return how many lines of news each digest has room for."""
    n_waiting = sum(n_waiting > 0 for _, n_waiting in digests) if n_shown else 0
    return max(1, (NEWS - n_shown - n_waiting) // max(1, len(digests)))


def _waiting(digest: Digest, shown: Sequence[Duty]) -> int:
    """Count what waits for the chair's decision beyond the duties that the message names."""
    owed = [one.obligation for one in shown]
    named = [o for o in owed if o.role is Role.CHAIR and o.cycle_id == digest.span.cycle_id]
    return max(0, sum(one.count for one in digest.waiting) - len(named))
