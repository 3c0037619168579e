"""Opens the database: one connection, foreign keys on, durable commits, every transaction a writer.

SQLite before 3.51.3 (3.50.7, 3.44.6) can corrupt a WAL file when it is reset during a
checkpoint (sqlite.org/wal.html#walresetbug), so WAL is used only above those versions.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import driver
from storage.unit_of_work import UnitOfWork

# What SQLite says of the disk and of other programs; anything else is a bug of ours.
NOT_NOW = ("is full", "disk I/O error", "is locked", "readonly database", "unable to open")
VERSIONS = Path(__file__).parent / "migrations" / "versions"
Version = tuple[int, ...]
WAL_SAFE_FROM: Version = (3, 51, 3)
WAL_SAFE_BRANCHES: dict[Version, int] = {(3, 50): 7, (3, 44): 6}


class CannotWrite(Exception):
    """The database takes nothing now; `why` is in SQLite's words and quotes nothing."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Closed(Exception):
    """The program is ending: nothing is written any more."""


class Now(Protocol):
    """Anything that tells the present instant, aware, UTC."""

    def now(self) -> datetime: ...


def journal_mode(version: Version = sqlite3.sqlite_version_info) -> str:
    """Choose WAL only where the linked SQLite is free of the WAL-reset bug."""
    backported = WAL_SAFE_BRANCHES.get(version[:2])
    safe = version >= WAL_SAFE_FROM or (backported is not None and version[2] >= backported)
    return "WAL" if safe else "TRUNCATE"


class Storage:
    """The open database. `begin` is the only way in; `close` must be awaited on every path."""

    def __init__(self, url: str, clock: Now) -> None:
        self.url = url
        self._clock = clock
        self._engine = _open_engine(url)
        self._turn = asyncio.Lock()
        self._held: AsyncConnection | None = None
        self._is_closed = False

    @property
    def folder(self) -> Path:
        """Return where the database's file lies."""
        return Path(make_url(self.url).database or ".").parent

    async def upgrade(self) -> None:
        """Bring the schema to the newest migration; repeating it changes nothing."""
        async with self._transaction() as connection:
            if not _is_current(connection):
                from storage.migrate import migrate  # noqa: PLC0415 (see there)

                migrate(connection)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[UnitOfWork]:
        """One transaction: committed when the block ends, rolled back when it raises.

        Raises `CannotWrite` when the disk is full, fails, or is held by another program.
        """
        try:
            async with self._transaction() as connection:
                yield UnitOfWork(driver.Statements(connection), self._clock.now())
        except (OperationalError, sqlite3.OperationalError) as error:
            why = str(error.orig if isinstance(error, OperationalError) else error)
            if any(sign in why for sign in NOT_NOW):
                raise CannotWrite(why) from error
            raise

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Connection]:
        """Wait for the one connection, and for whoever writes now, in the order of asking."""
        async with self._turn:
            if self._is_closed:
                raise Closed
            if self._held is None:
                self._held = await self._engine.connect()
            async with driver.transaction(self._held) as connection:
                yield connection

    async def close(self) -> None:
        """Close the file once whoever writes now is done; who waits is refused with `Closed`."""
        async with self._turn:
            self._is_closed = True
            await driver.to_the_end(self._disconnect())

    async def _disconnect(self) -> None:
        if self._held is not None:
            await self._held.close()
            self._held = None
        await self._engine.dispose()


def _is_current(connection: Connection) -> bool:
    """Tell whether the newest migration has been run, by the revision in its file's name."""
    newest = max(file.name.split("_")[0] for file in VERSIONS.glob("[0-9]*.py"))
    if "alembic_version" not in inspect(connection).get_table_names():
        return False
    run = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
    return run.scalars().all() == [newest]


def _open_engine(url: str) -> AsyncEngine:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    # An error's text must not quote what people wrote.
    engine = create_async_engine(
        url,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine.sync_engine, "do_connect", driver.connect)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must open no transaction of its own: a deferred one that turns into a writer
    # fails at once with "database is locked", whatever the busy timeout.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"journal_mode = {journal_mode()}",
        "synchronous = FULL",
        "foreign_keys = ON",
        # What a sealed ballot said is overwritten on the disk too.
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
