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

from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from messages.documents.office_file import Format
from workflow.errors import Refusal
from workflow.file_errors import NotABook, WorkbookRefused

EXCEL = Format(
    NotABook,
    NotABook.OLD_EXCEL,
    macro_endings=(".xlsm", ".xltm", ".xlsb", ".xlam"),
    streams=("Workbook", "Book"),
    is_part=lambda name: name.startswith("xl/"),
    unpacked_max_mb=50,
    # Sheets are streamed and pictures left alone; texts and styles are loaded whole, and slowly.
    streamed=("xl/worksheets/", "xl/media/"),
)
COLUMNS_MAX = 40
# A file may call its second row the billionth: what lies below this one is not looked for.
ROWS_SEEN = 10_000
MERGED_SEEN = 5_000

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')

Cells = tuple[Any, ...]
Range = tuple[int, int, int, int]
"""First column, first row, last column, last row; counted from 1."""


def foreign(content: bytes, name: str) -> NotABook | None:
    """Return why the file is no plain .xlsx; None for one that may be opened."""
    if PurePath(name).suffix.lower() == ".xls":
        return NotABook.OLD_EXCEL
    return EXCEL.fault_of(content, name)


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
