"""The chair's table unit by unit, one unit of it, what waits for a decision, the units."""

from collections.abc import Sequence

from messages import actions
from messages.menu import to_menu
from messages.message import Button, Message, Rows, in_rows
from messages.paging import Page, page_of
from messages.progress import lines_of, undone
from messages.render import button, label, say, shorten
from storage.kinds import SubmissionKind
from storage.submissions import Submission
from storage.units import Unit
from workflow.chase import EVERY_STEP, STEPS
from workflow.office_paper import PaperKind
from workflow.overview import Table, UnitView
from workflow.submission import Sheet

WIDTH = 20
SHORT = 9
PER_ROW = 2
# So many steps are named in a unit's line; its own screen has all of them.
SHOWN = 3


def table(view: Table, page: int = 0) -> Message:
    """Show one page of the units, each with what is still owed for it."""
    shown = page_of(view.rows, page)
    units = [
        Button(shorten(row.unit.code, WIDTH), actions.OpenUnit(row.unit.id)) for row in shown.items
    ]
    turns = shown.turns(actions.PageControl)
    return say(
        "control/table",
        (*_first(view), *in_rows(units, PER_ROW), *turns, *_whole(view), to_menu()),
        view=view,
        page=shown,
        undone=[undone(row) for row in shown.items],
        shown=SHOWN,
    )


def _first(view: Table) -> Rows:
    """Return what the chair needs most, and the other ways to look at the table."""
    waiting = button("control.waiting", actions.OpenWaiting(), count=len(view.waiting))
    codes = button("control.codes", actions.OpenUnits())
    compose = button("notice.compose", actions.ComposeNotice())
    acts = (*((codes,) if view.may_act else ()), *((compose,) if view.may_compose else ()))
    seen = (
        button("control.steps", actions.OpenSteps()),
        button("control.picture", actions.FetchTablePicture()),
    )
    return (
        *(((waiting,),) if view.waiting else ()),
        *((acts,) if acts else ()),
        seen,
    )


def _whole(view: Table) -> Rows:
    """Return the ways to what the bloc has as a whole; registrations once a unit sent one."""
    tasks = (
        button("bloc_tasks.open", actions.OpenBlocTasks(0)),
        button("bloc_tasks.highlights", actions.OpenHighlights(0)),
    )
    summary = actions.FetchOfficePaper(PaperKind.BLOC_AWARDS.value, 0)
    stages = [row.stages.get(SubmissionKind.REGISTRATION) for row in view.rows]
    is_sent = any(stage and stage.is_readable for stage in stages)
    awards = ((button("office_paper.bloc_awards", summary),),) if is_sent else ()
    year = (
        button("control.deadlines", actions.OpenDeadlines()),
        button("criterion.open", actions.OpenCriteria(0)),
    )
    return (tasks, *awards, year)


def unit(view: UnitView) -> Message:
    """Show where one unit stands, with what the reader may do about it."""
    table, row = view.table, view.row
    to_decide = [one for one in table.waiting if one.unit_id == row.unit.id]
    buttons = (
        *(_decision(one) for one in to_decide),
        *_reads(view),
        *_acts(view),
        (button("control.history", actions.OpenHistory(row.unit.id, 0)),),
        (button("control.open", actions.OpenControl()),),
    )
    return say(
        "control/unit",
        buttons,
        view=view,
        row=row,
        to_decide=to_decide,
        lines=lines_of(row),
        stages={kind.value: stage for kind, stage in row.stages.items()},
    )


def _reads(view: UnitView) -> Rows:
    opening = {
        SubmissionKind.KEY_TASKS: actions.OpenKeyTasks,
        SubmissionKind.REGISTRATION: actions.OpenRegistration,
    }
    sent = [kind for kind, stage in view.row.stages.items() if stage.is_readable]
    row = tuple(
        button(f"control.{kind.value}", action(view.row.unit.id))
        for kind, action in opening.items()
        if kind in sent
    )
    return (row,) if row else ()


def _acts(view: UnitView) -> Rows:
    row, unit_id = view.row, view.row.unit.id
    owes = any(row.duties(column) for column in STEPS)
    ask = actions.AskChase(EVERY_STEP, unit_id, 0)
    chase = (button("chase.ask_unit", ask),) if owes and view.table.may_chase else ()
    may_issue = view.table.may_act and not row.has_left
    codes = (button("control.codes", actions.OpenCodes(unit_id)),) if may_issue else ()
    return ((*chase, *codes),) if chase or codes else ()


def _decision(waits: Submission) -> tuple[Button, ...]:
    at = (waits.id, waits.revision)
    return (
        button(f"control.approve_{waits.kind.value}", actions.Approve(*at)),
        button(f"control.return_{waits.kind.value}", actions.Return(*at)),
    )


def waiting(page: Page[Submission], sheets: Sequence[Sheet]) -> Message:
    """Show one page of what waits; `sheets` are the rounds of the page, opened."""
    rows = tuple(
        (
            Button(
                label(
                    f"control.waiting_{sheet.submission.kind.value}",
                    number=number,
                    unit=shorten(sheet.unit.code, SHORT),
                ),
                actions.OpenSubmission(sheet.submission.id),
            ),
        )
        for number, sheet in enumerate(sheets, start=page.first)
    )
    back = (button("control.open", actions.OpenControl()),)
    buttons = (*rows, *page.turns(actions.PageWaiting), back)
    return say("control/waiting", buttons, sheets=sheets, page=page)


def following(left: Sequence[Submission]) -> Rows:
    """Return the row that opens the next one waiting for whoever has just decided."""
    if not left:
        return ()
    return ((button("control.next", actions.OpenSubmission(left[0].id), count=len(left)),),)


def units(members: Sequence[Unit], page: int = 0) -> Message:
    shown = page_of(members, page)
    codes = [Button(shorten(unit.code, WIDTH), actions.OpenCodes(unit.id)) for unit in shown.items]
    back = (button("control.open", actions.OpenControl()),)
    return say(
        "control/units",
        (*in_rows(codes, PER_ROW), *shown.turns(actions.PageUnits), back),
        page=shown,
    )
