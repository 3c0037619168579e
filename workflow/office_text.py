"""The lines of an Office file, read cheaply for what stands on them; nothing of it is trusted."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from zipfile import ZipFile

from workflow.words import clean

ZIP = b"PK\x03\x04"
PARTS = re.compile(
    r"word/(?:document|header\d*|footer\d*)\.xml"
    r"|xl/(?:sharedStrings|worksheets/[^/]+|drawings/[^/]+)\.xml"
)
# Of all parts together; what is beyond is left unread: this runs inside a transaction.
BYTES_MAX = 2 * 1024 * 1024
LINE_END = re.compile(r"</(?:\w+:)?(?:p|si|is)>")
TEXT = re.compile(r"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)</")


def lines(content: bytes) -> Iterator[str]:
    """Yield paragraphs, text boxes and text cells of a .docx or .xlsx; nothing of another file."""
    if not content.startswith(ZIP):
        return
    try:
        for part in _parts(content):
            for line in LINE_END.split(part):
                text = clean(unescape("".join(TEXT.findall(line))))
                if text:
                    yield text
    except Exception:  # noqa: BLE001 (a torn archive raises more than BadZipFile)
        return


def _parts(content: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(content)) as archive:
        left = BYTES_MAX
        for name in filter(PARTS.fullmatch, archive.namelist()):
            with archive.open(name) as part:
                content = part.read(left)
            left -= len(content)
            yield content.decode("utf-8", errors="replace")
