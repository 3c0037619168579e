"""Refusals about files that people send: their kind, their sheets, what is read from them."""

from dataclasses import dataclass
from enum import StrEnum

from workflow.errors import Refusal, Unfit


@dataclass(eq=False)
class FileRefused(Unfit):
    """The file cannot be kept; `why` is a word of the label book."""

    why: str


class NotABook(StrEnum):
    """Why a file is not opened as an .xlsx workbook."""

    OLD_EXCEL = "old_excel"
    MACRO = "macro"
    LOCKED = "locked"
    FOREIGN = "foreign"
    BROKEN = "broken"
    TOO_BIG = "too_big"


@dataclass(eq=False)
class WorkbookRefused(Unfit):
    """The file is no plain, whole .xlsx workbook."""

    why: NotABook


@dataclass(eq=False)
class SheetMissing(Unfit):
    """The workbook has no sheet of the name that is read."""

    wanted: str
    found: tuple[str, ...]


@dataclass(eq=False)
class ColumnsMissing(Unfit):
    """No row near the top of the sheet names these columns."""

    sheet: str
    columns: tuple[str, ...]


@dataclass(eq=False)
class ColumnTwice(Unfit):
    """Two columns of the sheet bear the same heading."""

    sheet: str
    column: str


@dataclass(eq=False)
class SheetEmpty(Unfit):
    """The sheet has its headings, and nothing is filled in below them."""

    sheet: str


@dataclass(eq=False)
class SheetTooLong(Unfit):
    """`count` rows or more are filled in, and at most `limit` are read."""

    sheet: str
    count: int
    limit: int
    is_more: bool = False


@dataclass(eq=False)
class NoCriteria(Refusal):
    """The bloc has no criteria yet for this year."""


@dataclass(eq=False)
class CriteriaSame(Unfit):
    """The file says word for word what the current version of the criteria says."""

    version: int


@dataclass(eq=False)
class CriteriaNewer(Refusal):
    """Somebody else saved this version of the criteria since the screen was drawn."""

    version: int
