"""The empty bloc file that an office fills in: a workbook, or the same as TOML."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from messages.documents.bloc_words import book, headings, options, sheet
from messages.documents.printed_table import print_on_a4
from messages.language import VIETNAMESE
from messages.render import TEMPLATES
from storage.kinds import Role, SignMode, Standing, Step
from workflow.bloc_plan import Part

ROWS = 200
UNITS = 20
DAY_FORM = "dd/mm/yyyy"
TEXT_FORM = "@"
BOLD = Font(bold=True)
SHADE = PatternFill("solid", fgColor="E8EEF7")
WRAPPED = Alignment(wrap_text=True, vertical="top")
DEFAULTS = {"tasks_per_unit": 10, "highlights_min": 1, "highlights_max": 3}
NUMBERS = {"year": (2000, 2100), **dict.fromkeys(DEFAULTS, (1, 50))}
WIDTHS = {
    Part.BLOC: (28, 44, 66),
    Part.UNITS: (9, 13, 43, 15, 26, 13, 30),
    Part.PEOPLE: (12, 28, 14, 24, 40, 12),
}
LETTERS = "ABCDEFG"


def bloc_template() -> bytes:
    """Return the empty form as .xlsx; the examples stand on a sheet that is never imported."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _bloc_sheet(workbook.create_sheet(sheet(Part.BLOC)))
    _units_sheet(workbook.create_sheet(sheet(Part.UNITS)))
    _people_sheet(workbook.create_sheet(sheet(Part.PEOPLE)))
    _guide_sheet(workbook.create_sheet(book()["sheets"]["guide"]))
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def bloc_template_toml() -> str:
    """Return the empty form as commented TOML."""
    path = TEMPLATES / VIETNAMESE / "documents" / "bloc_template.toml"
    return path.read_text(encoding="utf-8")


def _bloc_sheet(page: Worksheet) -> None:
    _head(page, Part.BLOC, list(book()["headings"]["bloc"].values()))
    for row, (key, heading) in enumerate(headings(Part.BLOC).items(), 2):
        page.append([heading, DEFAULTS.get(key), book()["notes"][key]])
        cell = page.cell(row, 2)
        cell.alignment = WRAPPED
        if key in set(Step):
            cell.number_format = DAY_FORM
            _allow(page, cell.coordinate, _day_rule())
        elif key in NUMBERS:
            cell.number_format = "0"
            cell.alignment = Alignment(horizontal="left")
            _allow(page, cell.coordinate, _number_rule(*NUMBERS[key]))
        else:
            cell.number_format = TEXT_FORM


def _units_sheet(page: Worksheet) -> None:
    _head(page, Part.UNITS, list(headings(Part.UNITS).values()))
    _as_text(page, "BCEG", UNITS)
    _allow(page, f"A2:A{UNITS + 1}", _number_rule(1, 999))
    _allow(page, f"D2:D{UNITS + 1}", _list_rule(_quoted(Standing)))
    _allow(page, f"F2:F{UNITS + 1}", _day_rule())
    for row in range(2, UNITS + 2):
        page.cell(row, 6).number_format = DAY_FORM


def _people_sheet(page: Worksheet) -> None:
    _head(page, Part.PEOPLE, list(headings(Part.PEOPLE).values()))
    _as_text(page, "ABCE", ROWS)
    units = f"'{sheet(Part.UNITS)}'!$B$2:$B${UNITS + 1}"
    _allow(page, f"C2:C{ROWS + 1}", _list_rule(units))
    _allow(page, f"D2:D{ROWS + 1}", _list_rule(_quoted(Role)))
    _allow(page, f"F2:F{ROWS + 1}", _list_rule(_quoted(SignMode)))


def _guide_sheet(page: Worksheet) -> None:
    guide = book()["guide"]
    page.append([guide["title"]])
    page["A1"].font = Font(bold=True, size=14)
    for line in guide["lines"]:
        page.append([line])
        page.merge_cells(start_row=page.max_row, end_row=page.max_row, start_column=1, end_column=6)
        page.cell(page.max_row, 1).alignment = WRAPPED
        page.row_dimensions[page.max_row].height = 32
    _example(page, guide["units_title"], list(headings(Part.UNITS).values()), guide["units"])
    _example(page, guide["people_title"], list(headings(Part.PEOPLE).values()), guide["people"])
    _widen(page, (12, 26, 28, 24, 40, 12))
    print_on_a4(page)


def _example(page: Worksheet, title: str, head: Sequence[str], rows: Sequence[Any]) -> None:
    page.append([])
    page.append([title])
    page.cell(page.max_row, 1).font = BOLD
    page.append(list(head))
    for cell in page[page.max_row]:
        cell.font = BOLD
        cell.fill = SHADE
    for row in rows:
        page.append(row)


def _head(page: Worksheet, part: Part, words: Sequence[str]) -> None:
    page.append(list(words))
    for cell in page[1]:
        cell.font = BOLD
        cell.fill = SHADE
    page.freeze_panes = "A2"
    _widen(page, WIDTHS[part])
    print_on_a4(page)


def _widen(page: Worksheet, widths: Sequence[int]) -> None:
    for letter, width in zip(LETTERS, widths, strict=False):
        page.column_dimensions[letter].width = width


def _as_text(page: Worksheet, letters: str, n_rows: int) -> None:
    """Keep codes and names as typed: "01" is no number, "MAR1" no date."""
    for letter in letters:
        for row in range(2, n_rows + 2):
            page[f"{letter}{row}"].number_format = TEXT_FORM


def _quoted(kind: type[StrEnum]) -> str:
    return f'"{",".join(options(kind))}"'


def _list_rule(formula: str) -> DataValidation:
    return _rule("word", type="list", formula1=formula)


def _number_rule(low: int, high: int) -> DataValidation:
    span = {"low": low, "high": high}
    return _rule("number", span, type="whole", formula1=str(low), formula2=str(high))


def _day_rule() -> DataValidation:
    # Excel counts days from here.
    origin = date(1899, 12, 30)
    first, last = ((day - origin).days for day in (date(2000, 1, 1), date(2100, 12, 31)))
    return _rule("date", type="date", formula1=str(first), formula2=str(last))


def _rule(message: str, facts: Mapping[str, int] | None = None, **terms: Any) -> DataValidation:
    """Return what a cell accepts; a pair of formulas means between, both ends included."""
    words = book()["cell_errors"]
    rule = DataValidation(allow_blank=True, showErrorMessage=True, **terms)
    rule.errorTitle = words["title"]
    rule.error = words[message].format(**(facts or {}))
    return rule


def _allow(page: Worksheet, cells: str, rule: DataValidation) -> None:
    page.add_data_validation(rule)
    rule.add(cells)
