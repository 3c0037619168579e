"""Refusals about the pledge's text that comes back as a Word file: the file, and what is in it."""

from dataclasses import dataclass
from enum import StrEnum

from workflow.errors import Unfit


class NotWord(StrEnum):
    """Why a file is not opened as a .docx document."""

    OLD_WORD = "old_word"
    MACRO = "macro"
    LOCKED = "locked"
    FOREIGN = "foreign"
    BROKEN = "broken"
    TOO_BIG = "too_big"


class Fault(StrEnum):
    """What stands in a Word file that cannot be taken over as text."""

    NOT_OURS = "not_ours"
    """The file has none of the lines that name the parts."""
    MISSING = "missing"
    TWICE = "twice"
    UNKNOWN = "unknown"
    ORDER = "order"
    OUTSIDE = "outside"
    TABLE = "table"
    PICTURE = "picture"
    OBJECT = "object"
    """A formula, a symbol of a font of its own, an embedded file."""
    NOTE = "note"
    """A footnote or an endnote: its words stand outside the part."""
    TRACKED = "tracked"
    NUMBERING = "numbering"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    DATE = "date"
    """The line with place and date, which the printed pledge needs, is gone."""
    BASIS = "basis"
    TOO_MANY_BASES = "too_many_bases"


@dataclass(frozen=True)
class Flaw:
    """One fault, the key of the part in which it stands, and the line, if one can be named."""

    fault: Fault
    section: str = ""
    line: str = ""


@dataclass(eq=False)
class WordRefused(Unfit):
    """The file is no plain, whole .docx document."""

    why: NotWord


@dataclass(eq=False)
class WordUnfit(Unfit):
    """What the file says cannot be taken over; nothing of it is."""

    flaws: tuple[Flaw, ...]
