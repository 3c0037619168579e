"""What is owed, as a list and as a reminder."""

from collections.abc import Callable, Mapping, Sequence

from messages import actions
from messages.menu import to_menu
from messages.message import Message, Rows
from messages.render import button, say, shorten
from storage.histories import Head
from storage.kinds import ObligationKind
from workflow.meeting_day import Meeting
from workflow.obligation import Duty

SHOWN = 8
WIDTH = 14


OPENERS: Mapping[ObligationKind, Callable[[Duty], actions.Action]] = {
    ObligationKind.JOIN: lambda _: actions.OpenMenu(),
    ObligationKind.KEY_TASKS: lambda duty: actions.OpenKeyTasks(duty.target_id),
    ObligationKind.REGISTRATION: lambda duty: actions.OpenRegistration(duty.target_id),
    ObligationKind.APPROVE: lambda duty: actions.OpenSubmission(duty.target_id),
    ObligationKind.DECIDE: lambda duty: actions.OpenSubmission(duty.target_id),
    ObligationKind.FREEZE: lambda _: actions.OpenPledge(),
    ObligationKind.SIGN: lambda _: actions.OpenPledge(),
    ObligationKind.COMPARE: lambda duty: actions.OpenPaper(duty.target_id),
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


def reminder(
    owed: Sequence[Duty],
    meetings: Sequence[Meeting] = (),
    *,
    late: bool,
    head: Head | None = None,
) -> Message:
    """Remind of what is owed and of near meetings; the chair's bears the log's head."""
    shown = owed[:SHOWN]
    rows = (
        *_open(shown),
        *(
            (button("conference.open", actions.OpenConference(one.conference.id)),)
            for one in meetings
        ),
    )
    return say(
        "obligation/reminder",
        rows,
        duties=shown,
        n_all=len(owed),
        meetings=meetings,
        late=late,
        head=head,
    )
