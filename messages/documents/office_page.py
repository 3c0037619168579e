"""An office's page in Word, as Nghị định 30/2020/NĐ-CP, Phụ lục I sets it: looks and blocks.

A4; margins 20-20-30-20 mm; Times New Roman; the page's number in the middle of the upper
margin, not on the first page. Rules are drawn lines of their own width, never underlining.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.document import Document as Page
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Times New Roman"
WIDTH, HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 20
TEXT_WIDTH = WIDTH - LEFT - RIGHT
INDENT = 12.7
HEADER = 10
SIGNING_LINES = 4
BOLD = "**"

CENTER, JUSTIFY, START = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
    WD_ALIGN_PARAGRAPH.LEFT,
)


@dataclass(frozen=True)
class Look:
    """How a kind of paragraph looks: size and spaces in points, indents in mm.

    `indent` is that of the first line, `left` that of all.
    """

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = CENTER
    indent: float = 0
    left: float = 0
    line: float = 0
    """The height of a line in points; 0 for what its letters need."""
    before: float = 0
    after: float = 0
    stays: bool = False
    """On the page of the paragraph after it."""


LOOKS = {
    "body": Look(align=JUSTIFY, indent=INDENT, after=6),
    "intro": Look(align=JUSTIFY, indent=INDENT, after=6, stays=True),
    "head": Look(bold=True, align=JUSTIFY, indent=INDENT, before=6, after=6, stays=True),
    "lead": Look(bold=True, align=JUSTIFY, indent=INDENT, after=6),
    "kind": Look(bold=True, before=18, stays=True),
    "summary": Look(bold=True, stays=True),
    "headline": Look(size=16, bold=True, before=18, after=12, stays=True),
    "byline": Look(bold=True, align=WD_ALIGN_PARAGRAPH.RIGHT, before=6),
    "superior": Look(size=12),
    "issuer": Look(size=12, bold=True),
    "number": Look(size=13, before=3),
    "nation": Look(size=12, bold=True),
    "motto": Look(size=13, bold=True),
    "date": Look(size=13, italic=True, before=3),
    "capacity": Look(bold=True, stays=True),
    "signer": Look(bold=True, stays=True),
    "recipients": Look(size=12, bold=True, italic=True, align=START, before=12, stays=True),
    "recipient": Look(size=11, align=START, stays=True),
    "addressee": Look(align=START, left=30),
    "to": Look(before=12, after=6),
    "basis": Look(italic=True, align=JUSTIFY, indent=INDENT, after=6),
    "remark": Look(size=12, italic=True, stays=True),
    "column": Look(size=12, bold=True, before=2, after=2),
    "group": Look(size=12, bold=True, align=START, before=2, after=2, stays=True),
    "cell": Look(size=12, align=START, before=2, after=2),
    "mid": Look(size=12, before=2, after=2),
    "party": Look(size=12, bold=True, before=12, line=15),
    "mark": Look(size=12, italic=True, line=15),
    "seat": Look(size=12, bold=True, line=15),
    "signed": Look(size=13, bold=True),
    "control": Look(size=12),
    "kind_line": Look(bold=True, stays=True),
    "grid_head": Look(size=13, bold=True, before=12, stays=True),
    "grid_line": Look(size=11, italic=True, stays=True),
    "space": Look(size=8, stays=True),
    "small": Look(size=9, italic=True, align=START, before=12),
}


@dataclass(frozen=True)
class Columns:
    """A table that only places things beside one another: no borders, widths in mm.

    Without widths it is two halves of the page.
    """

    page: Page
    widths: Sequence[float] = ()

    def row(self) -> tuple[_Cell, ...]:
        """Return the cells of a new table of one row, which never breaks over two pages."""
        widths = self.widths or (text_width(self.page) / 2,) * 2
        table = self.page.add_table(rows=1, cols=len(widths))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _close_margins(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = column.cells[0].width = Mm(width)
        whole = OxmlElement("w:cantSplit")
        table.rows[0]._tr.get_or_add_trPr().append(whole)
        return tuple(table.rows[0].cells)


def new_page() -> Page:
    """Return an empty document with the page's measures, font, language and number."""
    page = Document()
    section = page.sections[0]
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(HEADER)
    section.different_first_page_header_footer = True
    normal = page.styles["Normal"]
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    _number(section.header.paragraphs[0])
    return page


def lay_down(page: Page) -> None:
    """Turn the page to lie, for a wide table; the margins stay where they are."""
    section = page.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(HEIGHT), Mm(WIDTH)


def text_width(page: Page) -> float:
    """Return the width between the margins, in mm."""
    width = page.sections[0].page_width
    assert width is not None
    return float(width.mm) - LEFT - RIGHT


def write(line: Paragraph, text: str, look: str) -> Paragraph:
    """Write a text into an empty paragraph; what stands between two ** is bold."""
    known = LOOKS[look]
    _shape(line, known)
    for number, part in enumerate(text.split(BOLD)):
        if part:
            _letter(line.add_run(part), known, bold=known.bold or number % 2 == 1)
    return line


def write_plain(line: Paragraph, text: str, look: str) -> Paragraph:
    """Write a text of unknown origin into an empty paragraph, letter for letter."""
    known = LOOKS[look]
    _shape(line, known)
    _letter(line.add_run(text), known, bold=known.bold)
    return line


def rule(line: Paragraph, length: float, width: float = TEXT_WIDTH) -> None:
    """Draw a line of that length in the middle of the width, both in mm."""
    form = line.paragraph_format
    form.left_indent = form.right_indent = Mm((width - length) / 2)
    form.space_before, form.space_after = Pt(4), Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    # The schema gives every property of a paragraph its place: borders come before spacing.
    line._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def fill(cell: _Cell, lines: Sequence[tuple[str, str]]) -> None:
    """Write (look, text) lines one below the other into a fresh cell."""
    for number, (look, text) in enumerate(lines):
        write(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), text, look)


def guard(line: Paragraph, tag: str) -> None:
    """Let Word refuse to change or remove the paragraph."""
    box, properties, inside = (OxmlElement(f"w:{name}") for name in ("sdt", "sdtPr", "sdtContent"))
    for name, value in (("alias", tag), ("tag", tag), ("lock", "sdtContentLocked")):
        made = OxmlElement(f"w:{name}")
        made.set(qn("w:val"), value)
        properties.append(made)
    box.extend((properties, inside))
    line._p.addprevious(box)
    inside.append(line._p)


def _shape(line: Paragraph, known: Look) -> None:
    form = line.paragraph_format
    form.alignment, form.first_line_indent = known.align, Mm(known.indent)
    if known.left:
        form.left_indent = Mm(known.left)
    form.space_before, form.space_after = Pt(known.before), Pt(known.after)
    form.line_spacing_rule, form.keep_with_next = WD_LINE_SPACING.SINGLE, known.stays
    if known.line:
        form.line_spacing = Pt(known.line)
    form.widow_control = True


def _letter(run: Run, look: Look, *, bold: bool) -> None:
    run.font.name, run.font.size = FONT, Pt(look.size)
    run.font.bold, run.font.italic = bold, look.italic
    run.font.color.rgb = RGBColor(0, 0, 0)


def _number(line: Paragraph) -> None:
    """Put the page's number into the header, as a field that Word counts."""
    line.alignment = CENTER
    run = line.add_run()
    run.font.name, run.font.size = FONT, Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run._r.append(part)


def _close_margins(table: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
