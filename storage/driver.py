"""The way from SQLAlchemy to SQLite: aiosqlite's connection, and a cursor that does not wait.

SQLAlchemy's own adapter visits the driver's thread four times a statement; under load every
visit waits for the interpreter's lock, which costs a hundred times the statement. A statement
here works on pages in memory and takes microseconds, so it runs where it is asked. What waits,
for another process's lock or for the disk, is BEGIN and COMMIT: those go to the thread.
"""

from collections import deque
from typing import Any, cast

from sqlalchemy import Dialect
from sqlalchemy.connectors.asyncio import AsyncIODBAPICursor
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
)

WAITS = "BEGIN"


class Cursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor of sqlite3 itself; `check_same_thread` must be off."""

    __slots__ = ()
    _awaitable_cursor_close = False

    def _make_new_cursor(self, connection: Any) -> AsyncIODBAPICursor:
        return cast("AsyncIODBAPICursor", connection._conn.cursor())  # noqa: SLF001 (it has no public name)

    def _aenter_cursor(self, cursor: AsyncIODBAPICursor) -> AsyncIODBAPICursor:
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        driver: Any = self._connection
        cursor: Any = self._cursor
        if operation.startswith(WAITS):
            return await driver._execute(cursor.execute, operation)  # noqa: SLF001 (the same)
        cursor.execute(operation, parameters or ())
        if cursor.description:
            self._rows = deque(cursor.fetchall())
        return cursor

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        cursor: Any = self._cursor
        return cursor.executemany(operation, seq_of_parameters)


class Connection(AsyncAdapt_aiosqlite_connection):
    """aiosqlite's connection with that cursor."""

    __slots__ = ()
    _cursor_cls = Cursor


def connect(dialect: Dialect, _record: Any, args: Any, kwargs: Any) -> Connection:
    """Open a connection; for SQLAlchemy's `do_connect` event."""
    adapted: Any = dialect.connect(*args, **kwargs)
    return Connection(adapted.dbapi, adapted.driver_connection)
