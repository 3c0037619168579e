"""Reads a bloc from TOML: [bloc], [deadlines], [[unit]], [[person]]; unknown keys are refused."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.bloc_file.raw import ROWS_MAX, Cell, RawFile, RawRow
from messages.documents import bloc_words
from storage.kinds import Step
from workflow.bloc_plan import FileRefused, Flaw, Origin, Part, Problem

TABLES = {"unit": Part.UNITS, "person": Part.PEOPLE}
TOP = ("bloc", "deadlines", *TABLES)


def read_toml(path: Path) -> RawFile:
    """Return the file's cells; refuse with `FileRefused` what is no TOML at all."""
    return _Reader(_parsed(path)).raw()


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FileRefused([_about_file(Flaw.NOT_UTF8, name=path.name)]) from error
    except tomllib.TOMLDecodeError as error:
        raise FileRefused([_about_file(Flaw.BAD_TOML, name=path.name, reason=error)]) from error


def _about_file(flaw: Flaw, **facts: Any) -> Problem:
    return Problem(bloc_words.whole_file(), flaw, facts)


class _Reader:
    """Walks one parsed file, collecting what has the wrong shape."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._content = content
        self._problems: list[Problem] = []

    def raw(self) -> RawFile:
        self._refuse_unknown(self._content, TOP, bloc_words.whole_file())
        return RawFile(
            bloc=self._bloc(),
            units=self._rows("unit"),
            people=self._rows("person"),
            wholes={part: bloc_words.in_toml(part) for part in Part},
            problems=tuple(self._problems),
        )

    def _bloc(self) -> RawRow:
        origin = bloc_words.in_toml(Part.BLOC)
        days = Origin("[deadlines]", Part.BLOC, 1)
        dates = {step.value for step in Step}
        keys = [key for key in bloc_words.headings(Part.BLOC) if key not in dates]
        return RawRow(
            origin,
            {
                **self._cells(self._table("bloc", origin), keys, origin),
                **self._cells(self._table("deadlines", days), sorted(dates), days),
            },
        )

    def _table(self, name: str, origin: Origin) -> Mapping[str, Any]:
        table = self._content.get(name, {})
        if isinstance(table, dict):
            return table
        self._misshapen(name, origin, f"[{name}]")
        return {}

    def _rows(self, name: str) -> tuple[RawRow, ...]:
        part = TABLES[name]
        tables = self._content.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
            self._misshapen(name, bloc_words.in_toml(part), f"[[{name}]]")
            return ()
        if len(tables) > ROWS_MAX:
            facts = {"limit": ROWS_MAX}
            self._problems.append(Problem(bloc_words.in_toml(part), Flaw.TOO_MANY_ROWS, facts))
            return ()
        return tuple(self._row(part, number, table) for number, table in enumerate(tables, 1))

    def _row(self, part: Part, number: int, table: Mapping[str, Any]) -> RawRow:
        origin = bloc_words.in_toml(part, number)
        return RawRow(origin, self._cells(table, list(bloc_words.headings(part)), origin))

    def _cells(self, table: Mapping[str, Any], keys: list[str], origin: Origin) -> dict[str, Cell]:
        self._refuse_unknown(table, keys, origin)
        return {key: Cell(origin, key, table.get(key)) for key in keys}

    def _refuse_unknown(
        self, table: Mapping[str, Any], keys: tuple[str, ...] | list[str], origin: Origin
    ) -> None:
        self._problems += [
            Problem(origin, Flaw.UNKNOWN_KEY, {"label": key, "options": list(keys)})
            for key in table
            if key not in keys
        ]

    def _misshapen(self, label: str, origin: Origin, shape: str) -> None:
        facts = {"label": label, "shape": shape}
        self._problems.append(Problem(origin, Flaw.NOT_TABLE, facts))
