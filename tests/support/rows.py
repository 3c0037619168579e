"""A look into the database file from outside, past the code under test."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


class Rows:
    """Answers SQL from a file that it cannot change."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        address = f"file:{self._file}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=10)) as database:
            return database.execute(statement, values).fetchall()
