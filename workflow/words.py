"""Text as people type it, made comparable."""

import unicodedata

# Eth looks like the stroked d in capitals, and old keyboards write it so.
STROKED = str.maketrans(
    {"\N{LATIN SMALL LETTER D WITH STROKE}": "d", "\N{LATIN SMALL LETTER ETH}": "d"}
)


# Pasted text brings characters that nobody sees: they make equal names differ, and those that
# turn the reading direction make a text say something else. Emoji need their joiners.
INVISIBLE = dict.fromkeys(
    code
    for code in (*range(0xAE), *range(0x200B, 0x2070), 0xFEFF)
    if unicodedata.category(chr(code)) in ("Cc", "Cf")
    and not chr(code).isspace()
    and chr(code) not in "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
)


def clean(text: str) -> str:
    """Return the text in NFC, trimmed, every run of white space as one blank, all of it visible."""
    return " ".join(unicodedata.normalize("NFC", text.translate(INVISIBLE)).split())


def fold(text: str) -> str:
    """Return the text for comparison: lower case, no diacritics, d for its stroked sister."""
    bare = unicodedata.normalize("NFD", clean(text).lower()).translate(STROKED)
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def paragraphs(text: str) -> str:
    """Return the text in NFC with its line breaks, each line cleaned, at most one blank between.

    A tab inside a line, as a table pastes it, becomes " | ".
    """
    kept: list[str] = []
    for line in (clean(raw.strip().replace("\t", " | ")) for raw in text.splitlines()):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def is_wordless(text: str) -> bool:
    """Tell whether a text has no letter and no digit: it answers nothing."""
    return not plain(text)


def plain(text: str) -> str:
    """Return only the folded letters and digits, single blanks between: how labels are matched."""
    letters = "".join(c if c.isalnum() else " " for c in fold(text))
    return " ".join(letters.split())
