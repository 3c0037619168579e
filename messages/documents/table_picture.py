"""The chair's table as a picture for a phone: a word or a sign in every cell, never colour alone."""

from collections.abc import Mapping
from typing import Any

from messages.documents.bloc_words import book
from messages.documents.office_words import moment
from messages.documents.typeset import Typeset
from messages.progress import sum_of
from messages.render import shorten
from workflow.overview import Progress, Table
from workflow.progress import Cell, Column, State

# A phone's page is 360 points wide, and shows three dots for each.
DOTS_PER_INCH = 216
# Letters of a unit's code: a longer one would leave no room for the steps.
CODE = 12
# Which of the four looks a cell has; every other one is plain.
LOOKS = {State.DONE: "done", State.LATE: "late", State.DECLINED: "late", State.WAITS: "waits"}


def table_picture(view: Table) -> bytes:
    """Return the picture, a PNG as long as there are units."""
    (drawn,) = table_page(view).pictures(DOTS_PER_INCH)
    return drawn


def table_page(view: Table) -> Typeset:
    """Return the page to be set."""
    said, sums = book("table"), [sum_of(view, column) for column in view.columns]
    facts = {
        "title": said["title"].format(year=view.cycle.year),
        "bloc": view.bloc.name,
        "at": said["at"].format(at=moment(view.at)),
        "unit": said["unit"],
        "heads": [said["heads"][column] for column in view.columns],
        "rows": [_row(row) for row in view.rows],
        "sums": [said["sum"], *(f"{one.n_done}/{one.n_units}" for one in sums)],
        "legend": list(said["legend"].values()),
    }
    return Typeset("table", facts)


def brief(column: Column, cell: Cell) -> str:
    """Return a cell in at most seven letters; the legend explains them."""
    forms = book("table")["brief"]
    keys = (f"{cell.state}_{column}", f"{cell.state}_{cell.waits_for}", cell.state)
    form = next(forms[key] for key in keys if key in forms)
    return str(form.format(days=cell.days_late, n=cell.n, total=cell.total))


def _row(row: Progress) -> Mapping[str, Any]:
    cells = [
        {"said": brief(column, cell), "look": LOOKS.get(cell.state, "plain")}
        for column, cell in row.cells.items()
    ]
    code = shorten(row.unit.code, CODE)
    return {"code": f"{row.unit.position}. {code}", "cells": cells}
