"""What the units answered to an invitation, and the letter to those that did not."""

from dataclasses import replace

from messages import actions, refusal
from messages.message import Button, Message, Rows
from messages.paging import page_of
from messages.render import button, label, say
from storage.kinds import ConferenceState
from storage.units import Unit
from workflow.answers import Answers, Reminded
from workflow.conference import View
from workflow.conference_errors import JustReminded

PER_ROW = 4
SIZE = 6


def listed(found: Answers, at: int) -> Message:
    """Show one page of the units; the chair's side opens one by its number."""
    known = found.view.conference
    page = page_of(found.lines, at, SIZE)
    numbers = [
        Button(str(number), actions.OpenRsvp(known.id, line.unit.id))
        for number, line in enumerate(page.items, start=page.first)
        if found.may_act
    ]
    n_silent = len(found.silent)
    remind: Rows = ()
    if found.may_act and n_silent and known.state is ConferenceState.CALLED:
        action = actions.RemindSilent(known.id, n_silent)
        remind = ((button("answers.remind", action, count=n_silent),),)
    rows = (
        *remind,
        *(tuple(numbers[i : i + PER_ROW]) for i in range(0, len(numbers), PER_ROW)),
        *page.turns(lambda to: actions.OpenAnswers(known.id, to)),
        (button("conference.open", actions.OpenConference(known.id)),),
    )
    return say("answers/listed", rows, found=found, page=page)


def stale(found: Answers) -> Message:
    """Redraw the table after a press on an outdated one."""
    return listed(found, 0).redrawn(label("toast.stale"))


def reminded(done: Reminded) -> Message:
    known = done.answers.view.conference
    rows = ((button("answers.open", actions.OpenAnswers(known.id, 0)),),)
    return say("answers/reminded", rows, done=done, units=done.answers.silent)


def not_again(refused: JustReminded, conference_id: int) -> Message:
    """Say that the silent were reminded a moment ago, and lead back to the table."""
    back = (button("answers.open", actions.OpenAnswers(conference_id, 0)),)
    return replace(refusal.refused(refused, asked=False), buttons=(back,))


def reminder(view: View, unit: Unit) -> Message:
    """Remind a unit's officer or leader to answer the invitation."""
    answer = actions.OpenRsvp(view.conference.id, unit.id)
    return say("answers/reminder", ((button("rsvp.open", answer),),), view=view, unit=unit)
