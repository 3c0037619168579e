"""The rehearsal's phones: the same chat once for every person, each with its own session.

`/phone/<person>/door` is the way in without asking who one is; nothing but the rehearsal
serves it.
"""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route

from bot.channels.channel import Inlet
from bot.channels.web.app import build_app
from bot.channels.web.bubbles import as_id
from bot.channels.web.channel import WebChannel
from bot.channels.web.sessions import Sessions
from bot.channels.web.shield import Declined
from workflow import invite


def build_phones(channel: WebChannel, inlet: Inlet) -> Starlette:
    """Serve `/phone/<slot>/` for any slot; a person's slot is their id."""
    sessions = Sessions(channel.storage, channel.settings)

    async def door(request: Request) -> RedirectResponse:
        """Let in as the person of the slot, or to a fresh invite when they have not joined."""
        person_id = as_id(request.path_params["slot"]) or 0
        async with channel.storage.begin() as uow:
            account = (await uow.accounts.known([person_id])).get(person_id)
            if account is None:
                held = await uow.people.held_by(person_id, uow.now)
                if not held:
                    raise Declined(404, "not_found")
                return _redirect(f"j/{await invite.issue(uow, held[0].id)}")
            response = _redirect("./")
            shown = await sessions.find_in(uow, request)
            if shown is None or shown.id != account.id:
                token = await sessions.open_another(uow, account)
                sessions.hand_over(request, response, token)
        return response

    def newcomer(request: Request) -> RedirectResponse:
        """Follow an invite written in a chat: each code gets a phone of its own."""
        code = request.path_params["code"]
        return _redirect(f"../phone/{code}/j/{code}")

    slot = [Route("/door", door), Mount("/", build_app(channel, inlet))]
    return Starlette(routes=[Route("/j/{code}", newcomer), Mount("/phone/{slot}", routes=slot)])


def _redirect(to: str) -> RedirectResponse:
    return RedirectResponse(to, 303, headers={"Cache-Control": "no-store"})
