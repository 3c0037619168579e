"""Files that people send: what is kept, and what is refused before it is kept.

Papers marked with a degree of secrecy are not kept (Law on protection of state secrets).
"""

import re
from typing import Protocol

from storage.unit_of_work import UnitOfWork
from workflow.file_errors import FileRefused
from workflow.office_text import ZIP, lines
from workflow.words import clean, fold

LIMIT = 20 * 1024 * 1024
# How a PDF, a JPEG and a PNG begin, whatever they are named.
SCANS = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG")
# A PDF that needs a password names its lock so, in plain bytes.
LOCKED = b"/Encrypt"
SECRET = re.compile(r"\b(toi mat|tuyet mat)\b")
# Folded, the one-word degree is the everyday word for "face": only capitals mean the mark.
MARK = re.compile(r"\bM\N{LATIN CAPITAL LETTER A WITH CIRCUMFLEX AND DOT BELOW}T\b")
# A mark with its label is no longer.
MARK_LINE = 60
# What surrounds a mark on a line of its own, a label before it included.
AROUND = re.compile(r"^.*:|^\W+|\W+$")


class Sent(Protocol):
    """A file with its bytes."""

    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def content(self) -> bytes: ...


async def keep(uow: UnitOfWork, sent: Sent | None, *, caption: str = "") -> int:
    """Store a sent file and return its id; refuse none, an empty, a large or a marked one."""
    if sent is None:
        raise FileRefused("none")
    if not sent.content:
        raise FileRefused("empty")
    if len(sent.content) > LIMIT:
        raise FileRefused("large")
    if is_secret(sent.name) or is_secret(caption) or bears_mark(sent.content):
        raise FileRefused("secret")
    return await uow.files.add(clean(sent.name)[:200], sent.media_type, sent.content, uow.now)


async def keep_scan(uow: UnitOfWork, sent: Sent | None, *, caption: str = "") -> int:
    """Store the scan of a signed paper, a PDF or a picture; refuse any other file as `keep` does.

    A PDF that only opens with a password is refused too: nobody could compare it.
    """
    if sent is not None and sent.content and not sent.content.startswith(SCANS):
        raise FileRefused("not_scan")
    _refuse_locked(sent)
    return await keep(uow, sent, caption=caption)


def _refuse_locked(sent: Sent | None) -> None:
    if sent is not None and sent.content.startswith(b"%PDF") and LOCKED in sent.content:
        raise FileRefused("locked")


async def keep_minutes(uow: UnitOfWork, sent: Sent | None, *, caption: str = "") -> int:
    """Store the minutes of a meeting: a PDF, a .docx or a picture; refuse as `keep` does."""
    if sent is not None and sent.content:
        is_word = sent.name.lower().endswith(".docx") and sent.content.startswith(ZIP)
        if not is_word and not sent.content.startswith(SCANS):
            raise FileRefused("not_minutes")
        _refuse_locked(sent)
    return await keep(uow, sent, caption=caption)


async def keep_paper(uow: UnitOfWork, sent: Sent | None, *, caption: str = "") -> int:
    """Store a paper for a meeting: PDF, .docx, .xlsx or a picture; refuse as `keep` does."""
    if sent is not None and sent.content:
        is_office = sent.name.lower().endswith((".docx", ".xlsx")) and sent.content.startswith(ZIP)
        if not is_office and not sent.content.startswith(SCANS):
            raise FileRefused("not_paper")
        _refuse_locked(sent)
    return await keep(uow, sent, caption=caption)


def is_secret(text: str) -> bool:
    """Tell whether a name or text carries a degree of secrecy (best effort)."""
    spaced = clean(re.sub(r"[_\-.]", " ", text))
    return MARK.search(spaced) is not None or SECRET.search(fold(spaced)) is not None


def bears_mark(content: bytes) -> bool:
    """Tell whether a line of an Office file is a degree of secrecy, as a stamp or heading is.

    The words inside a sentence are no mark: offices write about keeping secrets.
    """
    marks = (AROUND.sub("", line) for line in lines(content) if len(line) <= MARK_LINE)
    return any(MARK.fullmatch(one) or SECRET.fullmatch(fold(one)) for one in marks)
