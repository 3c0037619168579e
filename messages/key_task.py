"""The unit's list of key tasks: the list, one task, the last look, the way to approval."""

from collections.abc import Sequence
from datetime import date

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Button, Message, Rows
from messages.render import button, label, say, shorten
from storage.key_tasks import KeyTask
from storage.kinds import ListState
from storage.units import Unit
from workflow.deciding import WAITING
from workflow.key_task import Sheet
from workflow.warning import Warned

PER_ROW = 5
WIDTH = 24


def choose_unit(own: Sequence[Unit]) -> Message:
    rows = tuple(
        (Button(shorten(unit.code, WIDTH), actions.OpenKeyTasks(unit.id)),) for unit in own
    )
    return say("key_task/choose_unit", (*rows, to_menu()), units=own)


def listed(sheet: Sheet) -> Message:
    return say("key_task/listed", _list_buttons(sheet), sheet=sheet)


def _list_buttons(sheet: Sheet) -> Rows:
    rows = list(_numbers(sheet)) if sheet.may_edit else []
    work: list[Button] = []
    if sheet.may_edit and len(sheet.tasks) < sheet.limit:
        work.append(button("key_task.add", actions.AddKeyTask(sheet.unit.id)))
    if sheet.may_edit:
        work.append(button("pasting.ask", actions.PasteKeyTasks(sheet.unit.id)))
    if sheet.may_edit and sheet.tasks:
        work.append(button("key_task.review", actions.ReviewKeyTasks(sheet.unit.id)))
    rows += [(one,) for one in work]
    return (*rows, *_decisions(sheet), to_menu())


def _numbers(sheet: Sheet) -> Rows:
    buttons = [Button(str(task.number), actions.OpenKeyTask(task.id)) for task in sheet.tasks]
    return tuple(tuple(buttons[i : i + PER_ROW]) for i in range(0, len(buttons), PER_ROW))


def _decisions(sheet: Sheet) -> Rows:
    at = (sheet.listed.id, sheet.listed.revision)
    rows: list[tuple[Button, ...]] = []
    if sheet.may_decide:
        rows.append(
            (
                button("key_task.approve", actions.ApproveKeyTasks(*at)),
                button("key_task.return", actions.ReturnKeyTasks(*at)),
            )
        )
    if sheet.is_own and sheet.listed.state in WAITING:
        rows.append((button("key_task.withdraw", actions.WithdrawKeyTasks(*at)),))
    return tuple(rows)


def shown(task: KeyTask, sheet: Sheet) -> Message:
    return say("key_task/shown", _task_buttons(task, sheet), task=task, sheet=sheet)


def _task_buttons(task: KeyTask, sheet: Sheet) -> Rows:
    back = (button("key_task.open", actions.OpenKeyTasks(sheet.unit.id)),)
    if not sheet.may_edit:
        return (back,)
    revision = sheet.listed.revision
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


def ask_title(sheet: Sheet) -> Message:
    paste = (button("pasting.ask", actions.PasteKeyTasks(sheet.unit.id)),)
    rows = (paste, *leave_row())
    return say("key_task/ask_title", rows, number=len(sheet.tasks) + 1, limit=sheet.limit)


def ask_field(task: KeyTask, field: str, *, adding: bool) -> Message:
    skip = (button("go.skip", actions.SkipField(task.id, field)),) if adding else ()
    rows = ((*skip, *leave_row()[0]),)
    template = {"title": "new_title"}.get(field, field)
    return say(f"key_task/ask_{template}", rows, task=task, adding=adding)


def ask_delete(task: KeyTask, sheet: Sheet) -> Message:
    buttons = (
        (button("key_task.delete_yes", actions.DeleteKeyTask(task.id, sheet.listed.revision)),),
        (button("go.back", actions.OpenKeyTask(task.id)),),
    )
    return say("key_task/ask_delete", buttons, task=task)


def reviewed(sheet: Sheet, warnings: Sequence[Warned] = ()) -> Message:
    """Show the list for a last look, with what had better be looked at; nothing of it blocks."""
    back = (button("key_task.open", actions.OpenKeyTasks(sheet.unit.id)),)
    send = (
        button("key_task.submit", actions.SubmitKeyTasks(sheet.listed.id, sheet.listed.revision)),
    )
    ready = sheet.may_edit and not sheet.gaps
    rows = (send, back) if ready else (back,)
    return say("key_task/reviewed", rows, sheet=sheet, warnings=warnings)


def submitted(sheet: Sheet) -> Message:
    return say("key_task/submitted", _list_buttons(sheet), sheet=sheet)


def _opening(sheet: Sheet) -> Rows:
    return ((button("key_task.open", actions.OpenKeyTasks(sheet.unit.id)),),)


def asked_to_approve(sheet: Sheet, due_on: date | None) -> Message:
    return say("key_task/asked_to_approve", _opening(sheet), sheet=sheet, due_on=due_on)


def approved(sheet: Sheet, *, last: bool = False) -> Message:
    """Say what was decided; `last` tells that every unit's list is approved now."""
    to_pledge = (button("pledge.open", actions.OpenPledge()),)
    rows = (to_pledge, to_menu()) if last else (to_menu(),)
    return say("key_task/approved", rows, sheet=sheet, last=last)


def moved_on(sheet: Sheet, due_on: date | None) -> Message:
    """Tell the bloc's side that a list waits, or the unit that it is accepted."""
    accepted = sheet.listed.state is ListState.APPROVED
    template = "key_task/told_accepted" if accepted else "key_task/asked_to_decide"
    return say(template, _opening(sheet), sheet=sheet, due_on=due_on)


def told_withdrawn(sheet: Sheet) -> Message:
    """Tell those who were to decide that there is nothing to decide now."""
    return say("key_task/told_withdrawn", (to_menu(),), sheet=sheet)


def ask_reason(sheet: Sheet) -> Message:
    return say("key_task/ask_reason", leave_row(), sheet=sheet)


def returned(sheet: Sheet) -> Message:
    return say("key_task/returned", (to_menu(),), sheet=sheet)


def told_returned(sheet: Sheet, due_on: date | None) -> Message:
    return say("key_task/told_returned", _opening(sheet), sheet=sheet, due_on=due_on)


def stale(sheet: Sheet) -> Message:
    """Redraw the list as it now stands, after a press on an outdated one."""
    return listed(sheet).redrawn(label("toast.stale"))
