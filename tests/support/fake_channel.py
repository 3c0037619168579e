"""A channel in memory: it understands plain words and ends each sending as a test tells it."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.channels.channel import (
    Incoming,
    Left,
    Outcome,
    Outgoing,
    Pace,
    Returned,
    Sent,
    SentFile,
    TypedText,
    Unfetchable,
)

NAME = "fake"


class Unintelligible(Exception):
    """What a stored update does to a channel with a bug."""


class FakeChannel:
    """Implements `bot.channels.channel.Channel`.

    `outcomes` are used in order, then everything is sent; an exception among them is raised.
    """

    def __init__(
        self,
        name: str = NAME,
        *,
        pace: Pace | None = None,
        repeats_safely: bool = False,
        knows_files: bool = False,
    ) -> None:
        self.name = name
        self.pace = pace
        self.repeats_safely = repeats_safely
        self.knows_files = knows_files
        self.outcomes: deque[Outcome | Exception] = deque()
        self.sent: list[Outgoing] = []
        self.gate = asyncio.Event()
        """Cleared: what is sent stays in flight."""
        self.gate.set()
        self.most_in_flight: defaultdict[str, int] = defaultdict(int)
        self.fetching: Callable[[str], Awaitable[bytes]] = _nothing
        self._in_flight: defaultdict[str, int] = defaultdict(int)
        self._sending = asyncio.Condition()

    def understand(self, raw: Mapping[str, Any]) -> Incoming:
        match raw:
            case {"account": account, "text": text}:
                return Incoming(account, TypedText(text))
            case {"account": account, "file": ref, **rest}:
                size = int(rest.get("size", 1))
                return Incoming(account, SentFile(ref, f"{ref}.txt", "text/plain", size, ""))
            case {"account": account, "left": bool(left)}:
                return Incoming(account, Left() if left else Returned())
        raise Unintelligible(str(raw))

    def n_messages(self, outgoing: Outgoing) -> int:
        return max(1, len(outgoing.files))

    async def send(self, outgoing: Outgoing) -> Outcome:
        account = outgoing.account
        async with self._sending:
            self.sent.append(outgoing)
            self._sending.notify_all()
        self._in_flight[account] += 1
        self.most_in_flight[account] = max(self.most_in_flight[account], self._in_flight[account])
        await self.gate.wait()
        self._in_flight[account] -= 1
        outcome = self.outcomes.popleft() if self.outcomes else Sent(str(len(self.sent)))
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def has_sent(self, count: int) -> None:
        """Wait until so many sendings have begun."""
        async with self._sending:
            await self._sending.wait_for(lambda: len(self.sent) >= count)

    async def fetch(self, ref: str) -> bytes:
        return await self.fetching(ref)

    async def close(self) -> None:
        """Nothing is open."""

    @property
    def texts(self) -> list[str]:
        """What was sent, whatever became of it."""
        return [str(outgoing.content["text"]) for outgoing in self.sent]


async def _nothing(ref: str) -> bytes:
    raise Unfetchable(ref)
