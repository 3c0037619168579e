"""Corrections of a notice that was sent: reached from where its sending is shown.

Nothing is saved before the last press; the words to be wait with the open question.
"""

from handlers.request import Request, Routes
from messages import actions
from messages import correction as messages
from messages.message import Message
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow import correction
from workflow.discussion_errors import WordingChanged
from workflow.errors import NoSuchThing


async def ask_field(request: Request, action: actions.AskCorrection) -> Message:
    found = await correction.to_correct(request.uow, request.actor, action.notice_id)
    if action.field not in correction.FIELDS:
        raise NoSuchThing
    words = _pending(request, found.id) or {"subject": found.subject, "body": found.body}
    request.ask("correction.field", notice_id=found.id, field=action.field, words=words)
    return messages.ask_field(found, action.field)


async def read_field(request: Request) -> Message:
    notice_id, field = request.about["notice_id"], request.about["field"]
    words = {**request.about["words"], field: request.text}
    shown = await correction.word(request.uow, request.actor, notice_id, words, field)
    new = {"subject": shown.notice.subject, "body": shown.notice.body}
    request.ask("correction.field", notice_id=notice_id, field=field, words=new)
    return messages.previewed(shown, field)


async def correct(request: Request, action: actions.CorrectNotice) -> Message:
    words = _pending(request, action.notice_id)
    if words is None:
        raise WordingChanged
    at = (action.notice_id, words, action.hash_start)
    return messages.corrected(await correction.correct(request.uow, request.actor, *at))


async def open_version(request: Request, action: actions.OpenNoticeVersion) -> Message:
    at = (action.notice_id, action.version)
    sent, version = await correction.version(request.uow, request.actor, *at)
    return messages.former(sent, version)


async def say(uow: UnitOfWork, delivery: Delivery) -> Message | None:
    """Return the line that tells a reader of the correction."""
    assert delivery.subject_id is not None
    found = await uow.notices.get(delivery.subject_id)
    assert found is not None
    return messages.told(found)


def _pending(request: Request, notice_id: int) -> dict[str, str] | None:
    """Return the words to be that wait with the open question about this notice."""
    waits = request.open if request.open and request.open.question == "correction.field" else None
    if waits is None or waits.about["notice_id"] != notice_id:
        return None
    return dict(waits.about["words"])


ROUTES = Routes(
    actions={
        actions.AskCorrection: ask_field,
        actions.CorrectNotice: correct,
        actions.OpenNoticeVersion: open_version,
    },
    answers={"correction.field": read_field},
)
