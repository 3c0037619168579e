"""A whole list at once: asked for, shown as read with every doubt, saved or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass

from messages import actions
from messages.documents.task_form import headings, words
from messages.menu import leave_row
from messages.message import Button, Message, Paper
from messages.render import button, label, say
from workflow.batch import LIMITS, Batch, Doubt, Doubted, Row, Way
from workflow.key_task import TaskSheet

PER_PAGE = 10
# Rows, doubts and notes below the first line.
LINES = 12


@dataclass(frozen=True)
class Doubts:
    """One kind of doubt: what is doubted, each beside the numbers of its rows."""

    doubt: Doubt
    cases: tuple[tuple[Doubted, tuple[int, ...]], ...]


def ask_rows(sheet: TaskSheet, year_to_copy: int | None) -> Message:
    """Ask for the list; `year_to_copy` is the year of a list that could be copied."""
    unit_id = sheet.unit.id
    ways = [button("batch.form", actions.FetchTaskForm(unit_id))]
    if year_to_copy is not None:
        copy = actions.CopyKeyTasks(unit_id)
        ways.append(button("batch.copy", copy, year=year_to_copy))
    if len(sheet.tasks) < sheet.limit:
        ways.append(button("batch.one", actions.AddKeyTask(unit_id)))
    return say("batch/ask_rows", (*((one,) for one in ways), *leave_row()), sheet=sheet)


def form(sheet: TaskSheet, year: int) -> Message:
    """Send the workbook to fill in; a filled one answers the same question."""
    name = label("batch.file", code=sheet.unit.code.lower(), year=year)
    paper = Paper("task_form", {"submission_id": sheet.submission.id}, name)
    page = words()["sheet"]
    return say("batch/form", leave_row(), files=(paper,), sheet=sheet, page=page)


def shown(batch: Batch, year: int, page: int = 0, *, is_stale: bool = False) -> Message:
    """Show one page of the rows as they were read, the doubtful ones named.

    `is_stale` tells that they were not saved, because the list changed meanwhile.
    """
    pages = _pages(batch)
    at = page if 0 <= page < len(pages) else 0
    turns = [
        button(f"go.{name}", actions.PageRows(batch.sheet.unit.id, at + step))
        for name, step in (("previous", -1), ("next", 1))
        if 0 <= at + step < len(pages)
    ]
    return say(
        "batch/shown",
        (*_ways(batch), *((tuple(turns),) if turns else ()), _again(batch)),
        batch=batch,
        rows=pages[at],
        doubted=_doubts(pages[at]),
        headings=headings(),
        limits=LIMITS,
        year=year,
        surplus=batch.surplus(Way.REPLACE),
        is_starred=_is_starred(batch),
        is_stale=is_stale,
    )


def _pages(batch: Batch) -> list[tuple[Row, ...]]:
    """Return the rows in pages that leave room for what is doubted."""
    is_detailed = bool(batch.n_kept or batch.lost)
    notes = len(_doubts(batch.rows)) + _is_starred(batch) + is_detailed + 1
    size = min(PER_PAGE, LINES - notes)
    return [batch.rows[first : first + size] for first in range(0, len(batch.rows), size)]


def _is_starred(batch: Batch) -> bool:
    """Tell whether there are more highlights than the list may be sent with (R1)."""
    return batch.n_highlights > batch.sheet.highlights[1]


def _ways(batch: Batch) -> tuple[tuple[Button, ...], ...]:
    count = batch.n_proposals
    take = button("batch.dates", actions.TakeProposals(batch.sheet.unit.id), count=count)
    return (*((_save(batch, way),) for way in batch.ways), *(((take,),) if count else ()))


def _again(batch: Batch) -> tuple[Button, ...]:
    again = button("batch.again", actions.PasteKeyTasks(batch.sheet.unit.id))
    return (again, *leave_row()[0])


def _save(batch: Batch, way: Way) -> Button:
    sheet = batch.sheet
    name = way.value if sheet.tasks else "first"
    action = actions.SavePasted(sheet.unit.id, way.value, sheet.submission.revision)
    return button(f"batch.{name}", action, count=len(batch.rows))


def _doubts(rows: Sequence[Row]) -> list[Doubts]:
    """Return the doubts of the rows by kind, like ones together, in the order of the kinds."""
    found: dict[Doubt, dict[Doubted, list[int]]] = {}
    for row in rows:
        for one in row.doubts:
            found.setdefault(one.doubt, {}).setdefault(one, []).append(row.number)
    return [
        Doubts(kind, tuple((one, tuple(numbers)) for one, numbers in found[kind].items()))
        for kind in Doubt
        if kind in found
    ]
