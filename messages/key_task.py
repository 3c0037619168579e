"""The unit's list of key tasks: the list, one task, the last look."""

from collections.abc import Sequence

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Button, Message, Rows
from messages.render import button, say, shorten
from messages.submission import decisions
from storage.key_tasks import KeyTask
from storage.units import Unit
from workflow.key_task import TaskSheet
from workflow.warning import Warned

PER_ROW = 5
WIDTH = 24


def choose_unit(own: Sequence[Unit]) -> Message:
    rows = tuple(
        (Button(shorten(unit.code, WIDTH), actions.OpenKeyTasks(unit.id)),) for unit in own
    )
    return say("key_task/choose_unit", (*rows, to_menu()), units=own)


def listed(sheet: TaskSheet) -> Message:
    return say("key_task/listed", _list_buttons(sheet), sheet=sheet)


def _list_buttons(sheet: TaskSheet) -> Rows:
    rows = list(_numbers(sheet)) if sheet.may_edit else []
    work: list[Button] = []
    if sheet.may_edit and len(sheet.tasks) < sheet.limit:
        work.append(button("key_task.add", actions.AddKeyTask(sheet.unit.id)))
    if sheet.may_edit:
        work.append(button("pasting.ask", actions.PasteKeyTasks(sheet.unit.id)))
    if sheet.may_edit and sheet.tasks:
        work.append(button("key_task.review", actions.ReviewKeyTasks(sheet.unit.id)))
    rows += [(one,) for one in work]
    return (*rows, *decisions(sheet), to_menu())


def _numbers(sheet: TaskSheet) -> Rows:
    buttons = [Button(str(task.number), actions.OpenKeyTask(task.id)) for task in sheet.tasks]
    return tuple(tuple(buttons[i : i + PER_ROW]) for i in range(0, len(buttons), PER_ROW))


def shown(task: KeyTask, sheet: TaskSheet) -> Message:
    return say("key_task/shown", _task_buttons(task, sheet), task=task, sheet=sheet)


def _task_buttons(task: KeyTask, sheet: TaskSheet) -> Rows:
    back = (button("key_task.open", actions.OpenKeyTasks(sheet.unit.id)),)
    if not sheet.may_edit:
        return (back,)
    revision = sheet.submission.revision
    star = "key_task.unstar" if task.is_highlight else "key_task.star"
    moves = [
        button(f"key_task.{name}", actions.MoveKeyTask(task.id, step, revision))
        for name, step, possible in (
            ("up", -1, task.number > 1),
            ("down", 1, task.number < len(sheet.tasks)),
        )
        if possible
    ]
    return (
        (button(star, actions.StarKeyTask(task.id, revision)),),
        (
            button("key_task.target", actions.EditKeyTask(task.id, "target")),
            button("key_task.due", actions.EditKeyTask(task.id, "due")),
        ),
        (
            button("key_task.title", actions.EditKeyTask(task.id, "title")),
            button("key_task.delete", actions.AskDeleteKeyTask(task.id)),
        ),
        *((tuple(moves),) if moves else ()),
        back,
    )


def ask_title(sheet: TaskSheet) -> Message:
    paste = (button("pasting.ask", actions.PasteKeyTasks(sheet.unit.id)),)
    rows = (paste, *leave_row())
    return say("key_task/ask_title", rows, number=len(sheet.tasks) + 1, limit=sheet.limit)


def ask_field(task: KeyTask, field: str, *, adding: bool) -> Message:
    skip = (button("go.skip", actions.SkipField(task.id, field)),) if adding else ()
    rows = ((*skip, *leave_row()[0]),)
    template = {"title": "new_title"}.get(field, field)
    return say(f"key_task/ask_{template}", rows, task=task, adding=adding)


def ask_delete(task: KeyTask, sheet: TaskSheet) -> Message:
    buttons = (
        (button("key_task.delete_yes", actions.DeleteKeyTask(task.id, sheet.submission.revision)),),
        (button("go.back", actions.OpenKeyTask(task.id)),),
    )
    return say("key_task/ask_delete", buttons, task=task)


def reviewed(sheet: TaskSheet, warnings: Sequence[Warned] = ()) -> Message:
    """Show the list for a last look, with what had better be looked at; nothing of it blocks."""
    back = (button("key_task.open", actions.OpenKeyTasks(sheet.unit.id)),)
    at = (sheet.submission.id, sheet.submission.revision)
    send = (button("approval.submit", actions.Submit(*at)),)
    ready = sheet.may_edit and not sheet.gaps
    rows = (send, back) if ready else (back,)
    return say("key_task/reviewed", rows, sheet=sheet, warnings=warnings)
