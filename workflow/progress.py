"""Where each unit stands at each step of the year: the one fact a cell of the table is made of.

What is late, since when and whose turn it is, comes from the open duties: the table has no list
of its own. A step that the bloc has not begun has no cells.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.attendances import Attendance
from storage.conferences import Conference
from storage.kinds import (
    Answer,
    ListState,
    ObligationKind,
    PaperState,
    PledgeState,
    Role,
    Standing,
    SubmissionKind,
)
from storage.obligations import Obligation
from storage.overviews import Copy
from storage.pledges import Pledge
from storage.rsvps import Rsvp
from storage.submissions import Submission
from storage.units import Unit
from workflow.calendar import local, working_days_late
from workflow.conference import HELD, UNDER_WAY
from workflow.obligation import DUTIES


class Column(StrEnum):
    """A step of the year, in the order of the table."""

    JOIN = "join"
    KEY_TASKS = "key_tasks"
    REGISTRATION = "registration"
    RSVP = "rsvp"
    PRESENT = "present"
    SIGN = "sign"
    CONFIRM = "confirm"


class State(StrEnum):
    """What can be said of one unit at one step.

    WAITS is somebody else's turn than who began it, MISSED what can be made up for no more,
    MERGED what nobody does any more, as the unit went into another.
    """

    DONE = "done"
    WAITS = "waits"
    OWED = "owed"
    LATE = "late"
    NOT_YET = "not_yet"
    EXCEPTED = "excepted"
    DECLINED = "declined"
    ABSENT = "absent"
    MISSED = "missed"
    NONE = "none"
    MERGED = "merged"


# What counts as done; to say that one will not come is an answer.
DONE = (State.DONE, State.EXCEPTED, State.ABSENT)

MEETING = (Column.RSVP, Column.PRESENT)


@dataclass(frozen=True)
class Cell:
    """One unit at one step; `duties` are what is still owed for it, the nearest due first.

    `days_late` are working days: of what is owed until now, of what is done until it was.
    `n` of `total` people, or copies of notices, where a step counts them.
    """

    state: State
    duties: tuple[Obligation, ...] = ()
    waits_for: Role | None = None
    days_late: int = 0
    n: int = 0
    total: int = 0
    at: datetime | None = None
    """When it was done, answered or refused; None where nothing of that is known."""

    @property
    def due_on(self) -> date | None:
        return self.duties[0].due_on if self.duties else None

    @property
    def is_done(self) -> bool:
        return self.state in DONE

    @property
    def applies(self) -> bool:
        return self.state not in (State.NONE, State.MERGED)


@dataclass(frozen=True)
class Facts:
    """All that the cells are made of, read once for the whole bloc; mappings are by unit id."""

    today: date
    duties: Sequence[Obligation]
    joined: Mapping[int, tuple[int, int]]
    """How many of each unit's people have joined, of how many."""
    rounds: Mapping[tuple[SubmissionKind, int], Sequence[Submission]]
    dated: bool
    """Whether the bloc sets a date for registrations."""
    conference: Conference | None
    rsvps: Mapping[int, Rsvp]
    present: Sequence[Attendance]
    pledge: Pledge | None
    addenda: Mapping[int, Pledge]
    """What units that joined after the pledge was frozen sign in its place."""
    signed: Mapping[int, datetime]
    excepted: Mapping[int, datetime]
    declined: Mapping[int, datetime]
    papers: Mapping[int, PaperState]
    copies: Sequence[Copy]

    def open_for(
        self, unit_id: int, kind: ObligationKind, subjects: Collection[int] | None = None
    ) -> tuple[Obligation, ...]:
        """Return what the unit still owes of a kind, about any subject or one of these."""
        return tuple(
            one
            for one in self.duties
            if (one.kind, one.unit_id) == (kind, unit_id)
            and (subjects is None or one.subject_id in subjects)
        )

    def columns(self) -> tuple[Column, ...]:
        """Return the steps that the bloc has begun, in their order."""
        begun = {
            Column.REGISTRATION: self.dated
            or any(kind is SubmissionKind.REGISTRATION for kind, _ in self.rounds),
            Column.RSVP: self.conference is not None,
            Column.PRESENT: self.conference is not None and self.conference.state in HELD,
            Column.SIGN: self.pledge is not None,
            Column.CONFIRM: bool(self.copies),
        }
        return tuple(column for column in Column if begun.get(column, True))


def cells_of(facts: Facts, unit: Unit) -> dict[Column, Cell]:
    """Return the unit's cell of every step that has begun."""
    cells = {column: CELLS[column](facts, unit) for column in facts.columns()}
    return {
        column: Cell(State.MERGED) if _ended(facts, unit, column, cell) else cell
        for column, cell in cells.items()
    }


def _ended(facts: Facts, unit: Unit, column: Column, cell: Cell) -> bool:
    """Tell whether nobody does a step any more; a text that names the unit still waits for it."""
    if cell.is_done or not cell.applies or column is Column.SIGN:
        return False
    if column in MEETING and facts.conference and facts.conference.starts_at:
        return unit.has_left(local(facts.conference.starts_at).date())
    return unit.has_left(facts.today)


