"""The empty form helps whoever fills it in: headings, drop-downs, real dates, a guide."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from messages.documents.bloc_form import bloc_template
from messages.documents.bloc_words import book, choices, options
from storage.kinds import Role, SignMode, Standing
from workflow.bloc_people import CODE_LIMIT, derived_code
from workflow.words import clean, fold


@pytest.fixture
def form() -> Any:
    return load_workbook(BytesIO(bloc_template()))


@pytest.mark.parametrize("name", ["Khối", "Đơn vị", "Người"])
def test_headings_are_bold_and_stay_in_view(form: Any, name: str) -> None:
    page = form[name]

    assert page.freeze_panes == "A2"
    assert all(cell.font.bold for cell in page[1])
    assert all(page.column_dimensions[cell.column_letter].width >= 9 for cell in page[1])


def test_form_holds_no_example_to_delete(form: Any) -> None:
    """Examples stand in the guide only; the form's own rows are empty but for the defaults."""
    assert [row for row in form["Đơn vị"].iter_rows(2, values_only=True) if any(row)] == []
    assert [row for row in form["Người"].iter_rows(2, values_only=True) if any(row)] == []
    assert [v for (v,) in form["Khối"].iter_rows(2, 13, 2, 2, values_only=True) if v] == [10, 1, 3]


def test_closed_words_are_drop_downs(form: Any) -> None:
    rules = {str(r.sqref): r.formula1 for r in form["Người"].data_validations.dataValidation}

    assert rules == {
        "C2:C201": "'Đơn vị'!$B$2:$B$21",
        "D2:D201": f'"{",".join(options(Role))}"',
        "F2:F201": '"HEAD,Q,KT"',
    }
    assert form["Khối"]["B11"].number_format == "dd/mm/yyyy"


def test_guide_speaks_the_forms_own_words() -> None:
    """What the guide shows as an example would be accepted."""
    guide = book()["guide"]

    assert all(fold(row[3]) in choices(Standing) for row in guide["units"])
    assert all(fold(row[3]) in choices(Role) for row in guide["people"])
    assert all(not row[5] or fold(row[5]) in choices(SignMode) for row in guide["people"])
    assert set(book()["roles"]) == set(Role)
    assert set(book()["standings"]) == set(Standing)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Đặng   Thị\tƯỚC ", "dang thi uoc"),
        ("Đo\u0302\u0309 Quỳnh", "do quynh"),
        ("Ðoàn", "doan"),
        ("lãnh\u00a0đạo", "lanh dao"),
    ],
)
def test_fold_forgets_case_marks_and_blanks(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_clean_keeps_letters_composed() -> None:
    assert clean(" Nguye\u0302\u0303n   Văn A\n") == "Nguyễn Văn A"


def test_derived_codes_are_short_and_apart() -> None:
    """A very long name still gives a code of its own that fits."""
    long = "Nguyễn " * 14
    codes = {derived_code("SKHĐT", long + end) for end in ("An", "Anh")}

    assert derived_code("SKHĐT", "Đỗ Văn An") == "SKHDT/do-van-an"
    assert derived_code("", "Đỗ Văn An") == "-/do-van-an"
    assert len(codes) == 2
    assert all(len(code) <= CODE_LIMIT for code in codes)
