"""How a browser gets in: the invite link, or its code typed by hand.

Opening the link (GET) changes nothing, because chat programs open links to preview them.
"""

import re
import secrets

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.channel import Inlet
from bot.channels.web.channel import WebChannel
from bot.channels.web.sessions import Sessions
from bot.channels.web.shield import Declined, Guard
from bot.channels.web.words import page, section
from messages.people import Links
from workflow.hall import START

CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")
VISIT = re.compile(r"[0-9a-f]{16}")
LAST_PART = re.compile(r"[^\s/?=]+$")
HALL_CODE = re.compile(r"[0-9]{6}")
EVERYBODY = 0


class Door:
    """The invite pages; a session is opened by pressing their button, never by looking."""

    def __init__(self, channel: WebChannel, inlet: Inlet, sessions: Sessions) -> None:
        self._channel = channel
        self._inlet = inlet
        self._sessions = sessions
        # A hall full of people opens the same QR code at once.
        self._guard = Guard(20 * channel.settings.acts, channel.settings.per)

    async def invite(self, request: Request) -> Response:
        """Show one button; `visit` makes pressing it twice one act."""
        code = request.path_params["code"]
        if not CODE.fullmatch(code):
            return self.closed(section("door")["bad_code"], base="../", status=404)
        title = self._channel.settings.title or section("page")["title"]
        return HTMLResponse(
            page("invite", base="../", title=title, code=code, visit=secrets.token_hex(8))
        )

    async def enter(self, request: Request) -> Response:
        """Open or keep a session, and hand its code to the bot as if it were typed."""
        form = await request.form(max_files=0, max_fields=4)
        given = LAST_PART.search(str(form.get("code", "")).strip())
        code = given.group() if given else ""
        visit = str(form.get("visit", ""))
        if not CODE.fullmatch(code):
            return self.closed(section("door")["bad_code"], status=400)
        response = RedirectResponse("./", 303)
        try:
            await self._let_in(request, response, code, visit)
        except Declined as declined:
            return self.closed(declined.detail, status=declined.status_code)
        self._inlet.wake()
        return response

    def closed(
        self, wrong: str = "", base: str = "", status: int = 401, code: str = ""
    ) -> HTMLResponse:
        """Say how to get in, and what was wrong with the last try.

        `code` came from the hall's screen: who talks to the bot elsewhere types it there, or
        opens the link that hands it over on Telegram.
        """
        is_hall = HALL_CODE.fullmatch(code) is not None
        bot_name = self._channel.bot_name() if is_hall else ""
        title = self._channel.settings.title or section("page")["title"]
        shown = page(
            "closed",
            base=base,
            title=title,
            hint=wrong or section("door")["code_hint"],
            invalid="true" if wrong else "false",
            visit=secrets.token_hex(8),
            elsewhere=section("door")["elsewhere"].format(code=code) if is_hall else "",
            link=Links("", bot_name).telegram(f"{START}{code}"),
            no_link="" if bot_name else "hidden",
        )
        return HTMLResponse(shown, status)

    async def _let_in(self, request: Request, response: Response, code: str, visit: str) -> None:
        async with self._channel.storage.begin() as uow:
            account = await self._sessions.find_in(uow, request)
            if account is None:
                self._guard.count(EVERYBODY)
                account, token = await self._sessions.open(uow)
                self._sessions.hand_over(request, response, token)
            known = visit if VISIT.fullmatch(visit) else secrets.token_hex(8)
            raw = {"account": account.external_id, "kind": "text", "text": f"/start {code}"}
            # No bubble: the code has no business on the screen.
            await uow.inbox.add("web", f"{account.external_id}:start-{known}", raw, uow.now)
