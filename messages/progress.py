"""What is said of a unit at a step of the year, and the table seen step by step."""

from dataclasses import dataclass

from messages import actions
from messages.language import spoken
from messages.message import Button, Message, Paper, in_rows
from messages.paging import page_of
from messages.render import button, capitalize_first, labels, say
from workflow.calendar import local
from workflow.chair_list import Why
from workflow.chase import STEPS
from workflow.member import Member
from workflow.overview import Progress, Table
from workflow.progress import Cell, Column, State

PER_ROW = 2
NUMBERS_PER_ROW = 4
# What the chair has to look at first.
URGENCY = (
    State.LATE,
    State.DECLINED,
    State.WAITS,
    State.OWED,
    State.NOT_YET,
    State.MISSED,
    State.ABSENT,
    State.EXCEPTED,
    State.NONE,
    State.MERGED,
    State.DONE,
)


@dataclass(frozen=True)
class Line:
    """One cell in words; `owners` are the people whom it waits for."""

    column: Column
    cell: Cell
    name: str
    said: str
    owners: tuple[Member, ...]
    why_stuck: Why | None = None


@dataclass(frozen=True)
class Sum:
    """One step with how many of the units that it applies to are where."""

    name: str
    n_units: int
    n_done: int
    n_late: int


def named(column: Column, language: str | None = None) -> str:
    """Return a step's name as it stands inside a sentence."""
    return labels(language or spoken())[f"step.{column}"]


def said(column: Column, cell: Cell, language: str | None = None) -> str:
    """Return the few words of a cell, the same in the chat and on paper."""
    book = labels(language or spoken())
    keys = (f"{cell.state}_{column}", f"{cell.state}_{cell.waits_for}", cell.state)
    form = next(book[f"cell.{key}"] for key in keys if f"cell.{key}" in book)
    return form.format(days=cell.days_late, n=cell.n, total=cell.total)


def lines_of(row: Progress) -> list[Line]:
    """Return every cell of a unit, in the order of the year."""
    return [line_of(row, column) for column in row.cells]


def undone(row: Progress) -> list[Line]:
    """Return the steps that apply to a unit and are not done, the most pressing first."""
    cells = row.cells.items()
    found = [line_of(row, column) for column, cell in cells if cell.applies and not cell.is_done]
    return sorted(found, key=lambda line: pressing(line.cell))


def line_of(row: Progress, column: Column) -> Line:
    cell = row.cells[column]
    owners = {one.person_id: one for duty in cell.duties for one in row.owners(duty)}
    missing = tuple(one for one in row.people if not one.has_joined)
    people = missing if column is Column.JOIN else tuple(owners.values())
    stuck = next((row.stuck[duty.id] for duty in cell.duties if duty.id in row.stuck), None)
    return Line(column, cell, named(column), said(column, cell), people, stuck)


def pressing(cell: Cell) -> tuple[int, int]:
    return URGENCY.index(cell.state), -cell.days_late


def sum_of(view: Table, column: Column) -> Sum:
    cells = [row.cells[column] for row in view.rows if row.cells[column].applies]
    n_late = sum(cell.state is State.LATE for cell in cells)
    return Sum(named(column), len(cells), sum(cell.is_done for cell in cells), n_late)


def steps(view: Table) -> Message:
    """Show how far the bloc is, a line and a button a step."""
    opened = [
        button(
            "progress.step",
            actions.OpenStep(column.value, 0),
            number=number,
            name=capitalize_first(named(column)),
        )
        for number, column in enumerate(view.columns, start=1)
    ]
    rows = (*in_rows(opened, PER_ROW), files_row(), _to_table())
    return say("progress/steps", rows, view=view, sums=[sum_of(view, one) for one in view.columns])


def step(view: Table, column: Column, at: int) -> Message:
    """Show one step: every unit, the most pressing first, and the way to remind them."""
    ordered = sorted(view.rows, key=lambda row: pressing(row.cells[column]))
    page = page_of(ordered, at)
    numbers = [
        Button(str(number), actions.OpenUnit(row.unit.id))
        for number, row in enumerate(page.items, start=page.first)
    ]
    owed = column in STEPS and any(row.duties(column) for row in view.rows)
    ask = button("chase.ask", actions.AskChase(column.value, 0, 0))
    rows = (
        *(((ask,),) if owed and view.may_chase else ()),
        *in_rows(numbers, NUMBERS_PER_ROW),
        *page.turns(lambda to: actions.OpenStep(column.value, to)),
        (button("progress.back", actions.OpenSteps()), *_to_table()),
    )
    return say(
        "progress/step",
        rows,
        total=sum_of(view, column),
        page=page,
        lines=[line_of(row, column) for row in page.items],
    )


def picture(view: Table) -> Message:
    """Hand out the table as a picture."""
    paper = Paper("table_picture", {}, f"{_file_name(view)}.png")
    return say("progress/picture", (_to_table(),), (paper,), view=view)


def book(view: Table) -> Message:
    """Hand out the table and every open duty as a workbook."""
    paper = Paper("table_book", {}, f"{_file_name(view)}.xlsx")
    return say("progress/book", (_to_table(),), (paper,), view=view)


def _file_name(view: Table) -> str:
    return f"Bang tinh hinh {local(view.at):%d-%m-%Y}"


def files_row() -> tuple[Button, ...]:
    """Return the row that hands out the table."""
    return (
        button("control.picture", actions.FetchTablePicture()),
        button("control.book", actions.FetchTableBook()),
    )


def _to_table() -> tuple[Button, ...]:
    return (button("control.open", actions.OpenControl()),)
