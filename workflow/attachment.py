"""The files of a notice, while it is written."""

from storage.unit_of_work import UnitOfWork
from workflow import file
from workflow.notice import Draft, changed, draft
from workflow.notice_errors import FilesFull, FileTwice
from workflow.permission import Actor

FILES_LIMIT = 5


async def attach(
    uow: UnitOfWork, actor: Actor, notice_id: int, sent: file.Sent | None, caption: str
) -> Draft:
    """Put a sent file with a draft; refuse one too many, and the same one again."""
    notice = await draft(uow, actor, notice_id)
    if len(await uow.notices.files_of(notice.id)) >= FILES_LIMIT:
        raise FilesFull(FILES_LIMIT)
    file_id = await file.keep(uow, sent, caption=caption)
    if await uow.notices.has_like(notice.id, file_id):
        raise FileTwice(await uow.files.name_of(file_id))
    await uow.notices.attach(notice.id, file_id)
    return await changed(uow, actor, notice, {})


async def detach(uow: UnitOfWork, actor: Actor, notice_id: int, file_id: int) -> Draft:
    """Take a file from a draft; one that is gone already changes nothing."""
    notice = await draft(uow, actor, notice_id)
    await uow.notices.detach(notice.id, file_id)
    return await changed(uow, actor, notice, {})
