"""Invented tables of units by steps, for the approved texts and the papers of the table."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from storage.kinds import ListState, ObligationKind, Role, SubmissionKind
from storage.obligations import Obligation
from storage.submissions import Submission
from storage.units import Unit
from tests.messages.facts import BLOC, CYCLE, DUE, LEADER, NOW, OFFICER, UNITS, submitted
from workflow.chair_list import Why
from workflow.member import Member
from workflow.overview import Progress, Stage, Table
from workflow.progress import Cell, Column, State
from workflow.seating import seated

KEY_TASKS, REGISTRATION = SubmissionKind.KEY_TASKS, SubmissionKind.REGISTRATION
NAMES = ("Nguyễn Thị Bích Đào", "Trần Quốc Khánh")
DONE = Cell(State.DONE, at=NOW)
JOINED = Cell(State.DONE, n=2, total=2)
Marks = dict[Column, Cell]


def duty(unit: Unit, kind: ObligationKind, due_on: date | None = DUE, id_: int = 1) -> Obligation:
    role = Role.LEADER if kind is ObligationKind.SIGN else Role.OFFICER
    return Obligation(
        id_ + 100 * unit.id, 1, kind, unit.id, unit.id, None, role, due_on, NOW, None, None, None
    )


def owed(unit: Unit, kind: ObligationKind, late: int = 0, **counts: Any) -> Cell:
    state = State.LATE if late else State.OWED
    due_on = DUE - timedelta(days=late + 4) if late else DUE
    return Cell(state, (duty(unit, kind, due_on),), days_late=late, **counts)


def row(unit: Unit, marks: Marks, **changed: Any) -> Progress:
    """A unit's line; its officer and leader have joined."""
    seats = [
        replace(seat, id=unit.id * 10 + n, unit_id=unit.id, person_id=unit.id * 10 + n)
        for n, seat in enumerate((OFFICER, LEADER))
    ]
    people = tuple(Member(seat.person_id, name) for seat, name in zip(seats, NAMES, strict=True))
    made = Progress(unit, marks, {}, people, seated(seats), {})
    return replace(made, **changed)


def stage(
    unit: Unit, state: ListState, kind: SubmissionKind = KEY_TASKS, late: int = 0, **of: Any
) -> dict[SubmissionKind, Stage]:
    return {kind: Stage(submitted(state, unit, kind, **of), late)}


def table(*rows: Progress, waiting: tuple[Submission, ...] = (), **changed: Any) -> Table:
    made = Table(BLOC, CYCLE, NOW, rows, waiting, may_act=True, may_chase=True, may_compose=True)
    return replace(made, **changed)


def begun() -> Table:
    """February: lists are due, two of them are late, two people are not reached."""
    tasks = ObligationKind.KEY_TASKS
    rows = [row(unit, {Column.JOIN: JOINED, Column.KEY_TASKS: owed(unit, tasks)}) for unit in UNITS]
    chair, deputy, stc, sct, snn, bql, *_ = rows
    rows[0] = replace(
        chair, cells={**chair.cells, Column.KEY_TASKS: Cell(State.WAITS, waits_for=Role.DEPUTY)}
    )
    rows[1] = _lost(replace(deputy, cells={**deputy.cells, Column.KEY_TASKS: DONE}))
    waits = Cell(State.WAITS, waits_for=Role.CHAIR)
    rows[2] = replace(
        stc,
        cells={**stc.cells, Column.KEY_TASKS: waits},
        stages=stage(stc.unit, ListState.WAITING_CHAIR, late=2),
    )
    late = owed(sct.unit, tasks, 3)
    stuck = {late.duties[0].id: Why.RAN_OUT}
    rows[3] = replace(sct, cells={**sct.cells, Column.KEY_TASKS: late}, stuck=stuck)
    rows[4] = _absent(replace(snn, cells={**snn.cells, Column.KEY_TASKS: owed(snn.unit, tasks, 1)}))
    leader = Cell(State.LATE, (duty(bql.unit, ObligationKind.APPROVE),), Role.LEADER, 2)
    rows[5] = replace(
        bql,
        cells={**bql.cells, Column.KEY_TASKS: leader},
        stages=stage(bql.unit, ListState.WAITING_LEADER),
    )
    return table(*rows, waiting=(submitted(ListState.WAITING_CHAIR, stc.unit),))


def merged() -> Table:
    """As `signing`, and a unit went into another before it signed."""
    view = signing()
    known = view.rows[6]
    unit = replace(
        known.unit,
        merged_into="Sở Công Thương",
        merged_on=date(2027, 2, 20),
        merger_decision="Quyết định số 12/QĐ-UBND",
    )
    cells = {
        column: cell if cell.is_done else Cell(State.MERGED) for column, cell in known.cells.items()
    }
    cells[Column.SIGN] = Cell(State.OWED)
    row = replace(known, unit=unit, cells=cells, people=(), has_left=True)
    return replace(view, rows=(*view.rows[:6], row, view.rows[7]))


def _lost(one: Progress) -> Progress:
    since = datetime.fromisoformat("2027-02-20T14:00:00+07:00")
    officer, leader = one.people
    return replace(one, people=(officer, replace(leader, is_lost=True, lost_at=since)))


def _absent(one: Progress) -> Progress:
    officer, leader = one.people
    missing = owed(one.unit, ObligationKind.JOIN, 2, n=1, total=2)
    stuck = {duty.id: Why.NOBODY for duty in one.duties(Column.KEY_TASKS)}
    return replace(
        one,
        stuck=stuck,
        people=(replace(officer, has_joined=False), leader),
        cells={**one.cells, Column.JOIN: missing},
    )


def signing(n_units: int = 8) -> Table:
    """March: the conference is over, the pledge is being signed, a notice was sent."""
    units = [
        replace(UNITS[n % 8], id=n + 1, position=n + 1, code=f"{UNITS[n % 8].code}{n or ''}")
        for n in range(n_units)
    ]
    return table(*(row(unit, _march(unit)) for unit in units))


def _march(unit: Unit) -> Marks:
    sign = ObligationKind.SIGN
    signs = (
        Cell(State.NOT_YET),
        DONE,
        owed(unit, sign, 2),
        Cell(State.EXCEPTED),
        Cell(State.DECLINED),
        Cell(State.WAITS, waits_for=Role.SECRETARY),
        owed(unit, sign, 12),
        Cell(State.NONE),
    )
    at = (unit.id - 1) % 8
    answered = (DONE, DONE, Cell(State.ABSENT), Cell(State.MISSED))[at % 4]
    came = Cell(State.DONE, n=2) if at % 4 < 2 else Cell(State.MISSED)
    confirm = ObligationKind.CONFIRM
    return {
        Column.JOIN: JOINED,
        Column.KEY_TASKS: DONE,
        Column.REGISTRATION: owed(unit, ObligationKind.REGISTRATION) if at == 6 else DONE,
        Column.RSVP: answered,
        Column.PRESENT: came,
        Column.SIGN: signs[at],
        Column.CONFIRM: owed(unit, confirm, n=1, total=2) if at % 3 else replace(JOINED),
    }
