"""One reader's copy of a notice: opened at any time, confirmed by "Đã đọc"."""

from storage.kinds import ObligationKind
from storage.notices import Notice
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.errors import NoSuchThing, NoticeCorrected
from workflow.obligation import finish
from workflow.permission import Actor


async def received(uow: UnitOfWork, actor: Actor, notice_id: int) -> Notice:
    """Return a notice that was sent to the actor."""
    copy = await uow.noticeboard.copy_of(notice_id, actor.person.id)
    notice = await uow.notices.get(notice_id)
    if copy is None or notice is None:
        raise NoSuchThing
    return notice


async def confirm(uow: UnitOfWork, actor: Actor, notice_id: int, version: int) -> Notice:
    """Record "Đã đọc" of the words now in force; repeating it changes nothing.

    Refuse what was pressed under the words of before.
    """
    notice = await received(uow, actor, notice_id)
    if version != notice.version:
        raise NoticeCorrected(notice_id)
    if await uow.notices.confirm(notice_id, actor.person.id, uow.now):
        await finish(uow, ObligationKind.CONFIRM, notice_id, person_id=actor.person.id)
        seat, title = actor.assignments[0], notice.subject
        await history.record(uow, seat, "notice.confirmed", notice_id, title=title)
    return notice


async def is_owed_by(uow: UnitOfWork, actor: Actor, notice_id: int) -> bool:
    """Tell whether the actor still owes "Đã đọc"; also its own author may."""
    owed = await uow.obligations.find_open(
        ObligationKind.CONFIRM, notice_id, person_id=actor.person.id
    )
    return bool(owed)
