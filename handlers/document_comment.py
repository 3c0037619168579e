"""What the units say on a draft of the bloc: reached from the document; rule R13."""

from handlers.request import Request, Routes
from messages import actions, bloc_document
from messages import document_comment as messages
from messages.message import Message
from messages.render import label
from workflow import document_comment
from workflow.bloc_document import to_draft


async def ask_comment(request: Request, action: actions.CommentOnDocument) -> Message:
    at = (request.uow, request.actor, action.document_id)
    dossier = await document_comment.to_comment(*at)
    request.ask("document_comment.text", document_id=action.document_id)
    return messages.ask_comment(dossier)


async def save_comment(request: Request) -> Message:
    at = (request.uow, request.actor, request.about["document_id"])
    return bloc_document.opened(await document_comment.say(*at, request.text))


async def agree(request: Request, action: actions.AgreeToDocument) -> Message:
    at = (request.uow, request.actor, action.document_id)
    return bloc_document.opened(await document_comment.agree(*at))


async def take_back(request: Request, action: actions.TakeBackDocumentComment) -> Message:
    at = (request.uow, request.actor, action.comment_id)
    return bloc_document.opened(await document_comment.take_back(*at))


async def list_comments(request: Request, action: actions.ListDocumentComments) -> Message:
    at = (request.uow, request.actor, action.document_id)
    return messages.listed(await to_draft(*at), action.page)


async def mark(request: Request, action: actions.MarkDocumentComment) -> Message:
    at = (request.uow, request.actor, action.comment_id)
    dossier = await document_comment.mark(*at, handled=bool(action.handled))
    place = [one.id for one in dossier.said].index(action.comment_id)
    return messages.listed(dossier, place // messages.SIZE).redrawn(label("toast.saved"))


ROUTES = Routes(
    actions={
        actions.CommentOnDocument: ask_comment,
        actions.AgreeToDocument: agree,
        actions.TakeBackDocumentComment: take_back,
        actions.ListDocumentComments: list_comments,
        actions.MarkDocumentComment: mark,
    },
    answers={"document_comment.text": save_comment},
)
