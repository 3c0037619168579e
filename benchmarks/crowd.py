"""People in a hall, each with a phone and a stopwatch: from the press to the answer on the screen."""

import asyncio
import json
import math
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from time import perf_counter
from typing import Any, Protocol

import httpx

from benchmarks.full_hall import Invitee
from messages.actions import Action
from tests.crash.program import Program
from tests.support.bot_api import BotApi, User

PATIENCE = 20
# How often the watcher looks at what reached Telegram's side; its error is as large.
A_LOOK = 0.003
SHOWN = ("sendMessage", "editMessageText", "sendDocument")


class Watch:
    """Takes the time of one person's acts, one after the other."""

    def __init__(self) -> None:
        self.times: list[float] = []
        """Seconds from each act to its answer."""
        self.n_acts = 0
        self.n_shown = 0
        self._begun = 0.0
        self._seen = asyncio.Event()

    def begin(self) -> None:
        self.n_acts += 1
        self._seen.clear()
        self._begun = perf_counter()

    def shown(self) -> None:
        """Something the bot said is on the screen."""
        self.n_shown += 1
        if not self._seen.is_set():
            self.times.append(perf_counter() - self._begun)
            self._seen.set()

    async def answered(self) -> None:
        """Wait for the answer; one that does not come is counted as lost later."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._seen.wait(), PATIENCE)


class Phone(Protocol):
    """What a person does with it; each act returns when its answer is on the screen."""

    who: Invitee
    watch: Watch

    async def types(self, text: str) -> None: ...

    async def presses(self, action: Action) -> None:
        """Press a button under the last message."""
        ...


class WebPhone:
    """The chat page on a real connection, its stream of changes open."""

    def __init__(self, who: Invitee, client: httpx.AsyncClient) -> None:
        self.who = who
        self.watch = Watch()
        self.opened = asyncio.Event()
        self._client = client
        self._last = "0"

    async def types(self, text: str) -> None:
        await self._act("send", {"text": text})

    async def presses(self, action: Action) -> None:
        await self._act("press", {"data": action.encode(), "message_id": self._last})

    async def listen(self) -> None:
        """Read the page's stream until cancelled."""
        async with self._client.stream("GET", "events", timeout=None) as stream:
            async for line in stream.aiter_lines():
                self.opened.set()
                if line.startswith("data: {"):
                    self._read(json.loads(line.removeprefix("data: ")))

    def _read(self, bubble: dict[str, Any]) -> None:
        if not bubble["mine"]:
            self._last = str(bubble["id"])
            self.watch.shown()

    async def _act(self, kind: str, fields: dict[str, str]) -> None:
        self.watch.begin()
        act = {"id": secrets.token_hex(16), **fields}
        (await self._client.post(kind, json=act)).raise_for_status()
        await self.watch.answered()


class TelegramPhone:
    """Telegram's app; the answer is there when Telegram's server has it."""

    def __init__(self, who: Invitee, user: User) -> None:
        self.who = who
        self.watch = Watch()
        self.user = user
        user.opens_chat()

    async def types(self, text: str) -> None:
        self.watch.begin()
        self.user.types(text)
        await self.watch.answered()

    async def presses_label(self, label: str) -> None:
        """Press the newest button of this label."""
        self.watch.begin()
        self.user.presses(label)
        await self.watch.answered()

    async def presses(self, action: Action) -> None:
        last = next(message for message in reversed(self.user.chat) if not message.mine)
        self.watch.begin()
        self.user.presses_data(last, action.encode())
        await self.watch.answered()


@asynccontextmanager
async def web_phones(program: Program, people: tuple[Invitee, ...]) -> AsyncIterator[list[Phone]]:
    """Open everybody's chat page."""
    address = f"http://127.0.0.1:{program.port}"
    async with AsyncExitStack() as stack:
        phones = []
        for who in people:
            client = httpx.AsyncClient(
                base_url=f"{address}/",
                cookies={"giaouoc": who.token},
                headers={"Origin": address},
                timeout=PATIENCE,
            )
            phones.append(WebPhone(who, await stack.enter_async_context(client)))
        listening = [asyncio.create_task(phone.listen()) for phone in phones]
        await asyncio.gather(*(phone.opened.wait() for phone in phones))
        yield list(phones)
        await _end(listening)


@asynccontextmanager
async def telegram_phones(
    server: BotApi, people: tuple[Invitee, ...]
) -> AsyncIterator[list[TelegramPhone]]:
    """Open everybody's chat with the bot, and watch what the server is told."""
    phones = {who.chat_id: TelegramPhone(who, server.user(who.chat_id)) for who in people}
    watching = asyncio.create_task(_watch(server, phones))
    yield list(phones.values())
    await _end([watching])


async def _watch(server: BotApi, phones: dict[int, TelegramPhone]) -> None:
    n_seen = 0
    while True:
        for call in server.calls[n_seen:]:
            phone = phones.get(int(call.params.get("chat_id", 0)))
            if phone and call.method in SHOWN and call.status == httpx.codes.OK:
                phone.watch.shown()
        n_seen = len(server.calls)
        await asyncio.sleep(A_LOOK)


def percentile(seconds: Sequence[float], percent: int) -> float:
    """Return the time within which so many of a hundred were."""
    ordered = sorted(seconds)
    return ordered[math.ceil(len(ordered) * percent / 100) - 1]


@asynccontextmanager
async def projector(program: Program, token: str) -> AsyncIterator[None]:
    """Keep the hall screen open meanwhile, as at a conference."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{program.port}/") as client:
        showing = asyncio.create_task(_show(client, token))
        yield
        await _end([showing])


async def _show(client: httpx.AsyncClient, token: str) -> None:
    async with client.stream("GET", f"hall/{token}/events", timeout=None) as stream:
        stream.raise_for_status()
        async for _ in stream.aiter_lines():
            pass


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(result, Exception):
            raise result
