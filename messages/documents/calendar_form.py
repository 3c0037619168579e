"""The form of a year's official days off: written with what the law says, read back filled."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePath
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from messages.documents.bloc_words import book
from messages.documents.printed_table import print_on_a4
from messages.documents.workbook import Cell, Column, Layout, Row, open_book
from messages.render import day as shown_day
from storage.calendars import OfficialDay
from workflow.calendar import days_off_by_law, is_off_by_law, parse_day, worked_by_law
from workflow.official_days import NAME_MAX, SOURCE_MAX, YearPlan
from workflow.words import clean, fold

YEARS = range(2000, 2101)
ROWS = 100
WIDTHS = {"notice": (10, 70), "days": (14, 12, 60)}
DAY_FORM = "dd/mm/yyyy"


class CalendarUnfit(Exception):
    """What cannot be read in: one sentence for each place."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(sentences)
        self.sentences = tuple(sentences)


@dataclass(frozen=True)
class Line:
    """One raw day and where it stands; a value is a date, a text, or None."""

    where: str
    values: Mapping[str, Any]


def calendar_book(year: int) -> bytes:
    """Return the form as .xlsx, the guide on a sheet that is never read."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _sheet(workbook, "notice", [[year, None]])
    page = _sheet(workbook, "days", [[d.day, _kind(d), d.name] for d in by_law(year)])
    for number in range(2, ROWS + 2):
        page[f"A{number}"].number_format = DAY_FORM
    kinds = DataValidation("list", formula1=f'"{",".join(_choices())}"')
    page.add_data_validation(kinds)
    kinds.add(f"B2:B{ROWS + 1}")
    guide = workbook.create_sheet(_words("sheets")["guide"])
    for line in _words("guide")["lines"]:
        guide.append([line])
        guide.cell(guide.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    guide["A1"].font = Font(bold=True, size=14)
    guide.column_dimensions["A"].width = 110
    print_on_a4(guide)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def calendar_toml(year: int) -> str:
    """Return the form as commented TOML."""
    words = _words("toml")
    days = [
        words["day"].format(day=d.day, kind=_kind(d), name=d.name).rstrip() for d in by_law(year)
    ]
    return str(words["text"].format(year=year).strip() + "\n" + "\n".join(days).lstrip("\n")) + "\n"


def by_law(year: int) -> list[OfficialDay]:
    """Return what the library knows of a year, in order."""
    off = [OfficialDay(day, False, name) for day, name in days_off_by_law(year).items()]
    worked = [OfficialDay(day, True, _choices()[1]) for day in worked_by_law(year)]
    return sorted([*off, *worked], key=lambda one: one.day)


def read_calendar(content: bytes, name: str) -> YearPlan:
    """Return a filled form's year; refuse all of it with `CalendarUnfit`, every place named.

    A workbook that is none refuses as `open_book` and `Book.rows` do.
    """
    match PurePath(name).suffix.lower():
        case ".toml":
            notice, lines = _of_toml(content, name)
        case ".xlsx" | ".xls" | ".xlsm":
            notice, lines = _of_workbook(content, name)
        case _:
            raise CalendarUnfit([_report("foreign", name=name)])
    return _Reader().plan(notice, lines)


def _of_workbook(content: bytes, name: str) -> tuple[Line, list[Line]]:
    opened = open_book(content, name)
    notices, days = (_lines(opened.rows(_layout(p), ROWS), p) for p in ("notice", "days"))
    return notices[0], days


def _layout(part: str) -> Layout:
    columns = (Column(key, tuple(names), is_required=True) for key, names in _words(part).items())
    return Layout(_words("sheets")[part], tuple(columns))


def _lines(rows: Sequence[Row], part: str) -> list[Line]:
    sheet = _words("sheets")[part]
    return [
        Line(
            _report("row", sheet=sheet, row=row.number),
            {key: _value(cell) for key, cell in row.cells.items()},
        )
        for row in rows
    ]


def _value(cell: Cell) -> Any:
    return cell if cell.is_unread else cell.value if isinstance(cell.value, date) else cell.text


def _of_toml(content: bytes, name: str) -> tuple[Line, list[Line]]:
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CalendarUnfit([_report("bad_toml", name=name, reason=error)]) from error
    days = table.pop("day", [])
    if not isinstance(days, list) or not all(isinstance(one, dict) for one in days):
        raise CalendarUnfit([_place(_report("file"), "day", "shape")])
    lines = [Line(_report("table", row=number), one) for number, one in enumerate(days, start=1)]
    unknown = [*_unknown(Line(_report("file"), table), "notice")]
    unknown += [sentence for line in lines for sentence in _unknown(line, "days")]
    if unknown:
        raise CalendarUnfit(unknown)
    return Line(_report("file"), table), lines


def _unknown(line: Line, part: str) -> Iterator[str]:
    known = _words(part)
    for key in line.values:
        if key not in known:
            choices = ", ".join(known)
            yield _report(
                "place",
                where=line.where,
                column=key,
                problem=_words("problems")["unknown"].format(choices=choices),
            )


class _Reader:
    """Checks the lines of one form; what cannot be used becomes a sentence."""

    def __init__(self) -> None:
        self._sentences: list[str] = []
        self._seen: dict[date, str] = {}

    def plan(self, notice: Line, lines: Sequence[Line]) -> YearPlan:
        year, source = self._year(notice), self._text(notice, "source", SOURCE_MAX, "notice")
        days = [self._day(line, year) for line in lines]
        if not lines:
            self._wrong(Line(_words("sheets")["days"], {}), "day", "no_days")
        if self._sentences:
            raise CalendarUnfit(self._sentences)
        assert year is not None
        return YearPlan(year, source, tuple(sorted(filter(None, days), key=lambda d: d.day)))

    def _year(self, notice: Line) -> int | None:
        text = self._text(notice, "year", SOURCE_MAX, "notice")
        if text.isascii() and text.isdigit() and int(text) in YEARS:
            return int(text)
        if text:
            self._wrong(notice, "year", "year", "notice", text=text[:40])
        return None

    def _day(self, line: Line, year: int | None) -> OfficialDay | None:
        day, is_working = self._date(line, year), self._is_working(line)
        name = self._text(line, "name", NAME_MAX)
        if day is None or is_working is None:
            return None
        shown = shown_day(day)
        if day in self._seen:
            self._wrong(line, "day", "twice", text=shown, other=self._seen[day])
        elif is_working and not is_off_by_law(day):
            self._wrong(line, "day", "not_off", text=shown)
        self._seen.setdefault(day, line.where)
        return OfficialDay(day, is_working, name)

    def _date(self, line: Line, year: int | None) -> date | None:
        value = line.values.get("day")
        if isinstance(value, datetime):
            value = value.date()
        # No year 0: a day without its year is not read.
        text = "" if isinstance(value, date) else self._text(line, "day", 40)
        day = value if isinstance(value, date) else parse_day(text, 0)
        if day is None and text:
            self._wrong(line, "day", "day", text=text)
        elif day and year and day.year != year:
            self._wrong(line, "day", "other_year", text=shown_day(day), year=year)
        return day

    def _is_working(self, line: Line) -> bool | None:
        text = self._text(line, "kind", 40)
        for key, names in _words("kinds").items():
            if fold(text) in map(fold, names):
                return bool(key == "working")
        if text:
            self._wrong(line, "kind", "kind", text=text, choices=", ".join(_choices()))
        return None

    def _text(self, line: Line, key: str, limit: int, part: str = "days") -> str:
        value = line.values.get(key)
        if isinstance(value, Cell):
            self._wrong(line, key, "unread", part)
            return ""
        text = "" if value is None else clean(str(value))
        if not text:
            self._wrong(line, key, "missing", part)
        if len(text) > limit:
            self._wrong(line, key, "long", part, length=len(text), limit=limit)
        return text[:limit]

    def _wrong(self, line: Line, key: str, problem: str, part: str = "days", **facts: Any) -> None:
        self._sentences.append(_place(line.where, key, problem, part, **facts))


def _place(where: str, key: str, problem: str, part: str = "days", **facts: Any) -> str:
    """Say where and what is wrong, in one line."""
    said = _words("problems")[problem].format(**facts)
    return _report("place", where=where, column=_words(part)[key][0].lower(), problem=said)


def _sheet(workbook: Workbook, part: str, rows: Sequence[Sequence[Any]]) -> Worksheet:
    page: Worksheet = workbook.create_sheet(_words("sheets")[part])
    page.append([names[0] for names in _words(part).values()])
    for row in rows:
        page.append(list(row))
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF7")
    for letter, width in zip("ABC", WIDTHS[part], strict=False):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"
    print_on_a4(page)
    return page


def _kind(day: OfficialDay) -> str:
    return _choices()[day.is_working]


def _choices() -> list[str]:
    return [names[0] for names in _words("kinds").values()]


def _report(key: str, **facts: Any) -> str:
    return str(_words("report")[key].format(**facts))


def _words(section: str) -> Any:
    return book("calendar")[section]
