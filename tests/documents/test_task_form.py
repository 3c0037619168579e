"""The form a unit fills in: made, filled as offices fill it, read back row by row."""

import unicodedata
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from messages.documents.task_form import HEADING, headings, read, task_form
from storage.criteria import Criterion
from storage.kinds import CriterionKind
from tests.messages.facts import UNIT, task
from workflow.batch import COLUMNS, Doubt, Row
from workflow.task_form import TaskForm
from workflow.uploading import read_rows

YEAR = 2027
NAME = "mau.xlsx"
TASKS = (
    task(
        1,
        title="Số hóa 100% hồ sơ 🎯",
        is_highlight=True,
        target="95,5%",
        target_unit="hồ sơ",
        due_on=date(YEAR, 9, 30),
        basis="Nghị quyết 57\nKế hoạch 12",
        measures="=SUM(A1:A9)",
        lead="Văn phòng",
        partners="Phòng Kế hoạch",
        evidence="Báo cáo số 01",
        criterion="1.10",
        note="007",
    ),
    task(2, title="Tập huấn cán bộ một cửa"),
)


def form(**changed: Any) -> TaskForm:
    return TaskForm(UNIT, YEAR, 10, (1, 3), **changed)


def filled(**cells: Any) -> tuple[Row, ...]:
    """Return the rows of an empty form with these cells typed into its first row."""
    return read_back({HEADING + 1: {"title": "Việc một", **cells}})


def read_back(rows: dict[int, dict[str, Any]], *, merged: str = "") -> tuple[Row, ...]:
    workbook = load_workbook(BytesIO(task_form(form())))
    page = workbook.worksheets[0]
    places = {column: place for place, column in enumerate(headings(), start=2)}
    for number, cells in rows.items():
        for column, value in cells.items():
            page.cell(number, places[column]).value = value
    if merged:
        page.merge_cells(merged)
    return read_rows(read(saved(workbook), NAME), YEAR)


def saved(workbook: Workbook) -> bytes:
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_what_is_filled_in_beforehand_comes_back_as_it_was() -> None:
    rows = read_rows(read(task_form(form(tasks=TASKS)), NAME), YEAR)

    assert rows == tuple(
        Row(number, **{column: getattr(one, column) for column in COLUMNS})
        for number, one in enumerate(TASKS, start=HEADING + 1)
    )


def test_the_form_says_for_whom_it_is_and_prints_on_a_page() -> None:
    workbook = load_workbook(BytesIO(task_form(form())))
    page = workbook.worksheets[0]

    assert workbook.sheetnames == ["Nhiệm vụ", "Hướng dẫn"]
    assert page["A1"].value == "DANH MỤC NHIỆM VỤ TRỌNG TÂM NĂM 2027"
    assert page["A2"].value == UNIT.name
    assert [page.cell(HEADING + n, 1).value for n in range(1, 12)] == [*range(1, 11), None]
    assert (page.freeze_panes, page.print_title_rows) == ("A5", "$4:$4")
    assert page.page_setup.orientation == "landscape"
    assert {rule.type for rule in page.data_validations.dataValidation} == {
        "list",
        "date",
        "textLength",
    }


@pytest.mark.parametrize("mark", ["x", "X", "có", "Có", 1, True, "⭐", "✓", "điểm nhấn"])
def test_a_highlight_is_marked_as_people_mark(mark: Any) -> None:
    assert [row.is_highlight for row in filled(is_highlight=mark)] == [True]


@pytest.mark.parametrize("mark", ["", "không", "-", 0, False])
def test_an_ordinary_task_is_told_as_people_tell_it(mark: Any) -> None:
    (row,) = filled(is_highlight=mark)

    assert (row.is_highlight, row.doubts) == (False, ())


@pytest.mark.parametrize(
    ("typed", "target"),
    [(12.5, "12,5"), (120, "120"), ("95 %", "95 %"), ("1.250 lượt", "1.250 lượt")],
)
def test_a_number_is_written_as_offices_write_it(typed: Any, target: str) -> None:
    assert [row.target for row in filled(target=typed)] == [target]


@pytest.mark.parametrize("typed", [date(YEAR, 9, 30), "30/9", "30-9-2027", "30.9", "2027-09-30"])
def test_a_date_is_read_however_it_is_typed(typed: Any) -> None:
    (row,) = filled(due_on=typed)

    assert (row.due_on, row.doubts) == (date(YEAR, 9, 30), ())


