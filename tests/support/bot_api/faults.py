"""Faults that a test arms for the next call of a method."""

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.support.bot_api.refusal import Refusal


@dataclass(frozen=True)
class Answers:
    """The call is not done and is answered so."""

    refusal: Refusal


@dataclass(frozen=True)
class Drops:
    """The call is done, then the connection closes without an answer."""


@dataclass(frozen=True)
class Hangs:
    """The call is done, the answer waits until released."""

    released: asyncio.Event = field(default_factory=asyncio.Event)
    reached: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True)
class Dribbles:
    """The call is done, its answer comes byte by byte and has no end."""


Fault = Answers | Drops | Hangs | Dribbles


class Faults:
    """Armed faults by method, each used once, in the order of arming."""

    def __init__(self) -> None:
        self._armed: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._hanging: list[Hangs] = []

    def arm(self, method: str, fault: Fault, times: int = 1) -> None:
        self._armed[method].extend([fault] * times)
        if isinstance(fault, Hangs):
            self._hanging.append(fault)

    def next(self, method: str) -> Fault | None:
        armed = self._armed[method]
        return armed.popleft() if armed else None

    def release_all(self) -> None:
        for fault in self._hanging:
            fault.released.set()


def server_error(status: int = 500) -> Answers:
    names = {500: "Internal Server Error", 502: "Bad Gateway"}
    return Answers(Refusal(status, names[status]))


def too_many(retry_after: int) -> Answers:
    text = f"Too Many Requests: retry after {retry_after}"
    return Answers(Refusal(429, text, retry_after=retry_after))
