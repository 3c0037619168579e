"""A whole list in one message: asked for, shown as read, saved or dropped."""

from messages import actions
from messages.menu import leave_row
from messages.message import Button, Message
from messages.render import button, say
from workflow.key_task import TaskSheet
from workflow.pasting import Pasted, Way

SHOWN = 10


def ask_list(sheet: TaskSheet) -> Message:
    return say("pasting/ask_list", leave_row(), sheet=sheet)


def shown(pasted: Pasted) -> Message:
    """Show every row as it was read, the doubtful ones named, before anything is saved."""
    possible = [Way.REPLACE, *([Way.APPEND] if pasted.sheet.tasks else [])]
    ways = [] if pasted.unfit else [way for way in possible if pasted.fits(way)]
    again = (button("pasting.again", actions.PasteKeyTasks(pasted.sheet.unit.id)),)
    saves: list[tuple[Button, ...]] = [(_save(pasted, way),) for way in ways]
    return say(
        "pasting/shown",
        (*saves, (*again, *leave_row()[0])),
        pasted=pasted,
        rows=pasted.rows[:SHOWN],
        ready=bool(ways),
    )


def _save(pasted: Pasted, way: Way) -> Button:
    sheet = pasted.sheet
    name = way.value if sheet.tasks else "first"
    action = actions.SavePasted(sheet.unit.id, way.value, sheet.submission.revision)
    return button(f"pasting.{name}", action, count=len(pasted.rows))
