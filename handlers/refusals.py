"""Turns a refusal into its words; a stale screen is redrawn as things now stand."""

from handlers import notice
from handlers.request import Request
from messages import approval, conference, refusal, rsvp, task_field
from messages.message import Message
from workflow.conference import open_one
from workflow.conference_errors import ConferenceChanged, RsvpChanged
from workflow.contents import open_sheet
from workflow.errors import (
    DeadlineChanged,
    DraftChanged,
    NoticeClosed,
    NoticeCorrected,
    NotPermitted,
    Refusal,
    Stale,
    TaskGone,
)
from workflow.notice_errors import NoticeOffered, NotOffered
from workflow.rsvp import open_sheet as open_rsvp

# The notice is elsewhere on its way than the pressed screen shows.
MOVED_ON = (DraftChanged, NoticeClosed, NoticeOffered, NotOffered)


async def explain(request: Request, refused: Refusal, *, asked: bool) -> Message:
    """Say why nothing was done; `asked` tells that the open question stays open."""
    if isinstance(refused, DeadlineChanged):
        request.ask("deadline.day", step=refused.step.value, unit_id=refused.unit_id)
        return refusal.refused(refused, asked=True)
    if isinstance(refused, TaskGone):
        return task_field.gone(refused, request.text if not request.pressed else "")
    if isinstance(refused, RsvpChanged):
        at = (refused.conference_id, refused.unit_id)
        return rsvp.shown(await open_rsvp(request.uow, request.actor, *at), overtaken=True)
    redrawn = await _redrawn(request, refused) if request.pressed else None
    return redrawn or refusal.refused(refused, asked=asked)


async def _redrawn(request: Request, refused: Refusal) -> Message | None:
    """Return the pressed screen as it now stands, when the press came from an outdated one."""
    if isinstance(refused, MOVED_ON):
        return await notice.redraw(request, refused.notice_id)
    if isinstance(refused, NoticeCorrected):
        return await notice.redraw_copy(request, refused.notice_id)
    if isinstance(refused, ConferenceChanged):
        view = await open_one(request.uow, request.actor, refused.conference_id)
        return conference.stale(view)
    if isinstance(refused, Stale):
        try:
            sheet = await open_sheet(request.uow, request.actor, refused.unit_id, refused.kind)
            return approval.stale(sheet)
        except NotPermitted as lost:
            return refusal.refused(lost, asked=False)
    return None
