"""What proof costs: setting one certificate, and walking a log of 100,000 rows.

Peer of the walk: the same file read by SQLite alone, every row hashed as it comes.
"""

import asyncio
import hashlib
import json
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from messages.documents.certificate import certificate_page
from storage.certificates import Certificate
from storage.engine import Storage
from storage.histories import GENESIS, chained
from storage.kinds import PledgeState, SignMode
from storage.log import Line
from workflow import log_check
from workflow.clock import SystemClock

ROWS = 100_000
PAGES = 20
BEGAN = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
WRITE = f"INSERT INTO history VALUES ({', '.join('?' * 11)})"
LINK = "https://giaouoc.example.vn/v/7K3QF-9ZD2M-XW4TB-HN6PA"


async def main() -> None:
    print(f"certificate: {_set_pages() / PAGES * 1000:.0f} ms each")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "log.db"
        storage = Storage(f"sqlite+aiosqlite:///{file}", SystemClock())
        await storage.upgrade()
        _fill(file)
        ours = await _walk(storage)
        await storage.close()
        peer = _hash_alone(file)
    print(f"log of {ROWS} rows: {ours:.1f} s, {ROWS / ours:.0f} rows/s")
    print(f"ratio ours / reading and hashing alone: {ours / peer:.1f}")


def _set_pages() -> float:
    """Return the seconds for `PAGES` certificates, each with facts of its own."""
    begin = time.perf_counter()
    for number in range(PAGES):
        certificate_page(_certificate(number), LINK).pdf()
    return time.perf_counter() - begin


def _certificate(number: int) -> Certificate:
    return Certificate(
        id=number,
        code="7K3QF9ZD2MXW4TBHN6PA",
        bloc_name="Khoi thi dua Kinh te nganh",
        superior="Tinh Song Lam",
        place="Song Lam",
        unit_name="So Tai chinh",
        log_id=number,
        log_head=GENESIS,
        signature_id=number,
        pledge_id=1,
        unit_id=1,
        person_id=1,
        full_name=f"Ly Thanh Tung {number}",
        position_title="Giam doc",
        sign_mode=SignMode.HEAD,
        text_hash=GENESIS,
        channel="web",
        signed_at=BEGAN,
        cycle_id=1,
        year=2027,
        version=1,
        frozen_at=BEGAN,
        state=PledgeState.SIGNING,
        addendum_of=None,
    )


def _fill(file: Path) -> None:
    rows, previous = [], GENESIS
    for number in range(1, ROWS + 1):
        at = BEGAN + timedelta(seconds=number)
        facts = {"name": "Nguyen Thi Bich Dao", "title": f"Nhiem vu {number}"}
        act = ("officer", "key_task.added", number)
        names = ("at", "cycle_id", "unit_id", "person_id", "role", "act", "subject_id", "facts")
        values = dict(zip(names, (at, 1, 2, 3, *act, facts), strict=True))
        digest = chained(previous, values)
        stamp = f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"
        rows.append((number, stamp, 1, 2, 3, *act, json.dumps(facts), previous, digest))
        previous = digest
    with closing(sqlite3.connect(file)) as database:
        database.executemany(WRITE, rows)
        database.commit()


async def _walk(storage: Storage) -> float:
    async def read(after: int, limit: int) -> Sequence[Line]:
        async with storage.begin() as uow:
            return await uow.log.after(after, limit)

    begin = time.perf_counter()
    checked = await log_check.check(read, [], [])
    assert checked.is_good
    assert checked.n_good == ROWS
    return time.perf_counter() - begin


def _hash_alone(file: Path) -> float:
    begin = time.perf_counter()
    with closing(sqlite3.connect(file)) as database:
        for row in database.execute("SELECT * FROM history ORDER BY id"):
            hashlib.sha256(str(row).encode()).hexdigest()
    return time.perf_counter() - begin


if __name__ == "__main__":
    asyncio.run(main())
