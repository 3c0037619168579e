"""The bloc's documents of the year: reached by "Văn bản của khối" or /vanban."""

from handlers.request import Request, Routes
from messages import actions
from messages import bloc_document as messages
from messages.message import Message
from workflow import bloc_document, document_comment, file
from workflow.bloc_document import DRAFTERS, Move


async def open_documents(request: Request) -> Message:
    return await _listed(request, 0)


async def page_documents(request: Request, action: actions.OpenDocuments) -> Message:
    return await _listed(request, action.page)


async def _listed(request: Request, page: int) -> Message:
    found = await bloc_document.listed(request.uow, request.actor)
    drafts = request.actor.seat(*DRAFTERS) is not None
    return messages.listed(found, page, drafts=drafts)


async def open_document(request: Request, action: actions.OpenDocument) -> Message:
    at = (request.uow, request.actor, action.document_id)
    return messages.opened(await bloc_document.open_one(*at))


async def fetch(request: Request, action: actions.FetchDocument) -> Message:
    at = (request.uow, request.actor, action.document_id)
    return messages.as_file(await bloc_document.open_one(*at))


async def choose_kind(request: Request, _: actions.NewDocument) -> Message:
    request.actor.require(*DRAFTERS)
    return messages.choose_kind()


async def ask_title(request: Request, action: actions.ChooseDocumentKind) -> Message:
    kind = bloc_document.kind_of(request.actor, action.kind)
    request.ask("bloc_document.title", kind=kind.value)
    return messages.ask_title(kind)


async def read_title(request: Request) -> Message:
    title = bloc_document.one_line(request.text, bloc_document.TITLE_LIMIT)
    request.ask("bloc_document.new", kind=request.about["kind"], title=title)
    return messages.ask_draft(title)


async def save_new(request: Request) -> Message:
    kind = bloc_document.kind_of(request.actor, request.about["kind"])
    file_id = await file.keep_paper(request.uow, request.file, caption=request.text)
    at = (request.uow, request.actor, kind, request.about["title"], file_id)
    return messages.opened(await bloc_document.begin(*at))


async def ask_replacement(request: Request, action: actions.ReplaceDraft) -> Message:
    at = (request.uow, request.actor, action.document_id, action.revision)
    dossier = await bloc_document.to_replace(*at)
    request.ask("bloc_document.replace", document_id=action.document_id)
    return messages.ask_draft(dossier.document.title)


async def save_replacement(request: Request) -> Message:
    at = (request.uow, request.actor, request.about["document_id"])
    return messages.opened(await bloc_document.replace_draft(*at, request.file, request.text))


async def ask_day(request: Request, action: actions.AskForComments) -> Message:
    at = (request.uow, request.actor, action.document_id, Move.ASK, action.revision)
    dossier = await bloc_document.to_move(*at)
    request.ask("bloc_document.day", document_id=action.document_id)
    return messages.ask_day(dossier)


async def save_day(request: Request) -> Message:
    at = (request.uow, request.actor, request.about["document_id"])
    dossier, people = await document_comment.invite(*at, request.text)
    request.tell(people, messages.told_asked(dossier))
    return messages.opened(dossier)


async def put_to_vote(request: Request, action: actions.PutToVote) -> Message:
    at = (request.uow, request.actor, action.document_id, action.revision)
    return messages.opened(await bloc_document.put_to_vote(*at))


async def link_vote(request: Request, action: actions.LinkVote) -> Message:
    at = (action.document_id, action.vote_id, action.revision)
    return messages.opened(await bloc_document.link(request.uow, request.actor, *at))


async def unlink_vote(request: Request, action: actions.UnlinkVote) -> Message:
    at = (request.uow, request.actor, action.document_id, action.revision)
    return messages.opened(await bloc_document.unlink(*at))


async def list_votes(request: Request, action: actions.ListVotesOn) -> Message:
    at = (request.uow, request.actor, action.document_id)
    return messages.votes_on(await bloc_document.to_link(*at), action.page)


ROUTES = Routes(
    commands={"vanban": open_documents},
    actions={
        actions.OpenDocuments: page_documents,
        actions.OpenDocument: open_document,
        actions.FetchDocument: fetch,
        actions.NewDocument: choose_kind,
        actions.ChooseDocumentKind: ask_title,
        actions.ReplaceDraft: ask_replacement,
        actions.AskForComments: ask_day,
        actions.PutToVote: put_to_vote,
        actions.LinkVote: link_vote,
        actions.UnlinkVote: unlink_vote,
        actions.ListVotesOn: list_votes,
    },
    answers={
        "bloc_document.title": read_title,
        "bloc_document.new": save_new,
        "bloc_document.replace": save_replacement,
        "bloc_document.day": save_day,
    },
    takes_file=("bloc_document.new", "bloc_document.replace"),
)
