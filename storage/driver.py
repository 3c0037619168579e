"""The way from SQLAlchemy to SQLite: one connection that is held, statements where they are asked.

A statement works on pages in memory and takes microseconds; on another thread it would wait for
the interpreter's lock a hundred times as long. So it runs in the event loop. What may wait, for
another program's lock or for the disk, runs on aiosqlite's thread: a BEGIN that finds the file
locked, a COMMIT that has something to write.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any, cast

import aiosqlite
import sqlalchemy
from sqlalchemy import CursorResult, Dialect, Executable
from sqlalchemy.connectors.asyncio import AsyncIODBAPICursor
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
)
from sqlalchemy.ext.asyncio import AsyncConnection

BEGIN = "BEGIN IMMEDIATE"
AT_ONCE = "PRAGMA busy_timeout = 0"
PATIENTLY = "PRAGMA busy_timeout = 10000"


class Cursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor of sqlite3 itself; `check_same_thread` must be off."""

    __slots__ = ()
    _awaitable_cursor_close = False

    def _make_new_cursor(self, connection: Any) -> AsyncIODBAPICursor:
        return cast("AsyncIODBAPICursor", connection._conn.cursor())  # noqa: SLF001 (it has no public name)

    def _aenter_cursor(self, cursor: AsyncIODBAPICursor) -> AsyncIODBAPICursor:
        return cursor

    def execute(self, operation: Any, parameters: Any = None) -> Any:
        cursor: Any = self._cursor
        cursor.execute(operation, parameters or ())
        if cursor.description:
            self._rows = deque(cursor.fetchall())
        return cursor

    def executemany(self, operation: Any, seq_of_parameters: Any) -> Any:
        cursor: Any = self._cursor
        return cursor.executemany(operation, seq_of_parameters)


class Connection(AsyncAdapt_aiosqlite_connection):
    """aiosqlite's connection with that cursor.

    What `transaction` did not write on the thread, there is nothing to wait for.
    """

    __slots__ = ()
    _cursor_cls = Cursor

    def commit(self) -> None:
        _file(self._connection).commit()

    def rollback(self) -> None:
        _file(self._connection).rollback()


def connect(dialect: Dialect, _record: Any, args: Any, kwargs: Any) -> Connection:
    """Open a connection; for SQLAlchemy's `do_connect` event."""
    adapted: Any = dialect.connect(*args, **kwargs)
    return Connection(adapted.dbapi, adapted.driver_connection)


class Statements:
    """What a shelf may ask of an open transaction."""

    def __init__(self, connection: sqlalchemy.Connection) -> None:
        self._connection = connection

    async def execute(
        self,
        statement: Executable,
        values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement, once or for each of many values; its rows are there when it returns."""
        return self._connection.execute(statement, values)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Undo what happens in this block when it raises.

        An error at which SQLite undid the whole transaction, as on a full disk, passes as it is.
        """
        block = self._connection.begin_nested()
        try:
            yield
        except BaseException:
            if _file(self._connection.connection.driver_connection).in_transaction:
                block.rollback()
            raise
        block.commit()


@asynccontextmanager
async def transaction(connection: AsyncConnection) -> AsyncIterator[sqlalchemy.Connection]:
    """Open a writer's transaction: committed when the block ends, rolled back when it raises."""
    asked = connection.sync_connection
    assert asked is not None
    driver = asked.connection.driver_connection
    assert isinstance(driver, aiosqlite.Connection)
    await _begin(driver)
    n_before = driver.total_changes
    with asked.begin():
        yield asked
        if driver.total_changes != n_before:
            await to_the_end(driver.commit())


async def _begin(driver: aiosqlite.Connection) -> None:
    file = _file(driver)
    file.execute(AT_ONCE)
    try:
        file.execute(BEGIN)
    except sqlite3.OperationalError:
        file.execute(PATIENTLY)
        try:
            await to_the_end(driver.execute(BEGIN))
        except asyncio.CancelledError:
            file.rollback()
            raise
    else:
        file.execute(PATIENTLY)


async def to_the_end(work: Awaitable[object]) -> None:
    """Wait for the work however often one is told to stop: a thread cannot be called back."""
    begun = asyncio.ensure_future(work)
    told: asyncio.CancelledError | None = None
    while not begun.done():
        try:
            await asyncio.wait([begun])
        except asyncio.CancelledError as stop:
            told = stop
    if told is not None:
        raise told from begun.exception()
    begun.result()


def _file(driver: Any) -> sqlite3.Connection:
    return cast("sqlite3.Connection", driver._conn)  # noqa: SLF001 (it has no public name)
