"""Turns the cells of one row into values; what cannot be turned is reported and stood in for."""

import re
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

from bot.bloc_file.raw import Cell, RawRow, Unreadable
from messages.documents import bloc_words
from workflow.bloc_plan import Flaw, Problem
from workflow.calendar import parse_day
from workflow.quiet_hours import parse
from workflow.reminder_plan import N_OFFSETS_MAX, OFFSET_MAX, parse_offsets
from workflow.words import clean, fold

CODE_MAX = 40
CODE_FORM = re.compile(r"[^\W_][\w.\-]*")
STAND_IN_DAY = date(2000, 1, 1)
SHOWN_MAX = 60
HOURS_MAX = 40

Word = TypeVar("Word", bound=StrEnum)
Value = TypeVar("Value")


class CellReader:
    """Reads one row; `is_flawed` tells whether any cell of it was refused."""

    def __init__(self, row: RawRow, problems: list[Problem]) -> None:
        self._row = row
        self._problems = problems
        self.is_flawed = False

    def text(self, key: str, limit: int, *, required: bool = True) -> str:
        """Return the cleaned text of at most `limit` characters."""
        cell = self._row.cells[key]
        value = self._value(cell, required=required)
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, str | int) or isinstance(value, bool):
            return self._refuse(cell, Flaw.NOT_TEXT, "", value=_shown(value))
        text = clean(str(value))
        if len(text) > limit:
            return self._refuse(cell, Flaw.TOO_LONG, "", length=len(text), limit=limit)
        return text

    def code(self, key: str, limit: int = CODE_MAX, *, required: bool = True) -> str:
        """Return a code in capitals: letters, digits, dots, dashes, no blanks."""
        code = self.text(key, limit, required=required).upper()
        if code and not CODE_FORM.fullmatch(code):
            return self._refuse(self._row.cells[key], Flaw.BAD_CODE, "", value=_shown(code))
        return code

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number of the span; an empty cell is the default when there is one."""
        cell = self._row.cells[key]
        value = self._value(cell, required=default is None)
        if value is None:
            return low if default is None else default
        number = _whole(value)
        if number is None:
            return self._refuse(cell, Flaw.NOT_WHOLE, low, value=_shown(value))
        if not low <= number <= high:
            return self._refuse(cell, Flaw.OUT_OF_RANGE, low, value=number, low=low, high=high)
        return number

    def day(self, key: str, *, required: bool = True) -> date | None:
        """Return a date, None for an optional one left out; text is read as dd/mm/yyyy only."""
        cell = self._row.cells[key]
        value = self._value(cell, required=required)
        if value is None:
            return STAND_IN_DAY if required else None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        # Year 0 is no year: a text without one is refused.
        found = parse_day(value, 0) if isinstance(value, str) else None
        return found or self._refuse(cell, Flaw.NOT_DAY, STAND_IN_DAY, value=_shown(value))

    def offsets(self, key: str, default: str) -> str:
        """Return working days before a due day as they are stored; an empty cell is the default."""
        text = self._text_or(key, default)
        days = parse_offsets(text)
        if days is None:
            facts = {"value": _shown(text), "most": N_OFFSETS_MAX, "limit": OFFSET_MAX}
            return self._refuse(self._row.cells[key], Flaw.NOT_OFFSETS, default, **facts)
        return ",".join(str(-day) for day in days)

    def hours(self, key: str, default: str, until: time = time()) -> str:
        """Return hours as they are stored; they end an hour after the opening, and after `until`."""
        text, cell = self._text_or(key, default), self._row.cells[key]
        found = parse(text)
        if found is None:
            return self._refuse(cell, Flaw.NOT_HOURS, default, value=_shown(text))
        if found.closes < max(until, found.an_hour_on):
            by = f"{max(until, found.an_hour_on):%H:%M}"
            return self._refuse(cell, Flaw.TOO_EARLY, default, value=_shown(text), by=by)
        return str(found)

    def _text_or(self, key: str, default: str) -> str:
        """Return a text; one number alone may come as a number."""
        return self.text(key, HOURS_MAX, required=False) or default

    def word(self, key: str, kind: type[Word], default: Word | None = None) -> Word:
        """Return the word's meaning, whatever its case and diacritics."""
        cell = self._row.cells[key]
        value = self._value(cell, required=default is None)
        stand_in = next(iter(kind)) if default is None else default
        if value is None:
            return stand_in
        found = bloc_words.choices(kind).get(fold(str(value)))
        options = bloc_words.options(kind)
        return found or self._refuse(
            cell, Flaw.NOT_WORD, stand_in, value=_shown(value), options=options
        )

    def _value(self, cell: Cell, *, required: bool) -> Any:
        value = cell.value
        if isinstance(value, Unreadable):
            return self._refuse(cell, value.flaw, None, value=value.shown)
        if isinstance(value, str) and not clean(value):
            value = None
        if value is None and required:
            return self._refuse(cell, Flaw.MISSING, None)
        return value

    def _refuse(self, cell: Cell, flaw: Flaw, stand_in: Value, **facts: Any) -> Value:
        self.is_flawed = True
        self._problems.append(Problem(cell.origin, flaw, {"label": cell.label, **facts}))
        return stand_in


def _whole(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and clean(value).isascii() and clean(value).isdigit():
        return int(clean(value))
    return value if isinstance(value, int) else None


def _shown(value: Any) -> str:
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    text = clean(str(value))
    return text if len(text) <= SHOWN_MAX else f"{text[:SHOWN_MAX]}…"
