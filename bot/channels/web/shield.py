"""What every answer and every request of the web channel is held to, before any endpoint runs.

Headers on all answers; on a POST: it comes from our own page, and its body is not too large.
"""

import asyncio
from collections import deque
from collections.abc import Mapping
from datetime import timedelta
from itertools import takewhile
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.settings import MEGABYTE, WebSettings
from bot.channels.web.words import refusal

SMALL_BODY: Final = 128 * 1024
HEADERS: Final = {
    # frame-ancestors 'self': the rehearsal shows several phones on one page.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: with it browsers post forms with "Origin: null", which nobody can check.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Shield:
    """ASGI middleware; refuses in the reader's language."""

    def __init__(
        self, app: ASGIApp, settings: WebSettings, headers: Mapping[str, str] = HEADERS
    ) -> None:
        self._app = app
        self._settings = settings
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        shielded = _with_headers(scope, send, self._headers)
        refused = self._refusal(scope)
        if refused is not None:
            await refused(scope, receive, shielded)
            return
        await self._app(scope, self._counted(scope, receive), shielded)

    def _refusal(self, scope: Scope) -> JSONResponse | None:
        if scope["method"] in {"GET", "HEAD"}:
            return None
        headers = Headers(scope=scope)
        if not is_same_origin(headers, self._settings.public_url):
            return JSONResponse({"error": refusal("foreign")}, 403)
        declared = headers.get("content-length", "0")
        if not declared.isdecimal() or int(declared) > self._largest(scope):
            limit = self._settings.largest_file // MEGABYTE
            return JSONResponse({"error": refusal("too_big", limit=limit)}, 413)
        return None

    def _largest(self, scope: Scope) -> int:
        takes_file = str(scope["path"]).endswith("/file")
        return self._settings.largest_file + SMALL_BODY if takes_file else SMALL_BODY

    def _counted(self, scope: Scope, receive: Receive) -> Receive:
        """Stop reading a body that was not declared and grows too large."""
        left = self._largest(scope)

        async def counting() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise Declined(413, "too_big", limit=self._settings.largest_file // MEGABYTE)
            return message

        return counting


class Declined(HTTPException):
    """A request that is not served, with the reason in the reader's language."""

    def __init__(self, status: int, key: str, **facts: object) -> None:
        super().__init__(status, refusal(key, **facts))


class Guard:
    """Counts the acts of each account; memory only, a restart forgives."""

    def __init__(self, most: int, window: timedelta) -> None:
        self._most = most
        self._window = window.total_seconds()
        # Who acted last stands last.
        self._acts: dict[int | str, deque[float]] = {}

    def count(self, key: int | str) -> None:
        """Answer 429 when the account acts too fast."""
        self.check(key)
        acts = self._acts.pop(key, deque())
        acts.append(_now())
        self._acts[key] = acts
        self._forget()

    def check(self, key: int | str) -> None:
        """Answer 429 when the account has acted too fast; counts nothing."""
        acts = self._acts.get(key, deque())
        while acts and acts[0] <= _now() - self._window:
            acts.popleft()
        if len(acts) >= self._most:
            raise Declined(429, "too_fast")

    def _forget(self) -> None:
        """Let go of those who were silent for a whole window."""
        since = _now() - self._window
        silent = takewhile(
            lambda key: not self._acts[key] or self._acts[key][-1] <= since, self._acts
        )
        for key in list(silent):
            del self._acts[key]


def _now() -> float:
    # The loop's clock, because the rehearsal's stands still.
    return asyncio.get_running_loop().time()


def is_same_origin(headers: Headers, public_url: str) -> bool:
    """Tell whether our own page sent the request; what tells nothing about it is foreign."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    # Browsers send no Sec-Fetch-Site over plain http in an office network.
    origin = urlsplit(headers.get("origin", "")).netloc
    return bool(origin) and origin in {headers.get("host"), urlsplit(public_url).netloc}


async def refuse(_request: Request, error: Exception) -> JSONResponse:
    """Say why, as the page can show it; what the framework refuses has no words of its own."""
    assert isinstance(error, HTTPException)
    fallback = "not_found" if error.status_code in {404, 405} else "unreadable"
    text = error.detail if isinstance(error, Declined) else refusal(fallback)
    return JSONResponse({"error": text}, error.status_code)


async def not_saved(_request: Request, _error: Exception) -> JSONResponse:
    """Say that nothing was stored; the page keeps what was said and sends it again."""
    return JSONResponse({"error": refusal("not_saved")}, 503)


def _with_headers(scope: Scope, send: Send, fixed: Mapping[str, str]) -> Send:
    # Scripts and styles are asked for anew but sent only when changed; the rest is nobody's copy.
    caching = "no-cache" if "/static/" in scope["path"] else "no-store"

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in fixed.items():
                headers[name] = value
            headers.setdefault("Cache-Control", caching)
        await send(message)

    return sending