def _owed(
    facts: Facts,
    duties: tuple[Obligation, ...],
    waits_for: Role | None = None,
    *,
    n: int = 0,
    total: int = 0,
) -> Cell:
    """Return the cell of something that is owed; what is past its day is late for whoever it is."""
    due_on = duties[0].due_on if duties else None
    days_late = working_days_late(due_on, facts.today) if due_on else 0
    waiting = State.WAITS if waits_for else State.OWED
    state = State.LATE if days_late else waiting
    return Cell(state, duties, waits_for, days_late, n, total)


def _join(facts: Facts, unit: Unit) -> Cell:
    n, total = facts.joined.get(unit.id, (0, 0))
    if n == total:
        return Cell(State.DONE if total else State.NONE, n=n, total=total)
    return _owed(facts, facts.open_for(unit.id, ObligationKind.JOIN), n=n, total=total)


def _list(facts: Facts, unit: Unit, kind: SubmissionKind) -> Cell:
    rounds = facts.rounds.get((kind, unit.id), ())
    newest = rounds[-1] if rounds else None
    # An approved list stays done while it is amended.
    if newest and (newest.round > 1 or newest.state is ListState.APPROVED):
        return Cell(State.DONE, days_late=rounds[0].days_late, at=rounds[0].decided_at)
    if newest and newest.state is ListState.WAITING_CHAIR:
        # It is late for the bloc then, not for the unit.
        own = unit.standing is Standing.CHAIR
        return Cell(State.WAITS, waits_for=Role.DEPUTY if own else Role.CHAIR)
    if newest and newest.state is ListState.WAITING_LEADER:
        approve = facts.open_for(unit.id, ObligationKind.APPROVE, {newest.id})
        return _owed(facts, approve, Role.LEADER)
    duties = facts.open_for(unit.id, DUTIES[kind])
    return _owed(facts, duties) if duties or newest else Cell(State.NONE)


def _key_tasks(facts: Facts, unit: Unit) -> Cell:
    return _list(facts, unit, SubmissionKind.KEY_TASKS)


def _registration(facts: Facts, unit: Unit) -> Cell:
    return _list(facts, unit, SubmissionKind.REGISTRATION)


def _rsvp(facts: Facts, unit: Unit) -> Cell:
    known, said = facts.conference, facts.rsvps.get(unit.id)
    assert known is not None
    is_current = said is not None and (
        known.called_at is not None and said.answered_at >= known.called_at
    )
    if said is not None and is_current:
        is_absent = said.answer is Answer.ABSENT
        return Cell(State.ABSENT if is_absent else State.DONE, at=said.answered_at)
    if known.state in HELD:
        return Cell(State.MISSED)
    return _owed(facts, facts.open_for(unit.id, ObligationKind.RSVP, {known.id}))


def _present(facts: Facts, unit: Unit) -> Cell:
    came = [one for one in facts.present if one.unit_id == unit.id]
    if came:
        return Cell(State.DONE, n=len(came), at=came[0].at)
    known = facts.conference
    return Cell(State.NOT_YET if known and known.state in UNDER_WAY else State.MISSED)


def _sign(facts: Facts, unit: Unit) -> Cell:
    pledge = facts.pledge
    assert pledge is not None
    if unit.id not in pledge.parties:
        return _addendum(facts, unit)
    ways = {
        State.DONE: facts.signed,
        State.EXCEPTED: facts.excepted,
        State.DECLINED: facts.declined,
    }
    for state, by_unit in ways.items():
        if unit.id in by_unit:
            return Cell(state, at=by_unit[unit.id])
    if facts.papers.get(unit.id) is PaperState.WAITING:
        return Cell(State.WAITS, waits_for=Role.SECRETARY)
    duties = facts.open_for(unit.id, ObligationKind.SIGN, {pledge.id})
    waits_for_turn = not duties and not unit.has_left(facts.today)
    if waits_for_turn and pledge.state is PledgeState.SIGNING:
        return Cell(State.NOT_YET)
    return _owed(facts, duties)


def _addendum(facts: Facts, unit: Unit) -> Cell:
    known = facts.addenda.get(unit.id)
    if known is None:
        return Cell(State.NONE)
    if known.state is PledgeState.COMPLETE:
        return Cell(State.DONE)
    return _owed(facts, facts.open_for(unit.id, ObligationKind.SIGN, {known.id}))


def _confirm(facts: Facts, unit: Unit) -> Cell:
    copies = [one for one in facts.copies if one.unit_id == unit.id]
    n, total = sum(one.confirmed_at is not None for one in copies), len(copies)
    if n == total:
        return Cell(State.DONE if copies else State.NONE, n=n, total=total)
    notices = {one.notice_id for one in copies}
    duties = facts.open_for(unit.id, ObligationKind.CONFIRM, notices)
    return _owed(facts, duties, n=n, total=total)


CELLS: Mapping[Column, Callable[[Facts, Unit], Cell]] = {
    Column.JOIN: _join,
    Column.KEY_TASKS: _key_tasks,
    Column.REGISTRATION: _registration,
    Column.RSVP: _rsvp,
    Column.PRESENT: _present,
    Column.SIGN: _sign,
    Column.CONFIRM: _confirm,
}
