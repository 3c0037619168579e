"""What each kind of submission holds: the one place that knows both nouns."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from storage.kinds import SubmissionKind
from storage.unit_of_work import UnitOfWork
from workflow import key_task, registration
from workflow.permission import Actor
from workflow.submission import Sheet, open_newest, open_one


@dataclass(frozen=True)
class Content:
    """How a noun fills a sheet, writes it down as JSON, and begins an amendment from it."""

    fill: Callable[[UnitOfWork, Actor, Sheet], Awaitable[Sheet]]
    facts: Callable[[Any], list[dict[str, Any]]]
    copy: Callable[[UnitOfWork, Any, int], Awaitable[None]]


CONTENTS: Mapping[SubmissionKind, Content] = {
    SubmissionKind.KEY_TASKS: Content(key_task.filled, key_task.facts_of, key_task.copied),
    SubmissionKind.REGISTRATION: Content(
        registration.filled, registration.facts_of, registration.copied
    ),
}


async def open_sheet(uow: UnitOfWork, actor: Actor, unit_id: int, kind: SubmissionKind) -> Sheet:
    """Show a unit's newest round that the actor may see, with its content."""
    return await CONTENTS[kind].fill(uow, actor, await open_newest(uow, actor, unit_id, kind))


async def open_round(uow: UnitOfWork, actor: Actor, submission_id: int) -> Sheet:
    """Show exactly that round, with its content."""
    sheet = await open_one(uow, actor, submission_id)
    return await CONTENTS[sheet.submission.kind].fill(uow, actor, sheet)


def facts_of(sheet: Sheet) -> list[dict[str, Any]]:
    """Return what the sheet says as JSON, for versions and history."""
    return CONTENTS[sheet.submission.kind].facts(sheet)
