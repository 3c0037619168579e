"""Widths of Times New Roman Bold capitals: lines are broken here, so that nothing else breaks them.

A signing grid sets names and signatures level only while it knows how many lines a name takes.
"""

import unicodedata
from collections.abc import Mapping

# Thousandths of the size of the letters, by the letter without its marks.
WIDTHS: Mapping[str, int] = {
    **dict.fromkeys(" .,;:-()/", 333),
    **dict.fromkeys("0123456789", 500),
    **dict.fromkeys("ILJ", 667),
    **dict.fromkeys("BEFPSTZ", 667),
    **dict.fromkeys("ACDGHKNOQRUVXYĐ", 778),
    **dict.fromkeys("MW", 1000),
}
WIDEST = 1000
POINTS_IN_MM = 72 / 25.4


def broken(text: str, width: float, size: float) -> tuple[str, ...]:
    """Return a text in capitals as lines of at most `width` mm, in letters of `size` points."""
    room = width * POINTS_IN_MM * 1000 / size
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)


def _width(text: str) -> int:
    letters = unicodedata.normalize("NFD", text.upper())
    return sum(
        WIDTHS.get(letter, WIDEST) for letter in letters if not unicodedata.combining(letter)
    )
