"""Notices: reached by "Thông báo" or /thongbao; everybody reads, chair and secretary write."""

from handlers.request import Request, Routes
from messages import actions
from messages import broadcast as sending
from messages import notice as messages
from messages.message import Message
from storage.kinds import NoticeState, Role
from storage.notices import Notice
from storage.outbox import Delivery
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import ledger, notice, notice_copy
from workflow.notice import AUTHORS
from workflow.sending import may_leave


async def open_notices(request: Request) -> Message:
    return await _listed(request, 0)


async def press_notices(request: Request, _: actions.OpenNotices) -> Message:
    return await _listed(request, 0)


async def turn(request: Request, action: actions.TurnNotices) -> Message:
    return await _listed(request, action.page)


async def _listed(request: Request, page: int) -> Message:
    board, actor = request.uow.noticeboard, request.actor
    if actor.seat(*AUTHORS) is None:
        copies = await board.copies_of(actor.person.id)
        return messages.received(await board.received_by(actor.person.id), copies, page)
    draft = await request.uow.notices.draft_of(actor.cycle.id, actor.person.id)
    found = await board.written(actor.cycle.id, actor.person.id)
    return messages.written(found, page, draft=draft)


async def open_notice(request: Request, action: actions.OpenNotice) -> Message:
    """Open it where the person goes on with it: as its reader, its author, or its chair."""
    uow, actor, notice_id = request.uow, request.actor, action.notice_id
    found = await uow.notices.get(notice_id)
    if actor.seat(*AUTHORS) is None or await notice_copy.is_owed_by(uow, actor, notice_id):
        await notice_copy.received(uow, actor, notice_id)
        return await copy_for(uow, notice_id, actor.person.id)
    if found is not None and found.state is NoticeState.OFFERED:
        return messages.preview(await notice.preview(uow, actor, notice_id))
    if found is not None and found.released_by is not None:
        return sending.standing(await ledger.of(uow, actor, notice_id))
    return messages.draft(await notice.opened(uow, actor, notice_id))


async def reread(request: Request, action: actions.ReadNotice) -> Message:
    found = (await ledger.of(request.uow, request.actor, action.notice_id)).notice
    files = await request.uow.notices.files_of(found.id)
    return messages.reread(found, await _sender(request.uow, found), files)


async def compose(request: Request, _: actions.ComposeNotice) -> Message:
    shown = await notice.compose(request.uow, request.actor)
    if shown.notice.revision > notice.UNTOUCHED:
        return messages.draft(shown)
    return _ask(request, shown, "subject")


async def ask_field(request: Request, action: actions.EditNotice) -> Message:
    at = (action.notice_id, action.field)
    return _ask(request, await notice.to_write(request.uow, request.actor, *at), action.field)


def _ask(request: Request, shown: notice.Draft, field: str) -> Message:
    request.ask("notice.field", notice_id=shown.notice.id, field=field)
    return messages.ask_field(shown, field)


async def save_field(request: Request) -> Message:
    at = (request.about["notice_id"], request.about["field"], request.text)
    shown = await notice.write(request.uow, request.actor, *at)
    # Who begins is led from the title to the text; everything else is chosen from the draft.
    return messages.draft(shown) if shown.notice.body else _ask(request, shown, "body")


async def toggle(request: Request, action: actions.ToggleConfirmation) -> Message:
    at = (action.notice_id, action.revision)
    return messages.draft(await notice.toggle(request.uow, request.actor, *at))


async def discard(request: Request, action: actions.DiscardNotice) -> Message:
    await notice.discard(request.uow, request.actor, action.notice_id)
    return await open_notices(request)


async def preview(request: Request, action: actions.PreviewNotice) -> Message:
    return messages.preview(await notice.preview(request.uow, request.actor, action.notice_id))


async def redraw(request: Request, notice_id: int) -> Message | None:
    """Show a notice as it now stands, after a press on an outdated screen; also a second press.

    None when it is somebody else's draft again, or was discarded.
    """
    uow, actor = request.uow, request.actor
    found = await uow.notices.get(notice_id)
    if found is None or found.state is NoticeState.DISCARDED:
        return None
    if found.state is NoticeState.OFFERED:
        return messages.preview(await notice.preview(uow, actor, notice_id))
    if found.released_by is not None:
        # Where it was pressed twice, it stands in the place of the screen that goes on.
        return sending.standing(await ledger.of(uow, actor, notice_id), followed=True)
    if found.author_id == actor.person.id:
        return messages.stale(await notice.opened(uow, actor, notice_id))
    return None


async def redraw_copy(request: Request, notice_id: int) -> Message:
    """Show a corrected notice as it now reads, after a press on its former wording."""
    return messages.corrected(await copy_for(request.uow, notice_id, request.actor.person.id))


async def confirm(request: Request, action: actions.ConfirmNotice) -> Message:
    uow, actor = request.uow, request.actor
    found = await notice_copy.confirm(uow, actor, action.notice_id, action.version)
    # A notice may come while something else is being answered.
    request.keep_asking()
    if not request.pressed:
        return messages.confirmed_by_text(found)
    return messages.confirmed(await copy_for(uow, found.id, actor.person.id))


async def confirm_first(request: Request, action: actions.ConfirmFirstVersion) -> Message:
    return await confirm(request, actions.ConfirmNotice(action.notice_id, 1))


async def copy_for(uow: UnitOfWork, notice_id: int, person_id: int) -> Message:
    """Return a notice as one recipient sees it now."""
    found = await uow.notices.get(notice_id)
    assert found is not None
    author = await _sender(uow, found)
    mine = await uow.noticeboard.copy_of(notice_id, person_id)
    files = await uow.notices.files_of(notice_id)
    at = mine.confirmed_at if mine else None
    return messages.copy(found, author, confirmed_at=at, files=files)


async def _sender(uow: UnitOfWork, found: Notice) -> Assignment | None:
    """Return who let a notice go, as chair where they still are."""
    held = await uow.people.held_by(found.released_by or found.author_id, uow.now)
    return next((seat for seat in held if seat.role is Role.CHAIR), held[0] if held else None)


async def say(uow: UnitOfWork, delivery: Delivery) -> Message | None:
    """Return a queued notice's words at the moment of sending; None once it was stopped."""
    assert delivery.subject_id is not None
    assert delivery.person_id is not None
    if not await may_leave(uow, delivery):
        return None
    return await copy_for(uow, delivery.subject_id, delivery.person_id)


async def say_corrected(uow: UnitOfWork, delivery: Delivery) -> Message | None:
    """Return the words in force, to be shown in place of those that were sent."""
    assert delivery.subject_id is not None
    assert delivery.person_id is not None
    return messages.corrected(await copy_for(uow, delivery.subject_id, delivery.person_id))


ROUTES = Routes(
    commands={"thongbao": open_notices},
    actions={
        actions.OpenNotices: press_notices,
        actions.TurnNotices: turn,
        actions.OpenNotice: open_notice,
        actions.ReadNotice: reread,
        actions.ComposeNotice: compose,
        actions.EditNotice: ask_field,
        actions.ToggleConfirmation: toggle,
        actions.DiscardNotice: discard,
        actions.PreviewNotice: preview,
        actions.ConfirmNotice: confirm,
        actions.ConfirmFirstVersion: confirm_first,
    },
    answers={"notice.field": save_field},
)
