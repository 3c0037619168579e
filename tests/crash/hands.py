"""A person's hand on a phone, whose every act reaches the program in the end, once.

On the web the page repeats an act with the same id until it is answered; on Telegram the server
keeps it. `presses` waits for the very answer that brings the button.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

import httpx

from tests.crash.bloc import Member
from tests.crash.program import Program
from tests.support.bot_api import ChatMessage, User

# So many looks while the program is up: how long it was down, and how slow the machine is, are no
# fault of it.
# What may or may not have arrived is sent again ten seconds later, behind what waits by then.
N_LOOKS = 400
A_LOOK = 0.1
Told = Callable[[], None]


class Unanswered(Exception):
    """No answer brought the button."""


class Hand(Protocol):
    """What a person does; each act returns once it is acknowledged."""

    up: asyncio.Event

    async def types(self, text: str) -> None: ...

    async def answered(self) -> None:
        """Wait for something said since the last act; raise `Unanswered` after a while."""
        ...

    async def offered(self, *labels: str) -> str | None:
        """Return the first of the buttons that something said since the last act carries."""
        ...

    async def presses(self, *labels: str) -> str:
        """Press one of the buttons, when something said after the last act carries it.

        Return its label; raise `Unanswered` when none comes.
        """
        ...

    async def presses_any(self, label: str) -> bool:
        """Press the newest such button on the screen, if there is one."""
        ...

    async def close(self) -> None: ...


class WebHand:
    """A chat page that repeats what was not acknowledged."""

    def __init__(self, member: Member, program: Program, acknowledged: Told) -> None:
        self.sent: list[str] = []
        """The external ids of all acknowledged acts."""
        self.up = program.up
        self._account = f"page-{member.person_id}"
        self._acknowledged = acknowledged
        self._seen = 0
        address = f"http://127.0.0.1:{program.port}"
        self._client = httpx.AsyncClient(
            base_url=f"{address}/",
            cookies={"giaouoc": member.token},
            headers={"Origin": address},
            timeout=20,
        )

    async def close(self) -> None:
        await self._client.aclose()

    async def types(self, text: str) -> None:
        await self._act("send", {"text": text})

    async def answered(self) -> None:
        async def said() -> bool:
            return any(not bubble["mine"] for bubble in await self._news())

        await _patiently(self.up, said, "anything")

    async def offered(self, *labels: str) -> str | None:
        news = await self._news()
        return next((label for label in labels if _button(news, label)), None)

    async def presses(self, *labels: str) -> str:
        label = await _first_of(self, labels)
        button = _button(await self._news(), label)
        assert button is not None
        await self._act("press", button)
        return label

    async def presses_any(self, label: str) -> bool:
        button = _button((await self._asked("GET", "messages"))["bubbles"], label)
        if button is None:
            return False
        await self._act("press", button)
        return True

    async def _news(self) -> list[Any]:
        page = await self._asked("GET", f"changes?after={self._seen}")
        return list(page["bubbles"])

    async def _act(self, kind: str, fields: dict[str, str]) -> None:
        self._seen = max((bubble["revision"] for bubble in await self._news()), default=self._seen)
        act = secrets.token_hex(16)
        await self._asked("POST", kind, {"id": act, **fields})
        self.sent.append(f"{self._account}:{act}")
        self._acknowledged()
        if secrets.randbelow(10) == 0:
            # The answer was lost on the way: the page sends the same again.
            await self._asked("POST", kind, {"id": act, **fields})

    async def _asked(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        """Ask until there is an answer; it must be no refusal."""
        while True:
            await self.up.wait()
            try:
                answer = await self._client.request(method, path, json=body)
            except httpx.TransportError:
                # Killed in the middle: as long as it is down, nobody asks.
                await asyncio.sleep(0)
                continue
            assert answer.status_code == httpx.codes.OK, answer.text
            return answer.json()


class TelegramHand:
    """The app on Telegram's side, where an update waits until the program confirms it."""

    def __init__(self, user: User, up: asyncio.Event, took: Told) -> None:
        self.up = up
        self._user = user
        self._took = took
        self._seen: dict[int, object] = {}
        user.opens_chat()

    async def close(self) -> None:
        """The server outlives the hand."""

    async def types(self, text: str) -> None:
        self._seen = self._shown()
        self._user.types(text)
        self._took()

    async def answered(self) -> None:
        async def said() -> bool:
            return bool(self._news())

        await _patiently(self.up, said, "anything")

    async def offered(self, *labels: str) -> str | None:
        names = {name for message in self._news() for name in _names(message)}
        return next((label for label in labels if label in names), None)

    async def presses(self, *labels: str) -> str:
        label = await _first_of(self, labels)
        self._press(label)
        return label

    async def presses_any(self, label: str) -> bool:
        try:
            self._press(label)
        except LookupError:
            return False
        return True

    def _press(self, label: str) -> None:
        self._seen = self._shown()
        self._user.presses(label)
        self._took()

    def _news(self) -> list[ChatMessage]:
        return [
            message
            for message in self._user.chat
            if not message.mine and self._seen.get(message.message_id) != _look(message)
        ]

    def _shown(self) -> dict[int, object]:
        return {message.message_id: _look(message) for message in self._user.chat}


def _look(message: ChatMessage) -> object:
    return message.source, str(message.markup)


def _names(message: ChatMessage) -> set[str]:
    return {button["text"] for row in message.buttons() for button in row}


def _button(bubbles: list[Any], label: str) -> dict[str, str] | None:
    """Return what pressing the newest such button sends."""
    for bubble in reversed(bubbles):
        for row in bubble["buttons"]:
            for name, data in row:
                if name == label:
                    return {"data": data, "message_id": str(bubble["id"])}
    return None


async def _first_of(hand: Hand, labels: Sequence[str]) -> str:
    """Wait until one of the buttons is offered; return the first that is."""
    offered: list[str] = []

    async def comes() -> bool:
        label = await hand.offered(*labels)
        offered.extend([label] if label else [])
        return bool(offered)

    await _patiently(hand.up, comes, " / ".join(labels[:3]))
    return offered[0]


async def _patiently(up: asyncio.Event, holds: Callable[[], Awaitable[bool]], what: str) -> None:
    for _ in range(N_LOOKS):
        await up.wait()
        if await holds():
            return
        await asyncio.sleep(A_LOOK)
    raise Unanswered(what)
