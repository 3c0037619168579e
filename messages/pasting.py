"""A whole list in one message: asked for, shown as read, saved or dropped."""

from messages import actions
from messages.menu import leave_row
from messages.message import Button, Message
from messages.render import button, say
from workflow.key_task import Sheet
from workflow.pasting import Pasted, Way

SHOWN = 20


def ask(sheet: Sheet) -> Message:
    return say("pasting/ask", leave_row(), sheet=sheet)


def shown(pasted: Pasted) -> Message:
    """Show every row as it was read, the doubtful ones named, before anything is saved."""
    sheet = pasted.sheet
    fits = len(sheet.tasks) + len(pasted.rows) <= sheet.limit
    ways = [Way.REPLACE] if not sheet.tasks else [Way.REPLACE, *([Way.APPEND] if fits else [])]
    rows: list[tuple[Button, ...]] = [(_save(pasted, way),) for way in ways]
    return say(
        "pasting/shown",
        (*rows, *leave_row()),
        rows=pasted.rows[:SHOWN],
        n_rows=len(pasted.rows),
        sheet=sheet,
    )


def _save(pasted: Pasted, way: Way) -> Button:
    sheet = pasted.sheet
    name = way.value if sheet.tasks else "first"
    action = actions.SavePasted(sheet.unit.id, way.value, sheet.listed.revision)
    return button(f"pasting.{name}", action, count=len(pasted.rows))
