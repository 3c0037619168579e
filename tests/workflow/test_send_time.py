"""When a notice is to be sent, as people type it on Monday 11/01/2027 at 09:00."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.messages.facts import CYCLE
from tests.messages.work import notice
from workflow.calendar import local
from workflow.conference_errors import InThePast, NotATime
from workflow.notice_errors import HourMissing, TooFarAhead
from workflow.send_time import HOLD, departure, read

NOW = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0, month: int = 1) -> datetime:
    """Return a local time of 2027 as an instant."""
    return datetime(2027, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("16:30", "11/01/2027 16:30"),
        ("16h30", "11/01/2027 16:30"),
        ("4h chiều", "11/01/2027 16:00"),
        ("mai 8h", "12/01/2027 08:00"),
        ("8h sáng mai", "12/01/2027 08:00"),
        ("ngay kia 7h30", "13/01/2027 07:30"),
        ("tomorrow 9:15", "12/01/2027 09:15"),
        ("25/11 8h", "25/11/2027 08:00"),
        ("8h ngày 05/01", "05/01/2028 08:00"),
        ("8h 05/01/2028", "05/01/2028 08:00"),
        ("thứ 6 14h", "15/01/2027 14:00"),
        ("14h thứ hai", "11/01/2027 14:00"),
        ("thứ hai 8h", "18/01/2027 08:00"),
        ("chủ nhật 20h", "17/01/2027 20:00"),
        ("T6 16h", "15/01/2027 16:00"),
        ("thứ hai tới 14h", "18/01/2027 14:00"),
        ("8h thứ sáu, ngày 15/01", "15/01/2027 08:00"),
        ("25 tháng 11, 8h", "25/11/2027 08:00"),
        ("lúc 8h ngày 5 tháng 1 năm 2028", "05/01/2028 08:00"),
        ("2h chiều mai", "12/01/2027 14:00"),
    ],
)
def test_a_time_is_read_as_it_is_said(typed: str, when: str) -> None:
    assert f"{local(read(typed, NOW)):%d/%m/%Y %H:%M}" == when


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("8h", InThePast),
        ("hôm nay 8h59", InThePast),
        ("10/01/2027 8h", InThePast),
        ("12/01/2028 10h", TooFarAhead),
        ("25/11", HourMissing),
        ("mai", HourMissing),
        ("chiều", NotATime),
        ("31/02 8h", NotATime),
        ("25:00", NotATime),
        # What is left unread must not become today, nor a quarter of an hour.
        ("8h ngày 30", NotATime),
        ("2 ngày nữa 16h", NotATime),
        ("tuần sau 16h", NotATime),
        ("mốt 16h", NotATime),
        ("thứ sáu tuần sau 8h", NotATime),
        ("16h kém 15", NotATime),
        ("16 giờ rưỡi", NotATime),
        ("16h hoặc 17h", NotATime),
        ("thứ hai 15/01 8h", NotATime),
    ],
)
def test_what_cannot_be_a_time_to_send_at_is_refused(typed: str, why: type[Exception]) -> None:
    with pytest.raises(why):
        read(typed, NOW)


def test_a_notice_leaves_in_the_hours_of_notices_unless_it_is_urgent() -> None:
    """Any day from 06:30 to 21:00, days off too (product page, 4.6)."""
    at_once = departure(notice(), CYCLE, NOW)
    assert (at_once.at, at_once.is_now, at_once.is_held_back) == (NOW + HOLD, True, False)

    late = notice(send_at=at(16, 22))
    held = departure(late, CYCLE, NOW)
    assert (held.at, held.wanted, held.is_held_back) == (at(17, 6, 30), at(16, 22), True)
    assert departure(replace(late, is_urgent=True), CYCLE, NOW).at == at(16, 22)

    passed = departure(notice(send_at=at(11, 8)), CYCLE, NOW)
    assert (passed.at, passed.missed) == (NOW + HOLD, True)
    at_night = departure(notice(), CYCLE, at(11, 5))
    assert (at_night.at, at_night.is_now) == (at(11, 6, 30), False)
    # The hours close while the author can still say "stop".
    at_the_close = departure(notice(), CYCLE, at(11, 21) - HOLD / 2)
    assert (at_the_close.at, at_the_close.is_now) == (at(12, 6, 30), False)
    assert at_the_close.is_held_back
