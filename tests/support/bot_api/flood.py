"""Telegram's flood limits, on the clock that the server was given."""

import math
from datetime import datetime
from typing import Self

from tests.support.bot_api.refusal import Refusal


class Bucket:
    """Holds up to `burst` messages and fills at `rate` a second."""

    def __init__(self, rate: float, burst: float, now: datetime) -> None:
        self._rate = rate
        self._burst = burst
        self._level = burst
        self._at = now

    def wait(self, now: datetime) -> float:
        """Return the seconds until one more message fits; 0 when it fits now."""
        elapsed = max((now - self._at).total_seconds(), 0)
        self._level = min(self._burst, self._level + elapsed * self._rate)
        self._at = now
        return max((1 - self._level) / self._rate, 0)

    def take(self) -> None:
        self._level -= 1


class Flood:
    """About 30 messages and edits a second in all, one a second per chat, with a small burst."""

    def __init__(self, overall: float = 30, per_chat: float = 1, burst: int = 3) -> None:
        self._overall = overall
        self._per_chat = per_chat
        self._burst = burst
        self._all: Bucket | None = None
        self._chats: dict[int, Bucket] = {}

    @classmethod
    def off(cls) -> Self:
        """Return limits that nothing reaches."""
        return cls(overall=1e6, per_chat=1e6, burst=10**6)

    def pass_through(self, chat_id: int, now: datetime) -> None:
        """Count one message; refuse with 429 when it comes too early."""
        if self._all is None:
            self._all = Bucket(self._overall, self._overall, now)
        if chat_id not in self._chats:
            self._chats[chat_id] = Bucket(self._per_chat, self._burst, now)
        buckets = (self._all, self._chats[chat_id])
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 1e-6:
            seconds = math.ceil(wait)
            raise Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        for bucket in buckets:
            bucket.take()
