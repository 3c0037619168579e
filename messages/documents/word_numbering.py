"""Numbers that Word draws before a paragraph by itself: an automatic list, read as it is seen."""

from collections.abc import Iterator
from typing import Any

from docx.document import Document as Page
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

BULLET = "-"
LEVELS = 9
LETTERS = 26
LONGEST, HIGHEST = 40, 9_999
# A style may be based on itself.
STYLES_DEEP = 20
ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


class Unnumbered(Exception):
    """A list counts in a way that is not known here."""


class Numbering:
    """Counts the paragraphs of one document, from its first on."""

    def __init__(self, page: Page) -> None:
        found = (r.target_part for r in page.part.rels.values() if _is_numbering(r))
        # python-docx makes a part of lists when it is asked for one that is not there.
        part: Any = next(found, None)
        root = None if part is None else part.element
        self._numbers = _named(root, "w:num", "numId")
        self._abstract = _named(root, "w:abstractNum", "abstractNumId")
        self._styles = _named(page.styles.element, "w:style", "styleId")
        marked = (key for key, one in self._styles.items() if one.get(qn("w:default")) == "1")
        self._default = next(marked, "")
        self._known: dict[str, dict[int, Any]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, paragraph: Any) -> str:
        """Return what Word draws before the paragraph; raise `Unnumbered`."""
        number, level = self._place(paragraph)
        if number in ("", "0"):
            return ""
        if number not in self._numbers:
            return ""
        num = self._numbers[number]
        if number not in self._known:
            self._known[number] = self._levels(num)
        levels = self._known[number]
        if level not in levels:
            raise Unnumbered
        counts = self._counted(num, levels, level)
        return _written(levels, counts, level)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Return the list's number and the level, of the paragraph itself or of its style."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style_id = _value(paragraph, "w:pPr/w:pStyle") or self._default
        inherited = [s.find(f"{qn('w:pPr')}/{qn('w:numPr')}") for s in self._based_on(style_id)]
        known = [one for one in (own, *inherited) if one is not None]
        number = next((n for one in known if (n := _value(one, "w:numId"))), "")
        level = next((n for one in known if (n := _value(one, "w:ilvl"))), "")
        return number, int(level) if level.isdigit() else 0

    def _based_on(self, style_id: str) -> Iterator[Any]:
        for _ in range(STYLES_DEEP):
            if style_id not in self._styles:
                return
            yield self._styles[style_id]
            style_id = _value(self._styles[style_id], "w:basedOn")

    def _levels(self, num: Any) -> dict[int, Any]:
        abstract = self._abstract.get(_value(num, "w:abstractNumId"))
        listed = [] if abstract is None else abstract.findall(qn("w:lvl"))
        changed = num.findall(f"{qn('w:lvlOverride')}/{qn('w:lvl')}")
        return {int(_value(one, None, "ilvl") or 0): one for one in (*listed, *changed)}

    def _counted(self, num: Any, levels: dict[int, Any], level: int) -> dict[int, int]:
        """Count one more at that level; deeper levels begin anew."""
        counts = self._counts.setdefault(_value(num, "w:abstractNumId"), {})
        number = _value(num, None, "numId")
        if number not in self._begun:
            self._begun.add(number)
            for one in num.findall(qn("w:lvlOverride")):
                start = _value(one, "w:startOverride")
                if start:
                    counts[int(_value(one, None, "ilvl") or 0)] = int(start) - 1
        counts[level] = counts.get(level, _start(levels[level]) - 1) + 1
        for above in range(level):
            counts.setdefault(above, _start(levels.get(above)))
        for deeper in range(level + 1, LEVELS):
            counts.pop(deeper, None)
        return counts


def _is_numbering(relation: Any) -> bool:
    return relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external


def _named(root: Any, tag: str, name: str) -> dict[str, Any]:
    """Return the elements of that tag right below, by an attribute."""
    found = [] if root is None else root.findall(qn(tag))
    return {_value(one, None, name): one for one in found}


def _value(element: Any, path: str | None, name: str = "val") -> str:
    """Return an attribute of the element, or of the one below it at that path."""
    found = element if path is None else element.find("/".join(map(qn, path.split("/"))))
    return "" if found is None else found.get(qn(f"w:{name}")) or ""


def _start(level: Any) -> int:
    said = "" if level is None else _value(level, "w:start")
    return int(said) if said.isdigit() else 1


def _written(levels: dict[int, Any], counts: dict[int, int], level: int) -> str:
    if _value(levels[level], "w:numFmt") == "bullet":
        return BULLET
    text = _value(levels[level], "w:lvlText")
    if len(text) > LONGEST or max(counts.values()) > HIGHEST:
        raise Unnumbered
    for at in range(level + 1):
        place = f"%{at + 1}"
        if place in text:
            text = text.replace(place, _number(counts[at], _value(levels[at], "w:numFmt")))
    return text.strip()


def _number(count: int, form: str) -> str:
    match form:
        case "decimal" | "":
            return str(count)
        case "decimalZero":
            return f"{count:02}"
        case "lowerLetter" | "upperLetter":
            times, at = divmod(count - 1, LETTERS)
            letter = chr(ord("a") + at) * (times + 1)
            return letter if form == "lowerLetter" else letter.upper()
        case "lowerRoman" | "upperRoman":
            return _roman(count) if form == "lowerRoman" else _roman(count).upper()
        case "none":
            return ""
    raise Unnumbered


def _roman(count: int) -> str:
    said = ""
    for value, letters in ROMAN:
        times, count = divmod(count, value)
        said += letters * times
    return said
