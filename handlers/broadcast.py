"""Released notices: stopped, paused, let go on, sent again, and what became of every copy."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from handlers.request import Request, Routes
from messages import actions, offering
from messages import broadcast as messages
from messages.documents.ledger_book import ledger_book
from messages.message import Message
from storage.kinds import NoticeState, Role
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow import broadcast, ledger, sending
from workflow.errors import DraftChanged
from workflow.ledger import UNSENT, Ledger, ledger_of
from workflow.permission import Actor

TAKEN_BACK = (NoticeState.DRAFT, NoticeState.OFFERED)


async def release(request: Request, action: actions.ReleaseNotice) -> Message:
    at = (action.notice_id, action.revision, action.mark)
    found = await broadcast.release(request.uow, request.actor, *at)
    notice, by = found.notice, request.actor.require(Role.CHAIR)
    request.tell([notice.author_id], offering.told_released(notice, by))
    return await _followed(request, found)


async def release_counted(_: Request, action: actions.ReleaseCounted) -> Message:
    raise DraftChanged(action.notice_id)


async def stop(request: Request, action: actions.StopNotice) -> Message:
    found = await sending.stop(request.uow, request.actor, action.notice_id)
    return messages.stopped(found) if found.notice.state in UNSENT else messages.standing(found)


async def send_now(request: Request, action: actions.SendNoticeNow) -> Message:
    found = await sending.send_now(request.uow, request.actor, action.notice_id)
    return await _followed(request, found)


async def pause(request: Request, action: actions.PauseNotice) -> Message:
    found = await sending.pause(request.uow, request.actor, action.notice_id)
    return await _followed(request, found)


async def resume(request: Request, action: actions.ResumeNotice) -> Message:
    found = await sending.resume(request.uow, request.actor, action.notice_id)
    return await _followed(request, found)


async def resend(request: Request, action: actions.ResendNotice) -> Message:
    found, count = await sending.resend(request.uow, request.actor, action.notice_id)
    return await _followed(request, found) if count else messages.not_resent(found)


async def open_sending(request: Request, action: actions.OpenSending) -> Message:
    return messages.standing(await ledger.of(request.uow, request.actor, action.notice_id))


async def open_ledger(request: Request, action: actions.OpenLedger) -> Message:
    found = await ledger.of(request.uow, request.actor, action.notice_id)
    return messages.ledger(found, action.rows, action.page)


async def open_whole(request: Request, action: actions.OpenWholeLedger) -> Message:
    return await open_ledger(
        request, actions.OpenLedger(action.notice_id, messages.ALL, action.page)
    )


async def fetch(request: Request, action: actions.FetchLedger) -> Message:
    return messages.exported(await ledger.of(request.uow, request.actor, action.notice_id))


async def gather(uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]) -> Callable[[], bytes]:
    """Return what makes the workbook of a ledger."""
    return partial(ledger_book, await ledger.book(uow, actor, about["notice_id"]), uow.now)


async def say(uow: UnitOfWork, delivery: Delivery) -> Message | None:
    """Return how a notice stands now; in place of what was said before, where it was."""
    assert delivery.subject_id is not None
    found = await uow.notices.get(delivery.subject_id)
    # Taken back meanwhile: the answer to that said so.
    if found is None or found.state in TAKEN_BACK:
        return None
    shown = messages.standing(await ledger_of(uow, found), followed=True)
    return shown if delivery.target_id is None else shown.redrawn()


async def _followed(request: Request, found: Ledger) -> Message:
    """Let the answer be the message that is redrawn as the notice goes on.

    A press that came too late changed nothing, and another message is that already.
    """
    key = found.notice.progress["key"]
    if await request.uow.outbox.is_known(key):
        return messages.standing(found)
    request.reply_key = key
    return messages.standing(found, followed=True)


ROUTES = Routes(
    actions={
        actions.ReleaseNotice: release,
        actions.ReleaseCounted: release_counted,
        actions.StopNotice: stop,
        actions.SendNoticeNow: send_now,
        actions.PauseNotice: pause,
        actions.ResumeNotice: resume,
        actions.ResendNotice: resend,
        actions.OpenSending: open_sending,
        actions.OpenLedger: open_ledger,
        actions.OpenWholeLedger: open_whole,
        actions.FetchLedger: fetch,
    }
)
