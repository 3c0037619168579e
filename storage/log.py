"""Reads the log as it stands in the file, byte by byte, so that nothing wrong can hide in it.

The shelves read a row through its columns' types, which forgive: another blank in the facts,
another sign between day and hour. Here a row is whole only when it is written exactly as the
program writes it, and its hash is that of its content.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Label, LargeBinary, Select, String, cast, column, func, select, table
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.engine import Row
from sqlalchemy.exc import DatabaseError
from sqlalchemy.schema import Column

from storage import tables
from storage.histories import Act, chained, content_of
from storage.shelf import Shelf
from storage.triggers import statements

COLUMNS = tuple(tables.history.columns.keys())
NUMBERS = ("id", "cycle_id", "unit_id", "person_id", "subject_id")
OPTIONAL = ("unit_id", "person_id")
INSTANT = tables.Instant()
DIALECT = dialect()
FIRST = -(2**63)
GUARDED = re.compile(r"\b(?:INSERT|UPDATE|DELETE)\b.*? ON (\w+)", re.DOTALL)


def _kinds_of(*absent: str) -> tuple[str, ...]:
    """Return how SQLite stores a row's cells when some of them are empty."""
    there = ("integer" if name in NUMBERS else "text" for name in COLUMNS)
    return tuple(
        "null" if name in absent else kind for name, kind in zip(COLUMNS, there, strict=True)
    )


KINDS = {_kinds_of(), _kinds_of("unit_id"), _kinds_of("person_id"), _kinds_of(*OPTIONAL)}


class Unreadable(Exception):
    """The database does not give its rows any more: the file is damaged, or held by another."""


@contextmanager
def reading() -> Iterator[None]:
    """Turn what a damaged file makes of a query into `Unreadable`."""
    try:
        yield
    except (DatabaseError, ValueError, LookupError) as error:
        raise Unreadable(type(error).__name__) from error


@dataclass(frozen=True)
class Line:
    """One row of the log; `act` is None when it cannot even be read.

    A whole line is written as the program writes it and carries the hash of its content.
    """

    id: int
    act: Act | None
    is_whole: bool


@dataclass(frozen=True)
class KeptText:
    """A frozen pledge text as bytes, with the hash it was frozen under and its file."""

    pledge_id: int
    version: int
    text: bytes
    text_hash: bytes
    file_content: bytes
    file_hash: bytes

    @property
    def is_whole(self) -> bool:
        """Tell whether the text still has its hash, and its file with it."""
        hashes = {_digest(self.text), _digest(self.file_content), self.file_hash}
        return hashes == {self.text_hash}


class Log(Shelf):
    """The log's rows in order, a page at a time, and the texts it bears witness of."""

    async def after(self, line_id: int, limit: int) -> list[Line]:
        """Return the next rows above an id; begin with `FIRST`."""
        number = tables.history.c.id
        wanted = _rows().where(number > line_id).order_by(number).limit(limit)
        return [_line(row) for row in await self._connection.execute(wanted)]

    async def line(self, line_id: int) -> Line | None:
        row = (
            await self._connection.execute(_rows().where(tables.history.c.id == line_id))
        ).first()
        return None if row is None else _line(row)

    async def missing_guards(self) -> list[str]:
        """Return the tables whose triggers are not word for word those of the schema."""
        kept = select(column("sql", String)).select_from(table("sqlite_master"))
        found = await self._connection.execute(kept.where(column("type") == "trigger"))
        changed = {sql.strip() for sql in statements()} ^ set(found.scalars())
        return sorted({name for sql in changed for name in GUARDED.findall(sql)[:1]})

    async def texts(self) -> list[KeptText]:
        """Return every frozen pledge text, oldest first."""
        return await self._all(KeptText, _texts())

    async def text_with(self, text_hash: str) -> int | None:
        """Return the pledge whose text has this SHA-256, the newest version of several."""
        table = tables.pledge
        found: int | None = await self._scalar(
            select(table.c.id)
            .where(table.c.text_hash == text_hash)
            .order_by(table.c.id.desc())
            .limit(1)
        )
        return found

    async def text_of(self, pledge_id: int) -> KeptText:
        found = await self._one(KeptText, _texts().where(tables.pledge.c.id == pledge_id))
        assert found is not None
        return found


def _rows() -> Select[*tuple[Any, ...]]:
    there = tables.history.c
    cells = [_bytes(there[name]) for name in COLUMNS]
    kinds = [func.typeof(there[name]).label(f"kind_of_{name}") for name in COLUMNS]
    return select(*cells, *kinds, there.id.label("line_id"))


def _texts() -> Select[*tuple[Any, ...]]:
    pledge, file = tables.pledge, tables.file
    return (
        select(
            pledge.c.id.label("pledge_id"),
            pledge.c.version,
            _bytes(pledge.c.text),
            _bytes(pledge.c.text_hash),
            _bytes(file.c.content).label("file_content"),
            _bytes(file.c.sha256).label("file_hash"),
        )
        .join(file, file.c.id == pledge.c.file_id)
        .order_by(pledge.c.id)
    )


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def _bytes(cell: Column[Any]) -> Label[bytes]:
    return cast(cell, LargeBinary).label(cell.name)


def _line(row: Row[Any]) -> Line:
    read: list[Any]
    *read, line_id = row
    cells = dict(zip(COLUMNS, read[: len(COLUMNS)], strict=True))
    kinds = tuple(read[len(COLUMNS) :])
    try:
        act = Act(**{name: _value(name, cell) for name, cell in cells.items()})
        written = {name: _written(name, getattr(act, name)) for name in COLUMNS}
    except ValueError:
        return Line(line_id, None, is_whole=False)
    is_plain = written == cells and kinds in KINDS
    is_whole = is_plain and act.hash == chained(act.previous_hash, content_of(act))
    return Line(line_id, act, is_whole=is_whole)


def _value(name: str, cell: bytes | None) -> Any:
    """Read a cell; refuse with ValueError what no program wrote."""
    if cell is None:
        if name not in OPTIONAL:
            raise ValueError(name)
        return None
    if name in NUMBERS:
        return int(cell)
    read = cell.decode()
    if name == "facts":
        return _facts(read)
    return INSTANT.process_result_value(read, DIALECT) if name == "at" else read


def _facts(read: str) -> dict[str, Any]:
    facts = json.loads(read)
    if not isinstance(facts, dict):
        raise ValueError("facts")  # noqa: TRY004 (all that is wrong in a cell is one thing)
    return facts


def _written(name: str, value: Any) -> bytes | None:
    if value is None:
        return None
    if name == "facts":
        return json.dumps(value).encode()
    if name == "at":
        return (INSTANT.process_bind_param(value, DIALECT) or "").encode()
    return str(value).encode()
