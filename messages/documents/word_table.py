"""Tables of a Word template: rows that a paper fills, and the grid in which units sign.

    table | task in tasks || 10 mid STT = {{ task.number }} || 60 cell Tên nhiệm vụ = {{ task.title }}
    table | unit in units / {{ unit.name }} / task in unit.tasks || ...
    grid  | rows || heading || line below it || heading of the witness

A column is its width in mm, the look of its cells, heading = text; a table with three parts
before its columns has a row of its own for every group. No row breaks over two pages, and the
heading stands on every page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as Page
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Row

from messages.documents.office_page import fill, text_width, write

GRID = "Table Grid"
# A grid of so many units a row; the paper says which.
PER_ROW = (2, 3)
ROOM = 3
# A line of the same height as one with letters.
BLANK = "\N{NO-BREAK SPACE}"
WITNESSED = (
    ("kind_line", "{{ witness.capacity }}"),
    *[("kind_line", "")] * ROOM,
    ("signed", "{{ witness.signer }}"),
)


@dataclass(frozen=True)
class Column:
    """One column of a template's table."""

    width: float
    look: str
    heading: str
    text: str

    @classmethod
    def read(cls, part: str) -> "Column":
        named, _, text = part.partition("=")
        width, look, heading = named.split(maxsplit=2)
        return cls(float(width), look, heading.strip(), text.strip())


def filled_table(page: Page, parts: Sequence[str]) -> None:
    """Draw a table with one row for each element of a list, or of the lists of a list."""
    loops = [part.strip() for part in parts[0].split(" / ")]
    columns = [Column.read(part) for part in parts[1:]]
    table = _ruled(page, [column.width for column in columns])
    heading = _row(table, [("column", column.heading) for column in columns])
    _mark(heading, "tblHeader")
    if len(loops) > 1:
        _control(table, f"{{%tr for {loops[0]} %}}")
        _whole_row(table, [("group", loops[1])])
    _control(table, f"{{%tr for {loops[-1]} %}}")
    _row(table, [(column.look, column.text) for column in columns])
    for _ in loops[::2]:
        _control(table, "{%tr endfor %}")


def signing_grid(page: Page, parts: Sequence[str]) -> None:
    """Draw the grid in which units sign, its heading and what is signed on every page.

    `gap` are lines that set the names of a row level; the last row is for who witnessed it.
    """
    rows, heading, line, witness = parts
    for width in PER_ROW:
        write(page.add_paragraph(), f"{{%p if per_row == {width} %}}", "control")
        table = page.add_table(rows=0, cols=width)
        _measure(table, [text_width(page) / width] * width)
        top = _whole_row(table, [("grid_head", heading), ("grid_line", line)])
        _mark(top, "tblHeader")
        _control(table, f"{{%tr for row in {rows} %}}")
        for place, cell in enumerate(_row(table, []).cells):
            fill(cell, _signing_lines(f"row[{place}]"))
        _control(table, "{%tr endfor %}")
        _control(table, "{%tr if witness %}")
        _whole_row(table, [("grid_head", witness), *WITNESSED])
        _control(table, "{%tr endif %}")
        write(page.add_paragraph(), "{%p endif %}", "control")


def _signing_lines(one: str) -> list[tuple[str, str]]:
    return [
        ("party", f"{{{{ {one}.unit }}}}"),
        ("control", f"{{%p if {one}.mark %}}"),
        ("mark", f"({{{{ {one}.mark }}}})"),
        ("control", "{%p endif %}"),
        ("seat", f"{{{{ {one}.capacity }}}}"),
        ("control", f"{{%p for _ in range({one}.gap) %}}"),
        ("seat", BLANK),
        ("control", "{%p endfor %}"),
        *[("seat", BLANK)] * ROOM,
        ("signed", f"{{{{ {one}.signer }}}}"),
    ]


def _ruled(page: Page, widths: Sequence[float]) -> Table:
    table: Table = page.add_table(rows=0, cols=len(widths))
    table.style = GRID
    scale = text_width(page) / sum(widths)
    _measure(table, [width * scale for width in widths])
    return table


def _measure(table: Table, widths: Sequence[float]) -> None:
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _row(table: Table, cells: Sequence[tuple[str, str]]) -> _Row:
    """Add a row that stays on one page, its first cells filled."""
    row = _new_row(table)
    _mark(row, "cantSplit")
    for cell, line in zip(row.cells, cells, strict=False):
        fill(cell, [line])
    return row


def _whole_row(table: Table, lines: Sequence[tuple[str, str]]) -> _Row:
    """Add a row of one cell."""
    row = _row(table, [])
    fill(row.cells[0].merge(row.cells[-1]), lines)
    return row


def _new_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _control(table: Table, text: str) -> None:
    """Add a row that is Jinja of its own, and goes when the paper is filled."""
    write(_new_row(table).cells[0].paragraphs[0], text, "cell")


def _mark(row: _Row, property_: str) -> None:
    made = OxmlElement(f"w:{property_}")
    made.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(made)
