"""Working days, local time and due dates.

Việt Nam has one zone and no summer time, so local time is a fixed offset. The law's days off
come from a library; what an office entered of a year (workflow/official_days.py) goes before.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays

from storage import zone

LOCAL = zone.LOCAL
SATURDAY = 5
DATE_FORM = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}))?")


@dataclass(frozen=True)
class Official:
    """What is confirmed: each year with when that was, and of each such day whether it is worked."""

    years: Mapping[int, datetime] = field(default_factory=dict)
    days: Mapping[date, bool] = field(default_factory=dict)


class _Known:
    """What this process knows to be confirmed; one calendar holds for every bloc."""

    official = Official()


def adopt(official: Official) -> None:
    """Count by these days from now on, in the whole process."""
    _Known.official = official


def official() -> Official:
    """Return the days by which this process counts."""
    return _Known.official


def is_confirmed(year: int) -> bool:
    """Tell whether the year's official days are known; else its days are provisional."""
    return year in _Known.official.years


def local(moment: datetime) -> datetime:
    """Return the instant in Việt Nam's time."""
    return moment.astimezone(LOCAL)


def at_local(day: date, hour: time) -> datetime:
    """Return the UTC instant of a local day and hour."""
    return datetime.combine(day, hour, LOCAL).astimezone(UTC)


def is_working(day: date) -> bool:
    """Tell whether offices work that day: no weekend, no public holiday, or one made up for."""
    known = _Known.official.days.get(day)
    return _is_worked_by_law(day) if known is None else known


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


def days_off_by_law(year: int) -> dict[date, str]:
    """Return the days off that the library knows of the year, in order, with their names."""
    return dict(sorted(_law(year).items()))


def worked_by_law(year: int) -> list[date]:
    """Return the weekend days of the year that the library knows to be worked."""
    return sorted(day for day in _law(year).weekend_workdays if day.year == year)


def is_off_by_law(day: date) -> bool:
    """Tell whether the law alone, without official days, leaves the day off."""
    return not _is_worked_by_law(day)


def _is_worked_by_law(day: date) -> bool:
    law = _law(day.year)
    return day in law.weekend_workdays or (day.weekday() < SATURDAY and day not in law)


@cache
def _law(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=year, expand=False, language="vi")


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += timedelta(days=1)


def _days_between(after: date, until: date) -> Iterator[date]:
    return (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
