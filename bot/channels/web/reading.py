"""What a person sees: the page, its history, what changes while it is open, its files.

No database connection is held while a page waits: there is only one.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.channels.web.bubbles import as_id, in_force, keyboard_in_force, shown
from bot.channels.web.channel import WebChannel
from bot.channels.web.door import Door
from bot.channels.web.sessions import Sessions
from bot.channels.web.shield import Declined
from bot.channels.web.words import page, section
from storage.kinds import AccountState
from storage.web_chats import WebMessage

PAGE = 40
BEAT = 15
RECHECK = 20


class Reading:
    """The GET endpoints of the chat."""

    def __init__(self, channel: WebChannel, sessions: Sessions, door: Door) -> None:
        self._channel = channel
        self._sessions = sessions
        self._door = door

    async def chat(self, request: Request) -> Response:
        """Show the chat, or how to get in."""
        account = await self._sessions.find(request)
        if account is None:
            return self._door.closed(code=request.query_params.get("diemdanh", ""))
        settings = self._channel.settings
        facts = {"chat": str(account.id), "largest_file": str(settings.largest_file)}
        title = settings.title or section("page")["title"]
        return HTMLResponse(page("chat", base="", **{"title": title, **facts}))

    async def messages(self, request: Request) -> JSONResponse:
        """Return a page of bubbles, oldest first: the newest, or those before an id."""
        before = _number(request, "before") or None
        async with self._channel.storage.begin() as uow:
            account = await self._sessions.require_in(uow, request)
            found = await uow.web_chats.latest(account.id, PAGE + 1, before)
            keyboard = (
                in_force(found) if before is None else await keyboard_in_force(uow, account.id)
            )
        kept = found[-PAGE:]
        return JSONResponse(
            {
                "bubbles": [shown(message) for message in kept],
                "has_older": len(found) > PAGE,
                "revision": max((message.revision for message in kept), default=0),
                "keyboard": keyboard,
            }
        )

    async def changes(self, request: Request) -> JSONResponse:
        """Return at once what changed after a revision; for pages that cannot keep a stream."""
        account = await self._sessions.require(request)
        news = await self._news(account.id, _number(request, "after"))
        return JSONResponse({"bubbles": [shown(message) for message in news or ()]})

    async def events(self, request: Request) -> EventSourceResponse:
        """Stream what changes after a revision, until the page or the session goes."""
        account = await self._sessions.require(request)
        after = as_id(request.headers.get("last-event-id", "")) or _number(request, "after")
        # A beat is an event, not a comment: the page must notice when it stays away.
        return EventSourceResponse(
            self._stream(account.id, after),
            ping=BEAT,
            ping_message_factory=lambda: ServerSentEvent("1", event="beat"),
        )

    async def download(self, request: Request) -> Response:
        """Hand out a file that a bubble of this account carries."""
        file_id = as_id(request.path_params["file_id"]) or 0
        async with self._channel.storage.begin() as uow:
            account = await self._sessions.require_in(uow, request)
            may_read = await uow.web_chats.may_read_file(account.id, file_id)
            file = await uow.files.get(file_id) if may_read else None
        if file is None:
            raise Declined(404, "no_file")
        return Response(
            file.content,
            media_type=file.media_type,
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"},
        )

    async def _stream(self, account_id: int, revision: int) -> AsyncIterator[ServerSentEvent]:
        bells = self._channel.bells
        yield ServerSentEvent("1", event="hello")
        with bells.listening(account_id) as bell:
            while not bells.are_silenced:
                bell.clear()
                # Shielded: a page that goes away must not cut a transaction in two.
                news = await asyncio.shield(self._news(account_id, revision))
                if news is None:
                    yield ServerSentEvent("1", event="ended")
                    return
                for message in news:
                    revision = message.revision
                    yield _event(message)
                if len(news) < PAGE:
                    await _rung(bell)

    async def _news(self, account_id: int, revision: int) -> list[WebMessage] | None:
        """Return what changed, or None when the account has ended."""
        async with self._channel.storage.begin() as uow:
            account = await uow.accounts.get(account_id)
            if account.state is AccountState.ENDED:
                return None
            return await uow.web_chats.since(account_id, revision, PAGE)


async def _rung(bell: asyncio.Event) -> None:
    """Wait for the bell; look again after a while even if it stays silent."""
    try:
        async with asyncio.timeout(RECHECK):
            await bell.wait()
    except TimeoutError:
        return


def _event(message: WebMessage) -> ServerSentEvent:
    content: dict[str, Any] = shown(message)
    return ServerSentEvent(
        json.dumps(content, ensure_ascii=False), event="bubble", id=str(message.revision)
    )


def _number(request: Request, name: str) -> int:
    return as_id(request.query_params.get(name, "")) or 0
