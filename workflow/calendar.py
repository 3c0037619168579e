"""Working days, local time and due dates.

Việt Nam has one zone and no summer time, so local time is a fixed offset.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

import holidays

LOCAL = timezone(timedelta(hours=7), "ICT")
SATURDAY = 5
DATE_FORM = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}))?")


def local(moment: datetime) -> datetime:
    """Return the instant in Việt Nam's time."""
    return moment.astimezone(LOCAL)


def at_local(day: date, hour: time) -> datetime:
    """Return the UTC instant of a local day and hour."""
    return datetime.combine(day, hour, LOCAL).astimezone(UTC)


def is_working(day: date) -> bool:
    """Tell whether offices work that day: no weekend, no public holiday."""
    return day.weekday() < SATURDAY and day not in _days_off(day.year)


def next_working(day: date) -> date:
    """Return the day itself when offices work, else the first day after on which they do."""
    return next(d for d in _days_from(day) if is_working(d))


def add_working(day: date, n_days: int) -> date:
    """Move by working days; negative moves back, zero stays where it is."""
    step = 1 if n_days > 0 else -1
    left = abs(n_days)
    while left:
        day += timedelta(days=step)
        left -= is_working(day)
    return day


def working_days_late(due_on: date, day: date) -> int:
    """Count working days after the deadline; one that falls on a day off runs through the next."""
    limit = next_working(due_on)
    return sum(is_working(d) for d in _days_between(limit, day))


def working_days_left(due_on: date, day: date) -> int:
    """Count working days from the day, not counted, to the day through which the deadline runs."""
    return sum(is_working(d) for d in _days_between(day, next_working(due_on)))


def working_days_between(day: date, other: date) -> int:
    """Count the steps of `add_working` from one day to another; negative when it is earlier."""
    if other >= day:
        return sum(is_working(d) for d in _days_between(day, other))
    one = timedelta(days=1)
    return -sum(is_working(d) for d in _days_between(other - one, day - one))


def parse_day(text: str, year: int) -> date | None:
    """Read dd/mm or dd/mm/yyyy (also with - or .); None when it is no date."""
    found = DATE_FORM.fullmatch(text.strip())
    if found is None:
        return None
    day, month, written = found.groups()
    try:
        return date(int(written or year), int(month), int(day))
    except ValueError:
        return None


@cache
def _days_off(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("VN", years=year))


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += timedelta(days=1)


def _days_between(after: date, until: date) -> Iterator[date]:
    return (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
