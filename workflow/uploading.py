"""Reads the cells of a filled form as key tasks; what a cell does not tell for certain is named."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Protocol

from storage.unit_of_work import UnitOfWork
from workflow import criterion
from workflow.batch import LIMITS, Batch, Doubt, Doubted, Row, Source, judged
from workflow.due_text import read_due, within
from workflow.key_task import to_edit
from workflow.permission import Actor
from workflow.task_field import FIELDS
from workflow.words import clean, plain

SEVERAL_LINES = {one.column for one in FIELDS.values() if one.lines}
YES = {"x", "co", "1", "v", "yes", "y", "true", "diem nhan"}
NO = {"", "khong", "0", "no", "n", "false"}
STARS = "\N{WHITE MEDIUM STAR}\N{BLACK STAR}\N{HEAVY CHECK MARK}\N{CHECK MARK}"
# Excel counts days from here.
ORIGIN = date(1899, 12, 30)
FARTHEST = 100_000


class Cell(Protocol):
    """One cell: `text` is what the eye reads, `value` the date or number itself."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def value(self) -> date | int | float | None: ...
    @property
    def is_unread(self) -> bool: ...


class Filled(Protocol):
    """A filled row by its number in the sheet, its cells by column."""

    @property
    def number(self) -> int: ...
    @property
    def cells(self) -> Mapping[str, Any]: ...


async def read(uow: UnitOfWork, actor: Actor, unit_id: int, filled: Iterable[Filled]) -> Batch:
    """Read the rows of a form for a list that may be changed now; nothing is saved."""
    sheet = await to_edit(uow, actor, unit_id)
    codes = await criterion.codes(uow, actor.cycle.id)
    return Batch(sheet, read_rows(filled, actor.cycle.year, codes), Source.UPLOADED)


def read_rows(filled: Iterable[Filled], year: int, codes: Collection[str] = ()) -> tuple[Row, ...]:
    """Return one task for each filled row, in the order of the sheet."""
    return judged((_read_row(one, year) for one in filled), codes)


def _read_row(filled: Filled, year: int) -> Row:
    cells: Mapping[str, Cell] = filled.cells
    texts: dict[str, Any] = {column: _text(cells[column], column) for column in LIMITS}
    due_on, undated = _read_due(cells["due_on"], year)
    is_highlight, unmarked = _read_mark(cells["is_highlight"])
    unread = tuple(
        Doubted(Doubt.UNREAD_CELL, column, cell.text or cell.kind)
        for column, cell in cells.items()
        if cell.is_unread
    )
    doubts = tuple(one for one in (undated, unmarked) if one)
    row = Row(filled.number, is_highlight=is_highlight, due_on=due_on, doubts=(*unread, *doubts))
    return replace(row, **texts)


def _text(cell: Cell, column: str) -> str:
    """Return what the cell says, cut where it is too long to be saved anyway."""
    if cell.is_unread:
        return ""
    text = cell.text if column in SEVERAL_LINES else clean(cell.text)
    if column == "criterion" and isinstance(cell.value, float):
        # The code 1.1, typed into a cell for numbers.
        text = text.replace(",", ".")
    return text[: LIMITS[column] + 1]


def _read_due(cell: Cell, year: int) -> tuple[date | None, Doubted | None]:
    if cell.is_unread or not cell.text:
        return None, None
    if isinstance(cell.value, date):
        return within(cell.value, year, cell.text)
    day, doubted = read_due(cell.text[:100], year)
    if doubted is not None and isinstance(cell.value, int) and 0 < cell.value < FARTHEST:
        # A date whose cell lost its format is only a number.
        meant = ORIGIN + timedelta(days=cell.value)
        doubted = replace(doubted, proposal=meant if meant.year == year else None)
    return day, doubted


def _read_mark(cell: Cell) -> tuple[bool, Doubted | None]:
    if cell.is_unread:
        return False, None
    said = plain(cell.text)
    if said in YES or (not said and any(star in cell.text for star in STARS)):
        return True, None
    doubted = Doubted(Doubt.UNREAD_MARK, "is_highlight", cell.text[:40])
    return False, None if said in NO else doubted
