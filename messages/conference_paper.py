"""The papers of a conference as the chair's side puts them together."""

from messages import actions
from messages.menu import leave_row
from messages.message import Button, Message, Rows
from messages.render import button, say
from storage.conferences import ConferencePaper
from workflow.conference import View

PER_ROW = 4


def listed(view: View, *, adding: bool = False) -> Message:
    """Show the papers; `adding` tells that another file may be sent right away."""
    known = view.conference
    numbers = [
        Button(str(number), actions.OpenConferencePaper(paper.id))
        for number, paper in enumerate(view.papers, start=1)
    ]
    back = button("go.back", actions.OpenPreparation(known.id))
    add = button("conference_paper.add", actions.AddConferencePaper(known.id))
    done = button("conference_paper.done", actions.OpenPreparation(known.id))
    rows: Rows = (
        *(tuple(numbers[i : i + PER_ROW]) for i in range(0, len(numbers), PER_ROW)),
        (done,) if adding else (add, back),
    )
    return say("conference_paper/listed", rows, view=view, adding=adding)


def ask_file(view: View) -> Message:
    return say("conference_paper/ask_file", leave_row(), view=view)


def shown(view: View, paper: ConferencePaper) -> Message:
    """Show one paper with what can be done with it."""
    at = [one.id for one in view.papers].index(paper.id)
    revision = view.conference.revision
    moves = []
    if at > 0:
        moves.append(
            button("conference_paper.up", actions.MoveConferencePaper(paper.id, -1, revision))
        )
    if at + 1 < len(view.papers):
        moves.append(
            button("conference_paper.down", actions.MoveConferencePaper(paper.id, 1, revision))
        )
    rows = (
        (
            button("conference_paper.fetch", actions.FetchConferencePaper(paper.id)),
            button("conference_paper.rename", actions.RenameConferencePaper(paper.id)),
        ),
        *((tuple(moves),) if moves else ()),
        (
            button("conference_paper.remove", actions.RemoveConferencePaper(paper.id, revision)),
            button("go.back", actions.OpenConferencePapers(view.conference.id)),
        ),
    )
    return say("conference_paper/shown", rows, paper=paper, number=at + 1)


def ask_name(paper: ConferencePaper) -> Message:
    return say("conference_paper/ask_name", leave_row(), paper=paper)
