"""Opens a .docx of unknown origin: looked at first, then read, never believed."""

from io import BytesIO
from pathlib import PurePath
from zipfile import ZipFile

from docx import Document
from docx.document import Document as Page

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
from workflow.file import is_secret
from workflow.file_errors import FileRefused
from workflow.word_errors import NotWord, WordRefused

MACRO_ENDINGS = (".docm", ".dotm")
# All of it is loaded, whatever its parts are called.
UNPACKED_MAX_MB = 10
BODY = "word/document.xml"


def open_word(content: bytes, name: str) -> Page:
    """Open a sent document; refuse with `WordRefused` whatever is no plain, whole .docx."""
    if is_secret(name):
        raise FileRefused("secret")
    why = foreign(content, name)
    if why is not None:
        raise WordRefused(why)
    try:
        return Document(BytesIO(content))
    except Exception as error:
        # A torn document raises whatever its parsers meet first.
        raise WordRefused(NotWord.BROKEN) from error


def foreign(content: bytes, name: str) -> NotWord | None:
    """Return why the file is no plain .docx; None for one that may be opened."""
    ending = PurePath(name).suffix.lower()
    if ending in MACRO_ENDINGS:
        return NotWord.MACRO
    if content.startswith(OLE_MAGIC):
        return _in_container(content)
    if not content.startswith(ZIP_MAGIC):
        return NotWord.OLD_WORD if ending == ".doc" else NotWord.FOREIGN
    return NotWord.TOO_BIG if len(content) > FILE_MAX_MB * MB else _in_archive(content)


def _in_container(content: bytes) -> NotWord:
    if LOCKED_MARK in content:
        return NotWord.LOCKED
    if holds_stream(content, WORD_MARKS):
        return NotWord.OLD_WORD
    is_other = holds_stream(content, (*EXCEL_MARKS, *OTHER_MARKS))
    return NotWord.FOREIGN if is_other else NotWord.LOCKED


def _in_archive(content: bytes) -> NotWord | None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            is_big = is_too_big(archive, UNPACKED_MAX_MB)
            return NotWord.TOO_BIG if is_big else _in_parts(archive)
    except Exception:  # noqa: BLE001 (a torn archive raises more than BadZipFile)
        return NotWord.BROKEN


def _in_parts(archive: ZipFile) -> NotWord | None:
    if is_encrypted(archive):
        return NotWord.LOCKED
    if not any(name.lower() == BODY for name in archive.namelist()):
        return NotWord.FOREIGN
    return NotWord.MACRO if has_macro(archive) else None
