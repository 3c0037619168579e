"""Opens an .xlsx of unknown origin: looked at first, then streamed, never believed.

Nothing is unpacked before the sizes that the archive states are added up, and what is read of
a part never exceeds the size stated for it.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import PurePath
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from messages.documents.office_file import (
    EXCEL_MARKS,
    FILE_MAX_MB,
    LOCKED_MARK,
    MB,
    OLE_MAGIC,
    OTHER_MARKS,
    WORD_MARKS,
    ZIP_MAGIC,
    has_macro,
    holds_stream,
    is_encrypted,
    is_too_big,
)
from workflow.errors import Refusal
from workflow.file_errors import NotABook, WorkbookRefused

UNPACKED_MAX_MB = 50
# Sheets are streamed and pictures left alone; texts and styles are loaded whole, and slowly.
NOT_LOADED = ("xl/worksheets/", "xl/media/")
COLUMNS_MAX = 40
# A file may call its second row the billionth: what lies below this one is not looked for.
ROWS_SEEN = 10_000
MERGED_SEEN = 5_000

MACRO_ENDINGS = (".xlsm", ".xltm", ".xlsb", ".xlam")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')

Cells = tuple[Any, ...]
Range = tuple[int, int, int, int]
"""First column, first row, last column, last row; counted from 1."""


def foreign(content: bytes, name: str) -> NotABook | None:
    """Return why the file is no plain .xlsx; None for one that may be opened."""
    ending = PurePath(name).suffix.lower()
    if ending in MACRO_ENDINGS:
        return NotABook.MACRO
    if ending == ".xls":
        return NotABook.OLD_EXCEL
    if content.startswith(OLE_MAGIC):
        return _in_container(content)
    if not content.startswith(ZIP_MAGIC):
        return NotABook.FOREIGN
    return NotABook.TOO_BIG if len(content) > FILE_MAX_MB * MB else _in_archive(content)


def _in_container(content: bytes) -> NotABook:
    if LOCKED_MARK in content:
        return NotABook.LOCKED
    if holds_stream(content, EXCEL_MARKS):
        return NotABook.OLD_EXCEL
    is_other = holds_stream(content, (*WORD_MARKS, *OTHER_MARKS))
    return NotABook.FOREIGN if is_other else NotABook.LOCKED


def _in_archive(content: bytes) -> NotABook | None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            is_big = is_too_big(archive, UNPACKED_MAX_MB, NOT_LOADED)
            return NotABook.TOO_BIG if is_big else _in_parts(archive)
    except Exception:  # noqa: BLE001 (a torn archive raises more than BadZipFile)
        return NotABook.BROKEN


def _in_parts(archive: ZipFile) -> NotABook | None:
    if is_encrypted(archive):
        return NotABook.LOCKED
    if not any(name.lower().startswith("xl/") for name in archive.namelist()):
        return NotABook.FOREIGN
    return NotABook.MACRO if has_macro(archive) else None


@contextmanager
def reading() -> Iterator[None]:
    """Call a file broken whatever a torn workbook makes the parsers raise."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Refusal:
        raise
    except Exception as error:
        raise WorkbookRefused(NotABook.BROKEN) from error


@dataclass(frozen=True)
class Streams:
    """One workbook opened twice: what its cells show, and what is written in them."""

    values: Workbook
    formulas: Workbook

    @property
    def sheets(self) -> Sequence[str]:
        return [sheet.title for sheet in self.values.worksheets]

    def shown(self, sheet: str) -> Iterator[Cells]:
        """Stream the rows from the first on, gaps included."""
        return _rows(self.values, sheet)

    def written(self, sheet: str) -> Iterator[Cells]:
        return _rows(self.formulas, sheet)

    def merged(self, sheet: str) -> list[Range]:
        """Return the merged ranges of a sheet."""
        page: Any = self.values[sheet]
        # What streams a sheet tells nothing of its merged cells.
        with page._get_source() as source:  # noqa: SLF001
            found = MERGED.finditer(source.read())
            return [_range(match[1].decode()) for match in islice(found, MERGED_SEEN)]


def open_streams(content: bytes, name: str) -> Streams:
    """Open a workbook; refuse with `WorkbookRefused` whatever is no plain, whole .xlsx."""
    why = foreign(content, name)
    if why is not None:
        raise WorkbookRefused(why)
    with reading():
        values, formulas = (
            load_workbook(BytesIO(content), read_only=True, data_only=data_only)
            for data_only in (True, False)
        )
    return Streams(values, formulas)


def _rows(workbook: Workbook, name: str) -> Iterator[Cells]:
    sheet: Any = workbook[name]
    # Programs write wrong dimensions; what is there is counted, not believed.
    sheet.reset_dimensions()
    yield from islice(sheet.iter_rows(max_col=COLUMNS_MAX), ROWS_SEEN)


def _range(written: str) -> Range:
    left, top, right, bottom = range_boundaries(written)
    return int(left or 1), int(top or 1), int(right or COLUMNS_MAX), int(bottom or ROWS_SEEN)
