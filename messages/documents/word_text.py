"""The words of a Word document, line by line, and what of it is no words.

A paragraph is a line, and so is what stands behind a line break. An automatic list keeps its
numbers. What cannot be taken over as text is told, never left out in silence: a table, a
picture, a footnote, a change that is only proposed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.document import Document as Page
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from messages.documents.word_numbering import Numbering, Unnumbered
from workflow.word_errors import Fault
from workflow.words import clean

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# What only holds other elements.
OPENED = frozenset(
    map(
        qn,
        ("w:r", "w:sdt", "w:sdtContent", "w:hyperlink", "w:smartTag", "w:fldSimple", "w:customXml"),
    )
)
WRITTEN: Mapping[str, str] = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
FAULTS: Mapping[str, Fault] = {
    **dict.fromkeys(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")), Fault.TRACKED),
    **dict.fromkeys((qn("w:drawing"), qn("w:pict"), CHOICE), Fault.PICTURE),
    **dict.fromkeys(map(qn, ("w:object", "w:sym", "w:altChunk", "w:subDoc")), Fault.OBJECT),
    **dict.fromkeys((f"{MATH}oMath", f"{MATH}oMathPara"), Fault.OBJECT),
    **dict.fromkeys(map(qn, ("w:footnoteReference", "w:endnoteReference")), Fault.NOTE),
    qn("w:tbl"): Fault.TABLE,
}
MARGINS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)


@dataclass(frozen=True)
class Line:
    """One line of the document, and what stands in it that is no text."""

    text: str
    faults: tuple[Fault, ...] = ()


def lines_of(page: Page) -> Iterator[Line]:
    """Yield the lines of the document's body in order."""
    numbering = Numbering(page)
    for element in _blocks(page.element.body):
        if element.tag in FAULTS:
            yield Line("", (FAULTS[element.tag],))
        else:
            yield from _lines(element, numbering)


def margin_texts(page: Page) -> list[str]:
    """Return what headers and footers say besides the page's number."""
    found = (r for r in page.part.rels.values() if r.reltype in MARGINS and not r.is_external)
    said = (clean(_said(relation.target_part)) for relation in found)
    return [text for text in said if any(map(str.isalpha, text))]


def _said(part: Any) -> str:
    return " ".join(one.text or "" for one in part.element.iter(qn("w:t")))


def _blocks(element: Any) -> Iterator[Any]:
    """Yield paragraphs, and what is none, in the order of the document."""
    for child in element:
        if child.tag == qn("w:p") or child.tag in FAULTS:
            yield child
        elif child.tag in OPENED:
            yield from _blocks(child)


def _lines(paragraph: Any, numbering: Numbering) -> Iterator[Line]:
    pieces = list(_pieces(paragraph))
    faults = [one for one in pieces if isinstance(one, Fault)]
    if _is_mark_tracked(paragraph):
        faults.append(Fault.TRACKED)
    try:
        label = numbering.label(paragraph)
    except (Unnumbered, ValueError):
        label = ""
        faults.append(Fault.NUMBERING)
    text = "".join(one for one in pieces if not isinstance(one, Fault))
    first, *rest = map(clean, text.split("\n"))
    yield Line(f"{label} {first}".strip() if first else first, tuple(dict.fromkeys(faults)))
    yield from map(Line, rest)


def _pieces(element: Any) -> Iterator[str | Fault]:
    for child in element:
        if child.tag in FAULTS:
            yield FAULTS[child.tag]
        elif child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in WRITTEN:
            yield WRITTEN[child.tag]
        elif child.tag in OPENED:
            yield from _pieces(child)


def _is_mark_tracked(paragraph: Any) -> bool:
    """Tell whether the end of the paragraph itself is only proposed, or proposed to go."""
    marks = paragraph.findall(f"{qn('w:pPr')}/{qn('w:rPr')}/*")
    return any(FAULTS.get(mark.tag) is Fault.TRACKED for mark in marks)
