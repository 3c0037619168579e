"""The papers on which the pledge rests: reached from the pledge's parts; rule R16."""

from handlers.request import Request, Routes
from messages import actions
from messages import legal_basis as messages
from messages.message import Message
from workflow import legal_basis, section
from workflow.pledge import draft


async def ask(request: Request, action: actions.AskBasis) -> Message:
    await section.to_edit(request.uow, request.actor, legal_basis.KEY, action.revision)
    request.ask("legal_basis.wording", revision=action.revision)
    return messages.ask_basis()


async def add(request: Request) -> Message:
    revision = request.about["revision"]
    await legal_basis.add(request.uow, request.actor, revision, request.text)
    return messages.listed(await draft(request.uow, request.actor))


async def remove(request: Request, action: actions.RemoveBasis) -> Message:
    await legal_basis.remove(request.uow, request.actor, action.revision, action.place)
    return messages.listed(await draft(request.uow, request.actor))


ROUTES = Routes(
    actions={actions.AskBasis: ask, actions.RemoveBasis: remove},
    answers={"legal_basis.wording": add},
)
