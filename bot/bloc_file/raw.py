"""A bloc file as read, before its cells mean anything; the same from a workbook and from TOML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workflow.bloc_plan import Flaw, Origin, Part, Problem

ROWS_MAX = 1000


@dataclass(frozen=True)
class Unreadable:
    """What stands in a cell that has no value, and why."""

    flaw: Flaw
    shown: str = ""


@dataclass(frozen=True)
class Cell:
    """A value with its place and the name its reader knows it by."""

    origin: Origin
    label: str
    value: Any = None


@dataclass(frozen=True)
class RawRow:
    """The cells of one row by key; every key of its part is there."""

    origin: Origin
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class RawFile:
    """The three parts, and what is wrong with the file itself."""

    bloc: RawRow | None
    units: tuple[RawRow, ...]
    people: tuple[RawRow, ...]
    wholes: Mapping[Part, Origin]
    problems: tuple[Problem, ...] = field(default=())
