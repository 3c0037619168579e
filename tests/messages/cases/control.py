from collections.abc import Sequence
from dataclasses import replace

from messages import control
from messages.message import Message
from messages.paging import page_of
from storage.kinds import ListState, SubmissionKind
from tests.messages.cases.case import Case, Cases
from tests.messages.cases.registration import SOME, registered
from tests.messages.facts import ODD, UNITS, full_list, sheet, submitted
from tests.messages.table_facts import begun, merged, signing, stage
from workflow.overview import Table, UnitView
from workflow.progress import Column
from workflow.submission import Sheet

REGISTRATION = SubmissionKind.REGISTRATION
WAITING = ListState.WAITING_CHAIR


def _waits_with_both() -> UnitView:
    view = begun()
    known = view.rows[2]
    stages = {**known.stages, **stage(known.unit, WAITING, REGISTRATION)}
    cells = {**known.cells, Column.REGISTRATION: known.cells[Column.KEY_TASKS]}
    waiting = (*view.waiting, submitted(WAITING, known.unit, REGISTRATION, id=8))
    row = replace(known, stages=stages, cells=cells)
    return UnitView(replace(view, waiting=waiting), row, 10, 2)


def _unit(view: Table, number: int, n_tasks: int = 10) -> Case:
    one = view.rows[number]
    return lambda: control.unit(UnitView(view, one, n_tasks, min(n_tasks, 2)))


def _reads(view: Table) -> Table:
    return replace(view, may_act=False, may_chase=False, may_compose=False)


def _amends() -> UnitView:
    view = signing()
    known = view.rows[1]
    stages = stage(known.unit, ListState.DRAFT, round=2, late=1)
    return UnitView(view, replace(known, stages=stages), 10, 2)


LATE = sheet(WAITING, full_list(), unit=UNITS[4], submission={"days_late": 3})
AMENDED = sheet(WAITING, full_list(), unit=UNITS[5], submission={"round": 2})
REGISTERED = registered(WAITING, SOME, unit=UNITS[6])
SENT = tuple(sheet(WAITING, full_list(), unit=unit) for unit in UNITS)


def _waiting(sheets: Sequence[Sheet], at: int = 0) -> Message:
    page = page_of([one.submission for one in sheets], at)
    return control.waiting(page, page_of(sheets, at).items)


CASES: Cases = {
    "table.waiting": lambda: control.table(begun()),
    "table.signing": lambda: control.table(signing()),
    "table.merged": lambda: control.table(merged()),
    "table.secretary": lambda: control.table(replace(signing(), may_act=False)),
    "table.reader": lambda: control.table(_reads(signing())),
    "table.twenty": lambda: control.table(signing(20)),
    "table.last_page": lambda: control.table(signing(20), 9),
    "unit.waits_with_both": lambda: control.unit(_waits_with_both()),
    "unit.amends": lambda: control.unit(_amends()),
    "unit.lost": _unit(begun(), 1),
    "unit.late": _unit(begun(), 4, n_tasks=3),
    "unit.late_leader": _unit(begun(), 5),
    "unit.signing": _unit(signing(), 2),
    "unit.merged": _unit(merged(), 6),
    "unit.reader": _unit(_reads(signing()), 4),
    "waiting.none": lambda: _waiting([]),
    "waiting.some": lambda: _waiting([SENT[3], LATE, AMENDED]),
    "waiting.registration": lambda: _waiting([LATE, REGISTERED]),
    "waiting.many": lambda: _waiting([*SENT, LATE]),
    "waiting.second_page": lambda: _waiting([*SENT, LATE], 1),
    "units": lambda: control.units(UNITS),
    "units.last_page": lambda: control.units([row.unit for row in signing(20).rows], 2),
    "units.odd": lambda: control.units([replace(UNITS[0], code="VP&TH", name=ODD)]),
}
