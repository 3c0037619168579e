"""A whole list of key tasks at once: reached by the list's own button.

Pasted as text, sent as a filled workbook, or copied from an earlier year. Nothing is saved
before it was shown; then all of it or nothing (R1, R2).
"""

from typing import Any

from handlers.request import Request, Routes, SentFile
from messages import actions
from messages import batch as messages
from messages import key_task as lists
from messages.documents import task_form
from messages.message import Message
from messages.render import label
from workflow import batch, copying, key_task, pasting, uploading
from workflow.batch import Batch, Source, Way
from workflow.batch_errors import RowsWaiting
from workflow.errors import NoSuchThing, Stale
from workflow.file import is_secret
from workflow.file_errors import FileRefused
from workflow.words import plain


async def ask(request: Request, action: actions.PasteKeyTasks) -> Message:
    sheet = await key_task.to_edit(request.uow, request.actor, action.unit_id)
    year = await copying.year_to_copy(request.uow, request.actor, action.unit_id)
    request.ask("batch.rows", unit_id=action.unit_id)
    return messages.ask_rows(sheet, year)


async def send_form(request: Request, action: actions.FetchTaskForm) -> Message:
    sheet = await key_task.to_edit(request.uow, request.actor, action.unit_id)
    request.ask("batch.rows", unit_id=action.unit_id)
    return messages.form(sheet, request.actor.cycle.year)


async def copy(request: Request, action: actions.CopyKeyTasks) -> Message:
    found = await copying.read(request.uow, request.actor, action.unit_id)
    return _shown(request, found)


async def read(request: Request) -> Message:
    """Read a filled workbook, or one more message of a pasted list."""
    about, unit_id = request.about, request.about["unit_id"]
    if request.read is not None:
        return await _read_filled(request, unit_id)
    if "rows" in about:
        waiting = await _open(request, unit_id)
        if plain(request.text) == plain(label("batch.done")):
            return await turn_page(request, actions.PageRows(unit_id, 0))
        if waiting.source is not Source.PASTED:
            raise RowsWaiting(len(waiting.rows))
    text = f"{about.get('text', '')}\n{request.text}".strip()
    n_taken = about.get("n_taken", 0)
    found = await pasting.read(request.uow, request.actor, unit_id, text, n_taken)
    return _shown(request, found, text=text, n_taken=n_taken)


async def _read_filled(request: Request, unit_id: int) -> Message:
    if is_secret(request.text):
        raise FileRefused("secret")
    found = await uploading.read(request.uow, request.actor, unit_id, request.read)
    return _shown(request, found)


async def turn_page(request: Request, action: actions.PageRows) -> Message:
    found = await _open(request, action.unit_id)
    request.keep_asking()
    return messages.shown(found, request.actor.cycle.year, action.page)


async def take_proposals(request: Request, action: actions.TakeProposals) -> Message:
    found = await _open(request, action.unit_id)
    assert request.open is not None
    taken = Batch(found.sheet, batch.with_proposals(found.rows), found.source)
    text = request.open.about.get("text", "")
    return _shown(request, taken, text=text, n_taken=len(taken.rows))


async def save(request: Request, action: actions.SavePasted) -> Message:
    if action.way not in set(Way):
        raise NoSuchThing
    found = await _open(request, action.unit_id)
    way = Way(action.way)
    try:
        saved = await batch.save(request.uow, request.actor, found, way, action.revision)
    except Stale:
        request.keep_asking()
        return messages.shown(found, request.actor.cycle.year, is_stale=True)
    return lists.listed(saved)


def read_file(file: SentFile) -> Any:
    return task_form.read(file.content, file.name)


def _shown(request: Request, found: Batch, **kept: Any) -> Message:
    """Show what was read, and keep it with the open question until it is saved or dropped."""
    request.ask(
        "batch.rows",
        unit_id=found.sheet.unit.id,
        submission_id=found.sheet.submission.id,
        source=found.source.value,
        rows=batch.to_json(found.rows),
        **kept,
    )
    return messages.shown(found, request.actor.cycle.year)


async def _open(request: Request, unit_id: int) -> Batch:
    """Return the rows that wait to be saved into the unit's list."""
    question = request.open
    if question is None or question.question != "batch.rows":
        raise NoSuchThing
    about = question.about
    if about["unit_id"] != unit_id or "rows" not in about:
        raise NoSuchThing
    return await batch.waiting(request.uow, request.actor, unit_id, about)


ROUTES = Routes(
    actions={
        actions.PasteKeyTasks: ask,
        actions.FetchTaskForm: send_form,
        actions.CopyKeyTasks: copy,
        actions.PageRows: turn_page,
        actions.TakeProposals: take_proposals,
        actions.SavePasted: save,
    },
    answers={"batch.rows": read},
    reads={"batch.rows": read_file},
)
