"""Opens a .docx of unknown origin: looked at first, then read, never believed."""

from io import BytesIO
from pathlib import PurePath

from docx import Document
from docx.document import Document as Page

from messages.documents.office_file import OLE_MAGIC, ZIP_MAGIC, Format
from workflow.file import bears_mark, is_secret
from workflow.file_errors import FileRefused
from workflow.word_errors import NotWord, WordRefused

WORD = Format(
    NotWord,
    NotWord.OLD_WORD,
    macro_endings=(".docm", ".dotm"),
    streams=("WordDocument",),
    is_part="word/document.xml".__eq__,
    # All of it is loaded, whatever its parts are called.
    unpacked_max_mb=10,
)


def open_word(content: bytes, name: str) -> Page:
    """Open a sent document; refuse with `WordRefused` whatever is no plain, whole .docx."""
    if is_secret(name) or bears_mark(content):
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
    is_known = content.startswith((OLE_MAGIC, ZIP_MAGIC))
    if PurePath(name).suffix.lower() == ".doc" and not is_known:
        return NotWord.OLD_WORD
    return WORD.fault_of(content, name)
