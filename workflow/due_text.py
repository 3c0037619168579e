"""Due dates as offices write them: what is certain is read, what is vague becomes a proposal."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from workflow.batch import Doubt, Doubted
from workflow.calendar import parse_day
from workflow.words import clean, fold

LEADING = re.compile(
    r"^(?:(?:thoi han|han|truoc|xong|hoan thanh|thoi gian|cham nhat|den|het|cuoi|trong|ngay|la)"
    r"\s*:?\s+)+(?=\d)"
)
IN_WORDS = re.compile(r"(\d{1,2}) thang (\d{1,2})(?: nam (\d{4}))?")
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?: 0?0:00(?::00)?)?")
SHORT_YEAR = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2})")
QUARTER = re.compile(r"\bquy (iv|i{1,3}|[1-4])\b")
FIRST_MONTHS = re.compile(r"\b(\d{1,2}) thang dau nam\b")
MONTH = re.compile(r"\bthang (\d{1,2})\b|^(\d{1,2})[/.\-]\d{4}$")
HALF = re.compile(r"\bgiua nam\b")
WHOLE = re.compile(r"\b(?:(?:cuoi|het|ca|trong) nam|thuong xuyen|hang (?:nam|quy|thang))\b")
VAGUE = re.compile("|".join(p.pattern for p in (QUARTER, FIRST_MONTHS, MONTH, HALF, WHOLE)))
WRITTEN_YEAR = re.compile(r"\b(20\d{2})\b")
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def read_due(text: str, year: int) -> tuple[date | None, Doubted | None]:
    """Return the due date within the year, or the doubt about it; one of the two is None."""
    said = clean(text)
    bare = LEADING.sub("", fold(said)).strip(" .,;:")
    day = _exact(bare, year)
    if day is None:
        return None, Doubted(Doubt.UNREAD_DATE, "due_on", said, _proposed(bare, year))
    return within(day, year, said)


def within(day: date, year: int, said: str) -> tuple[date | None, Doubted | None]:
    """Return the date, or the doubt that it lies outside the year."""
    if day.year == year:
        return day, None
    return None, Doubted(Doubt.OUTSIDE_YEAR, "due_on", said)


def vague_words(text: str) -> str | None:
    """Return the words of a text that name a time of the year, but no day."""
    found = VAGUE.search(fold(text))
    return clean(text)[found.start() : found.end()] if found else None


def _exact(bare: str, year: int) -> date | None:
    if found := ISO.fullmatch(bare):
        return parse_day("/".join(reversed(found.groups())), year)
    if found := IN_WORDS.fullmatch(bare):
        return parse_day("/".join(part for part in found.groups() if part), year)
    return parse_day(bare, year)


def _proposed(bare: str, year: int) -> date | None:
    """Return the last day of the time that was named, when it lies within the year."""
    if found := SHORT_YEAR.fullmatch(bare):
        day = parse_day(f"{found[1]}/{found[2]}/20{found[3]}", year)
        return day if day and day.year == year else None
    written = WRITTEN_YEAR.search(bare)
    month = next(_last_months(bare), 0)
    if not 1 <= month <= 12 or (written and int(written[1]) != year):
        return None
    return date(year, month, monthrange(year, month)[1])


def _last_months(bare: str) -> Iterator[int]:
    """Yield the month with which the time named ends; the surest reading first."""
    if found := FIRST_MONTHS.search(bare):
        yield int(found[1])
    if found := MONTH.search(bare):
        yield int(found[1] or found[2])
    if found := QUARTER.search(bare):
        yield 3 * (QUARTERS.get(found[1]) or int(found[1]))
    if HALF.search(bare):
        yield 6
    if WHOLE.search(bare):
        yield 12
