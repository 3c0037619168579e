"""Due dates as offices write them: the certain are read, the vague only proposed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.batch import Doubt, Doubted
from workflow.due_text import read_due

YEAR = 2027


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/2027", date(2027, 12, 31)),
        ("31-12", date(2027, 12, 31)),
        ("31.12", date(2027, 12, 31)),
        ("2027-12-31", date(2027, 12, 31)),
        ("2027-12-31 00:00:00", date(2027, 12, 31)),
        ("trước ngày 15/12/2027", date(2027, 12, 15)),
        ("Chậm nhất 15/12", date(2027, 12, 15)),
        ("ngày 30 tháng 9 năm 2027", date(2027, 9, 30)),
        ("30 tháng 9.", date(2027, 9, 30)),
    ],
)
def test_a_certain_date_is_read(text: str, day: date) -> None:
    assert read_due(text, YEAR) == (day, None)


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("cuối năm", date(2027, 12, 31)),
        ("Cả năm 2027", date(2027, 12, 31)),
        ("thường xuyên", date(2027, 12, 31)),
        ("quý III", date(2027, 9, 30)),
        ("Quý 1/2027", date(2027, 3, 31)),
        ("quý III năm 2028", None),
        ("tháng 2", date(2027, 2, 28)),
        ("cuối tháng 9", date(2027, 9, 30)),
        ("09/2027", date(2027, 9, 30)),
        ("09/2028", None),
        ("6 tháng đầu năm", date(2027, 6, 30)),
        ("giữa năm", date(2027, 6, 30)),
        ("31/12/27", date(2027, 12, 31)),
        ("31/12/26", None),
        ("31/02", None),
        ("tháng 13", None),
        ("sớm nhất có thể", None),
    ],
)
def test_a_vague_date_is_a_doubt_with_a_proposal(text: str, proposal: date | None) -> None:
    assert read_due(text, YEAR) == (None, Doubted(Doubt.UNREAD_DATE, "due_on", text, proposal))


@pytest.mark.parametrize("text", ["31/12/2026", "2031-01-01"])
def test_a_date_outside_the_year_is_a_doubt(text: str) -> None:
    assert read_due(text, YEAR) == (None, Doubted(Doubt.OUTSIDE_YEAR, "due_on", text))


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_a_doubt(text: str) -> None:
    day, doubted = read_due(text, YEAR)

    assert (day is None) != (doubted is None)
