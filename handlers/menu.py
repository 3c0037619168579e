"""Home, help, one's own roles; reached by /menu, /trogiup, /toi, /huy."""

from handlers.request import Request, Routes
from messages import actions
from messages import menu as messages
from messages.message import Message
from workflow.overview import home_of


async def open_menu(request: Request) -> Message:
    return messages.home(await home_of(request.uow, request.actor))


async def press_menu(request: Request, _: actions.OpenMenu) -> Message:
    return await open_menu(request)


async def leave(request: Request) -> Message:
    question = (request.open and request.open.question) or ""
    return messages.left(await home_of(request.uow, request.actor), question)


async def press_leave(request: Request, _: actions.LeaveQuestion) -> Message:
    return await leave(request)


async def help_me(request: Request) -> Message:
    request.keep_asking()
    return messages.help_for(request.actor)


async def about_me(request: Request) -> Message:
    return messages.about_me(request.actor)


ROUTES = Routes(
    commands={
        "menu": open_menu,
        "huy": leave,
        "trogiup": help_me,
        "toi": about_me,
    },
    actions={actions.OpenMenu: press_menu, actions.LeaveQuestion: press_leave},
)
