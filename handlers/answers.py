"""The chair's table of answers to the invitation, with one press to remind exactly the silent."""

from handlers.request import Request, Routes
from messages import actions
from messages import answers as messages
from messages.message import Message
from workflow import answers
from workflow.conference_errors import ConferenceChanged


async def open_answers(request: Request, action: actions.OpenAnswers) -> Message:
    found = await answers.answers_of(request.uow, request.actor, action.conference_id)
    return messages.listed(found, action.page)


async def remind(request: Request, action: actions.RemindSilent) -> Message:
    uow, actor, conference_id = request.uow, request.actor, action.conference_id
    try:
        found, people = await answers.remind(uow, actor, conference_id, action.count)
    except ConferenceChanged:
        return messages.stale(await answers.answers_of(uow, actor, conference_id))
    for person_id, unit in people.items():
        request.tell([person_id], messages.reminder(found.view, unit))
    return messages.reminded(found, len(people))


ROUTES = Routes(
    actions={actions.OpenAnswers: open_answers, actions.RemindSilent: remind},
)
