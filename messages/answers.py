"""What the units answered to an invitation."""

from messages import actions
from messages.message import Button, Message, Rows
from messages.paging import page_of
from messages.render import button, label, say
from storage.kinds import ConferenceState
from workflow.answers import Answers
from workflow.progress import Column

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
        ask = actions.AskChase(Column.RSVP.value, 0, 0)
        remind = ((button("answers.remind", ask, count=n_silent),),)
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
