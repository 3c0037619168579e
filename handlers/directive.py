"""A directive of the patron or of the standing agency: reached from the conference's screen.

Nothing is recorded before the last press; the text waits with the open question.
"""

from handlers.request import Request, Routes
from messages import actions, broadcast
from messages import directive as messages
from messages.message import Message
from workflow import directive
from workflow.discussion_errors import WordingChanged


async def ask(request: Request, _: actions.AskDirective) -> Message:
    request.actor.require(*directive.GIVERS)
    request.ask("directive.text", text="")
    return messages.ask_text()


async def read_text(request: Request) -> Message:
    shown = await directive.word(request.uow, request.actor, request.text)
    request.ask("directive.text", text=shown.text)
    return messages.previewed(shown)


async def give(request: Request, action: actions.GiveDirective) -> Message:
    seat = request.actor.require(*directive.GIVERS)
    question = request.open
    if question is None or question.question != "directive.text" or not question.about["text"]:
        raise WordingChanged
    at = (messages.subject(seat), question.about["text"], action.hash_start)
    found = await directive.give(request.uow, request.actor, *at)
    request.reply_key = found.notice.progress["key"]
    return broadcast.standing(found, followed=True)


ROUTES = Routes(
    actions={actions.AskDirective: ask, actions.GiveDirective: give},
    answers={"directive.text": read_text},
)
