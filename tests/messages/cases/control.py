from collections.abc import Sequence
from dataclasses import replace

from messages import control
from messages.message import Message
from messages.paging import page_of
from storage.kinds import ListState, SubmissionKind
from storage.units import Unit
from tests.messages.cases.case import Case, Cases
from tests.messages.cases.registration import SOME, registered
from tests.messages.facts import CYCLE, ODD, UNITS, full_list, sheet, submitted
from tests.messages.work import pledge
from workflow.overview import Progress, Stage, Table
from workflow.submission import Sheet

KEY_TASKS, REGISTRATION = SubmissionKind.KEY_TASKS, SubmissionKind.REGISTRATION
WAITING = ListState.WAITING_CHAIR


def _stage(
    unit: Unit, state: ListState | None, kind: SubmissionKind = KEY_TASKS, late: int = 0, **of: int
) -> Stage | None:
    return Stage(submitted(state, unit, kind, **of), late) if state else None


def _row(unit: Unit, state: ListState | None, n_tasks: int = 10, signed: bool = False) -> Progress:
    return Progress(unit, 2, 2, _stage(unit, state), None, n_tasks, min(n_tasks, 2), signed=signed)


def _mixed() -> Table:
    among = [state for state in ListState if state is not ListState.DROPPED]
    states = (*among, None, ListState.DRAFT, WAITING)
    rows = tuple(
        _row(unit, state, n_tasks=7 if state in (None, ListState.DRAFT) else 10)
        for unit, state in zip(UNITS, states, strict=True)
    )
    waiting = (submitted(WAITING, UNITS[2]), submitted(WAITING, UNITS[7]))
    return Table(CYCLE, (replace(rows[0], joined=0), *rows[1:]), None, False, waiting, may_act=True)


def _signing() -> Table:
    rows = tuple(_row(unit, ListState.APPROVED, signed=unit.position % 2 == 0) for unit in UNITS)
    excepted = replace(rows[2], excepted=True)
    return Table(CYCLE, (*rows[:2], excepted, *rows[3:]), pledge(), False, (), may_act=True)


def _twenty() -> Table:
    """A bloc of twenty units that registers for titles, too."""
    units = [
        replace(
            UNITS[number % 8], id=number, code=f"{UNITS[number % 8].code}{number}", position=number
        )
        for number in range(1, 21)
    ]
    rows = [
        replace(
            _row(unit, ListState.APPROVED, signed=True),
            registration=_stage(unit, ListState.WAITING_LEADER, REGISTRATION),
        )
        for unit in units
    ]
    return Table(CYCLE, tuple(rows), pledge(), True, (), may_act=True)


def _waits() -> Table:
    """The third unit waits with both, late with one; the sixth amends an approved list."""
    view = _mixed()
    late, amends = view.rows[2], view.rows[5]
    rows = (
        *view.rows[:2],
        replace(
            late,
            key_tasks=_stage(late.unit, WAITING, late=2),
            registration=_stage(late.unit, WAITING, REGISTRATION),
        ),
        *view.rows[3:5],
        replace(amends, key_tasks=_stage(amends.unit, ListState.DRAFT, round=2)),
        *view.rows[6:],
    )
    waiting = (
        submitted(WAITING, late.unit),
        submitted(WAITING, late.unit, REGISTRATION, id=8),
    )
    return replace(view, rows=rows, waiting=waiting, registers=True)


def _unit(view: Table, number: int) -> Case:
    return lambda: control.unit(view, view.rows[number])


LATE = sheet(WAITING, full_list(), unit=UNITS[4], submission={"days_late": 3})
AMENDED = sheet(WAITING, full_list(), unit=UNITS[5], submission={"round": 2})
REGISTERED = registered(WAITING, SOME, unit=UNITS[6])
SENT = tuple(sheet(WAITING, full_list(), unit=unit) for unit in UNITS)


def _waiting(sheets: Sequence[Sheet], at: int = 0) -> Message:
    page = page_of([one.submission for one in sheets], at)
    return control.waiting(page, page_of(sheets, at).items)


CASES: Cases = {
    "table.waiting": lambda: control.table(_mixed()),
    "table.signing": lambda: control.table(_signing()),
    "table.reader": lambda: control.table(replace(_signing(), may_act=False)),
    "table.twenty": lambda: control.table(_twenty()),
    "table.registered": lambda: control.table(_waits()),
    "table.last_page": lambda: control.table(_twenty(), 9),
    "unit.waits_with_both": _unit(_waits(), 2),
    "unit.amends": _unit(_waits(), 5),
    "unit.chair_units_own": _unit(replace(_signing(), rows=(_row(UNITS[0], WAITING),)), 0),
    "unit.nothing_yet": _unit(_mixed(), 5),
    "unit.signed": _unit(replace(_signing(), may_act=False), 1),
    "waiting.none": lambda: _waiting([]),
    "waiting.some": lambda: _waiting([SENT[3], LATE, AMENDED]),
    "waiting.registration": lambda: _waiting([LATE, REGISTERED]),
    "waiting.many": lambda: _waiting([*SENT, LATE]),
    "waiting.second_page": lambda: _waiting([*SENT, LATE], 1),
    "units": lambda: control.units(UNITS),
    "units.last_page": lambda: control.units([row.unit for row in _twenty().rows], 2),
    "units.odd": lambda: control.units([replace(UNITS[0], code="VP&TH", name=ODD)]),
}
