"""When a meeting begins, read as people type it: "14:00 9/3", "14h30 ngày 9/3/2027", or one half.

What hangs on the meeting's day moves with it by working days.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from workflow.calendar import add_working, at_local, local, parse_day, working_days_between
from workflow.conference_errors import InThePast, NotATime, WhichYear
from workflow.errors import OutsideYear
from workflow.words import clean, fold

# Two digits before "/1" are a day, not minutes: "8h 12/1".
MINUTES = r"(\d{2})(?!\d|[/.\-]\d{1,2}(?:[/.\-]\d{4})?(?![\d/.\-]))"
HOUR = re.compile(
    rf"(?<![\d/.\-])(\d{{1,2}}) ?(?:: ?{MINUTES}|(?:h|g(?:io)?\b) ?(?:{MINUTES})?)"
    r"(?: ?(?:ph(?:ut)?|p))?\b"
)
DAY = re.compile(r"(?<![\d:])\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{4})?(?![\d/.\-])")
# "toi" and "chieu" are also "this coming" and "to show": only their marks, or the hour right
# before them where they are typed without, tell that they are the evening and the afternoon.
AFTERNOON = re.compile(
    r"\b(?:chi\N{LATIN SMALL LETTER E WITH CIRCUMFLEX AND GRAVE}u"
    r"|t\N{LATIN SMALL LETTER O WITH CIRCUMFLEX AND ACUTE}i)\b"
)
NIGHT = re.compile(
    r"\b(?:t\N{LATIN SMALL LETTER O WITH CIRCUMFLEX AND ACUTE}i"
    r"|\N{LATIN SMALL LETTER D WITH STROKE}\N{LATIN SMALL LETTER E WITH CIRCUMFLEX}m)\b"
)
BARE_AFTERNOON = re.compile(r" ?(?:chieu|toi)\b")
BARE_NIGHT = re.compile(r" ?(?:toi|dem)\b")
NOON = 12
WITH_YEAR = 3


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


def read(text: str, year: int, today: date, before: Said = Said()) -> Said:
    """Read a day or an hour or both, over what was read before.

    Refuse with `NotATime` what is neither, or no real day or hour; with `WhichYear` a day without
    its year that comes once more before the year of the conference.
    """
    day, hour = _day(fold(text), year, today), hour_in(text)
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


def _day(bare: str, year: int, today: date) -> date | None:
    found = DAY.search(bare)
    if found is None:
        return None
    day = parse_day(found[0], year)
    if day is None:
        raise NotATime(found[0])
    is_bare = len(re.findall(r"\d+", found[0])) < WITH_YEAR
    if is_bare and today.year < year and (day.month, day.day) >= (today.month, today.day):
        raise WhichYear(day)
    return day


def hour_in(text: str) -> time | None:
    """Return the hour that a text tells, None without one; refuse one that no clock shows."""
    bare, marked = fold(text), clean(text).lower()
    found = HOUR.search(bare)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or found[3] or 0)
    # Folding takes no letter away, so both texts are as long.
    is_late = AFTERNOON.search(marked) or BARE_AFTERNOON.match(marked, found.end())
    is_night = NIGHT.search(marked) or BARE_NIGHT.match(marked, found.end())
    if is_night and hour == NOON:
        hour = 0
    elif is_late and hour < NOON:
        hour += NOON
    try:
        return time(hour, minute)
    except ValueError:
        raise NotATime(found[0].strip()) from None
