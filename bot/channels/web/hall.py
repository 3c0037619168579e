"""The hall screen: a page for the projector, read-only, opened by the token in its address.

Every event carries the whole board, so a page that missed some is right again with the next.
No database connection is held while a page waits: there is only one.

The QR code always leads to the chat page, also where the bot runs on Telegram besides: any
phone's browser opens it, on networks that block Telegram too, and who is not at home there
finds on that page the link that checks in on Telegram. A code for t.me would help only those
who have Telegram, and two codes on one screen are scanned wrongly.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import segno
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.channels.web.channel import WebChannel
from bot.channels.web.shield import Declined, Guard
from bot.channels.web.words import page, section
from messages.render import clock, day
from storage.conferences import Conference
from workflow import hall
from workflow.hall_board import Board, board_of

# Seconds: the screen's clock and its code move on although nothing was pressed.
TICK = 5
# Seconds: a hall of people who check in at once is drawn a few times a second, not a hundred.
PACE = 0.3
WRONG = 0


def hall_routes(channel: WebChannel) -> list[Route]:
    screen = Hall(channel)
    return [
        Route("/hall/{token}", screen.show),
        Route("/hall/{token}/events", screen.events),
    ]


class Hall:
    """The GET endpoints of the hall screen; whoever has the address may look."""

    def __init__(self, channel: WebChannel) -> None:
        self._channel = channel
        self._guard = Guard(channel.settings.acts, channel.settings.per)

    async def show(self, request: Request) -> Response:
        try:
            await self._admit(request)
        except Declined as declined:
            shown = page("hall_closed", base="../", said=declined.detail)
            return HTMLResponse(shown, declined.status_code)
        words = json.dumps(dict(section("hall")), ensure_ascii=False)
        return HTMLResponse(page("hall", base="../", hall=words))

    async def events(self, request: Request) -> EventSourceResponse:
        """Stream the board until the page goes or the token is revoked."""
        conference = await self._admit(request)
        return EventSourceResponse(self._stream(conference.id, request.path_params["token"]))

    async def _admit(self, request: Request) -> Conference:
        """Return the conference; 404 for a wrong token, 429 for too many tries."""
        async with self._channel.storage.begin() as uow:
            conference = await hall.behind(uow, request.path_params["token"])
        self._guard.count(conference.id if conference else WRONG)
        if conference is None:
            raise Declined(404, "no_hall")
        return conference

    async def _stream(self, conference_id: int, token: str) -> AsyncIterator[ServerSentEvent]:
        bells = self._channel.hall_bells
        with bells.listening(conference_id) as bell:
            while not bells.are_silenced:
                bell.clear()
                # Shielded: a page that goes away must not cut a transaction in two.
                drawn = await asyncio.shield(self._drawn(token))
                if drawn is None:
                    yield ServerSentEvent("1", event="ended")
                    return
                yield ServerSentEvent(json.dumps(drawn, ensure_ascii=False), event="board")
                await asyncio.sleep(PACE)
                await _rung(bell)

    async def _drawn(self, token: str) -> dict[str, Any] | None:
        """Return the board as the page reads it, or None when the token opens nothing."""
        async with self._channel.storage.begin() as uow:
            conference = await hall.behind(uow, token)
            if conference is None:
                return None
            board = await board_of(uow, conference)
        return {**_shown(board), "check_in": self._check_in(board, conference)}

    def _check_in(self, board: Board, conference: Conference) -> dict[str, str] | None:
        secret = conference.hall_token_hash
        if secret is None or not board.takes_check_in:
            return None
        code = hall.code_at(secret, board.at)
        link = f"{self._channel.settings.public_url.rstrip('/')}/?diemdanh={code}"
        return {"code": code, "qr": _qr(link), "bot_name": self._channel.bot_name()}


async def _rung(bell: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(TICK):
            await bell.wait()
    except TimeoutError:
        return


def _shown(board: Board) -> dict[str, Any]:
    return {
        **json.loads(json.dumps(asdict(board), default=_plain)),
        "date": day(board.starts_at) if board.starts_at else "",
        "hour": clock(board.starts_at) if board.starts_at else "",
        "now": clock(board.at),
    }


def _plain(value: object) -> object:
    """Write times as ISO text and durations as whole seconds."""
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    assert isinstance(value, datetime)
    return value.isoformat()


@lru_cache(maxsize=8)
def _qr(link: str) -> str:
    drawn: str = segno.make(link, error="m", micro=False).svg_inline(omitsize=True, border=2)
    return drawn
