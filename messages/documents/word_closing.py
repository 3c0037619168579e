"""The end of a paper: who signs never stands on a page alone."""

from collections.abc import Iterable

from docx.document import Document as Page
from docx.oxml.ns import qn
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

KEPT_ABOVE = 2


def hold_closing(page: Page) -> None:
    """Keep the last table, where people sign, on the page of the two paragraphs above it.

    What already stays with its follower, like a heading, and empty lines do not count. Of a
    table above, the last row is kept: Word obeys, LibreOffice does not. Of a grid of several
    rows neither the first nor the last stands alone on a page.
    """
    above = list(page.iter_inner_content())
    grid = None
    while above and grid is None:
        last = above.pop()
        grid = last if isinstance(last, Table) else None
    if grid is None:
        return
    _hold_rows(grid)
    left = KEPT_ABOVE
    while above and left:
        last = above.pop()
        if isinstance(last, Table):
            _keep(_lines(last.rows[-1]))
            return
        left -= bool(last.text.strip()) and not last.paragraph_format.keep_with_next
        _keep([last])


def _hold_rows(grid: Table) -> None:
    """Keep the first two rows together, and the last two."""
    rows = [row for row in grid.rows if not _is_heading(row)]
    for row in (*rows[:-1][:1], *rows[-2:-1]):
        _keep(_lines(row))


def _is_heading(row: _Row) -> bool:
    properties = row._tr.trPr
    return properties is not None and properties.find(qn("w:tblHeader")) is not None


def _lines(row: _Row) -> list[Paragraph]:
    return [line for cell in row.cells for line in cell.paragraphs]


def _keep(lines: Iterable[Paragraph]) -> None:
    for line in lines:
        line.paragraph_format.keep_with_next = True
