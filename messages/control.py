"""The chair's table, what waits for a decision, the units."""

from collections.abc import Sequence

from messages import actions
from messages.menu import to_menu
from messages.message import Button, Message, Rows
from messages.render import button, say, shorten
from storage.kinds import ListState
from storage.units import Unit
from workflow.overview import Table
from workflow.submission import Sheet

SHOWN = 8
WIDTH = 20
PER_ROW = 2
REACHED = (ListState.WAITING_CHAIR, ListState.APPROVED)


def table(view: Table) -> Message:
    rows: list[tuple[Button, ...]] = []
    if view.n_waiting:
        rows.append((button("control.waiting", actions.OpenWaiting(), count=view.n_waiting),))
    if view.may_act:
        rows.append(
            (
                button("control.codes", actions.OpenUnits()),
                button("notice.compose", actions.ComposeNotice()),
            )
        )
    lists = _lists(view)
    return say("control/table", (*rows, *lists, to_menu()), view=view, may_read=bool(lists))


def _lists(view: Table) -> Rows:
    """Return a button for each list that has reached the bloc: it stays readable there (R5)."""
    buttons = [
        Button(shorten(row.unit.code, WIDTH), actions.OpenKeyTasks(row.unit.id))
        for row in view.rows
        if row.state in REACHED
    ]
    return tuple(tuple(buttons[i : i + PER_ROW]) for i in range(0, len(buttons), PER_ROW))


def waiting(sheets: Sequence[Sheet]) -> Message:
    shown = sheets[:SHOWN]
    rows = tuple(
        (
            Button(
                f"{number}. {shorten(sheet.unit.name, WIDTH)}", actions.OpenKeyTasks(sheet.unit.id)
            ),
        )
        for number, sheet in enumerate(shown, start=1)
    )
    back = (button("control.open", actions.OpenControl()),)
    return say("control/waiting", (*rows, back), sheets=shown, n_all=len(sheets))


def units(members: Sequence[Unit]) -> Message:
    buttons = [Button(shorten(unit.code, WIDTH), actions.OpenCodes(unit.id)) for unit in members]
    rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    back = (button("control.open", actions.OpenControl()),)
    return say("control/units", (*rows, back), units=members)