@pytest.mark.parametrize(
    ("cells", "doubt", "proposal"),
    [
        ({"due_on": "quý III"}, Doubt.UNREAD_DATE, date(YEAR, 9, 30)),
        ({"due_on": "cuối năm"}, Doubt.UNREAD_DATE, date(YEAR, 12, 31)),
        ({"due_on": "sớm"}, Doubt.UNREAD_DATE, None),
        ({"due_on": date(2026, 9, 30)}, Doubt.OUTSIDE_YEAR, None),
        ({"due_on": "31/12/2026"}, Doubt.OUTSIDE_YEAR, None),
        ({"is_highlight": "có lẽ"}, Doubt.UNREAD_MARK, None),
        ({"target": "=1+1"}, Doubt.UNREAD_CELL, None),
        ({"target": "#REF!"}, Doubt.UNREAD_CELL, None),
        ({"lead": "dài " * 60}, Doubt.TOO_LONG, None),
        ({"title": "dài " * 80}, Doubt.TOO_LONG, None),
        ({"title": "", "target": "5 km"}, Doubt.NO_TITLE, None),
    ],
)
def test_what_is_doubtful_is_named_and_nothing_is_guessed(
    cells: dict[str, Any], doubt: Doubt, proposal: date | None
) -> None:
    (row,) = filled(**cells)

    assert [(one.doubt, one.proposal) for one in row.doubts] == [(doubt, proposal)]
    assert (row.number, row.due_on, row.is_highlight) == (HEADING + 1, None, False)


@pytest.mark.parametrize(
    ("day", "proposal"), [(date(YEAR, 9, 30), date(YEAR, 9, 30)), (date(2031, 1, 1), None)]
)
def test_a_date_whose_cell_lost_its_format_is_proposed(day: date, proposal: date | None) -> None:
    workbook = Workbook()
    page = workbook.create_sheet("Nhiệm vụ", 0)
    page.append(["Tên nhiệm vụ", "Thời hạn"])
    page.append(["Việc một", (day - date(1899, 12, 30)).days])

    (row,) = read_rows(read(saved(workbook), NAME), YEAR)

    assert row.due_on is None
    assert [one.proposal for one in row.doubts] == [proposal]


def test_cells_merged_into_others_are_named_by_their_row() -> None:
    rows = read_back(
        {5: {"title": "Việc một", "target": "5 km"}, 6: {"title": "Việc hai", "target": "6 km"}},
        merged="B5:B6",
    )

    assert [(row.number, row.title, row.is_unfit) for row in rows] == [
        (5, "Việc một", False),
        (6, "", True),
    ]


def test_decomposed_letters_and_line_breaks_in_a_title_are_made_plain() -> None:
    (row,) = filled(title=unicodedata.normalize("NFD", "Số hóa\nhồ  sơ"))

    assert row.title == "Số hóa hồ sơ"


def test_like_titles_are_named() -> None:
    rows = read_back({5: {"title": "Làm đường"}, 7: {"title": "LÀM ĐƯỜNG"}})

    assert [[one.doubt for one in row.doubts] for row in rows] == [[], [Doubt.SAME_TITLE]]
    assert [row.number for row in rows] == [5, 7]


def test_a_code_is_kept_and_one_the_bloc_does_not_know_is_named() -> None:
    rows = read(task_form(form(tasks=(task(1, criterion="1.1"), task(2, criterion="9")))), NAME)

    read_again = read_rows(rows, YEAR, {"1.1", "1.2"})

    assert [row.criterion for row in read_again] == ["1.1", "9"]
    assert [[one.doubt for one in row.doubts] for row in read_again] == [
        [],
        [Doubt.UNKNOWN_CRITERION],
    ]


def test_the_codes_of_the_criteria_are_offered_as_a_list() -> None:
    criterion = Criterion(1, 1, 1, CriterionKind.SCALE, "I", "1.1", "Hoàn thành", Decimal(10))
    workbook = load_workbook(BytesIO(task_form(form(criteria=(criterion,)))))
    page, guide = workbook.worksheets

    rules = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    place = rules["L5:L14"].rpartition("$A$")[2]
    assert rules["L5:L14"] == f"'Hướng dẫn'!$A${place}:$A${place}"
    assert guide[f"A{place}"].value == "1.1"
