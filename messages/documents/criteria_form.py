"""The workbook of criteria: empty, holding a version, or filled and read back."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from messages.documents.bloc_words import book
from messages.documents.printed_table import Quantity, print_on_a4, write
from messages.documents.workbook import Cell, Column, Kind, Layout, Row, open_book
from storage.criteria import Criterion
from storage.kinds import CriterionKind
from workflow.criteria_import import Written
from workflow.file_errors import SheetEmpty
from workflow.words import plain

ROWS = 200
WIDTHS = (32, 10, 70, 12, 16)
OPTIONAL = ("kind",)
BOLD = Font(bold=True)
SHADE = PatternFill("solid", fgColor="E8EEF7")
WRAPPED = Alignment(wrap_text=True, vertical="top")


def criteria_book(criteria: Sequence[Criterion] = ()) -> bytes:
    """Return the form as .xlsx: filled with a version, to be edited and sent back, or empty."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _criteria_sheet(workbook.create_sheet(_words("sheets")["criteria"]), criteria)
    _guide_sheet(workbook.create_sheet(_words("sheets")["guide"]))
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def read_criteria(content: bytes, name: str) -> tuple[Written, ...]:
    """Return the rows of a filled workbook, each under its group.

    A row that names a group and nothing else is a heading; a row of totals is passed over.
    Refuses what `open_book` and `Book.rows` refuse.
    """
    rows: list[Written] = []
    group = ""
    for row in open_book(content, name).rows(_layout(), ROWS):
        if _is_total(row):
            continue
        group = row.cells["group"].text or group
        if not _is_heading(row):
            rows.append(_written(row, group))
    if not rows:
        raise SheetEmpty(_layout().sheet)
    return tuple(rows)


def _words(section: str) -> Any:
    return book("criteria")[section]


def _layout() -> Layout:
    columns = tuple(
        Column(key, tuple(names), is_required=key not in OPTIONAL)
        for key, names in _words("columns").items()
    )
    return Layout(_words("sheets")["criteria"], columns)


def _is_heading(row: Row) -> bool:
    bare = (Kind.EMPTY, Kind.MERGED)
    rest_is_bare = all(row.cells[key].kind in bare for key in ("code", "text"))
    return bool(row.cells["group"].text) and rest_is_bare


def _is_total(row: Row) -> bool:
    totals = set(map(plain, _words("totals")["words"]))
    words = [row.cells[key].text for key in ("group", "code", "text") if row.cells[key].text]
    return len(words) == 1 and plain(words[0]) in totals


def _written(row: Row, group: str) -> Written:
    cells = row.cells
    return Written(
        row.number,
        group,
        _code(cells["code"]),
        cells["text"].text,
        cells["points"].text,
        _kind(cells["kind"].text),
        is_unread=any(cells[key].is_unread for key in ("code", "text", "points", "kind")),
    )


def _code(cell: Cell) -> str:
    """Return a code as typed: one like 1.1 is a number to a spreadsheet."""
    return cell.text.replace(",", ".") if cell.kind is Kind.NUMBER else cell.text


def _kind(text: str) -> str:
    """Return the kind that a word names; empty for a word that names none."""
    known = {plain(word): str(kind) for kind, words in _words("kinds").items() for word in words}
    return known.get(plain(text), "") if text else CriterionKind.SCALE.value


def _criteria_sheet(page: Worksheet, criteria: Iterable[Criterion]) -> None:
    _head(page)
    group = None
    for number, one in enumerate(criteria, start=2):
        shown = None if one.group_name == group else one.group_name
        points = Quantity(one.max_points, "General")
        row = (shown, one.code, one.text, points, _words("kinds")[one.kind][0])
        for column, value in enumerate(row, start=1):
            write(page, number, column, value)
        group = one.group_name
    for cells in page.iter_rows(min_row=2, max_row=ROWS + 1, max_col=len(WIDTHS)):
        for cell in cells:
            cell.alignment = WRAPPED
        # A code stays as typed: 1.10 is not 1.1, and 1.2 is no date.
        cells[1].number_format = "@"
    kinds = ",".join(words[0] for words in _words("kinds").values())
    _allow(page, f"D2:D{ROWS + 1}", "points", type="decimal", formula1="0", formula2="1000")
    _allow(page, f"E2:E{ROWS + 1}", "kind", type="list", formula1=f'"{kinds}"')


def _head(page: Worksheet) -> None:
    _bold_row(page, [names[0] for names in _words("columns").values()])
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    _on_a4(page)


def _guide_sheet(page: Worksheet) -> None:
    guide = _words("guide")
    page.append([guide["title"]])
    page["A1"].font = Font(bold=True, size=14)
    for line in guide["lines"]:
        page.append([line])
        page.merge_cells(start_row=page.max_row, end_row=page.max_row, start_column=1, end_column=5)
        page.cell(page.max_row, 1).alignment = WRAPPED
        page.row_dimensions[page.max_row].height = 32
    page.append([])
    page.append([guide["example_title"]])
    _bold_row(page, [names[0] for names in _words("columns").values()])
    for row in guide["example"]:
        page.append(row)
        for cell in page[page.max_row]:
            cell.alignment = WRAPPED
    _on_a4(page)


def _bold_row(page: Worksheet, words: Sequence[str]) -> None:
    page.append(list(words))
    for cell in page[page.max_row]:
        cell.font = BOLD
        cell.fill = SHADE
        cell.alignment = WRAPPED


def _on_a4(page: Worksheet) -> None:
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    print_on_a4(page)


def _allow(page: Worksheet, cells: str, message: str, **terms: Any) -> None:
    words = _words("cell_errors")
    rule = DataValidation(allow_blank=True, showErrorMessage=True, **terms)
    rule.errorTitle, rule.error = words["title"], words[message]
    page.add_data_validation(rule)
    rule.add(cells)
