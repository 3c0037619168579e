"""The unit's list of key tasks: the list, one task, the last look."""

from collections.abc import Sequence

from messages import actions
from messages.menu import to_menu
from messages.message import Button, Message, Rows
from messages.office_paper import print_button
from messages.paging import page_of
from messages.render import button, label, say, shorten
from messages.submission import decisions, further
from storage.key_tasks import KeyTask
from storage.units import Unit
from workflow.key_task import TaskSheet
from workflow.office_paper import PaperKind
from workflow.task_field import FURTHER, value_of
from workflow.warning import Warned

PER_ROW = 5
PER_PAGE = 10
WIDTH = 24


def choose_unit(own: Sequence[Unit]) -> Message:
    rows = tuple(
        (Button(shorten(unit.code, WIDTH), actions.OpenKeyTasks(unit.id)),) for unit in own
    )
    return say("key_task/choose_unit", (*rows, to_menu()), units=own)


def listed(
    sheet: TaskSheet,
    page: int = 0,
    removed: KeyTask | None = None,
    warnings: Sequence[Warned] = (),
) -> Message:
    """Show one page of the list; `removed` is a task just deleted, which can come back.

    `warnings` are for who decides.
    """
    part = page_of(sheet.tasks, page, PER_PAGE)
    undo = ((button("key_task.undo", actions.RestoreKeyTask(removed.id)),),) if removed else ()
    turns = part.turns(lambda at: actions.PageKeyTasks(sheet.submission.id, at))
    return say(
        "key_task/listed",
        (*undo, *_numbers(part.items), *turns, *_list_buttons(sheet)),
        sheet=sheet,
        tasks=part.items,
        page=part.at,
        n_pages=part.n_pages,
        removed=removed,
        warnings=warnings,
    )


def _list_buttons(sheet: TaskSheet) -> Rows:
    work: list[Button] = []
    if sheet.may_edit and len(sheet.tasks) < sheet.limit:
        work.append(button("key_task.add", actions.AddKeyTask(sheet.unit.id)))
    if sheet.may_edit:
        work.append(button("batch.ask", actions.PasteKeyTasks(sheet.unit.id)))
    if sheet.may_edit and sheet.tasks:
        work.append(button("key_task.review", actions.ReviewKeyTasks(sheet.unit.id)))
    rows = [(one,) for one in work]
    files = (
        button("bloc_tasks.fetch_list", actions.FetchTaskList(sheet.submission.id)),
        print_button(PaperKind.UNIT_TASKS, sheet.submission.id),
    )
    criteria = (button("criterion.open", actions.OpenCriteria(0)),)
    side = (files, criteria) if sheet.tasks else ()
    return (*rows, *decisions(sheet), *further(sheet), *side, to_menu())


def _numbers(tasks: Sequence[KeyTask]) -> Rows:
    buttons = [Button(str(task.number), actions.OpenKeyTask(task.id)) for task in tasks]
    return tuple(tuple(buttons[i : i + PER_ROW]) for i in range(0, len(buttons), PER_ROW))


def shown(task: KeyTask, sheet: TaskSheet) -> Message:
    written, unwritten = further_fields(task, sheet)
    return say(
        "key_task/shown",
        _task_buttons(task, sheet),
        task=task,
        sheet=sheet,
        written=written,
        unwritten=unwritten if sheet.may_edit else (),
    )


def stars_full(task: KeyTask, sheet: TaskSheet, numbers: Sequence[int]) -> Message:
    """Say which tasks hold all the stars, each one press away."""
    starred = [one for one in sheet.tasks if one.number in numbers]
    rows = (*_numbers([*starred, task]), to_list(sheet))
    return say("key_task/stars_full", rows, task=task, numbers=numbers, limit=sheet.highlights[1])


def further_fields(task: KeyTask, sheet: TaskSheet) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the further fields with their text, and the names of those not written yet."""
    names = [name for name in FURTHER if name != "target_unit"]
    texts = [(label(f"field.{name}"), value_of(task, name)) for name in names]
    pointed = " – ".join(
        part for part in (task.criterion, sheet.criteria.get(task.criterion)) if part
    )
    texts.append((label("field.criterion"), pointed))
    return [pair for pair in texts if pair[1]], [name for name, text in texts if not text]


def to_list(sheet: TaskSheet) -> tuple[Button, ...]:
    return (button("key_task.open", actions.OpenSubmission(sheet.submission.id)),)


def _task_buttons(task: KeyTask, sheet: TaskSheet) -> Rows:
    if not sheet.may_edit:
        return (to_list(sheet),)
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
            button("key_task.more", actions.OpenTaskFields(task.id)),
        ),
        *((tuple(moves),) if moves else ()),
        (
            button("key_task.delete", actions.DeleteKeyTask(task.id, revision)),
            *to_list(sheet),
        ),
    )


def reviewed(sheet: TaskSheet, warnings: Sequence[Warned] = ()) -> Message:
    """Show the list for a last look, with what had better be looked at; nothing of it blocks."""
    back = (button("key_task.open", actions.OpenKeyTasks(sheet.unit.id)),)
    at = (sheet.submission.id, sheet.submission.revision)
    send = (button("approval.submit", actions.Submit(*at)),)
    ready = sheet.may_edit and not sheet.gaps
    rows = (send, back) if ready else (back,)
    return say("key_task/reviewed", rows, sheet=sheet, warnings=warnings)
