"""What was sent of a submission, compared: reached from its own screen (R2)."""

from handlers.request import Request, Routes
from messages import actions, approval
from messages import version as messages
from messages.message import Message
from workflow import comparing
from workflow.contents import open_round


async def open_versions(request: Request, action: actions.OpenVersions) -> Message:
    return await turn_page(request, actions.PageVersions(action.submission_id, 0))


async def turn_page(request: Request, action: actions.PageVersions) -> Message:
    sheet = await open_round(request.uow, request.actor, action.submission_id)
    sent = await comparing.versions_of(request.uow, request.actor, sheet)
    return messages.listed(sheet, sent, action.page)


async def compare(request: Request, action: actions.CompareVersions) -> Message:
    found = await comparing.compared(
        request.uow, request.actor, action.submission_id, action.older, action.newer
    )
    return messages.compared(found, action.older, action.page)


async def fetch_paper(request: Request, action: actions.FetchSentPaper) -> Message:
    at = (action.submission_id, action.number)
    return approval.scan(*await comparing.scan_of(request.uow, request.actor, *at))


ROUTES = Routes(
    actions={
        actions.OpenVersions: open_versions,
        actions.PageVersions: turn_page,
        actions.CompareVersions: compare,
        actions.FetchSentPaper: fetch_paper,
    }
)
