from dataclasses import replace

from messages import control
from storage.kinds import ListState
from storage.units import Unit
from tests.messages.cases.case import Cases
from tests.messages.facts import CYCLE, ODD, UNITS, full_list, sheet
from tests.messages.work import pledge
from workflow.overview import Progress, Table


def _row(unit: Unit, state: ListState | None, n_tasks: int = 10, signed: bool = False) -> Progress:
    return Progress(unit, 2, 2, state, n_tasks, min(n_tasks, 2), signed)


def _mixed() -> Table:
    among = [state for state in ListState if state is not ListState.DROPPED]
    states = (*among, None, ListState.DRAFT, ListState.WAITING_CHAIR)
    rows = tuple(
        _row(unit, state, n_tasks=7 if state in (None, ListState.DRAFT) else 10)
        for unit, state in zip(UNITS, states, strict=True)
    )
    return Table(CYCLE, (replace(rows[0], joined=0), *rows[1:]), None, 2, may_act=True)


def _signing() -> Table:
    rows = tuple(_row(unit, ListState.APPROVED, signed=unit.position % 2 == 0) for unit in UNITS)
    return Table(CYCLE, rows, pledge(), 0, may_act=True)


WAITING = ListState.WAITING_CHAIR
LATE = sheet(WAITING, full_list(), unit=UNITS[4], submission={"days_late": 3})
SENT = tuple(sheet(WAITING, full_list(), unit=unit) for unit in UNITS)

CASES: Cases = {
    "table.waiting": lambda: control.table(_mixed()),
    "table.signing": lambda: control.table(_signing()),
    "table.reader": lambda: control.table(replace(_signing(), may_act=False)),
    "waiting.none": lambda: control.waiting([]),
    "waiting.some": lambda: control.waiting([SENT[3], LATE]),
    "waiting.many": lambda: control.waiting([*SENT, LATE]),
    "units": lambda: control.units(UNITS),
    "units.odd": lambda: control.units([replace(UNITS[0], code="VP&TH", name=ODD)]),
}
