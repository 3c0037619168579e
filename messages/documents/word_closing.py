"""The end of a paper: who signs never stands on a page without text above."""

from docx.document import Document as Page
from docx.table import Table

KEPT_ABOVE = 2


def hold_closing(page: Page) -> None:
    """Keep the last table, where people sign, on the page of the two paragraphs above it.

    What already stays with its follower, like a heading, and empty lines do not count. Of a
    table above, the last row is kept: Word obeys, LibreOffice does not.
    """
    blocks = list(page.iter_inner_content())
    while blocks and not isinstance(blocks.pop(), Table):
        pass
    left = KEPT_ABOVE
    while blocks and left:
        above = blocks.pop()
        if isinstance(above, Table):
            lines = [line for cell in above.rows[-1].cells for line in cell.paragraphs]
            left = 0
        else:
            lines = [above]
            left -= bool(above.text.strip()) and not above.paragraph_format.keep_with_next
        for line in lines:
            line.paragraph_format.keep_with_next = True
