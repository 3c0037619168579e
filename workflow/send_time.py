"""When a notice leaves: as people type it ("16:30", "25/11 8h", "mai 8h"), and as hours allow.

What is typed is read whole or refused: a word left unread would make next week today.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from storage.blocs import Cycle
from storage.notices import Notice
from workflow.calendar import at_local, local, parse_day
from workflow.conference_errors import InThePast, NotATime
from workflow.meeting_time import DAY, HOUR, hour_in
from workflow.notice_errors import HourMissing, TooFarAhead
from workflow.quiet_hours import notice_opening
from workflow.words import clean, fold, is_wordless

# The author can still say "stop".
HOLD = timedelta(seconds=30)
LONGEST = timedelta(days=365)
WEEK = 7
LONG_DAY = re.compile(r"\b(\d{1,2}) th.ng (\d{1,2})\b(?: n.m (\d{4})\b)?", re.IGNORECASE)
# Without its marks it is also the evening.
COMING = re.compile(r"\bt\N{LATIN SMALL LETTER O WITH HORN AND ACUTE}i\b", re.IGNORECASE)
# Folded, as all that is typed here is read: days from today, and days of the week from Monday.
AHEAD = ((r"\b(?:hom nay|nay|today)\b", 0), (r"\b(?:mai|tomorrow)\b", 1), (r"\bngay kia\b", 2))
ANY_AHEAD = re.compile("|".join(words for words, _ in AHEAD))
WEEKDAY = re.compile(r"\b(?:thu |t)([2-7]|hai|ba|tu|nam|sau|bay)\b|\b(chu nhat)\b|\b(cn)\b")
WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
# The parts of a day, with the hours that are told by them.
PARTS = {
    "sang": range(12),
    "trua": range(10, 14),
    "chieu": range(12, 19),
    "toi": range(17, 24),
    "dem": (*range(5), *range(18, 24)),
}
FILLERS = re.compile(r"\b(?:luc|vao|ngay|buoi|mong|at|on)\b")


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
        return self.at == self.now + HOLD

    @property
    def is_held_back(self) -> bool:
        """Tell whether the hours of notices keep it from leaving when it was wanted to."""
        return self.at > self.wanted


def departure(notice: Notice, cycle: Cycle, now: datetime) -> Departure:
    """Return when the notice would leave, after the hold; an urgent one waits for no hours."""
    wanted = max(now + HOLD, notice.send_at or now)
    at = wanted if notice.is_urgent else notice_opening(cycle, wanted)
    return Departure(at, wanted, now, missed=notice.send_at is not None and notice.send_at < now)


def read(text: str, now: datetime) -> datetime:
    """Return the instant typed: an hour, with a day unless it is today.

    A day without its year is the next one. Refuse with `NotATime` what holds no hour, or words
    that tell no time; with `HourMissing` a day alone; and what is not `coming`.
    """
    today, said = local(now).date(), _slashed(COMING.sub("", clean(text)))
    day, hour = _day(said, today), hour_in(said)
    if hour is None and day is not None:
        raise HourMissing(day)
    if hour is None or not _is_read(fold(said), hour):
        raise NotATime(clean(text)[:40])
    at = at_local(day or today, hour)
    is_next = at <= now or COMING.search(clean(text)) is not None
    if is_next and day == today and WEEKDAY.search(fold(said)):
        at += timedelta(days=WEEK)
    return coming(at, now)


def coming(at: datetime, now: datetime) -> datetime:
    """Return the instant; refuse one that has passed, or lies more than a year ahead."""
    if at <= now:
        raise InThePast(at)
    if at > now + LONGEST:
        raise TooFarAhead(at, now + LONGEST)
    return at


def names_a_day(text: str) -> bool:
    """Tell whether a day of the year stands in a text."""
    return DAY.search(_slashed(text)) is not None


def _slashed(text: str) -> str:
    """Return the text with days told in words as dd/mm or dd/mm/yyyy."""
    return LONG_DAY.sub(lambda found: "/".join(filter(None, found.groups())), clean(text))


def _is_read(bare: str, hour: time) -> bool:
    """Tell whether nothing is left of a text but its hour, its day and words that say no more."""
    rest = HOUR.sub(" ", bare, count=1)
    told = [part for part, hours in PARTS.items() if hour.hour in hours]
    # A date may be told with its day of the week; two days of one kind are one too many.
    days = (DAY, WEEKDAY) if DAY.search(bare) or WEEKDAY.search(bare) else (ANY_AHEAD,)
    for known in (*days, *(re.compile(rf"\b{part}\b") for part in told)):
        rest = known.sub(" ", rest, count=1)
    return is_wordless(FILLERS.sub(" ", rest))


def _day(said: str, today: date) -> date | None:
    bare = fold(said)
    found, weekday = DAY.search(bare), WEEKDAY.search(bare)
    if found is not None:
        day = _dated(found[0], today)
        if weekday is not None and _number(weekday) != day.weekday():
            raise NotATime(said[:40])
        return day
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
