"""Whether the program is at work, told by how old its signs of life are.

Nobody sets a flag that could go on saying "healthy": every sign is an instant that work itself
leaves behind, and each has an age beyond which work has stopped.

- the beat, every 30 s: two may be missed;
- the last poll that Telegram answered: one lasts 30 s and is waited for 15 s more, and after
  failures the next one follows within 60 s;
- the last time that reminders were looked for, every 30 s, and notices were followed, every 3 s:
  both are written down by the beat, and three may be missed;
- the update that waits longest: fetching and reading a sent file takes 70 s at most;
- the message that is due longest: a notice to 1,000 people takes 35 s, and what a channel asks to
  wait is seconds; longer than five minutes means that people do not get what they should;
- room on the database's disk: below 200 MB nothing is lost yet, and somebody can still act.
"""

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from storage.engine import Storage
from storage.unit_of_work import UnitOfWork

LIMITS = {
    "beat": timedelta(seconds=90),
    "poll": timedelta(seconds=120),
    "reminders": timedelta(minutes=3),
    "notices": timedelta(minutes=3),
    "update_waiting": timedelta(seconds=90),
    "message_due": timedelta(minutes=5),
}
PLAIN = {
    "beat": "the program has left no sign of life",
    "poll": "Telegram has answered no poll",
    "reminders": "no reminder was sought",
    "notices": "no notice was followed",
    "update_waiting": "an update waits to be dealt with",
    "message_due": "a message waits to be sent",
}
DISK_FLOOR = 200 * 1024 * 1024


@dataclass(frozen=True)
class Health:
    """Ages of the signs of life (None: there is nothing to wait for) and the room that is left.

    `last_update` is when somebody was last answered; nobody may write for days.
    """

    ages: dict[str, timedelta | None]
    last_update: timedelta | None
    disk_free: int

    @property
    def complaints(self) -> list[str]:
        """Return one plain line for each thing that is stale or short."""
        found = [
            f"{PLAIN[name]} for {_rounded(age)} (at most {_rounded(LIMITS[name])})"
            for name, age in self.ages.items()
            if age is not None and age > LIMITS[name]
        ]
        if self.disk_free < DISK_FLOOR:
            found.append(f"only {self.disk_free // 2**20} MB are free on the database's disk")
        return found

    def to_json(self) -> dict[str, Any]:
        return {
            "complaints": self.complaints,
            "age_seconds": {name: _seconds(age) for name, age in self.ages.items()},
            "last_update_seconds": _seconds(self.last_update),
            "disk_free_bytes": self.disk_free,
        }


async def examine(
    storage: Storage, channels: Collection[str], polled_at: datetime | None
) -> Health:
    """Look at the signs of the running program; `polled_at`: None where nothing is polled."""
    async with storage.begin() as uow:
        return await _health(uow, storage.folder, channels, polled_at)


async def examine_from_outside(storage: Storage) -> Health:
    """Look at what the program has left in the database; what was polled is as of its last beat."""
    async with storage.begin() as uow:
        last = await uow.uptimes.last()
        polled_at = None if last is None else last.polled_at
        channels = ("web",) if polled_at is None else ("web", "telegram")
        return await _health(uow, storage.folder, channels, polled_at)


async def _health(
    uow: UnitOfWork, folder: Path, channels: Collection[str], polled_at: datetime | None
) -> Health:
    last = await uow.uptimes.last()
    since = {
        # A program that never ran is as bad as one that stopped long ago.
        "beat": last.until_at if last else datetime.min.replace(tzinfo=uow.now.tzinfo),
        "poll": polled_at,
        "reminders": last.reminded_at if last else None,
        "notices": last.followed_at if last else None,
        "update_waiting": await uow.inbox.oldest_waiting_at(),
        "message_due": await uow.line.oldest_due_at(uow.now, channels),
    }
    ages = {name: None if at is None else uow.now - at for name, at in since.items()}
    done_at = await uow.inbox.last_done_at()
    last_update = None if done_at is None else uow.now - done_at
    return Health(ages, last_update, shutil.disk_usage(folder).free)


def _seconds(age: timedelta | None) -> float | None:
    return None if age is None else round(age.total_seconds(), 1)


def _rounded(age: timedelta) -> str:
    seconds = int(age.total_seconds())
    return f"{seconds} s" if seconds < 600 else f"{seconds // 60} min"
