"""The criteria go out as a workbook, and come back as people fill it."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from messages.documents.criteria_form import criteria_book, read_criteria
from storage.criteria import Criterion
from storage.kinds import CriterionKind
from workflow.criteria_import import Written, read_rows
from workflow.file_errors import ColumnsMissing, SheetEmpty

HEADINGS = ("Nhóm tiêu chí", "Mã", "Nội dung tiêu chí", "Điểm tối đa", "Loại điểm")
CRITERIA = (
    Criterion(1, 1, 1, CriterionKind.SCALE, "I. Nhiệm vụ", "1.1", "Đúng hạn", Decimal("12.5")),
    Criterion(2, 1, 2, CriterionKind.SCALE, "I. Nhiệm vụ", "1.10", "Số hóa", Decimal("87.5")),
    Criterion(3, 1, 3, CriterionKind.BONUS, "II. Thưởng", "T1", "Mô hình mới", Decimal(5)),
    Criterion(4, 1, 4, CriterionKind.PENALTY, "III. Trừ", "P1", "Nộp muộn", Decimal("0.25")),
)


def filled(*rows: tuple[Any, ...], merged: str = "") -> bytes:
    """Fill the empty form as a person does."""
    workbook = load_workbook(BytesIO(criteria_book()))
    page = workbook["Tiêu chí"]
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            page.cell(number, column).value = value
    if merged:
        page.merge_cells(merged)
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def read(content: bytes) -> tuple[Written, ...]:
    return read_criteria(content, "tieu-chi.xlsx")


def test_a_version_sent_out_comes_back_word_for_word() -> None:
    entries = read_rows(read(criteria_book(CRITERIA)))

    assert [(e.kind, e.group_name, e.code, e.text, e.max_points, e.doubts) for e in entries] == [
        (c.kind, c.group_name, c.code, c.text, c.max_points, ()) for c in CRITERIA
    ]


def test_a_text_that_begins_like_a_formula_stays_a_text() -> None:
    odd = Criterion(1, 1, 1, CriterionKind.SCALE, "=1+1", "1", "=A1", Decimal(5))

    (row,) = read(criteria_book((odd,)))

    assert (row.group, row.text, row.is_unread) == ("=1+1", "=A1", False)


def test_the_empty_form_has_nothing_to_read() -> None:
    with pytest.raises(SheetEmpty):
        read(criteria_book())


def test_the_form_can_be_filled_without_a_mistake_and_printed() -> None:
    page = load_workbook(BytesIO(criteria_book(CRITERIA)))["Tiêu chí"]

    assert tuple(cell.value for cell in page[1]) == HEADINGS
    assert page.freeze_panes == "A2"
    assert page.print_title_rows == "$1:$1"
    assert page["B2"].number_format == "@"
    assert page["C2"].alignment.wrap_text
    rules = {rule.type: rule for rule in page.data_validations.dataValidation}
    assert rules["list"].formula1 == '"Trong thang,Thưởng,Trừ"'
    assert {"decimal", "list"} == set(rules)


def test_a_group_goes_on_below_its_first_row_merged_or_not() -> None:
    rows = (
        ("I. Nhiệm vụ", "1.1", "Đúng hạn", 10),
        ("", "1.2", "Số hóa", 10),
        ("II. Phong trào", "2.1", "Tham gia", 10),
        ("", "2.2", "Báo cáo", 10),
    )

    for content in (filled(*rows), filled(*rows, merged="A4:A5")):
        groups = [row.group for row in read(content)]
        assert groups == ["I. Nhiệm vụ"] * 2 + ["II. Phong trào"] * 2


def test_a_heading_across_the_table_names_the_group_and_a_total_is_passed_over() -> None:
    content = filled(
        ("I. Nhiệm vụ", None, None, 20),
        ("", "1.1", "Đúng hạn", "12,5 điểm"),
        ("", "", "Tổng cộng", 12.5),
        merged="A2:C2",
    )

    assert read(content) == (Written(3, "I. Nhiệm vụ", "1.1", "Đúng hạn", "12,5 điểm", "scale"),)


@pytest.mark.parametrize(
    ("word", "kind"),
    [("", "scale"), ("Trong thang điểm", "scale"), ("THUONG", "bonus"), ("điểm trừ", "penalty")],
)
def test_a_kind_is_known_by_its_word(word: str, kind: str) -> None:
    ((row),) = read(filled(("I", "1", "Đúng hạn", 10, word)))

    assert row.kind == kind


def test_what_cannot_be_used_is_told_by_its_row() -> None:
    formula, wrong = read(filled(("I", "1", "Đúng hạn", "=5+5"), ("", 1.2, "Số hóa", 10, "Khác")))

    assert (formula.number, formula.is_unread) == (2, True)
    assert (wrong.number, wrong.code, wrong.kind) == (3, "1.2", "")


def test_a_table_of_another_shape_is_refused_by_its_columns() -> None:
    workbook = Workbook()
    page = workbook.worksheets[0]
    page.title = "Tiêu chí"
    page.append(("STT", "Nội dung"))
    stream = BytesIO()
    workbook.save(stream)

    with pytest.raises(ColumnsMissing) as refused:
        read(stream.getvalue())

    assert refused.value.columns == ("Nhóm tiêu chí", "Mã", "Điểm tối đa")
