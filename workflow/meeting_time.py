"""When a meeting begins, read as people type it: "14:00 9/3", "14h30 ngày 9/3/2027", or one half.

What hangs on the meeting's day moves with it by working days.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from workflow.calendar import add_working, at_local, local, parse_day, working_days_between
from workflow.conference_errors import InThePast, NotATime
from workflow.errors import OutsideYear
from workflow.words import clean, fold

HOUR = re.compile(r"(?<![\d/.\-])(\d{1,2}) ?(?::|h|g(?:io)?\b) ?(\d{2})?(?: ?(?:ph(?:ut)?|p))?\b")
DAY = re.compile(r"(?<![\d:])\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{4})?(?![\d/.\-])")
AFTERNOON = re.compile(r"\b(?:chieu|toi)\b")
NOON = 12


@dataclass(frozen=True)
class Said:
    """What was read so far: a day, an hour, or both."""

    day: date | None = None
    hour: time | None = None

    @property
    def is_whole(self) -> bool:
        return self.day is not None and self.hour is not None

    def to_json(self) -> dict[str, str | None]:
        """Return it as it waits with an open question."""
        return {
            "day": self.day.isoformat() if self.day else None,
            "hour": self.hour.isoformat() if self.hour else None,
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Said":
        day, hour = kept["day"], kept["hour"]
        return cls(day and date.fromisoformat(day), hour and time.fromisoformat(hour))


def read(text: str, year: int, before: Said = Said()) -> Said:
    """Read a day or an hour or both, over what was read before; refuse with `NotATime`."""
    bare = fold(text)
    day, hour = _day(bare, year), _hour(bare)
    if day is None and hour is None:
        raise NotATime(clean(text)[:40])
    if day is not None and day.year != year:
        raise OutsideYear(day, year)
    return Said(day or before.day, hour or before.hour)


def instant(said: Said, now: datetime) -> datetime:
    """Return the instant of a day and hour; refuse one that has passed."""
    assert said.day is not None
    assert said.hour is not None
    at = at_local(said.day, said.hour)
    if at <= now:
        raise InThePast(at)
    return at


def shifted(day: date, was: datetime, now: datetime) -> date:
    """Return the day as many working days from the new meeting as it was from the old one."""
    return add_working(local(now).date(), working_days_between(local(was).date(), day))


def _day(bare: str, year: int) -> date | None:
    found = DAY.search(bare)
    return parse_day(found[0], year) if found else None


def _hour(bare: str) -> time | None:
    found = HOUR.search(bare)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if AFTERNOON.search(bare) and hour < NOON:
        hour += NOON
    try:
        return time(hour, minute)
    except ValueError:
        return None
