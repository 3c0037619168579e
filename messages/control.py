"""The chair's table, what waits for a decision, the units."""

from collections.abc import Sequence

from messages import actions
from messages.menu import to_menu
from messages.message import Button, Message
from messages.render import button, say, shorten
from storage.units import Unit
from workflow.key_task import Sheet
from workflow.overview import Table

SHOWN = 8
WIDTH = 20


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
    return say("control/table", (*rows, to_menu()), view=view)


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
