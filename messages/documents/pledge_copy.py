"""The pledge's draft as a Word file that is edited anywhere and read back part by part.

A line above every part names it by its key: text outlives what Word, LibreOffice, WPS or Google
Docs do to a file, while bookmarks and content controls do not come through all of them. Word
itself is asked besides to guard these lines, by a content control that cannot be changed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice

from docx.document import Document as Page

from messages.documents.bloc_words import book
from messages.documents.office_page import guard, new_page, write, write_plain
from messages.documents.pledge_sheet import DATE
from messages.documents.word_file import open_word
from messages.documents.word_text import Line, lines_of, margin_texts
from messages.language import VIETNAMESE
from messages.render import labels
from workflow.section import SECTIONS
from workflow.word_copy import Part, stamp
from workflow.word_errors import Fault, Flaw, NotWord, WordRefused, WordUnfit
from workflow.words import paragraphs

SIGN = "▼"
MARK = re.compile(rf"{SIGN} .*\[([a-z]+)(?: ([0-9a-f]{{8}}))?\]")
# What stands around the parts.
NOTE, END = "note", "end"
HEADING = "heading"
NEAR = 60
# A pledge of twenty units has some three hundred.
LINES_MAX = 5_000


def write_copy(texts: Sequence[tuple[str, str]], year: int, bloc: str, made_at: datetime) -> bytes:
    """Return the file."""
    page, words = new_page(), book("word_copy")
    _mark(page, words["note"], NOTE)
    for number, (key, text) in enumerate(texts, start=1):
        name = labels(VIETNAMESE)[f"part.{key}"]
        facts = {"number": number, "name": name, "key": key, "stamp": stamp(text)}
        _mark(page, words["part"].format(**facts), key)
        for line in paragraphs(text).split("\n"):
            write_plain(page.add_paragraph(), line, "kind_line" if key == HEADING else "body")
    _mark(page, words["end"], END)
    _sign(page, words["title"].format(year=year), bloc, made_at)
    content = BytesIO()
    page.save(content)
    return content.getvalue()


def read_copy(content: bytes, name: str) -> tuple[Part, ...]:
    """Return the parts in order.

    Refuse with `WordRefused` what is no .docx, with `WordUnfit` a file whose parts are not all
    there, once, in their order, or that holds what is no text.
    """
    page = open_word(content, name)
    lines = list(islice(lines_of(page), LINES_MAX + 1))
    if len(lines) > LINES_MAX:
        raise WordRefused(NotWord.TOO_BIG)
    reading = _Reading()
    for line in lines:
        reading.take(line)
    outside = [Flaw(Fault.OUTSIDE, line=text[:NEAR]) for text in margin_texts(page)]
    parts = reading.parts()
    flaws = (*reading.flaws, *outside, *_undated(parts))
    if flaws:
        raise WordUnfit(tuple(dict.fromkeys(flaws)))
    return parts


class _Reading:
    """Walks the lines and knows in which part it is; None where lines belong to none."""

    def __init__(self) -> None:
        self._at: str | None = None
        self._bases: dict[str, str] = {}
        self._lines: dict[str, list[str]] = {}
        self._flaws: list[Flaw] = []
        self._is_lost = False

    def take(self, line: Line) -> None:
        if line.text.startswith(SIGN):
            self._turn(line.text)
        elif self._at is not None:
            self._lines[self._at].append(line.text)
            self._flaws += [Flaw(fault, self._at) for fault in line.faults]
        elif (line.text or line.faults) and not self._is_lost:
            self._flaws.append(Flaw(Fault.OUTSIDE, line=line.text[:NEAR]))

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        """Return what is wrong; of a file that is not ours at all, only that."""
        if not self._lines:
            return (Flaw(Fault.NOT_OURS),)
        return (*self._flaws, *self._out_of_place())

    def parts(self) -> tuple[Part, ...]:
        return tuple(
            Part(key, self._bases[key], paragraphs("\n".join(lines)))
            for key, lines in self._lines.items()
        )

    def _turn(self, text: str) -> None:
        """Go on to the part that the line names; of an unknown or second one nothing is kept."""
        found = MARK.fullmatch(text)
        key = found[1] if found else ""
        is_part = found is not None and found[2] is not None and key in SECTIONS
        self._at, self._is_lost = None, True
        if key in (NOTE, END):
            self._is_lost = False
        elif found is None or not is_part:
            self._flaws.append(Flaw(Fault.UNKNOWN, line=text[:NEAR]))
        elif key in self._lines:
            self._flaws.append(Flaw(Fault.TWICE, key))
        else:
            self._at, self._bases[key], self._lines[key] = key, found[2], []

    def _out_of_place(self) -> Iterator[Flaw]:
        missing = [key for key in SECTIONS if key not in self._lines]
        yield from (Flaw(Fault.MISSING, key) for key in missing)
        wanted = [key for key in SECTIONS if key in self._lines]
        moved = (key for key, right in zip(self._lines, wanted, strict=True) if key != right)
        yield from (Flaw(Fault.ORDER, key) for key in [*moved][:1])


def _undated(parts: Iterable[Part]) -> Iterator[Flaw]:
    """Yield the heading that was changed and lost its line of place and date."""
    for part in parts:
        is_touched = part.text and stamp(part.text) != part.base
        is_dated = any(map(DATE.fullmatch, part.text.splitlines()))
        if part.key == HEADING and is_touched and not is_dated:
            yield Flaw(Fault.DATE, part.key)


def _mark(page: Page, text: str, key: str) -> None:
    """Write a line that is not part of the text, and let Word guard it."""
    guard(write(page.add_paragraph(), text, "small"), key)


def _sign(page: Page, title: str, bloc: str, made_at: datetime) -> None:
    known = page.core_properties
    known.title, known.author, known.comments = title, bloc[:255], ""
    known.last_modified_by = known.author
    known.created = known.modified = made_at.astimezone(UTC).replace(tzinfo=None)
