"""The bloc's criteria: reached by "Tiêu chí thi đua" or /tieuchi; rule R17 stands behind it."""

from dataclasses import asdict
from typing import Any

from handlers.request import Request, Routes, SentFile
from messages import actions
from messages import criterion as messages
from messages import key_task as tasks
from messages.documents.criteria_form import read_criteria
from messages.message import Message
from workflow import criteria_import, criterion, file, pointing, registration
from workflow.criteria_import import IMPORTERS, Written
from workflow.criterion import Scale
from workflow.errors import NoSuchThing
from workflow.file_errors import FileRefused


async def open_current(request: Request) -> Message:
    return await open_criteria(request, actions.OpenCriteria(0))


async def open_criteria(request: Request, action: actions.OpenCriteria) -> Message:
    scale = await criterion.current(request.uow, request.actor.cycle.id)
    if scale is None:
        return messages.none_yet(request.actor.cycle.year, may_import=_may_import(request))
    return _screen(request, scale, action.page)


async def open_set(request: Request, action: actions.OpenCriteriaSet) -> Message:
    scale = await criterion.open_version(request.uow, request.actor, action.set_id)
    return _screen(request, scale, action.page)


def _screen(request: Request, scale: Scale, page: int) -> Message:
    if page > 0:
        return messages.listed(scale, page)
    return messages.opened(scale, request.actor, may_import=_may_import(request))


def _may_import(request: Request) -> bool:
    return request.actor.seat(*IMPORTERS) is not None


async def open_sets(request: Request, action: actions.OpenCriteriaSets) -> Message:
    found = await criterion.versions(request.uow, request.actor)
    return messages.versions(found, action.page)


async def fetch(request: Request, action: actions.FetchCriteria) -> Message:
    scale = await criterion.open_version(request.uow, request.actor, action.set_id)
    return messages.fetched(scale, request.actor.cycle.year)


async def ask_file(request: Request, _: actions.AskCriteria) -> Message:
    replaced = await criteria_import.to_import(request.uow, request.actor)
    request.ask("criterion.file")
    return messages.ask_file(replaced, request.actor.cycle.year)


def read_file(sent: SentFile) -> tuple[Written, ...]:
    return read_criteria(sent.content, sent.name)


async def read(request: Request) -> Message:
    """Show what the sent file says; sound rows wait in the question until they are saved."""
    if request.read is None:
        raise FileRefused("none")
    draft = await criteria_import.prepare(request.uow, request.actor, request.read)
    kept = {} if draft.doubtful else await _keep(request)
    request.ask("criterion.file", **kept)
    return messages.shown(draft)


async def _keep(request: Request) -> dict[str, Any]:
    file_id = await file.keep(request.uow, request.file, caption=request.text)
    return {"file_id": file_id, "rows": [asdict(row) for row in request.read]}


async def save(request: Request, action: actions.SaveCriteria) -> Message:
    question = request.open
    if question is None or question.question != "criterion.file" or "rows" not in question.about:
        raise NoSuchThing
    rows = [Written(**row) for row in question.about["rows"]]
    at = (question.about["file_id"], action.version)
    found = await criteria_import.save(request.uow, request.actor, rows, *at)
    scale = await criterion.open_version(request.uow, request.actor, found.id)
    return messages.saved(scale)


async def pick(request: Request, action: actions.PickCriterion) -> Message:
    found = await pointing.to_point(request.uow, request.actor, action.task_id)
    return messages.pick(*found, action.page)


async def choose(request: Request, action: actions.ChooseCriterion) -> Message:
    at = (action.task_id, action.criterion_id, action.revision)
    task, sheet = await pointing.point(request.uow, request.actor, *at)
    return tasks.shown(task, sheet)


async def open_items(request: Request, action: actions.OpenItemCriteria) -> Message:
    sheet = await registration.to_edit(request.uow, request.actor, action.submission_id)
    return messages.items(sheet)


async def pick_for_item(request: Request, action: actions.PickItemCriterion) -> Message:
    at = (action.submission_id, action.award_id)
    found = await pointing.to_point_item(request.uow, request.actor, *at)
    return messages.pick_for_item(*found, action.page)


async def choose_for_item(request: Request, action: actions.ChooseItemCriterion) -> Message:
    place = (action.submission_id, action.award_id)
    at = (place, action.criterion_id, action.revision)
    return messages.items(await pointing.point_item(request.uow, request.actor, *at))


async def open_uncovered(request: Request, action: actions.OpenUncovered) -> Message:
    found = await criterion.uncovered_by(request.uow, request.actor, action.unit_id)
    return messages.uncovered(found, action.page)


async def open_coverage(request: Request, action: actions.OpenCoverage) -> Message:
    return messages.coverage(await criterion.coverage(request.uow, request.actor), action.page)


ROUTES = Routes(
    commands={"tieuchi": open_current},
    actions={
        actions.OpenCriteria: open_criteria,
        actions.OpenCriteriaSet: open_set,
        actions.OpenCriteriaSets: open_sets,
        actions.FetchCriteria: fetch,
        actions.AskCriteria: ask_file,
        actions.SaveCriteria: save,
        actions.PickCriterion: pick,
        actions.ChooseCriterion: choose,
        actions.OpenItemCriteria: open_items,
        actions.PickItemCriterion: pick_for_item,
        actions.ChooseItemCriterion: choose_for_item,
        actions.OpenUncovered: open_uncovered,
        actions.OpenCoverage: open_coverage,
    },
    answers={"criterion.file": read},
    reads={"criterion.file": read_file},
)
