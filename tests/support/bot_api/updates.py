"""The queue of updates: kept until the bot confirms them by asking past them, or they expire."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LIFE = {"callback_query": timedelta(seconds=150)}
USUAL_LIFE = timedelta(hours=24)


@dataclass(frozen=True)
class Waiting:
    """One update not yet confirmed."""

    id: int
    kind: str
    body: dict[str, Any]
    since: datetime

    def as_json(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.body}

    def is_alive(self, now: datetime) -> bool:
        return now - self.since < LIFE.get(self.kind, USUAL_LIFE)


class Updates:
    """Numbered updates; `changed` wakes a waiting poll."""

    def __init__(self, first_id: int = 700_000_001) -> None:
        self._first_id = self._next_id = first_id
        self._waiting: list[Waiting] = []
        self._doubled = False
        self.changed = asyncio.Event()

    def add(self, kind: str, body: dict[str, Any], now: datetime) -> int:
        update_id = self._next_id
        self._next_id += 1
        self._waiting.append(Waiting(update_id, kind, body, now))
        self.changed.set()
        return update_id

    def add_raw(self, update: dict[str, Any], now: datetime) -> int:
        """Add a whole update of any shape; it gets its number here."""
        (kind, body), *_ = update.items()
        return self.add(kind, body, now)

    def double_next(self) -> None:
        """Deliver every update of the next non-empty answer twice."""
        self._doubled = True

    def confirm_before(self, offset: int) -> None:
        self._waiting = [waiting for waiting in self._waiting if waiting.id >= offset]

    def given(self) -> range:
        """Return the ids of all updates there ever were."""
        return range(self._first_id, self._next_id)

    def unconfirmed(self) -> list[int]:
        return [waiting.id for waiting in self._waiting]

    def take(self, kinds: list[str] | None, limit: int, now: datetime) -> list[dict[str, Any]]:
        """Return what waits, oldest first; without confirmation the same comes again."""
        self._waiting = [waiting for waiting in self._waiting if waiting.is_alive(now)]
        wanted = [w.as_json() for w in self._waiting if kinds is None or w.kind in kinds][:limit]
        if not wanted:
            self.changed.clear()
        elif self._doubled:
            self._doubled = False
            wanted = [update for update in wanted for _ in range(2)]
        return wanted
