"""The registrations announced: reached from the conference's screen; rule R6."""

from handlers.request import Request, Routes
from messages import actions
from messages import announcement as messages
from messages.message import Message
from workflow import announcement


async def preview(request: Request, action: actions.PreviewAnnouncement) -> Message:
    table = await announcement.preview(request.uow, request.actor)
    return messages.previewed(table, action.page)


async def publish(request: Request, action: actions.PublishAnnouncement) -> Message:
    at = (request.uow, request.actor, action.hash_start)
    table, people = await announcement.publish(*at)
    request.tell(people, messages.told(table))
    return messages.opened(table, 0)


async def open_announcement(request: Request, action: actions.OpenAnnouncement) -> Message:
    table = await announcement.open_one(request.uow, request.actor, action.number)
    return messages.opened(table, action.page)


ROUTES = Routes(
    actions={
        actions.PreviewAnnouncement: preview,
        actions.PublishAnnouncement: publish,
        actions.OpenAnnouncement: open_announcement,
    }
)
