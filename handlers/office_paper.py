"""Papers to print and sign, as Word files: one press hands out any kind of them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from handlers.request import Request, Routes
from messages import actions
from messages import office_paper as messages
from messages.documents import letter_paper, pledge_sheet, registration_paper, task_paper
from messages.message import Message
from storage.unit_of_work import UnitOfWork
from workflow.office_paper import PaperKind, gather
from workflow.permission import Actor

Making = Callable[[Any, Any], bytes]
MAKINGS: Mapping[PaperKind, Making] = {
    PaperKind.UNIT_TASKS: task_paper.unit_paper,
    PaperKind.BLOC_TASKS: task_paper.bloc_paper,
    PaperKind.UNIT_AWARDS: registration_paper.unit_paper,
    PaperKind.BLOC_AWARDS: registration_paper.bloc_paper,
    PaperKind.INVITATION: letter_paper.invitation_paper,
    PaperKind.NOTICE: letter_paper.notice_paper,
    PaperKind.PLEDGE: pledge_sheet.from_facts,
}


async def fetch(request: Request, action: actions.FetchOfficePaper) -> Message:
    return messages.handed(await gather(request.uow, request.actor, action.kind, action.about_id))


async def gather_paper(
    uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]
) -> Callable[[], bytes]:
    """Return what makes the paper."""
    found = await gather(uow, actor, about["kind"], about["about_id"])
    return partial(MAKINGS[found.kind], found.facts, uow.now)


ROUTES = Routes(actions={actions.FetchOfficePaper: fetch})
