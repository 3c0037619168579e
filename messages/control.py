"""The chair's table, one unit of it, what waits for a decision, the units."""

from collections.abc import Sequence

from messages import actions
from messages.menu import to_menu
from messages.message import Button, Message, Rows
from messages.paging import Page, page_of
from messages.render import button, label, say, shorten
from storage.submissions import Submission
from storage.units import Unit
from workflow.office_paper import PaperKind
from workflow.overview import Progress, Table
from workflow.submission import Sheet

WIDTH = 20
SHORT = 9
PER_ROW = 2


def table(view: Table, page: int = 0) -> Message:
    shown = page_of(view.rows, page)
    rows: list[tuple[Button, ...]] = []
    if view.waiting:
        rows.append(
            (button("control.waiting", actions.OpenWaiting(), count=len(view.waiting)),),
        )
    if view.may_act:
        rows.append(
            (
                button("control.codes", actions.OpenUnits()),
                button("notice.compose", actions.ComposeNotice()),
            )
        )
    units = _in_pairs(
        [
            Button(shorten(row.unit.code, WIDTH), actions.OpenUnit(row.unit.id))
            for row in shown.items
        ]
    )
    whole = (
        button("bloc_tasks.open", actions.OpenBlocTasks(0)),
        button("bloc_tasks.highlights", actions.OpenHighlights(0)),
    )
    year = (
        button("control.deadlines", actions.OpenDeadlines()),
        button("criterion.open", actions.OpenCriteria(0)),
    )
    turns = shown.turns(actions.PageControl)
    buttons = (*rows, *units, *turns, whole, *_awards(view), year, to_menu())
    return say("control/table", buttons, view=view, page=shown)


def _awards(view: Table) -> Rows:
    """Return the way to the summary of registrations, once a unit has sent one."""
    if not any(row.registration and row.registration.is_readable for row in view.rows):
        return ()
    summary = actions.FetchOfficePaper(PaperKind.BLOC_AWARDS.value, 0)
    return ((button("office_paper.bloc_awards", summary),),)


def _in_pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[i : i + PER_ROW]) for i in range(0, len(buttons), PER_ROW))


def unit(view: Table, row: Progress) -> Message:
    """Show where one unit stands, with what the reader may do about it."""
    to_decide = [one for one in view.waiting if one.unit_id == row.unit.id]
    rows = [_decision(one) for one in to_decide]
    reads = [
        button(f"control.{kind}", action(row.unit.id))
        for kind, action, stage in (
            ("key_tasks", actions.OpenKeyTasks, row.key_tasks),
            ("registration", actions.OpenRegistration, row.registration),
        )
        if stage is not None and stage.is_readable
    ]
    rows += [tuple(reads)] if reads else []
    if view.may_act:
        rows.append((button("control.codes", actions.OpenCodes(row.unit.id)),))
    rows.append((button("control.history", actions.OpenHistory(row.unit.id, 0)),))
    back = (button("control.open", actions.OpenControl()),)
    return say("control/unit", (*rows, back), view=view, row=row, to_decide=to_decide)


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
    codes = _in_pairs(
        [Button(shorten(unit.code, WIDTH), actions.OpenCodes(unit.id)) for unit in shown.items]
    )
    back = (button("control.open", actions.OpenControl()),)
    return say("control/units", (*codes, *shown.turns(actions.PageUnits), back), page=shown)
