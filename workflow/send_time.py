"""When a notice leaves: as people type it ("16:30", "25/11 8h", "mai 8h"), and as hours allow."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from storage.blocs import Cycle
from storage.notices import Notice
from workflow.calendar import at_local, local, parse_day
from workflow.conference_errors import InThePast, NotATime
from workflow.meeting_time import DAY, hour_in
from workflow.notice_errors import HourMissing, TooFarAhead
from workflow.quiet_hours import notice_opening
from workflow.words import clean, fold

LONGEST = timedelta(days=365)
WEEK = 7
# Folded, as all that is typed here is read: days from today, and days of the week from Monday.
AHEAD = ((r"\bhom nay\b|\bnay\b|\btoday\b", 0), (r"\bmai\b|\btomorrow\b", 1), (r"\bngay kia\b", 2))
WEEKDAY = re.compile(r"\bthu (2|3|4|5|6|7|hai|ba|tu|nam|sau|bay)\b|\b(chu nhat)\b|\b(cn)\b")
WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}


@dataclass(frozen=True)
class Departure:
    """When a notice would leave if it were let go now.

    `wanted` is when its author wants it to; `missed` tells that this time has passed meanwhile.
    """

    at: datetime
    wanted: datetime
    now: datetime
    missed: bool

    @property
    def is_now(self) -> bool:
        return self.at == self.now

    @property
    def is_held_back(self) -> bool:
        """Tell whether the hours of notices keep it from leaving when it was wanted to."""
        return self.at > self.wanted


def departure(notice: Notice, cycle: Cycle, now: datetime) -> Departure:
    """Return when the notice would leave; an urgent one waits for no hours."""
    wanted = max(now, notice.send_at or now)
    at = wanted if notice.is_urgent else notice_opening(cycle, wanted)
    return Departure(at, wanted, now, missed=notice.send_at is not None and notice.send_at < now)


def read(text: str, now: datetime) -> datetime:
    """Return the instant typed: an hour, with a day unless it is today.

    A day without its year is the next one. Refuse with `NotATime` what holds no hour, with
    `HourMissing` a day alone, and what is not `coming`.
    """
    today = local(now).date()
    day, hour = _day(text, today), hour_in(text)
    if hour is None and day is not None:
        raise HourMissing(day)
    if hour is None:
        raise NotATime(clean(text)[:40])
    at = at_local(day or today, hour)
    if at <= now and day == today and WEEKDAY.search(fold(text)):
        at += timedelta(days=WEEK)
    return coming(at, now)


def coming(at: datetime, now: datetime) -> datetime:
    """Return the instant; refuse one that has passed, or lies more than a year ahead."""
    if at <= now:
        raise InThePast(at)
    if at > now + LONGEST:
        raise TooFarAhead(at, now + LONGEST)
    return at


def _day(text: str, today: date) -> date | None:
    bare = fold(text)
    found = DAY.search(bare)
    if found is not None:
        return _dated(found[0], today)
    weekday = WEEKDAY.search(bare)
    if weekday is not None:
        return today + timedelta(days=(_number(weekday) - today.weekday()) % WEEK)
    n_days = next((n for words, n in AHEAD if re.search(words, bare)), None)
    return None if n_days is None else today + timedelta(days=n_days)


def _dated(typed: str, today: date) -> date:
    """Return the day of dd/mm/yyyy, or the next one of dd/mm."""
    days = [parse_day(typed, today.year + later) for later in (0, 1)]
    coming = next((day for day in days if day is not None and day >= today), None)
    day = coming or days[0]
    if day is None:
        raise NotATime(typed)
    return day


def _number(found: re.Match[str]) -> int:
    """Return the day of the week, Monday first; folk count it as the second."""
    word = found[1]
    if word is None:
        return WEEK - 1
    return int(word) - 2 if word.isdigit() else WEEKDAYS[word]
