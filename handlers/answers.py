"""The chair's table of answers to the invitation, with one press to remind exactly the silent."""

from handlers.request import Request, Routes
from messages import actions
from messages import answers as messages
from messages.message import Message
from workflow import answers
from workflow.conference_errors import ConferenceChanged, JustReminded


async def open_answers(request: Request, action: actions.OpenAnswers) -> Message:
    found = await answers.answers_of(request.uow, request.actor, action.conference_id)
    return messages.listed(found, action.page)


async def remind(request: Request, action: actions.RemindSilent) -> Message:
    uow, actor, conference_id = request.uow, request.actor, action.conference_id
    try:
        reminded = await answers.remind(uow, actor, conference_id, action.count)
    except JustReminded as refused:
        return messages.not_again(refused, conference_id)
    except ConferenceChanged:
        return messages.stale(await answers.answers_of(uow, actor, conference_id))
    for person_id, unit in reminded.people.items():
        request.tell([person_id], messages.reminder(reminded.answers.view, unit))
    return messages.reminded(reminded)


ROUTES = Routes(
    actions={actions.OpenAnswers: open_answers, actions.RemindSilent: remind},
)
