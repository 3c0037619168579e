"""The pledge's text as it is hashed: NFC, fixed line ends (R7)."""

import hashlib
import unicodedata
from collections.abc import Sequence


def normalised(text: str) -> str:
    """Return the text as it is hashed: NFC, line ends as line feeds, one at the end."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return f"{lines.strip()}\n"


def joined(sections: Sequence[tuple[str, str]]) -> str:
    """Return the whole text of its parts, a blank line between two."""
    return normalised("\n\n".join(text.strip() for _, text in sections if text.strip()))


def text_hash(text: str) -> str:
    """Return the SHA-256, in hex, of a normalised text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()
