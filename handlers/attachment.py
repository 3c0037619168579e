"""The files of a notice: sent one after another, each removed by one press."""

from handlers.request import Request, Routes
from messages import actions
from messages import attachment as messages
from messages.message import Message
from workflow import attachment, notice
from workflow.attachment import FILES_LIMIT
from workflow.notice import Draft


async def open_files(request: Request, action: actions.OpenAttachments) -> Message:
    return _listed(request, await notice.opened(request.uow, request.actor, action.notice_id))


async def save_file(request: Request) -> Message:
    at = (request.about["notice_id"], request.file, request.text)
    return _listed(request, await attachment.attach(request.uow, request.actor, *at))


async def drop(request: Request, action: actions.DropAttachment) -> Message:
    at = (action.notice_id, action.file_id)
    return _listed(request, await attachment.detach(request.uow, request.actor, *at))


def _listed(request: Request, shown: Draft) -> Message:
    if len(shown.files) < FILES_LIMIT:
        request.ask("notice.file", notice_id=shown.notice.id)
    return messages.listed(shown)


ROUTES = Routes(
    actions={actions.OpenAttachments: open_files, actions.DropAttachment: drop},
    answers={"notice.file": save_file},
    takes_file=("notice.file",),
)
