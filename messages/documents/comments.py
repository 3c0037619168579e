"""The comments made for a conference, as a workbook to print."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

from messages.documents.bloc_words import book
from messages.documents.printed_table import Value, fill
from messages.render import moment
from storage.conferences import Conference
from workflow.calendar import local
from workflow.comment import Remark


def comment_book(conference: Conference, remarks: Sequence[Remark]) -> bytes:
    """Return the workbook of the comments, in the order of the agenda."""
    words = book("comments")
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    page = workbook.create_sheet(words["sheet"])
    held = words["held"].format(at=moment(conference.starts_at)) if conference.starts_at else ""
    lines = [words["title"], conference.title, *([held] if held else [])]
    rows = [_row(number, one) for number, one in enumerate(remarks, start=1)]
    fill(page, lines, words["columns"], rows, words["width"])
    page.oddFooter.center.text = words["footer"]
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _row(number: int, remark: Remark) -> Sequence[Value]:
    words = book("comments")
    on = (
        words["item"].format(number=remark.item.number, title=remark.item.title)
        if remark.item
        else words["about"].format(unit=remark.about and remark.about.name)
    )
    state = "handled" if remark.comment.handled_at else "waiting"
    said_on = local(remark.comment.at).date()
    return (number, on, remark.unit.name, remark.person, remark.comment.text, said_on, words[state])
