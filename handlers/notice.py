"""Notices: reached by "Thông báo" or /thongbao; everybody reads, the chair writes."""

from handlers.request import Request, Routes
from messages import actions
from messages import notice as messages
from messages.message import Message
from storage.kinds import Role
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow import broadcast, file, notice
from workflow.ledger import ledger_of

SHOWN = 8


async def open_notices(request: Request) -> Message:
    actor = request.actor
    if actor.seat(Role.CHAIR) is None:
        found = await request.uow.notices.received_by(actor.person.id, SHOWN)
        return messages.listed(found, writes=False)
    sent = await request.uow.notices.released(actor.cycle.id, SHOWN)
    draft = await request.uow.notices.draft_of(actor.cycle.id, actor.person.id)
    return messages.listed(sent, writes=True, draft=draft)


async def press_notices(request: Request, _: actions.OpenNotices) -> Message:
    return await open_notices(request)


async def open_notice(request: Request, action: actions.OpenNotice) -> Message:
    actor, notice_id = request.actor, action.notice_id
    reads = actor.seat(Role.CHAIR) is None or await notice.is_owed_by(request.uow, actor, notice_id)
    if reads:
        return await _received(request, notice_id)
    return messages.ledger(await notice.ledger(request.uow, actor, notice_id), page=0)


async def _received(request: Request, notice_id: int) -> Message:
    found = await notice.received(request.uow, request.actor, notice_id)
    return await copy_for(request.uow, found.id, request.actor.person.id)


async def compose(request: Request, _: actions.ComposeNotice) -> Message:
    draft = await notice.compose(request.uow, request.actor)
    if draft.subject and draft.body:
        return messages.draft(draft, await _file_name(request.uow, draft.file_id))
    field = "body" if draft.subject else "subject"
    request.ask("notice.field", notice_id=draft.id, field=field)
    return messages.ask_field(draft, field)


async def ask_field(request: Request, action: actions.EditNotice) -> Message:
    draft = await notice.to_write(request.uow, request.actor, action.notice_id, action.field)
    if action.field == "file":
        request.ask("notice.file", notice_id=draft.id)
    else:
        request.ask("notice.field", notice_id=draft.id, field=action.field)
    return messages.ask_field(draft, action.field)


async def save_file(request: Request) -> Message:
    notice_id = request.about["notice_id"]
    kept = await file.keep(request.uow, request.file, caption=request.text)
    draft = await notice.attach(request.uow, request.actor, notice_id, kept)
    return messages.draft(draft, await _file_name(request.uow, draft.file_id))


async def save_field(request: Request) -> Message:
    notice_id, field = request.about["notice_id"], request.about["field"]
    draft = await notice.write(request.uow, request.actor, notice_id, field, request.text)
    if not draft.body:
        request.ask("notice.field", notice_id=draft.id, field="body")
        return messages.ask_field(draft, "body")
    return messages.draft(draft, await _file_name(request.uow, draft.file_id))


async def choose(request: Request, action: actions.ChooseAudience) -> Message:
    draft = await notice.choose(request.uow, request.actor, action.notice_id, action.audience)
    return messages.draft(draft, await _file_name(request.uow, draft.file_id))


async def toggle(request: Request, action: actions.ToggleConfirmation) -> Message:
    draft = await notice.toggle(request.uow, request.actor, action.notice_id, action.revision)
    return messages.draft(draft, await _file_name(request.uow, draft.file_id))


async def discard(request: Request, action: actions.DiscardNotice) -> Message:
    await notice.discard(request.uow, request.actor, action.notice_id)
    return await open_notices(request)


async def preview(request: Request, action: actions.PreviewNotice) -> Message:
    shown = await notice.preview(request.uow, request.actor, action.notice_id)
    return messages.preview(shown, await _file_name(request.uow, shown.notice.file_id))


async def release(request: Request, action: actions.ReleaseNotice) -> Message:
    sent = await broadcast.release(
        request.uow, request.actor, action.notice_id, action.revision, action.count
    )
    request.reply_key = broadcast.progress_key(sent.notice)
    return messages.progress(sent)


async def redraw(request: Request, notice_id: int) -> Message:
    """Show the draft as it now stands, after a press on an outdated screen."""
    draft = await notice.draft(request.uow, request.actor, notice_id)
    return messages.stale(draft, await _file_name(request.uow, draft.file_id))


async def confirm(request: Request, action: actions.ConfirmNotice) -> Message:
    found = await notice.confirm(request.uow, request.actor, action.notice_id)
    # A notice may come while something else is being answered.
    request.keep_asking()
    if not request.pressed:
        return messages.confirmed_by_text(found)
    shown = await copy_for(request.uow, found.id, request.actor.person.id)
    return messages.confirmed(shown)


async def open_ledger(request: Request, action: actions.OpenLedger) -> Message:
    found = await notice.ledger(request.uow, request.actor, action.notice_id)
    return messages.ledger(found, action.page)


async def resend(request: Request, action: actions.ResendNotice) -> Message:
    found, count = await broadcast.resend(request.uow, request.actor, action.notice_id)
    if count:
        request.reply_key = broadcast.progress_key(found.notice)
    return messages.resent(found, count)


async def copy_for(uow: UnitOfWork, notice_id: int, person_id: int) -> Message:
    """Return a notice as one recipient sees it now."""
    found = await uow.notices.get(notice_id)
    assert found is not None
    held = await uow.people.held_by(found.author_id, uow.now)
    author = next((seat for seat in held if seat.role is Role.CHAIR), held[0] if held else None)
    people = await uow.notices.recipients(notice_id)
    mine = next((r for r in people if r.person_id == person_id), None)
    return messages.copy(
        found,
        author,
        confirmed_at=mine.confirmed_at if mine else None,
        file_name=await _file_name(uow, found.file_id),
    )


async def say(uow: UnitOfWork, delivery: Delivery) -> Message | None:
    """Return a queued notice's words at the moment of sending."""
    assert delivery.subject_id is not None
    assert delivery.person_id is not None
    return await copy_for(uow, delivery.subject_id, delivery.person_id)


async def say_progress(uow: UnitOfWork, delivery: Delivery) -> Message | None:
    """Return how a notice's sending stands now, to be shown in place of what it said before."""
    assert delivery.subject_id is not None
    found = await uow.notices.get(delivery.subject_id)
    assert found is not None
    return messages.progress(await ledger_of(uow, found)).redrawn()


async def _file_name(uow: UnitOfWork, file_id: int | None) -> str | None:
    return None if file_id is None else await uow.files.name_of(file_id)


ROUTES = Routes(
    commands={"thongbao": open_notices},
    actions={
        actions.OpenNotices: press_notices,
        actions.OpenNotice: open_notice,
        actions.ComposeNotice: compose,
        actions.EditNotice: ask_field,
        actions.ChooseAudience: choose,
        actions.ToggleConfirmation: toggle,
        actions.DiscardNotice: discard,
        actions.PreviewNotice: preview,
        actions.ReleaseNotice: release,
        actions.ConfirmNotice: confirm,
        actions.OpenLedger: open_ledger,
        actions.ResendNotice: resend,
    },
    answers={"notice.field": save_field, "notice.file": save_file},
    takes_file=("notice.file",),
)
