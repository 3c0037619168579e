"""The fields of one key task: asked for one by one, shown together, settled between two writers."""

from messages import actions
from messages.key_task import further_fields, to_list
from messages.menu import leave_row
from messages.message import Button, Message
from messages.render import button, day, label, say
from storage.key_tasks import KeyTask
from workflow.errors import TaskGone
from workflow.key_task import TaskSheet
from workflow.task_field import FIELDS, FURTHER, value_of


def fields(task: KeyTask, sheet: TaskSheet) -> Message:
    """Show what else can be written of a task; every field is one press away."""
    written, unwritten = further_fields(task, sheet)
    buttons = [button(f"key_task.{name}", actions.EditKeyTask(task.id, name)) for name in FURTHER]
    buttons.append(button("criterion.pick", actions.PickCriterion(task.id, 0)))
    rows = [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
    rows.append(to_list(sheet))
    return say("task_field/fields", tuple(rows), task=task, written=written, unwritten=unwritten)


def ask_title(sheet: TaskSheet) -> Message:
    paste = (button("batch.ask", actions.PasteKeyTasks(sheet.unit.id)),)
    rows = (paste, *leave_row())
    return say("task_field/ask_title", rows, number=len(sheet.tasks) + 1, limit=sheet.limit)


def ask_field(task: KeyTask, field: str, *, adding: bool) -> Message:
    now = value_of(task, field)
    first: tuple[Button, ...] = ()
    if adding:
        first = (button("go.skip", actions.SkipField(task.id, field)),)
    elif now and field != "title":
        first = (button("key_task.clear", actions.ClearField(task.id, field)),)
    template = {"title": "new_title", "target": "target", "due": "due"}.get(field, "more")
    return say(
        f"task_field/ask_{template}",
        ((*first, *leave_row()[0]),),
        task=task,
        adding=adding,
        field=field,
        name=label(f"field.{FIELDS[field].column}"),
        limit=FIELDS[field].limit,
        lines=FIELDS[field].lines,
        now=now,
    )


def gone(refused: TaskGone, typed: str) -> Message:
    """Say who deleted the task meanwhile and what was not written; it can come back."""
    rows = (
        (button("key_task.undo", actions.RestoreKeyTask(refused.task_id)),),
        (button("key_task.open", actions.OpenKeyTasks(refused.unit_id)),),
    )
    return say("task_field/gone", rows, task=refused, typed=typed)


def overtaken(task: KeyTask, field: str, mine: str, who: str) -> Message:
    """Show what somebody else wrote meanwhile beside one's own words, to choose."""
    rows = (
        (button("key_task.mine", actions.WriteMine(task.id, field)),),
        (button("key_task.theirs", actions.OpenKeyTask(task.id)),),
    )
    theirs = task.due_on and day(task.due_on) if field == "due" else value_of(task, field)
    name = label(f"field.{FIELDS[field].column}")
    return say(
        "task_field/overtaken", rows, task=task, name=name, theirs=theirs, mine=mine, who=who
    )
