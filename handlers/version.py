"""What was sent of a submission, compared: reached from its own screen (R2)."""

from handlers.request import Request, Routes
from messages import actions
from messages import version as messages
from messages.message import Message
from workflow import comparing
from workflow.contents import open_round


async def open_versions(request: Request, action: actions.OpenVersions) -> Message:
    sheet = await open_round(request.uow, request.actor, action.submission_id)
    return messages.listed(sheet, await comparing.versions_of(request.uow, request.actor, sheet))


async def compare(request: Request, action: actions.CompareVersions) -> Message:
    found = await comparing.compared(
        request.uow, request.actor, action.submission_id, action.older, action.newer
    )
    return messages.compared(found, action.older, action.page)


ROUTES = Routes(actions={actions.OpenVersions: open_versions, actions.CompareVersions: compare})
