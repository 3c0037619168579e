from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.calendar import (
    add_working,
    at_local,
    is_working,
    local,
    next_working,
    parse_day,
    working_days_late,
    working_days_left,
)

DAYS = st.dates(date(2024, 1, 1), date(2034, 12, 31))
STEPS = st.integers(-30, 30)


def test_local_time_is_seven_hours_ahead() -> None:
    assert local(datetime(2027, 2, 25, 17, 0, tzinfo=UTC)).date() == date(2027, 2, 26)
    assert at_local(date(2027, 2, 26), time(8)) == datetime(2027, 2, 26, 1, 0, tzinfo=UTC)


@given(st.builds(datetime.combine, DAYS, st.times(), st.just(UTC)))
def test_an_instant_survives_local_time(moment: datetime) -> None:
    here = local(moment)

    assert at_local(here.date(), here.time()) == moment


@pytest.mark.parametrize("day", [date(2027, 2, n) for n in range(4, 11)])
def test_offices_are_closed_through_tet_2027(day: date) -> None:
    assert not is_working(day)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2027, 2, 3), True),
        (date(2027, 2, 11), True),
        (date(2027, 1, 1), False),
        (date(2027, 4, 16), False),  # Hung Kings
        (date(2027, 5, 1), False),
        (date(2027, 5, 3), False),  # 1 May fell on a Saturday
        (date(2027, 9, 2), False),
        (date(2027, 2, 27), False),  # Saturday
        (date(2027, 3, 1), True),
    ],
)
def test_a_day_is_worked_or_not(day: date, works: bool) -> None:
    assert is_working(day) is works


@given(DAYS)
def test_the_next_working_day_is_the_first_one(day: date) -> None:
    found = next_working(day)

    assert is_working(found)
    assert all(not is_working(day + timedelta(days=n)) for n in range((found - day).days))


@given(DAYS, STEPS)
def test_moving_there_and_back_ends_where_it_began(day: date, n_days: int) -> None:
    start = next_working(day)

    assert add_working(add_working(start, n_days), -n_days) == start


@given(DAYS, st.integers(1, 30))
def test_moving_ends_on_a_working_day(day: date, n_days: int) -> None:
    assert is_working(add_working(day, n_days))
    assert is_working(add_working(day, -n_days))


def test_moving_by_nothing_stays_even_on_a_day_off() -> None:
    assert add_working(date(2027, 2, 6), 0) == date(2027, 2, 6)


def test_a_week_across_tet_counts_only_working_days() -> None:
    assert add_working(date(2027, 2, 3), 1) == date(2027, 2, 11)
    assert add_working(date(2027, 2, 12), -2) == date(2027, 2, 3)


@given(DAYS, st.integers(0, 20))
def test_days_late_are_the_steps_taken_since_the_deadline(due_on: date, n_days: int) -> None:
    assert working_days_late(due_on, add_working(next_working(due_on), n_days)) == n_days


@given(DAYS, DAYS)
def test_nobody_is_late_while_days_are_left(due_on: date, day: date) -> None:
    late, left = working_days_late(due_on, day), working_days_left(due_on, day)

    assert late >= 0
    assert left >= 0
    assert late == 0 or left == 0


@pytest.mark.parametrize(
    ("day", "late", "left"),
    [
        (date(2027, 2, 26), 0, 1),  # Friday before
        (date(2027, 2, 27), 0, 1),  # the deadline itself, a Saturday
        (date(2027, 2, 28), 0, 1),
        (date(2027, 3, 1), 0, 0),  # Monday still counts
        (date(2027, 3, 2), 1, 0),
        (date(2027, 3, 5), 4, 0),
        (date(2027, 3, 7), 4, 0),  # Sunday adds nothing
    ],
)
def test_a_deadline_on_a_day_off_counts_through_the_next_working_day(
    day: date, late: int, left: int
) -> None:
    saturday = date(2027, 2, 27)

    assert (working_days_late(saturday, day), working_days_left(saturday, day)) == (late, left)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30/9", date(2027, 9, 30)),
        ("30/09", date(2027, 9, 30)),
        ("30/09/2027", date(2027, 9, 30)),
        (" 1-2-2028 ", date(2028, 2, 1)),
        ("1.2", date(2027, 2, 1)),
        ("29/02/2028", date(2028, 2, 29)),
        ("29/02", None),
        ("31/04", None),
        ("0/1", None),
        ("1/13", None),
        ("30/9/27", None),
        ("30 tháng 9", None),
        ("30/9 và 1/10", None),
        ("2027-09-30", None),
        ("30/9/0000", None),
        ("", None),
        ("quý 3", None),
    ],
)
def test_a_day_is_read_as_offices_write_it(text: str, day: date | None) -> None:
    assert parse_day(text, 2027) == day


@given(st.dates(date(1000, 1, 1)))
def test_a_written_day_is_read_back(day: date) -> None:
    assert parse_day(f"{day.day}/{day.month}/{day.year:04}", 2027) == day


@given(st.text())
def test_any_text_is_a_day_or_none(text: str) -> None:
    assert parse_day(text, 2027) is None or text.strip()[0] >= "0"
