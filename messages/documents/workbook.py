"""Reads a filled form back from an .xlsx workbook, row by row, whatever order its columns have.

What is wrong with the file, its sheets or its columns is refused; what is wrong with a cell is
told by the cell, so that the reader can name its row and column.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import Any

from messages.documents.workbook_file import Cells, Range, Streams, open_streams, reading
from messages.render import day
from workflow.file import bears_mark, is_secret
from workflow.file_errors import (
    ColumnsMissing,
    ColumnTwice,
    FileRefused,
    SheetEmpty,
    SheetMissing,
    SheetTooLong,
)
from workflow.words import paragraphs, plain

# Offices put a title and a motto above a table; the headings are looked for below them.
HEADING_WITHIN = 15
ROWS_MAX = 200
COUNTED = 5_000


class Kind(StrEnum):
    """What stands in a cell."""

    EMPTY = "empty"
    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    FORMULA = "formula"
    """A formula whose result is not in the file."""
    MERGED = "merged"
    """Swallowed by a merged cell; its content stands in the first of them."""
    ERROR = "error"
    """A result like #REF!; `text` is what the cell shows."""


@dataclass(frozen=True)
class Cell:
    """One cell; `text` is what the eye reads, in NFC: 12,5 or 95% or 31/12/2027."""

    kind: Kind
    text: str = ""
    value: date | int | float | None = None
    """The date or number itself; 95% is 0.95."""

    @property
    def is_unread(self) -> bool:
        """Tell that something stands here that cannot be used."""
        return self.kind in (Kind.FORMULA, Kind.MERGED, Kind.ERROR)


@dataclass(frozen=True)
class Row:
    """A filled row by its number in the sheet; every column of the layout is there."""

    number: int
    cells: Mapping[str, Cell]

    @property
    def is_merged(self) -> bool:
        return any(cell.kind is Kind.MERGED for cell in self.cells.values())


@dataclass(frozen=True)
class Column:
    """A column by its key; the first of `names` is shown, each is recognised as people type it.

    A hint in brackets behind the name is passed over, and so are case and diacritics.
    """

    key: str
    names: tuple[str, ...]
    is_required: bool = True


@dataclass(frozen=True)
class Layout:
    """The sheet that is read and its columns, in the order of the form.

    A column that the form fills in beforehand, like a running number, is not to be listed:
    a row counts as filled when one of these holds something.
    """

    sheet: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Book:
    """An open workbook."""

    streams: Streams

    def rows(self, layout: Layout, limit: int = ROWS_MAX) -> tuple[Row, ...]:
        """Return the filled rows below the headings.

        Refuses a missing sheet, a missing or double column, no row, and more rows than `limit`.
        """
        with reading():
            return _Sheet(self.streams, self._named(layout.sheet), layout).rows(limit)

    def _named(self, wanted: str) -> str:
        names = [name for name in self.streams.sheets if plain(name) == plain(wanted)]
        if not names:
            raise SheetMissing(wanted, tuple(self.streams.sheets))
        return names[0]


def open_book(content: bytes, name: str) -> Book:
    """Open a sent workbook; refuse with `WorkbookRefused` whatever is no plain, whole .xlsx."""
    if is_secret(name) or bears_mark(content):
        raise FileRefused("secret")
    return Book(open_streams(content, name))


class _Sheet:
    """Walks one sheet, as far down as needed."""

    def __init__(self, streams: Streams, name: str, layout: Layout) -> None:
        self._layout = layout
        self._name = name
        self._shown, self._written = streams.shown(name), streams.written(name)
        self._merged = streams.merged(name)

    def rows(self, limit: int) -> tuple[Row, ...]:
        heading, places = self._headings()
        found = tuple(islice(self._filled(heading, places), limit + 1))
        if len(found) > limit:
            rest = (cells for cells in self._shown if _holds(cells, places))
            count = len(found) + sum(1 for _ in islice(rest, COUNTED))
            raise SheetTooLong(self._name, min(count, COUNTED), limit, is_more=count > COUNTED)
        if not found:
            raise SheetEmpty(self._name)
        return found

    def _headings(self) -> tuple[int, dict[str, int]]:
        """Return the number of the row of headings and the place of each column in it."""
        top = list(islice(zip(self._shown, self._written, strict=True), HEADING_WITHIN))
        known = [[self._key(cell) for cell in cells] for cells, _ in top]
        best = max(known, key=lambda keys: len(set(keys)), default=[])
        required = [column for column in self._layout.columns if column.is_required]
        missing = tuple(column.names[0] for column in required if column.key not in best)
        if missing:
            raise ColumnsMissing(self._name, missing)
        for column in self._layout.columns:
            if best.count(column.key) > 1:
                raise ColumnTwice(self._name, column.names[0])
        number = known.index(best) + 1
        self._below = iter(top[number:])
        return number, {key: place for place, key in enumerate(best) if key is not None}

    def _key(self, cell: Any) -> str | None:
        """Return the key of the column that a heading names."""
        if not isinstance(cell.value, str):
            return None
        heading = {plain(cell.value), plain(cell.value.partition("(")[0])}
        fitting = (c.key for c in self._layout.columns if heading & set(map(plain, c.names)))
        return next(fitting, None)

    def _filled(self, heading: int, places: Mapping[str, int]) -> Iterator[Row]:
        for number, (shown, written) in enumerate(self._both(), start=heading + 1):
            cells = {
                column.key: self._cell(number, places.get(column.key), shown, written)
                for column in self._layout.columns
            }
            if any(cell.kind not in (Kind.EMPTY, Kind.MERGED) for cell in cells.values()):
                yield Row(number, cells)

    def _both(self) -> Iterator[tuple[Cells, Cells]]:
        yield from self._below
        yield from zip(self._shown, self._written, strict=True)

    def _cell(self, number: int, place: int | None, shown: Cells, written: Cells) -> Cell:
        if place is None or place >= len(shown):
            return Cell(Kind.EMPTY)
        if any(_swallows(merged, number, place + 1) for merged in self._merged):
            return Cell(Kind.MERGED)
        return _cell(shown[place], written[place])


def _holds(cells: Cells, places: Mapping[str, int]) -> bool:
    return any(cells[place].value is not None for place in places.values() if place < len(cells))


def _swallows(merged: Range, row: int, column: int) -> bool:
    """Tell whether a merged range hides a cell; its first one it does not."""
    left, top, right, bottom = merged
    return left <= column <= right and top <= row <= bottom and (column, row) != (left, top)


def _cell(shown: Any, written: Any) -> Cell:
    value = shown.value
    if shown.data_type == "e":
        return Cell(Kind.ERROR, str(value))
    if value is None:
        return Cell(Kind.FORMULA if written.data_type == "f" else Kind.EMPTY)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return Cell(Kind.DAY, day(value), value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Cell(Kind.NUMBER, _number(value, shown.number_format or ""), value)
    text = paragraphs(str(value))
    return Cell(Kind.TEXT, text) if text else Cell(Kind.EMPTY)


def _number(value: float, form: str) -> str:
    shown = f"{value * 100:.12g}%" if "%" in form else f"{value:.15g}"
    return shown.replace(".", ",")
