"""How a document of the bloc is issued: reached from the adopted document; rule R15.

Nothing is saved before the last press; what was typed waits with the open question.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.request import Request, Routes
from messages import actions
from messages import bloc_document as messages
from messages.message import Message
from workflow import bloc_document, file, issuing
from workflow.bloc_document import Move
from workflow.discussion_errors import WordingChanged
from workflow.issuing import Final


async def ask_final(request: Request, action: actions.AskFinalDocument) -> Message:
    at = (request.uow, request.actor, action.document_id, Move.ISSUE, action.revision)
    dossier = await bloc_document.to_move(*at)
    request.ask("issuing.final", document_id=action.document_id)
    return messages.ask_final(dossier)


async def read_final(request: Request) -> Message:
    document_id = request.about["document_id"]
    dossier = await bloc_document.to_move(request.uow, request.actor, document_id, Move.ISSUE)
    file_id = await file.keep_paper(request.uow, request.file, caption=request.text)
    request.ask("issuing.number", document_id=document_id, file_id=file_id)
    return messages.ask_number(dossier)


async def read_number(request: Request) -> Message:
    number = issuing.number_of(request.text)
    request.ask("issuing.issued_on", **request.about, number=number)
    return messages.ask_issue_day(number)


async def read_issued_on(request: Request) -> Message:
    day = issuing.issue_day(request.uow, request.actor, request.text)
    about = {**request.about, "issued_on": day.isoformat()}
    at = (request.uow, request.actor, about["document_id"], Move.ISSUE)
    dossier = await bloc_document.to_move(*at)
    request.ask("issuing.issued_on", **about)
    file_name = await request.uow.files.name_of(about["file_id"])
    return messages.previewed(dossier, _final(about), file_name)


async def issue(request: Request, action: actions.IssueDocument) -> Message:
    question = request.open
    about = question.about if question and question.question == "issuing.issued_on" else {}
    if about.get("document_id") != action.document_id or "issued_on" not in about:
        raise WordingChanged
    at = (request.uow, request.actor, action.document_id, action.revision)
    dossier, people = await issuing.issue(*at, _final(about))
    request.tell(people, messages.told_issued(dossier))
    return messages.opened(dossier)


def _final(about: Mapping[str, Any]) -> Final:
    return Final(about["file_id"], about["number"], date.fromisoformat(about["issued_on"]))


ROUTES = Routes(
    actions={actions.AskFinalDocument: ask_final, actions.IssueDocument: issue},
    answers={
        "issuing.final": read_final,
        "issuing.number": read_number,
        "issuing.issued_on": read_issued_on,
    },
    takes_file=("issuing.final",),
)
