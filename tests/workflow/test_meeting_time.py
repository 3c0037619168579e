"""When a meeting begins as people type it, and the days that move with it (R13)."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.calendar import LOCAL, add_working, is_working, working_days_between
from workflow.conference_errors import InThePast, NotATime, WhichYear
from workflow.errors import OutsideYear
from workflow.meeting_time import Said, instant, read, shifted

YEAR = 2027
TODAY = date(2027, 1, 4)
DAYS = st.dates(date(2027, 1, 4), date(2027, 11, 30))
NOON = time(12, 0)


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("14:00 9/3", date(2027, 3, 9), time(14)),
        ("9/3/2027 14:00", date(2027, 3, 9), time(14)),
        ("14h ngày 09/03", date(2027, 3, 9), time(14)),
        ("14h30, 9-3-2027", date(2027, 3, 9), time(14, 30)),
        ("14 giờ 30 phút ngày 9.3", date(2027, 3, 9), time(14, 30)),
        ("2h chiều 9/3", date(2027, 3, 9), time(14)),
        ("8 giờ sáng thứ Ba 9/3", date(2027, 3, 9), time(8)),
        ("7 giờ tối 9/3", date(2027, 3, 9), time(19)),
        ("2h chieu 9/3", date(2027, 3, 9), time(14)),
        ("7h toi ngay 9/3", date(2027, 3, 9), time(19)),
        ("8h ngày 9/3 tới", date(2027, 3, 9), time(8)),
        ("8h ngay 9/3 toi", date(2027, 3, 9), time(8)),
        ("8h 9/3 tại phòng chiếu", date(2027, 3, 9), time(8)),
        ("12h chiều 9/3", date(2027, 3, 9), time(12)),
        ("12 giờ đêm 9/3", date(2027, 3, 9), time(0)),
        ("12h toi 9/3", date(2027, 3, 9), time(0)),
        ("2h chieu 9/3, Hội trường", date(2027, 3, 9), time(14)),
        ("9h tới 9/3", date(2027, 3, 9), time(9)),
        ("8h 12/1", date(2027, 1, 12), time(8)),
        ("14h30-9/3/2027", date(2027, 3, 9), time(14, 30)),
        ("9/3", date(2027, 3, 9), None),
        ("14:00", None, time(14)),
        ("7:30", None, time(7, 30)),
    ],
)
def test_a_time_is_read_as_offices_write_it(text: str, day: date | None, hour: time | None) -> None:
    assert read(text, YEAR, TODAY) == Said(day, hour)


@pytest.mark.parametrize(
    "text", ["", "sáng mai", "14", "25:00", "30/2", "9/3/27x", "14:75", "8h 32/1", "25:00 9/3"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(NotATime):
        read(text, YEAR, TODAY)


def test_a_day_that_comes_before_the_year_of_the_conference_needs_its_year() -> None:
    today = date(2026, 11, 23)

    for text in ("21:30 23/11", "8h 1/12"):
        with pytest.raises(WhichYear):
            read(text, YEAR, today)
    assert read("14:00 9/3", YEAR, today) == Said(date(2027, 3, 9), time(14))
    assert read("21:30 23/11/2027", YEAR, today) == Said(date(2027, 11, 23), time(21, 30))


def test_a_half_is_completed_or_corrected_by_the_next_answer() -> None:
    day = read("9/3", YEAR, TODAY)

    assert read("14:00", YEAR, TODAY, day) == Said(date(2027, 3, 9), time(14))
    assert read("15:00 10/3", YEAR, TODAY, day) == Said(date(2027, 3, 10), time(15))
    assert Said.of_json(day.to_json()) == day
    with pytest.raises(OutsideYear):
        read("9/3/2026", YEAR, TODAY, day)


def test_a_moment_that_has_passed_is_refused() -> None:
    now = datetime(2027, 3, 9, 14, 0, tzinfo=LOCAL)

    assert instant(Said(date(2027, 3, 9), time(14, 1)), now) > now
    with pytest.raises(InThePast):
        instant(Said(date(2027, 3, 9), time(14)), now)


def _at(day: date) -> datetime:
    return datetime.combine(day, NOON, LOCAL)


@pytest.mark.parametrize(
    ("due", "was", "now", "moved"),
    [
        (date(2027, 3, 11), date(2027, 3, 15), date(2027, 3, 22), date(2027, 3, 18)),
        (date(2027, 2, 1), date(2027, 2, 3), date(2027, 2, 12), date(2027, 2, 3)),  # over Tet
        (date(2027, 2, 3), date(2027, 2, 12), date(2027, 3, 12), date(2027, 3, 10)),
        (date(2027, 3, 15), date(2027, 3, 15), date(2027, 4, 16), date(2027, 4, 16)),
        (date(2027, 3, 17), date(2027, 3, 15), date(2027, 4, 29), date(2027, 5, 5)),
    ],
)
def test_a_day_keeps_its_working_days_from_the_meeting(
    due: date, was: date, now: date, moved: date
) -> None:
    assert shifted(due, _at(was), _at(now)) == moved


@given(DAYS, st.integers(-20, 20))
def test_counting_working_days_is_the_reverse_of_adding_them(day: date, n_days: int) -> None:
    other = add_working(day, n_days)

    if is_working(day):
        assert working_days_between(day, other) == n_days
    assert add_working(day, working_days_between(day, other)) == other
