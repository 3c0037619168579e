"""The chair's table of answers to the invitation; the silent are reminded by the chase."""

from handlers.request import Request, Routes
from messages import actions
from messages import answers as messages
from messages.message import Message
from workflow import answers


async def open_answers(request: Request, action: actions.OpenAnswers) -> Message:
    found = await answers.answers_of(request.uow, request.actor, action.conference_id)
    return messages.listed(found, action.page)


async def redraw(request: Request, action: actions.RemindSilent) -> Message:
    return messages.stale(
        await answers.answers_of(request.uow, request.actor, action.conference_id)
    )


ROUTES = Routes(
    actions={actions.OpenAnswers: open_answers, actions.RemindSilent: redraw},
)
