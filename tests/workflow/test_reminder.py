from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.kinds import ObligationKind, Role
from tests.messages.facts import LEADER, OFFICER, UNITS, seat
from tests.messages.work import duty
from workflow.calendar import add_working, at_local, is_working, local, next_working
from workflow.quiet_hours import DEFAULT, REMINDER_HOUR, notice_opening, parse, reminders_open
from workflow.reminder_plan import (
    LATE,
    LONG_BREAK,
    OFFSETS,
    SOON_AFTER,
    Rhythm,
    last_planned,
    next_planned,
    parse_offsets,
    planned,
)
from workflow.seating import seated

DUE_DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
AROUND = st.timedeltas(timedelta(days=-40), timedelta(days=40))
FRIDAY = date(2027, 2, 26)


@given(DUE_DAYS)
def test_every_reminder_falls_at_eight_on_a_working_day(due_on: date) -> None:
    for one in planned(due_on):
        here = local(one.at)
        assert is_working(here.date())
        assert here.time() == REMINDER_HOUR
        assert reminders_open(DEFAULT, one.at)


@given(DUE_DAYS)
def test_reminders_are_as_many_working_days_from_the_deadline_as_they_say(due_on: date) -> None:
    limit = next_working(due_on)

    assert [one.offset for one in planned(due_on)] == list(OFFSETS)
    assert all(local(p.at).date() == add_working(limit, p.offset) for p in planned(due_on))
    assert all(earlier.at < later.at for earlier, later in pairwise(planned(due_on)))


def test_the_plan_of_a_friday_in_february_steps_over_tet() -> None:
    assert [local(one.at).strftime("%d/%m") for one in planned(FRIDAY)] == [
        "17/02", "23/02", "25/02", "26/02", "01/03", "02/03", "03/03", "04/03",
    ]  # fmt: skip


@given(DUE_DAYS, AROUND)
def test_the_next_reminder_is_strictly_later_and_the_last_one_is_not(
    due_on: date, away: timedelta
) -> None:
    moment = at_local(due_on, time(8)) + away
    after, before = next_planned(due_on, moment), last_planned(planned(due_on), moment)

    assert after is None or after.at > moment
    assert before is None or before.at <= moment
    assert [one for one in (before, after) if one] == [
        one for one in planned(due_on) if one in (before, after)
    ]


@given(DUE_DAYS)
def test_the_chain_of_next_reminders_is_the_whole_plan(due_on: date) -> None:
    moment = at_local(due_on, time(8)) - timedelta(days=60)
    found = []
    while (following := next_planned(due_on, moment)) is not None:
        found.append(following)
        moment = following.at

    assert found == planned(due_on)


def test_an_outage_leaves_only_the_newest_missed_reminder() -> None:
    back = at_local(date(2027, 3, 2), time(9))

    found = last_planned(planned(FRIDAY), back)

    assert found is not None
    assert found.offset == 2


def test_without_a_due_date_nothing_is_planned() -> None:
    assert next_planned(None, at_local(FRIDAY, time(8))) is None


@pytest.mark.parametrize(
    ("day", "hour", "opened"),
    [
        (FRIDAY, time(7, 29), False),
        (FRIDAY, time(7, 30), True),
        (FRIDAY, time(17, 30), True),
        (FRIDAY, time(17, 31), False),
        (date(2027, 2, 27), time(9), False),
        (date(2027, 2, 8), time(9), False),
    ],
)
def test_reminders_leave_only_in_office_hours(day: date, hour: time, opened: bool) -> None:
    assert reminders_open(DEFAULT, at_local(day, hour)) is opened


SEATS = [OFFICER, LEADER, seat(Role.LEADER, "Ngô Đức Thịnh", UNITS[3])]


@pytest.mark.parametrize(
    ("offset", "people"),
    [(-7, [OFFICER.person_id]), (3, [OFFICER.person_id]), (4, [LEADER.person_id])],
)
def test_the_unit_is_reminded_and_on_the_fourth_day_its_leader(
    offset: int, people: list[int]
) -> None:
    owed = duty(ObligationKind.KEY_TASKS).obligation

    assert list(seated(SEATS).responsible(owed, offset)) == people


def test_a_duty_of_one_person_reminds_only_them() -> None:
    theirs = duty(ObligationKind.CONFIRM, person_id=OFFICER.person_id).obligation
    of_one_who_left = duty(ObligationKind.CONFIRM, person_id=99).obligation

    assert seated(SEATS).responsible(theirs, 4) == (OFFICER.person_id,)
    assert seated(SEATS).responsible(of_one_who_left, 4) == ()


AROUND_TET = st.dates(date(2026, 2, 1), date(2026, 3, 10)) | st.dates(
    date(2027, 1, 20), date(2027, 3, 1)
)
BEFORE = st.sets(st.integers(0, 12), min_size=1, max_size=5)


@given(AROUND_TET, BEFORE)
def test_a_deadline_right_after_tet_is_told_of_before_tet(due_on: date, days: set[int]) -> None:
    """Whatever days a bloc set, with a working day to spare before the break."""
    before = parse_offsets(",".join(map(str, days)))
    assert before is not None
    plan = planned(due_on, Rhythm((*before, *LATE)))
    limit = next_working(due_on)
    steps = [add_working(limit, -n) for n in range(SOON_AFTER + 1)]
    gaps = [(later - day).days - 1 for later, day in pairwise(steps)]

    assert [one.offset for one in plan] == sorted({one.offset for one in plan})
    if before[0] < 0 and max(gaps) >= LONG_BREAK:
        back = next(n for n, gap in enumerate(gaps, start=1) if gap >= LONG_BREAK)
        assert local(plan[0].at).date() <= add_working(limit, -back - 1)
    else:
        assert [one.offset for one in plan] == [*before, *LATE]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("7,3,1,0", (-7, -3, -1, 0)),
        ("0; 5 10", (-10, -5, 0)),
        ("2,2", (-2,)),
        ("", None),
        ("a", None),
        ("-1", None),
        ("61", None),
        ("1.5", None),
        (",".join(map(str, range(11))), None),
    ],
)
def test_days_before_are_read(text: str, days: tuple[int, ...] | None) -> None:
    assert parse_offsets(text) == days


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("07:30-17:30", "07:30-17:30"),
        ("7h30 - 17h", "07:30-17:00"),
        ("17:30-07:30", None),
        ("7:30", None),
        ("24:00-25:00", None),
        ("", None),
    ],
)
def test_hours_are_read(text: str, hours: str | None) -> None:
    found = parse(text)

    assert (str(found) if found else None) == hours


def test_a_notice_waits_for_the_morning_on_any_day() -> None:
    saturday = date(2027, 2, 27)
    morning = at_local(saturday, time(6, 30))

    assert notice_opening(DEFAULT, at_local(saturday, time(5))) == morning
    assert notice_opening(DEFAULT, at_local(saturday, time(12))) == at_local(saturday, time(12))
    late = at_local(saturday - timedelta(days=1), time(21, 1))
    assert notice_opening(DEFAULT, late) == morning


def test_moments_are_aware() -> None:
    assert all(one.at.utcoffset() == timedelta(0) for one in planned(FRIDAY))
    assert isinstance(planned(FRIDAY)[0].at, datetime)
