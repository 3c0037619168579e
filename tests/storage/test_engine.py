import asyncio
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.rehearsal.clock import MovableClock
from storage.engine import CannotWrite, Closed, Storage, journal_mode
from storage.unit_of_work import UnitOfWork


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "TRUNCATE"),
        ((3, 44, 5), "TRUNCATE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 3), "TRUNCATE"),
        ((3, 49, 9), "TRUNCATE"),
        ((3, 50, 6), "TRUNCATE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 0), "TRUNCATE"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_wal_is_used_only_where_its_reset_is_mended(version: tuple[int, ...], mode: str) -> None:
    """sqlite.org/wal.html#walresetbug."""
    assert journal_mode(version) == mode


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("foreign_keys", 1),
        ("synchronous", 2),
        ("busy_timeout", 10_000),
        ("secure_delete", 1),
        ("journal_mode", journal_mode().lower()),
    ],
)
async def test_the_connection_is_durable_and_strict(
    storage: Storage, pragma: str, value: Any
) -> None:
    async with storage.begin() as uow:
        found = await uow._connection.execute(text(f"PRAGMA {pragma}"))

        assert found.scalar() == value


async def test_a_transaction_holds_the_write_lock_from_its_first_moment(
    storage: Storage, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "giaouoc.db", timeout=0, isolation_level=None)
    async with storage.begin():
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


async def _write_and_fail(storage: Storage) -> None:
    async with storage.begin() as uow:
        await uow.accounts.open("web", "a", uow.now)
        raise ZeroDivisionError


async def _attempt_and_fail(uow: UnitOfWork) -> None:
    async with uow.attempt():
        await uow.accounts.open("web", "within", uow.now)
        raise ZeroDivisionError


async def test_a_raised_error_undoes_the_whole_transaction(storage: Storage) -> None:
    with pytest.raises(ZeroDivisionError):
        await _write_and_fail(storage)

    async with storage.begin() as uow:
        assert await uow.accounts.find("web", "a") is None


async def test_an_attempt_undoes_only_its_own_block(storage: Storage) -> None:
    async with storage.begin() as uow:
        await uow.accounts.open("web", "before", uow.now)
        with pytest.raises(ZeroDivisionError):
            await _attempt_and_fail(uow)
        await uow.accounts.open("web", "after", uow.now)

    async with storage.begin() as uow:
        found = {
            name: await uow.accounts.find("web", name) for name in ("before", "within", "after")
        }
    assert {name for name, account in found.items() if account} == {"before", "after"}


async def test_everything_else_goes_on_while_another_process_holds_the_lock(
    storage: Storage, tmp_path: Path
) -> None:
    async def writes() -> None:
        async with storage.begin() as uow:
            await uow.accounts.open("web", "late", uow.now)

    other = sqlite3.connect(tmp_path / "giaouoc.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(writes())
    _, waiting = await asyncio.wait({writing}, timeout=0.05)
    other.execute("ROLLBACK")
    other.close()

    await writing
    assert waiting


async def test_the_moment_of_a_transaction_does_not_move(
    storage: Storage, clock: MovableClock
) -> None:
    async with storage.begin() as uow:
        began = uow.now
        clock.set(datetime(2028, 1, 1, tzinfo=UTC))

        assert uow.now == began


async def test_a_database_in_a_new_folder_is_made(tmp_path: Path, clock: MovableClock) -> None:
    opened = Storage(f"sqlite+aiosqlite:///{tmp_path / 'new' / 'folder' / 'a.db'}", clock)
    await opened.upgrade()
    await opened.close()

    assert (tmp_path / "new" / "folder" / "a.db").exists()


def _schema(path: Path) -> Mapping[str, list[str]]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"
            " WHERE tbl_name NOT LIKE 'alembic%'"
        ).fetchall()
    connection.close()
    return {f"{kind} {table}.{name}": _parts(sql) for kind, name, table, sql in rows}


def _parts(sql: str) -> list[str]:
    """Return a statement's columns and constraints sorted: their order has no meaning."""
    parts, depth = [""], 0
    for letter in " ".join(sql.split()):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if (letter, depth) in ((",", 1), (")", 0)):
            parts.append("")
        else:
            parts[-1] += letter
    return [parts[0], *sorted(part.strip() for part in parts[1:])]


async def test_the_migrations_make_the_very_schema_of_the_tables(
    storage: Storage, tmp_path: Path, clock: MovableClock
) -> None:
    from storage import tables, triggers

    plain = Storage(f"sqlite+aiosqlite:///{tmp_path / 'plain.db'}", clock)
    async with plain._transaction() as connection:
        tables.metadata.create_all(connection)
        for statement in triggers.statements():
            connection.execute(text(statement))
    await plain.close()

    assert _schema(tmp_path / "giaouoc.db") == _schema(tmp_path / "plain.db")


async def test_upgrading_again_changes_nothing(storage: Storage, tmp_path: Path) -> None:
    async with storage.begin() as uow:
        await uow.accounts.open("web", "kept", uow.now)
    before = _schema(tmp_path / "giaouoc.db")

    await storage.upgrade()

    async with storage.begin() as uow:
        assert await uow.accounts.find("web", "kept") is not None
    assert _schema(tmp_path / "giaouoc.db") == before


async def test_whoever_is_told_to_stop_while_waiting_leaves_no_transaction_open(
    storage: Storage, tmp_path: Path
) -> None:
    async def writes() -> None:
        async with storage.begin() as uow:
            await uow.accounts.open("web", "never", uow.now)

    other = sqlite3.connect(tmp_path / "giaouoc.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(writes())
    await asyncio.wait({writing}, timeout=0.05)
    for _ in range(2):
        writing.cancel()
        await asyncio.wait({writing}, timeout=0.05)
    other.execute("ROLLBACK")
    other.close()
    with pytest.raises(asyncio.CancelledError):
        await writing

    async with storage.begin() as uow:
        assert await uow.accounts.find("web", "never") is None


async def test_a_disk_that_fills_within_an_attempt_is_told_as_such(storage: Storage) -> None:
    """SQLite undoes the whole transaction then, and the savepoint with it."""
    async with storage._transaction() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")

    with pytest.raises(CannotWrite, match="full"):
        await _fill_within_an_attempt(storage)

    async with storage._transaction() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3000}")
    async with storage.begin() as uow:
        await uow.accounts.open("web", "after", uow.now)


async def _fill_within_an_attempt(storage: Storage) -> None:
    async with storage.begin() as uow, uow.attempt():
        await uow.files.add("large", "text/plain", bytes(100_000), uow.now)


async def test_nobody_opens_the_file_again_once_it_is_closed(storage: Storage) -> None:
    async def writes() -> None:
        async with storage.begin() as uow:
            await uow.accounts.open("web", "late", uow.now)

    async with storage.begin():
        closing = asyncio.create_task(storage.close())
        await asyncio.wait({closing}, timeout=0.05)
        waiting = asyncio.create_task(writes())
        await asyncio.wait({waiting}, timeout=0.05)

    await closing
    with pytest.raises(Closed):
        await waiting
