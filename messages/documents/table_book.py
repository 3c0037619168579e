"""The chair's table as a workbook to print: units by steps, then every open duty."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

from messages.documents.bloc_words import book
from messages.documents.office_words import moment, stored
from messages.documents.printed_table import Value, fill
from messages.language import VIETNAMESE
from messages.progress import said
from workflow.debt import Debt
from workflow.member import Member
from workflow.overview import Progress, Table


def table_book(view: Table, debts: Sequence[Debt]) -> bytes:
    """Return the workbook; in it a cell says in full what the picture shortens."""
    words = book("table")
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    steps = {column.value: words["heads"][column] for column in view.columns}
    widths = {**words["width"], **dict.fromkeys(steps, words["width"]["step"])}
    rows = [_row(row) for row in view.rows]
    owed = [_debt(number, one) for number, one in enumerate(debts, start=1)]
    empty = () if owed else (words["no_duties"],)
    for name, title, more, headings, lines in (
        ("table", "title", (), {**words["columns"], **steps}, rows),
        ("duties", "duties_title", empty, words["debts"], owed),
    ):
        page = workbook.create_sheet(words[name])
        head = [words[title].format(year=view.cycle.year), view.bloc.name, _at(view), *more]
        fill(page, head, headings, lines, widths)
        page.oddFooter.center.text = words["footer"]
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _at(view: Table) -> str:
    return str(book("table")["at"].format(at=moment(view.at)))


def _row(row: Progress) -> Sequence[Value]:
    cells = [said(column, cell, VIETNAMESE) for column, cell in row.cells.items()]
    return (row.unit.position, row.unit.code, row.unit.name, *cells)


def _debt(number: int, one: Debt) -> Sequence[Value]:
    duty, words = one.duty, book("table")
    matter = stored(duty.matter) if duty.matter else ""
    what = words["duty"][duty.obligation.kind].format(title=duty.title, matter=matter)
    unit = one.unit.name if one.unit else words["bloc"]
    who = ", ".join(_owner(owner) for owner in one.owners) or words["nobody"]
    return (
        number,
        unit,
        what,
        who,
        duty.obligation.due_on,
        duty.days_late,
        one.n_reminded,
    )


def _owner(one: Member) -> str:
    """Name an owner, and say so when no message reaches them."""
    words = book("table")
    if one.is_reached:
        return one.full_name
    return str(words["lost" if one.has_joined else "missing"].format(name=one.full_name))
