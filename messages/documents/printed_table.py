"""A sheet to be printed: title lines, then one table whose header is repeated on every page."""

import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from textwrap import wrap
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True)
class Quantity:
    """A number, and the form in which it is shown."""

    value: Decimal
    form: str


Value = str | int | date | Quantity | None
Looks = dict[tuple[str, str, bool], Any]

PLAIN = Font(name="Times New Roman", size=12)
BOLD = Font(name="Times New Roman", size=12, bold=True)
TITLE = Font(name="Times New Roman", size=14, bold=True)
LINE = Side(style="thin")
FRAME = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
SHADE = PatternFill("solid", fgColor="E8EEF7")
TEXT = Alignment(wrap_text=True, vertical="top")
MIDDLE = Alignment(wrap_text=True, vertical="top", horizontal="center")
HEAD = Alignment(wrap_text=True, vertical="center", horizontal="center")
DAY_FORM = "dd/mm/yyyy"
MOMENT_FORM = "hh:mm dd/mm/yyyy"
A4 = 9
# Points, for letters of size 12.
LINE_HEIGHT = 16.5
# A spreadsheet keeps fifteen digits of a number, and drops zeros in front: those stay text.
NUMBER = re.compile(r"(0|[1-9]\d{0,11}|[1-9]\d{0,2}(?:\.\d{3}){1,3})(,\d{1,3})?(%?)")
FORMULA = ("=", "+", "-", "@")


def fill(
    page: Worksheet,
    lines: Sequence[str],
    headings: Mapping[str, str],
    rows: Sequence[Sequence[Value]],
    widths: Mapping[str, int],
) -> None:
    """Write the sheet; the first line is its title. `widths` are characters, by heading key."""
    wide = [widths[key] for key in headings]
    for number, line in enumerate(lines, start=1):
        _write_line(page, number, line, wide)
    top = len(lines) + 2
    for column, (key, heading) in enumerate(headings.items(), start=1):
        cell = write(page, top, column, heading)
        cell.font, cell.fill, cell.border, cell.alignment = BOLD, SHADE, FRAME, HEAD
        page.column_dimensions[get_column_letter(column)].width = widths[key]
    looks: Looks = {}
    for number, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row, start=1):
            _dress(write(page, number, column, value), looks)
    for number, row in enumerate((tuple(headings.values()), *rows), start=top):
        page.row_dimensions[number].height = LINE_HEIGHT * _n_lines(row, wide)
    page.freeze_panes = f"A{top + 1}"
    page.print_title_rows = f"{top}:{top}"
    print_on_a4(page)


def _dress(cell: Any, looks: Looks) -> None:
    """Give a cell of the table its look: worked out once, as openpyxl weighs each style anew."""
    key = (cell.data_type, cell.number_format, bool(cell.quotePrefix))
    if key not in looks:
        cell.font, cell.border = PLAIN, FRAME
        cell.alignment = TEXT if cell.data_type == "s" else MIDDLE
        looks[key] = cell._style  # noqa: SLF001 (openpyxl has no other name for it)
    cell._style = copy(looks[key])  # noqa: SLF001


def _write_line(page: Worksheet, number: int, line: str, widths: Sequence[int]) -> None:
    """Write a line over all columns: one that ran beyond them would shrink the whole print."""
    cell = write(page, number, 1, line)
    cell.font, cell.alignment = TITLE if number == 1 else PLAIN, TEXT
    page.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(widths))
    page.row_dimensions[number].height = LINE_HEIGHT * _n_lines((line,), (sum(widths),))


def _n_lines(row: Sequence[Value], widths: Sequence[int]) -> int:
    """Return how many lines the fullest cell of a row takes: not every program works it out."""
    texts = [
        (value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)
    ]
    lines = [
        sum(max(1, len(wrap(line, width))) for line in text.splitlines()) for text, width in texts
    ]
    return max(lines, default=1)


def quantity(text: str) -> "Quantity | str":
    """Return a number as a person types it (1.200; 97,5; 95%), or the text as it is."""
    read = NUMBER.fullmatch(text)
    if read is None:
        return text
    whole, fraction, percent = read[1].replace(".", ""), (read[2] or "")[1:], read[3]
    value = Decimal(f"{whole}.{fraction or 0}")
    decimals = f".{'0' * len(fraction)}" if fraction else ""
    if percent:
        return Quantity(value / 100, f"0{decimals}%")
    return Quantity(value, f"#,##0{decimals}")


def write(page: Worksheet, row: int, column: int, value: Value) -> Cell:
    """Write a value as what it is; a text is never a formula, whatever it begins with."""
    cell = page.cell(row, column)
    assert isinstance(cell, Cell)
    if isinstance(value, Quantity):
        cell.value, cell.number_format = value.value, value.form
    elif isinstance(value, str) and value:
        cell.value, cell.data_type = value, "s"
        cell.quotePrefix = value.startswith(FORMULA)
    elif isinstance(value, datetime):
        # A spreadsheet knows no zone: it shows the local time it is given.
        cell.value, cell.number_format = value.replace(tzinfo=None), MOMENT_FORM
    elif isinstance(value, date):
        cell.value, cell.number_format = value, DAY_FORM
    elif isinstance(value, int):
        cell.value = value
    return cell


def print_on_a4(page: Worksheet) -> None:
    """Set a sheet up for printing: A4 lying, all columns on one page's width.

    Letters of 12 points stay 9 or more while the columns have 165 characters together.
    """
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.page_margins = PageMargins(0.6, 0.4, 0.6, 0.8, header=0.3, footer=0.4)
    page.print_options.horizontalCentered = True
    if page.oddFooter is not None:
        page.oddFooter.center.font = f"{PLAIN.name},Regular"
        page.oddFooter.center.size = int(PLAIN.size)
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
