"""Understands the sheets of a bloc workbook: which column is which, which row is what."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.bloc_file.raw import ROWS_MAX, Cell, RawFile, RawRow
from messages.documents import bloc_words
from workflow.bloc_plan import Flaw, Origin, Part, Problem
from workflow.words import fold

# A filled row: its number in the sheet and its cells from column A.
Grid = list[tuple[int, tuple[Any, ...]]]

# Offices put a title above a table; the headings are looked for below it.
HEADING_WITHIN = 10
# These columns may be absent; everything else is asked for by name.
OPTIONAL = frozenset(
    {
        (Part.UNITS, "merged_into"),
        (Part.UNITS, "merged_on"),
        (Part.UNITS, "merger_decision"),
        (Part.PEOPLE, "code"),
        (Part.PEOPLE, "sign_mode"),
        (Part.PEOPLE, "title"),
    }
)


class SheetReader:
    """Walks the grids of one workbook, collecting what is missing or double."""

    def __init__(self, grids: Mapping[str, Grid]) -> None:
        self._grids = grids
        self._problems: list[Problem] = []

    def raw(self) -> RawFile:
        return RawFile(
            bloc=self._bloc(),
            units=self._table(Part.UNITS),
            people=self._table(Part.PEOPLE),
            wholes={part: bloc_words.in_sheet(part) for part in Part},
            problems=tuple(self._problems),
        )

    def _grid(self, part: Part) -> Grid | None:
        name = bloc_words.sheet(part)
        grid = self._grids.get(fold(name))
        if grid is None:
            origin = replace(bloc_words.whole_file(), part=part)
            self._find(origin, Flaw.NO_SHEET, sheet=name)
        elif len(grid) > ROWS_MAX:
            self._find(bloc_words.in_sheet(part), Flaw.TOO_MANY_ROWS, limit=ROWS_MAX)
            return None
        return grid

    def _bloc(self) -> RawRow | None:
        """Read the sheet of one field a row: its heading in column A, its value in column B."""
        grid = self._grid(Part.BLOC)
        if grid is None:
            return None
        origin = bloc_words.in_sheet(Part.BLOC)
        labels = bloc_words.headings(Part.BLOC)
        cells: dict[str, Cell] = {}
        for number, row in grid:
            key = bloc_words.heading_key(Part.BLOC, str(row[0]))
            if key is not None:
                place = bloc_words.in_sheet(Part.BLOC, number)
                if key in cells:
                    self._find(place, Flaw.DOUBLE_COLUMN, label=labels[key])
                cells.setdefault(key, Cell(place, bloc_words.lowered(labels[key]), row[1]))
        unseen = {k: Cell(origin, bloc_words.lowered(v)) for k, v in labels.items()}
        return RawRow(origin, {**unseen, **cells})

    def _table(self, part: Part) -> tuple[RawRow, ...]:
        grid = self._grid(part)
        if grid is None:
            return ()
        place = _heading_at(part, grid)
        if place is None:
            self._lacks_columns(part, {}, bloc_words.in_sheet(part))
            return ()
        number, headings = grid[place]
        origin = bloc_words.in_sheet(part, number)
        columns = self._columns(part, headings, origin)
        # Without a column every row would be called wrong; the column is named instead.
        if self._lacks_columns(part, columns, origin):
            return ()
        return tuple(
            _row(part, row_number, row, columns)
            for row_number, row in grid[place + 1 :]
            if any(row[column] is not None for column in columns.values())
        )

    def _columns(self, part: Part, row: tuple[Any, ...], origin: Origin) -> dict[str, int]:
        """Return the column of each key."""
        named = [(index, str(text)) for index, text in enumerate(row) if text is not None]
        keys = [(bloc_words.heading_key(part, text), index, text) for index, text in named]
        counts = Counter(key for key, _, _ in keys)
        for key, _, text in keys:
            if key is None:
                self._find(origin, Flaw.UNKNOWN_COLUMN, label=text)
        for key, label in bloc_words.headings(part).items():
            if counts[key] > 1:
                self._find(origin, Flaw.DOUBLE_COLUMN, label=label)
        return {key: index for key, index, _ in reversed(keys) if key is not None}

    def _lacks_columns(self, part: Part, columns: Mapping[str, int], origin: Origin) -> bool:
        absent = [
            label
            for key, label in bloc_words.headings(part).items()
            if key not in columns and (part, key) not in OPTIONAL
        ]
        for label in absent:
            self._find(origin, Flaw.NO_COLUMN, label=label)
        return bool(absent)

    def _find(self, origin: Origin, flaw: Flaw, **facts: Any) -> None:
        self._problems.append(Problem(origin, flaw, facts))


def _heading_at(part: Part, grid: Grid) -> int | None:
    """Return where the row of headings stands in the grid; None when there is none."""
    known = [
        sum(bloc_words.heading_key(part, str(text)) is not None for text in row if text is not None)
        for _, row in grid[:HEADING_WITHIN]
    ]
    best = max(known, default=0)
    return known.index(best) if best else None


def _row(part: Part, number: int, row: tuple[Any, ...], columns: Mapping[str, int]) -> RawRow:
    origin = bloc_words.in_sheet(part, number)
    labels = bloc_words.headings(part)
    return RawRow(
        origin,
        {
            key: Cell(
                origin,
                bloc_words.lowered(label),
                row[columns[key]] if key in columns else None,
            )
            for key, label in labels.items()
        },
    )
