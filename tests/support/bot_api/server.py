"""The tests' Bot API server: Telegram's rules over HTTP on this machine."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tests.support.bot_api.chats import Chat, World
from tests.support.bot_api.faults import Answers, Dribbles, Drops, Fault, Faults, Hangs
from tests.support.bot_api.flood import Flood
from tests.support.bot_api.methods import Methods, Upload
from tests.support.bot_api.polls import WEBHOOK, Polls
from tests.support.bot_api.refusal import Refusal
from tests.support.bot_api.updates import Updates
from tests.support.bot_api.user import User
from workflow.clock import SystemClock

TOKEN = "700:AAtests-own-token-that-no-log-may-show"


@dataclass(frozen=True)
class Call:
    """One call as it was answered."""

    method: str
    params: dict[str, Any]
    status: int
    description: str = ""


class BotApi:
    """Telegram for one bot; `async with` starts and stops it in the running loop.

    `now` drives flood limits, the life of updates and of presses; long polls wait in real time.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        now: Callable[[], datetime] | None = None,
        flood: Flood | None = None,
    ) -> None:
        self.token = token
        self.world = World()
        self.updates = Updates()
        self.faults = Faults()
        self.calls: list[Call] = []
        self._now = now or SystemClock().now
        self._methods = Methods(self.world, flood or Flood(), self._now)
        self.polls = Polls(self.updates, self._now)
        self._http = _Http(self._app())

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.port}/bot"

    async def __aenter__(self) -> Self:
        await self._http.start()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        self.faults.release_all()
        self.polls.close()
        await self._http.stop()

    def user(self, chat_id: int, first_name: str = "Người thử") -> User:
        """Return the user of this id; the chat opens with the first words written in it."""
        chat = self.world.chats.setdefault(chat_id, Chat(chat_id, first_name))
        return User(self._methods, self.updates, chat)

    def receives(self, update: dict[str, Any]) -> int:
        """Queue an update of any shape, `{kind: body}`; return its id."""
        return self.updates.add_raw(update, self._now())

    def arm(self, method: str, fault: Fault, times: int = 1) -> None:
        self.faults.arm(method, fault, times)

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def refused(self) -> list[Call]:
        """Return the calls answered with 4xx; there are none in normal running."""
        return [call for call in self.calls if 400 <= call.status < 500]

    def _app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/bot{token}/{method}", self._answer, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self._download),
            ]
        )

    async def _answer(self, request: Request) -> Response:
        method = request.path_params["method"]
        params = await _parameters(request)
        fault = self.faults.next(method)
        try:
            if isinstance(fault, Answers):
                raise fault.refusal
            result = await self._work(method, params, request)
        except Refusal as refusal:
            self.calls.append(Call(method, params, refusal.status, refusal.description))
            return JSONResponse(refusal.body(), status_code=refusal.status)
        self.calls.append(Call(method, params, 200))
        if isinstance(fault, Hangs):
            fault.reached.set()
            await fault.released.wait()
        if isinstance(fault, Dribbles):
            return StreamingResponse(_dribble())
        return Torn() if isinstance(fault, Drops) else JSONResponse({"ok": True, "result": result})

    async def _work(self, method: str, params: dict[str, Any], request: Request) -> Any:
        self._authorise(request)
        if method != "getUpdates":
            return self._methods.call(method, params)
        if self.world.webhook:
            raise Refusal(409, WEBHOOK)
        return await self.polls.poll(params, lambda: _disconnected(request))

    async def _download(self, request: Request) -> Response:
        file = self.world.files.get(request.path_params["path"].removeprefix("documents/"))
        if request.path_params["token"] != self.token or file is None:
            return JSONResponse(Refusal(404, "Not Found").body(), status_code=404)
        return Response(file.content, media_type="application/octet-stream")

    def _authorise(self, request: Request) -> None:
        if request.path_params["token"] != self.token:
            raise Refusal(401, "Unauthorized")


async def _dribble() -> AsyncIterator[bytes]:
    while True:
        yield b" "
        await asyncio.sleep(0.02)


class Torn(Response):
    """Promises a body and closes the connection without it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        headers = [(b"content-length", b"100")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": False})


class _Http(uvicorn.Server):
    """Uvicorn on a free port, in the loop that runs the test."""

    def __init__(self, app: Starlette) -> None:
        config = uvicorn.Config(
            app, log_config=None, log_level="critical", lifespan="off", ws="none"
        )
        super().__init__(config)
        # Named TCP, or asyncio leaves Nagle's algorithm on and every answer takes 40 ms.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()
        self.port: int = self._socket.getsockname()[1]
        self._is_up = asyncio.Event()
        self._is_over = asyncio.Event()

    async def start(self) -> None:
        self._task = asyncio.create_task(self.serve([self._socket]))
        await self._is_up.wait()

    async def stop(self) -> None:
        self.force_exit = True
        self._is_over.set()
        await self._task
        self._socket.close()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._is_up.set()

    async def main_loop(self) -> None:
        await self._is_over.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002 (uvicorn's)
        """Hang up at once; uvicorn itself gives its peers a tenth of a second."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.gather(*self.server_state.tasks, return_exceptions=True)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _parameters(request: Request) -> dict[str, Any]:
    found: dict[str, Any] = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        sent = json.loads(await request.body())
        return found | {k: v if isinstance(v, str) else json.dumps(v) for k, v in sent.items()}
    async with request.form() as form:
        for key, value in form.items():
            if isinstance(value, UploadFile):
                media_type = value.content_type or "application/octet-stream"
                found[key] = Upload(value.filename or "", media_type, await value.read())
            else:
                found[key] = value
    return found


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
