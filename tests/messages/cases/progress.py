from dataclasses import replace
from datetime import datetime

from messages import progress
from tests.messages.cases.case import Cases
from tests.messages.table_facts import DONE, begun, merged, signing
from workflow.overview import Table
from workflow.progress import Column

MIDNIGHT = datetime.fromisoformat("2027-03-01T00:05:00+07:00")


def _all_done() -> Table:
    view = begun()
    rows = tuple(
        replace(row, cells={**row.cells, Column.KEY_TASKS: DONE}, stages={}) for row in view.rows
    )
    return replace(view, rows=rows)


CASES: Cases = {
    "steps.begun": lambda: progress.steps(begun()),
    "steps.signing": lambda: progress.steps(signing()),
    "steps.reader": lambda: progress.steps(replace(signing(), may_chase=False)),
    "step.merged": lambda: progress.step(merged(), Column.REGISTRATION, 0),
    "step.key_tasks": lambda: progress.step(begun(), Column.KEY_TASKS, 0),
    "step.join": lambda: progress.step(begun(), Column.JOIN, 0),
    "step.sign": lambda: progress.step(signing(), Column.SIGN, 0),
    "step.confirm_twenty": lambda: progress.step(signing(20), Column.CONFIRM, 1),
    "step.reader": lambda: progress.step(replace(begun(), may_chase=False), Column.KEY_TASKS, 0),
    "step.done": lambda: progress.step(_all_done(), Column.KEY_TASKS, 0),
    "picture": lambda: progress.picture(signing()),
    "picture.after_midnight": lambda: progress.picture(replace(signing(), at=MIDNIGHT)),
    "book": lambda: progress.book(signing()),
}
