"""Reads a bloc from an .xlsx workbook; every kind of foreign or broken file is refused by name."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from bot.bloc_file.raw import FILE_MAX_MB, RawFile, Unreadable
from bot.bloc_file.xlsx_sheets import Grid, SheetReader
from messages.documents import bloc_words
from workflow.bloc_plan import FileRefused, Flaw, Part, Problem
from workflow.words import clean, fold

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
UNPACKED_MAX_MB = 50
MB = 1024 * 1024
COLUMNS_MAX = 40


def read_xlsx(path: Path) -> RawFile:
    """Return the workbook's cells; refuse with `FileRefused` what is no plain .xlsx."""
    content = path.read_bytes()
    _refuse_foreign(content, path)
    return SheetReader(_grids(content, path)).raw()


def _refuse_foreign(content: bytes, path: Path) -> None:
    if content.startswith(OLE_MAGIC):
        raise _refused(Flaw.LOCKED, path)
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except Exception as error:  # a torn archive raises more than BadZipFile
        raise _refused(Flaw.BROKEN, path) from error
    if any("vbaproject" in entry.filename.lower() for entry in entries):
        raise _refused(Flaw.MACRO, path)
    if sum(entry.file_size for entry in entries) > UNPACKED_MAX_MB * MB:
        raise _refused(Flaw.TOO_BIG, path)


def _refused(flaw: Flaw, path: Path) -> FileRefused:
    facts = {"name": path.name, "limit": FILE_MAX_MB}
    return FileRefused([Problem(bloc_words.whole_file(), flaw, facts)])


def _grids(content: bytes, path: Path) -> dict[str, Grid]:
    """Return each sheet of ours by folded name: filled rows with their numbers."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values, formulas = (
                load_workbook(BytesIO(content), read_only=True, data_only=data_only)
                for data_only in (True, False)
            )
            return {
                fold(name): _grid(values, formulas, name)
                for name in values.sheetnames
                if fold(name) in {fold(bloc_words.sheet(part)) for part in Part}
            }
    except Exception as error:  # whatever a torn workbook makes openpyxl's parsers raise
        raise _refused(Flaw.BROKEN, path) from error


def _grid(values: Workbook, formulas: Workbook, name: str) -> Grid:
    rows = zip(_rows(values, name), _rows(formulas, name), strict=True)
    numbered = (
        (number, tuple(map(_value, shown, written)))
        for number, (shown, written) in enumerate(rows, 1)
    )
    return [(number, cells) for number, cells in numbered if any(c is not None for c in cells)]


def _rows(workbook: Workbook, name: str) -> Iterator[tuple[Any, ...]]:
    sheet: Any = workbook[name]
    # Programs write wrong dimensions; what is there is counted, not believed.
    sheet.reset_dimensions()
    yield from sheet.iter_rows(max_col=COLUMNS_MAX)


def _value(shown: Any, written: Any) -> Any:
    if shown.data_type == "e":
        return Unreadable(Flaw.CELL_ERROR, str(shown.value))
    if shown.value is None and written.data_type == "f":
        return Unreadable(Flaw.FORMULA)
    if isinstance(shown.value, str) and not clean(shown.value):
        return None
    return shown.value
