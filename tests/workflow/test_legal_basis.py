"""Legal bases read from what is typed, and two texts laid over each other (R16)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.comparing import Kind
from workflow.errors import Blank, NotADate
from workflow.legal_basis import Doubt, doubt_of, read_basis
from workflow.section import laid_over
from workflow.signing_errors import BasisUnread

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "Điều 1"]), max_size=8)


@pytest.mark.parametrize(
    ("typed", "number", "issued"),
    [
        ("Luật số 06/2022/QH15 ngày 15/6/2022.", "06/2022/QH15", date(2022, 6, 15)),
        ("Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị", "34-CT/TW", date(2014, 4, 7)),
        ("QUYET DINH SO: 12/QD-UBND NGAY 5-2-2027", "12/QD-UBND", date(2027, 2, 5)),
        ("Quyết định số 12/QĐ-UBND ngày 05 tháng 02 năm 2027", "12/QĐ-UBND", date(2027, 2, 5)),
    ],
)
def test_number_and_day_are_read_as_cited(typed: str, number: str, issued: date) -> None:
    basis = read_basis(typed)

    assert (basis.number, basis.issued_on) == (number, issued)
    assert basis.wording == typed.rstrip(".")


def test_the_days_of_force_are_taken_out_of_the_wording() -> None:
    basis = read_basis(
        "Nghị quyết số 3/NQ-HĐND ngày 01/02/2027; hiệu lực từ ngày 15/02/2027; hết hiệu lực 31/12/2027"
    )

    assert basis.wording == "Nghị quyết số 3/NQ-HĐND ngày 01/02/2027"
    assert (basis.in_force_from, basis.expires_on) == (date(2027, 2, 15), date(2027, 12, 31))
    days = {date(2027, 2, 14): Doubt.NOT_YET, date(2027, 12, 31): None}
    assert {day: doubt_of(basis, day) for day in days} == days
    assert doubt_of(basis, date(2028, 1, 1)) is Doubt.EXPIRED


@pytest.mark.parametrize(
    ("said", "since", "last"),
    [
        ("; hết hiệu lực từ ngày 01/07/2025", None, date(2025, 6, 30)),
        (", hết hiệu lực kể từ ngày 01 tháng 7 năm 2025", None, date(2025, 6, 30)),
        ("; hết hiệu lực ngày 01/07/2025.", None, date(2025, 7, 1)),
        (" có hiệu lực kể từ ngày 15/02/2027", date(2027, 2, 15), None),
        (
            " (có hiệu lực từ 15/02/2027), hết hiệu lực từ 31/12/2027",
            date(2027, 2, 15),
            date(2027, 12, 30),
        ),
    ],
)
def test_from_when_until_when_is_read_in_every_usual_wording(
    said: str, since: date | None, last: date | None
) -> None:
    basis = read_basis(f"Căn cứ Nghị quyết số 3/NQ-HĐND ngày 01/02/2024{said}")

    assert basis.wording == "Nghị quyết số 3/NQ-HĐND ngày 01/02/2024"
    assert (basis.in_force_from, basis.expires_on) == (since, last)


def test_a_day_of_force_that_no_calendar_has_is_refused() -> None:
    with pytest.raises(NotADate):
        read_basis("Nghị quyết số 3/NQ-HĐND ngày 01/02/2027, hết hiệu lực ngày 31/02/2028")


@pytest.mark.parametrize(
    ("typed", "lacks"),
    [
        ("Quyết định của tỉnh", ("number", "day")),
        ("Quyết định số 12/QĐ-UBND ngày 31/02/2027", ("day",)),
        ("Quyết định ngày 05/02/2027", ("number",)),
    ],
)
def test_what_a_basis_lacks_is_named(typed: str, lacks: tuple[str, ...]) -> None:
    with pytest.raises(BasisUnread) as refused:
        read_basis(typed)

    assert refused.value.lacks == lacks


def test_no_basis_is_read_from_nothing() -> None:
    with pytest.raises(Blank):
        read_basis(" … ")


@given(LINES, LINES)
def test_both_texts_are_found_in_what_is_laid_over(before: list[str], after: list[str]) -> None:
    lines = laid_over("\n".join(before), "\n".join(after))

    for gone, text in ((Kind.ADDED, before), (Kind.REMOVED, after)):
        shown = [line.text for line in lines if line.kind is not gone and line.text]
        assert shown == [line for line in text if line]
