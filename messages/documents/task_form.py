"""The workbook in which a unit fills in its key tasks: made for the unit, and read back."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from messages.documents import workbook
from messages.documents.bloc_words import book
from messages.documents.printed_table import LINE_HEIGHT, print_on_a4
from messages.documents.workbook import Column, Layout, open_book
from storage.criteria import Criterion
from workflow.batch import LIMITS
from workflow.task_form import TaskForm

# No bloc asks for more tasks of a unit.
ROWS_READ = 50
HEADING = 4
FONT = "Times New Roman"
NUMBER_WIDTH = 5
# Letters of a unit's name on one line.
NAME_LINE = 130
WIDTHS = {
    "title": 34,
    "is_highlight": 7,
    "target": 14,
    "target_unit": 9,
    "due_on": 12,
    "basis": 15,
    "measures": 19,
    "lead": 11,
    "partners": 11,
    "evidence": 12,
    "criterion": 8,
    "note": 8,
}
SHADE = PatternFill("solid", fgColor="E8EEF7")
LINE = Side(style="thin", color="999999")
WRAPPED = Alignment(wrap_text=True, vertical="top")


def words() -> Mapping[str, Any]:
    return book("task_form")


def headings() -> dict[str, str]:
    """Return the shown heading of each column, in the order of the form."""
    return {column: names[0] for column, names in words()["columns"].items()}


def read(content: bytes, name: str) -> tuple[workbook.Row, ...]:
    """Return the filled rows of a form; refuse a file that is none."""
    columns = tuple(
        Column(column, tuple(names), is_required=column == "title")
        for column, names in words()["columns"].items()
    )
    return open_book(content, name).rows(Layout(words()["sheet"], columns), ROWS_READ)


def task_form(form: TaskForm) -> bytes:
    """Return the form as .xlsx, the tasks that are there already filled in."""
    made = Workbook()
    made.remove(made.worksheets[0])
    page = made.create_sheet(words()["sheet"])
    guide = made.create_sheet(words()["guide_sheet"])
    _head(page, form)
    _fill(page, form)
    codes = _guide(guide, form)
    _restrict(page, form, codes)
    for sheet in (page, guide):
        print_on_a4(sheet)
    page.print_title_rows = f"{HEADING}:{HEADING}"
    page.freeze_panes = f"A{HEADING + 1}"
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def _head(page: Worksheet, form: TaskForm) -> None:
    facts = _facts(form)
    for row, text in enumerate((words()["title"], form.unit.name, words()["note"]), start=1):
        _write(page.cell(row, 1), text.format(**facts) if row != 2 else text)
        # A text that ran beyond the columns would shrink the whole print.
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=1 + len(WIDTHS))
        page.cell(row, 1).alignment = WRAPPED
    if len(form.unit.name) > NAME_LINE:
        page.row_dimensions[2].height = 2 * LINE_HEIGHT
    page["A1"].font = Font(name=FONT, size=14, bold=True)
    page["A2"].font = Font(name=FONT, size=13, bold=True)
    required = {"title": f"{headings()['title']} *"}
    for place, heading in enumerate((words()["number"], *({**headings(), **required}.values())), 1):
        cell = page.cell(HEADING, place)
        _write(cell, heading)
        cell.font = Font(name=FONT, size=12, bold=True)
        cell.fill = SHADE
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.border = Border(LINE, LINE, LINE, LINE)
    page.row_dimensions[HEADING].height = 2 * LINE_HEIGHT
    for place, width in enumerate((NUMBER_WIDTH, *WIDTHS.values()), start=1):
        page.column_dimensions[get_column_letter(place)].width = width


def _fill(page: Worksheet, form: TaskForm) -> None:
    for index in range(form.limit):
        task = form.tasks[index] if index < len(form.tasks) else None
        for place, column in enumerate(("number", *headings()), start=1):
            cell = page.cell(HEADING + 1 + index, place)
            value = index + 1 if column == "number" else getattr(task, column, None)
            if column == "is_highlight":
                value = words()["mark"] if value else None
            # What is typed stays as typed: "01" is no number and "1-2" is no date.
            cell.number_format = {"number": "0", "due_on": "dd/mm/yyyy"}.get(column, "@")
            _write(cell, value)
            cell.alignment = WRAPPED
            cell.border = Border(LINE, LINE, LINE, LINE)


def _write(cell: Any, value: Any) -> None:
    """Put a value into a cell; a text is a text, even one that looks like a formula."""
    assert isinstance(cell, Cell)
    cell.value = value or None
    if isinstance(value, str) and value:
        cell.data_type = "s"
    cell.font = Font(name=FONT, size=12)


def _guide(page: Worksheet, form: TaskForm) -> str | None:
    """Write the instructions; return where the codes of the criteria stand, if there are any."""
    guide, facts = words()["guide"], _facts(form)
    for row, text in enumerate((guide["title"], *guide["lines"]), start=1):
        _write(page.cell(row, 1), text.format(**facts))
    page["A1"].font = Font(name=FONT, size=14, bold=True)
    page.column_dimensions["A"].width = 16
    page.column_dimensions["B"].width = 110
    if not form.criteria:
        return None
    for heading in ([], [guide["criteria"]], guide["criteria_headings"]):
        page.append(heading)
    for cell in (*page[page.max_row - 1], *page[page.max_row]):
        cell.font = Font(name=FONT, size=12, bold=True)
    first = page.max_row + 1
    for one in form.criteria:
        _describe(page, one)
    return f"'{page.title}'!$A${first}:$A${page.max_row}"


def _describe(page: Worksheet, criterion: Criterion) -> None:
    row = page.max_row + 1
    for place, text in enumerate((criterion.code, criterion.text), start=1):
        cell = page.cell(row, place)
        cell.number_format = "@"
        _write(cell, text)
        cell.alignment = WRAPPED


def _restrict(page: Worksheet, form: TaskForm, codes: str | None) -> None:
    first, last = f"DATE({form.year},1,1)", f"DATE({form.year},12,31)"
    terms: dict[str, dict[str, Any]] = {
        column: {"type": "textLength", "operator": "lessThanOrEqual", "formula1": str(limit)}
        for column, limit in LIMITS.items()
    }
    terms["is_highlight"] = {"type": "list", "formula1": f'"{words()["mark"]}"'}
    terms["due_on"] = {"type": "date", "operator": "between", "formula1": first, "formula2": last}
    if codes:
        terms["criterion"] = {"type": "list", "formula1": codes}
    errors = words()["cell_errors"]
    for place, column in enumerate(headings(), start=2):
        message = {"is_highlight": "mark", "due_on": "due_on"}.get(column, "length")
        message = "criterion" if codes and column == "criterion" else message
        rule = DataValidation(allow_blank=True, showErrorMessage=True, **terms[column])
        rule.errorTitle = errors["title"]
        rule.error = errors[message].format(limit=LIMITS.get(column), **_facts(form))
        letter = get_column_letter(place)
        rule.add(f"{letter}{HEADING + 1}:{letter}{HEADING + form.limit}")
        page.add_data_validation(rule)


def _facts(form: TaskForm) -> dict[str, int]:
    low, high = form.highlights
    return {"year": form.year, "count": form.limit, "low": low, "high": high}
