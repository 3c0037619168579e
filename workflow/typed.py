"""What people type, read as what it was asked for; what does not fit is asked again."""

from datetime import date

from workflow.calendar import parse_day
from workflow.errors import Blank, NotADate, OutsideYear, TooLong
from workflow.words import clean, is_wordless, paragraphs


def day_within(text: str, year: int) -> date:
    """Return the day of dd/mm or dd/mm/yyyy; refuse what is no date, or of another year."""
    day = parse_day(text, year)
    if day is None:
        raise NotADate(clean(text)[:40])
    if day.year != year:
        raise OutsideYear(day, year)
    return day


def text_within(text: str, limit: int) -> str:
    """Return a text of one or several lines; refuse a wordless one, and more than `limit`."""
    said = paragraphs(text)
    if is_wordless(said):
        raise Blank
    return within(said, limit)


def within(text: str, limit: int) -> str:
    """Return the text; refuse one longer than `limit` characters."""
    if len(text) > limit:
        raise TooLong(len(text), limit)
    return text
