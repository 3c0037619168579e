"""What somebody with the database file in hand could do to it, past every trigger."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from bot.rehearsal.clock import MovableClock
from storage.engine import Storage


def forced(file: Path, copied: Path, *statements: str) -> Path:
    """Copy a database and change the copy, its triggers and foreign keys put aside."""
    shutil.copyfile(file, copied)
    with closing(sqlite3.connect(copied)) as database:
        triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)
        database.commit()
    return copied


@asynccontextmanager
async def opened(file: Path, clock: MovableClock) -> AsyncIterator[Storage]:
    """Open a database as it is, without bringing it up to date."""
    storage = Storage(f"sqlite+aiosqlite:///{file}", clock)
    try:
        yield storage
    finally:
        await storage.close()
