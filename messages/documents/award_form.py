"""The workbook of awards: what is in force, to be edited in an office and read back."""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from messages.documents.bloc_words import book
from messages.documents.printed_table import LINE_HEIGHT, print_on_a4
from messages.documents.workbook import Cell, Column, Kind, Layout, Row, open_book
from messages.render import word
from storage.awards import Award
from storage.kinds import AwardKind
from workflow.award import AwardRow
from workflow.calendar import parse_day
from workflow.words import plain

REQUIRED = ("code", "kind", "name")
WIDTHS = dict(zip("ABCDEFGH", (11, 20, 34, 12, 12, 12, 11, 38), strict=True))
GUIDE_WIDTH = 110
LIMITS = {"name": 150, "note": 300}
DAYS = "DE"
ROWS = 200
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,19}")
PERCENT = re.compile(r"([0-9]{1,3})\s*%?")
WRAPPED = Alignment(wrap_text=True, vertical="top")


class AwardsUnfit(Exception):
    """What cannot be read in: one sentence for each place, with its row and what to do."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(sentences)
        self.sentences = tuple(sentences)


def awards_book(awards: Sequence[Award]) -> bytes:
    """Return the awards as .xlsx, with the guide on a sheet that is never read."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    page = workbook.create_sheet(_words("sheets")["awards"])
    page.append([names[0] for names in _words("columns").values()])
    for award in awards:
        page.append([_shown(award, key) for key in _words("columns")])
    _dress(page)
    guide = workbook.create_sheet(_words("sheets")["guide"])
    for line in _words("guide")["lines"]:
        guide.append([line])
        guide.cell(guide.max_row, 1).alignment = WRAPPED
        guide.row_dimensions[guide.max_row].height = LINE_HEIGHT * (1 + len(line) // GUIDE_WIDTH)
    guide["A1"].font = Font(bold=True, size=14)
    guide.column_dimensions["A"].width = GUIDE_WIDTH
    print_on_a4(guide)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _shown(award: Award, key: str) -> Any:
    return word(award.kind.value) if key == "kind" else getattr(award, key) or None


def _dress(page: Worksheet) -> None:
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF7")
    for letter, width in WIDTHS.items():
        page.column_dimensions[letter].width = width
    for number, row in enumerate(page.iter_rows(), start=1):
        for cell in row:
            cell.alignment = WRAPPED
        lines = [
            1 + len(str(cell.value)) // width
            for cell, width in zip(row, WIDTHS.values(), strict=True)
        ]
        page.row_dimensions[number].height = LINE_HEIGHT * max(lines)
    for letter in DAYS:
        for number in range(2, ROWS + 2):
            page[f"{letter}{number}"].number_format = "dd/mm/yyyy"
    kinds = DataValidation("list", formula1=f'"{",".join(word(kind.value) for kind in AwardKind)}"')
    page.add_data_validation(kinds)
    kinds.add(f"B2:B{ROWS + 1}")
    page.freeze_panes, page.print_title_rows = "A2", "1:1"
    print_on_a4(page)


def read_awards(content: bytes, name: str) -> tuple[AwardRow, ...]:
    """Return the rows of a filled workbook in its order; refuse all of it with `AwardsUnfit`.

    Refuses what `open_book` and `Book.rows` refuse.
    """
    columns = (Column(key, tuple(n), key in REQUIRED) for key, n in _words("columns").items())
    layout = Layout(_words("sheets")["awards"], tuple(columns))
    lines = [_Line(row) for row in open_book(content, name).rows(layout, ROWS)]
    rows = tuple(line.award(position) for position, line in enumerate(lines, start=1))
    codes: dict[str, int] = {}
    for line, row in zip(lines, rows, strict=True):
        if row.code and codes.setdefault(row.code, line.number) != line.number:
            line.wrong("code", "twice", text=row.code, other=codes[row.code])
    for line, row in zip(lines, rows, strict=True):
        if row.quota_of and row.quota_of not in codes:
            line.wrong("quota_of", "unknown", text=row.quota_of)
    sentences = [sentence for line in lines for sentence in line.sentences]
    if sentences:
        raise AwardsUnfit(sentences)
    return rows


class _Line:
    """One row being read; what cannot be used becomes a sentence and a harmless stand-in."""

    def __init__(self, row: Row) -> None:
        self.number = row.number
        self.sentences: list[str] = []
        self._cells = row.cells

    def award(self, position: int) -> AwardRow:
        valid_from, valid_to = self._day("valid_from"), self._day("valid_to")
        if valid_from and valid_to and valid_to < valid_from:
            self.wrong("valid_to", "order")
        percent, quota_of = self._percent(), self._text("quota_of")
        if (percent is None) != (not quota_of) and not self.sentences:
            self.wrong("quota_of", "whole")
        return AwardRow(
            code=self._code(),
            kind=self._kind(),
            name=self._text("name"),
            position=position,
            valid_from=valid_from,
            valid_to=valid_to,
            quota_percent=percent,
            quota_of=quota_of.upper(),
            note=self._text("note"),
        )

    def wrong(self, key: str, problem: str, **facts: Any) -> None:
        """Note what is wrong in a cell."""
        column = _words("columns")[key][0]
        said = _words("problems")[problem].format(**facts)
        place = _words("report")["place"]
        self.sentences.append(place.format(row=self.number, column=column, problem=said))

    def _cell(self, key: str) -> Cell:
        cell = self._cells[key]
        if cell.is_unread:
            self.wrong(key, "unread")
            return Cell(Kind.EMPTY)
        if cell.kind is Kind.EMPTY and key in REQUIRED:
            self.wrong(key, "missing")
        return cell

    def _text(self, key: str) -> str:
        text = " ".join(self._cell(key).text.split())
        limit = LIMITS.get(key, 20)
        if len(text) > limit:
            self.wrong(key, "long", length=len(text), limit=limit)
        return text

    def _code(self) -> str:
        text = self._cell("code").text
        if text and not CODE.fullmatch(text):
            self.wrong("code", "code", text=text[:40])
        return text.upper()

    def _kind(self) -> AwardKind:
        text = self._cell("kind").text
        known = {plain(word(kind.value)): kind for kind in AwardKind}
        if text and plain(text) not in known:
            choices = ", ".join(word(kind.value) for kind in AwardKind)
            self.wrong("kind", "kind", text=text[:40], choices=choices)
        return known.get(plain(text), AwardKind.COLLECTIVE)

    def _day(self, key: str) -> date | None:
        cell = self._cell(key)
        if isinstance(cell.value, date):
            return cell.value
        # No year 0: a day without its year is not read.
        day = parse_day(cell.text, 0)
        if cell.text and day is None:
            self.wrong(key, "day", text=cell.text[:40])
        return day

    def _percent(self) -> int | None:
        text = self._cell("quota_percent").text
        fit = PERCENT.fullmatch(text)
        if fit and 1 <= int(fit[1]) <= 100:
            return int(fit[1])
        if text:
            self.wrong("quota_percent", "percent", text=text[:40])
        return None


def _words(section: str) -> Any:
    return book("awards")[section]
