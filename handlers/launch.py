"""The year's theme declared by the chair: reached from the conference's screen."""

from handlers.request import Request, Routes
from messages import actions
from messages import launch as messages
from messages.message import Message
from workflow import launch
from workflow.errors import Blank


async def ask(request: Request, _: actions.AskLaunch) -> Message:
    shown = await launch.to_declare(request.uow, request.actor)
    request.ask("launch.theme", theme="")
    return messages.previewed(shown) if shown.theme else messages.ask_theme(shown)


async def read_theme(request: Request) -> Message:
    if not request.text:
        raise Blank
    shown = await launch.to_declare(request.uow, request.actor, request.text)
    request.ask("launch.theme", theme=shown.theme)
    return messages.previewed(shown)


async def declare(request: Request, action: actions.DeclareLaunch) -> Message:
    question = request.open
    about = question.about if question and question.question == "launch.theme" else {}
    at = (request.uow, request.actor, about.get("theme", ""), action.hash_start)
    shown, people = await launch.declare(*at)
    request.tell(people, messages.told(shown))
    return messages.declared(shown)


ROUTES = Routes(
    actions={actions.AskLaunch: ask, actions.DeclareLaunch: declare},
    answers={"launch.theme": read_theme},
)
