"""Turns a refusal into its words; a stale screen is redrawn as things now stand."""

from handlers import notice
from handlers.request import Request
from messages import approval, refusal, task_field
from messages.message import Message
from workflow.contents import open_sheet
from workflow.errors import DeadlineChanged, DraftChanged, NotPermitted, Refusal, Stale, TaskGone


async def explain(request: Request, refused: Refusal, *, asked: bool) -> Message:
    """Say why nothing was done; `asked` tells that the open question stays open."""
    if isinstance(refused, DraftChanged) and request.pressed:
        return await notice.redraw(request, refused.notice_id)
    if isinstance(refused, DeadlineChanged):
        request.ask("deadline.day", step=refused.step.value, unit_id=refused.unit_id)
        return refusal.refused(refused, asked=True)
    if isinstance(refused, TaskGone):
        return task_field.gone(refused, request.text if not request.pressed else "")
    if isinstance(refused, Stale) and request.pressed:
        try:
            sheet = await open_sheet(request.uow, request.actor, refused.unit_id, refused.kind)
            return approval.stale(sheet)
        except NotPermitted as lost:
            return refusal.refused(lost, asked=False)
    return refusal.refused(refused, asked=asked)
