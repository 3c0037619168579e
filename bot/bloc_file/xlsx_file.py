"""Reads a bloc from an .xlsx workbook; every kind of foreign or broken file is refused by name."""

from pathlib import Path
from typing import Any

from bot.bloc_file.raw import RawFile, Unreadable
from bot.bloc_file.xlsx_sheets import Grid, SheetReader
from messages.documents import bloc_words
from messages.documents.office_file import FILE_MAX_MB
from messages.documents.workbook_file import Streams, open_streams, reading
from workflow.bloc_plan import FileRefused, Flaw, Part, Problem
from workflow.file_errors import NotABook, WorkbookRefused
from workflow.words import clean, fold


def read_xlsx(path: Path) -> RawFile:
    """Return the workbook's cells; refuse with `FileRefused` what is no plain .xlsx."""
    try:
        streams = open_streams(path.read_bytes(), path.name)
        with reading():
            grids = _grids(streams)
    except WorkbookRefused as refused:
        facts = {"name": path.name, "limit": FILE_MAX_MB}
        raise FileRefused([Problem(bloc_words.whole_file(), _flaw(refused), facts)]) from refused
    return SheetReader(grids).raw()


def _flaw(refused: WorkbookRefused) -> Flaw:
    # It bears the right ending: whatever else it is, it is no workbook that can be read.
    return Flaw.BROKEN if refused.why is NotABook.FOREIGN else Flaw(refused.why)


def _grids(streams: Streams) -> dict[str, Grid]:
    """Return each sheet of ours by folded name: filled rows with their numbers."""
    ours = {fold(bloc_words.sheet(part)) for part in Part}
    return {fold(name): _grid(streams, name) for name in streams.sheets if fold(name) in ours}


def _grid(streams: Streams, name: str) -> Grid:
    rows = zip(streams.shown(name), streams.written(name), strict=True)
    numbered = (
        (number, tuple(map(_value, shown, written)))
        for number, (shown, written) in enumerate(rows, 1)
    )
    return [(number, cells) for number, cells in numbered if any(c is not None for c in cells)]


def _value(shown: Any, written: Any) -> Any:
    if shown.data_type == "e":
        return Unreadable(Flaw.CELL_ERROR, str(shown.value))
    if shown.value is None and written.data_type == "f":
        return Unreadable(Flaw.FORMULA)
    if isinstance(shown.value, str) and not clean(shown.value):
        return None
    return shown.value
