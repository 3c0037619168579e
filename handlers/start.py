"""Joining: reached by an invite link, /start CODE, or the code typed as text.

Nothing is bound until "Đúng, là tôi"; a stranger learns nothing but how to ask for a code.
"""

from handlers.request import Request, Routes
from messages import actions
from messages import menu as home
from messages import people as messages
from messages.message import Message
from workflow import invite
from workflow.invite import BadCode
from workflow.overview import home_of
from workflow.permission import Actor


async def start(request: Request) -> Message:
    if request.text:
        return await open_code(request)
    return messages.stranger() if request.joined is None else await _home(request, request.joined)


async def open_code(request: Request) -> Message:
    opened = await invite.open_code(request.uow, request.account, request.text)
    if isinstance(opened, BadCode):
        return messages.bad_code(opened, joined=request.joined is not None)
    return messages.invited(opened)


async def accept(request: Request, action: actions.AcceptInvite) -> Message:
    accepted = await invite.accept(request.uow, request.account, action.key)
    if not isinstance(accepted, BadCode):
        request.tell(accepted.concerned, messages.told_accepted(accepted))
        return messages.privacy()
    if request.joined is not None:
        return await _home(request, request.joined)
    return messages.bad_code(accepted, joined=False)


async def refuse(_: Request, __: actions.RefuseInvite) -> Message:
    return messages.refused()


async def read_privacy(request: Request, _: actions.ReadPrivacy) -> Message:
    if request.joined is None:
        return messages.stranger()
    await request.uow.accounts.read_privacy(request.account.id, request.uow.now)
    return home.home(await home_of(request.uow, request.joined))


async def _home(request: Request, actor: Actor) -> Message:
    """Return the home screen, or what is to be read before it."""
    if request.account.privacy_read_at is None:
        return messages.privacy()
    return home.home(await home_of(request.uow, actor))


ROUTES = Routes(
    commands={"start": start},
    actions={
        actions.AcceptInvite: accept,
        actions.RefuseInvite: refuse,
        actions.ReadPrivacy: read_privacy,
    },
)
