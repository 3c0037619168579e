"""What became of every copy of a notice, as a workbook to print or to keep with the minutes."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook

from messages.documents.bloc_words import book as words_of
from messages.documents.printed_table import Value, fill
from messages.render import capitalize_first, moment, word
from storage.people import Assignment
from workflow.calendar import local
from workflow.ledger import Book, Row


def ledger_book(book: Book, at: datetime) -> bytes:
    """Return the workbook, one row a person, the unreached first; `at` is as of when."""
    words, notice = words_of("ledger"), book.ledger.notice
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    page = workbook.create_sheet(words["sheet"])
    left, counts = notice.released_at, _counts(book)
    times = words["times" if left else "held"].format(left=left and moment(left), at=moment(at))
    known = words["counts" if counts else "people"].format(n=book.ledger.n_people, counts=counts)
    lines = [words["title"], notice.subject, times, known]
    rows = [
        _row(number, row, book.seats.get(row[0].person_id))
        for number, row in enumerate(book.ledger.by_need, start=1)
    ]
    fill(page, lines, words["columns"], rows, words["width"])
    page.oddFooter.center.text = words["footer"]
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _counts(book: Book) -> str:
    counts = book.ledger.counts.items()
    return "; ".join(f"{word(name)} {count}" for name, count in counts if count)


def _row(number: int, row: Row, seat: Assignment | None) -> Sequence[Value]:
    one, reached = row
    return (
        number,
        one.unit_name,
        one.full_name,
        word(seat.role.value) if seat else None,
        capitalize_first(word(reached.value)),
        local(one.settled_at) if one.settled_at else None,
        local(one.confirmed_at) if one.confirmed_at else None,
        one.reminded or None,
        word(one.channel) if one.channel else None,
    )
