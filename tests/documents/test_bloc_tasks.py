"""The workbooks of key tasks: printable, of real dates and numbers, and nothing but text in text."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from messages.documents.bloc_tasks import bloc_book, unit_book
from storage.key_tasks import KeyTask
from storage.kinds import ListState
from tests.messages.cases.bloc_tasks import ALL, SOME, sent, view
from tests.messages.facts import DUE, NOW, UNITS, WHOLE, submitted, task
from workflow.bloc_tasks import BlocTasks

SOON = datetime(2027, 2, 26)  # noqa: DTZ001 (a spreadsheet knows no zone)


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def table(page: Worksheet) -> list[tuple[Any, ...]]:
    rows = list(page.iter_rows(values_only=True))
    return rows[next(n for n, row in enumerate(rows) if row[0] == "STT") :]


def of_tasks(*tasks: KeyTask) -> BlocTasks:
    return view(replace(sent(UNITS[2]), tasks=tasks))


def first_row(**fields: Any) -> dict[str, Any]:
    heading, row = table(opened(unit_book(of_tasks(task(1, **fields))))["STC"])
    return dict(zip(heading, row, strict=True))


def test_the_summary_comes_first_and_every_list_sent_follows() -> None:
    book = opened(bloc_book(ALL))

    assert book.sheetnames == ["Tổng hợp", "Các đơn vị", *(unit.code for unit in UNITS)]
    assert len(table(book["Tổng hợp"])) == 1 + 24
    assert book["Tổng hợp"]["A1"].value == "TỔNG HỢP NHIỆM VỤ ĐIỂM NHẤN NĂM 2027"
    assert "6 điểm nhấn của 3/8 đơn vị" in opened(bloc_book(SOME))["Tổng hợp"]["A3"].value


def test_the_units_are_told_with_state_counts_and_days() -> None:
    decided: dict[str, Any] = {"approved_at": NOW, "decided_at": NOW}
    done = replace(
        sent(UNITS[3], late=2), submission=submitted(ListState.APPROVED, UNITS[3], **decided)
    )
    waits = sent(UNITS[0], ListState.WAITING_CHAIR)

    rows = table(opened(bloc_book(view(waits, done)))["Các đơn vị"])[1:]

    day = datetime(2027, 2, 22)  # noqa: DTZ001
    assert rows[0][3:] == ("Chờ Phó Trưởng khối", 10, 2, 0, None, None)
    assert rows[1][3:] == ("Chưa gửi lên khối", *(None,) * 5)
    assert rows[3] == (4, "SCT", "Sở Công Thương", "Đã duyệt", 10, 2, 2, day, day)


def test_a_task_keeps_every_field() -> None:
    heading, row = table(opened(unit_book(of_tasks(WHOLE)))["STC"])

    assert None not in heading
    assert row == (
        5,
        WHOLE.title,
        None,
        120,
        "lượt cán bộ",
        WHOLE.basis,
        WHOLE.measures,
        WHOLE.lead,
        WHOLE.partners,
        datetime(2027, 6, 15),  # noqa: DTZ001
        WHOLE.evidence,
        "I.2",
        WHOLE.note,
    )


@pytest.mark.parametrize(
    ("typed", "read", "form"),
    [
        ("95", 95, "#,##0"),
        ("1.200", 1200, "#,##0"),
        ("97,5", 97.5, "#,##0.0"),
        ("95%", 0.95, "0%"),
        ("97,25%", 0.9725, "0.00%"),
        ("0", 0, "#,##0"),
        ("1.5", "1.5", "General"),  # a dot separates thousands here
        ("007", "007", "General"),
        ("95% hồ sơ", "95% hồ sơ", "General"),
        ("1234567890123456", "1234567890123456", "General"),
        ("31/12", "31/12", "General"),
    ],
)
def test_a_target_that_is_a_number_is_written_as_one(typed: str, read: object, form: str) -> None:
    cell = opened(unit_book(of_tasks(task(1, target=typed))))["STC"]["D7"]

    assert (cell.value, cell.number_format) == (read, form)


def test_a_due_date_is_a_date() -> None:
    cell = opened(unit_book(of_tasks(task(1, due_on=DUE))))["STC"]["J7"]

    assert (cell.value, cell.number_format, cell.is_date) == (SOON, "dd/mm/yyyy", True)


@pytest.mark.parametrize("text", ["=1+1", "+84 1", "-5", "@SUM(A1)", "#N/A", '=HYPERLINK("x")'])
def test_a_text_is_never_a_formula(text: str) -> None:
    cell = opened(unit_book(of_tasks(task(1, title=text))))["STC"]["B7"]

    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text[0] != "#")


def test_what_is_not_there_is_an_empty_cell() -> None:
    assert set(first_row(title="Việc").values()) == {1, "Việc", None}


@pytest.mark.parametrize("name", ["Tổng hợp", "Các đơn vị", "STC"])
def test_a_sheet_can_be_printed(name: str) -> None:
    page = opened(bloc_book(SOME))[name]
    top = next(row[0].row for row in page.iter_rows() if row[0].value == "STT")

    assert page.print_title_rows == f"${top}:${top}"
    assert page.freeze_panes == f"A{top + 1}"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    cell = page.cell(top + 1, 2)
    assert (cell.font.name, cell.font.size, cell.alignment.wrap_text) == (
        "Times New Roman",
        12,
        True,
    )
    assert cell.border.left.style == cell.border.bottom.style == "thin"


def test_the_sheets_of_odd_codes_open_in_any_office() -> None:
    codes = ("A/B:[1]?", "tổng hợp", "History", "x" * 40, "X" * 40)
    units = [replace(unit, code=code) for unit, code in zip(UNITS, codes, strict=False)]

    names = opened(bloc_book(view(*[sent(unit) for unit in units]))).sheetnames

    assert names[2:5] == ["A-B--1--", "tổng hợp (2)", "History (2)"]
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) <= 31


def test_an_amendment_says_so() -> None:
    amended = submitted(ListState.APPROVED, UNITS[2], round=2, amend_reason="Giao thêm chỉ tiêu")
    page = opened(unit_book(view(replace(sent(UNITS[2], late=1), submission=amended))))["STC"]

    assert page["A4"].value == "Bản điều chỉnh lần 1. Lý do: Giao thêm chỉ tiêu"
    assert page["A5"].value.endswith("Quá hạn 1 ngày làm việc.")


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (None, "Lãnh đạo đơn vị duyệt: Trần Quốc Khánh, ngày 22/02/2027."),
        (4, "Lãnh đạo đơn vị duyệt bằng văn bản, ngày 22/02/2027."),
    ],
)
def test_who_approved_for_the_unit_is_said(paper: int | None, said: str) -> None:
    known = submitted(
        ListState.WAITING_CHAIR, UNITS[2], approved_at=NOW, approved_by=31, signed_paper_id=paper
    )
    one = replace(sent(UNITS[2]), submission=known, leader="Trần Quốc Khánh")

    assert opened(unit_book(view(one)))["STC"]["A4"].value == said
