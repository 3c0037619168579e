"""The Word file of the pledge's draft, edited as an officer would."""

from collections.abc import Callable
from io import BytesIO

from docx import Document
from docx.document import Document as Page
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

Edit = Callable[[Page], None]


def edited(content: bytes, *edits: Edit) -> bytes:
    """Return the file as Word would save it after the edits."""
    page = Document(BytesIO(content))
    for edit in edits:
        edit(page)
    stream = BytesIO()
    page.save(stream)
    return stream.getvalue()


def lines(page: Page) -> list[Paragraph]:
    """Return every paragraph, the guarded ones too."""
    return [Paragraph(one, page._body) for one in page.element.body.iter(qn("w:p"))]


def line(page: Page, words: str) -> Paragraph:
    """Return the first paragraph that holds the words."""
    return next(one for one in lines(page) if words in one.text)


def mark(page: Page, key: str) -> Paragraph:
    """Return the line that names a part."""
    return line(page, f"[{key}")


def says(old: str, new: str) -> Edit:
    """Write another text over a line."""

    def edit(page: Page) -> None:
        line(page, old).text = new

    return edit


def adds(before: str, text: str) -> Edit:
    """Write a line before another one."""

    def edit(page: Page) -> None:
        line(page, before).insert_paragraph_before(text)

    return edit


def drops(words: str) -> Edit:
    def edit(page: Page) -> None:
        gone = line(page, words)._p
        gone.getparent().remove(gone)

    return edit
