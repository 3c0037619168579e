"""Views over the whole: one person's home, the chair's table of units by steps."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.accounts import Account
from storage.blocs import Bloc, Cycle
from storage.kinds import AccountState, Role, SubmissionKind
from storage.obligations import Obligation
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.chair_list import Why, of_duties
from workflow.chaser import may_chase
from workflow.errors import NoSuchThing
from workflow.key_task import tasks_by_unit
from workflow.member import Member, by_unit, members
from workflow.notice import AUTHORS
from workflow.obligation import Duty, owed
from workflow.permission import READERS, Actor
from workflow.progress import Cell, Column, Facts, State, cells_of
from workflow.progress_facts import Rounds, facts_of
from workflow.seating import Seating, seated
from workflow.submission import SENT
from workflow.waiting import decidable


@dataclass(frozen=True)
class Home:
    """What a person sees first."""

    bloc: Bloc
    cycle: Cycle
    actor: Actor
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class Stage:
    """Where one thing that a unit sends stands: its newest round, and how late the first was."""

    newest: Submission
    days_late: int

    @property
    def is_readable(self) -> bool:
        """Tell whether some round of it may be read at the bloc (R5)."""
        return self.newest.round > 1 or self.newest.state in SENT


@dataclass(frozen=True)
class Progress:
    """One unit's line in the chair's table; what it has not begun to send has no stage."""

    unit: Unit
    cells: Mapping[Column, Cell]
    stages: Mapping[SubmissionKind, Stage]
    people: tuple[Member, ...]
    seats: Seating
    stuck: Mapping[int, Why]
    """The duties that no reminder moves any more, by id: the chair has to telephone."""
    has_left: bool = False

    def duties(self, column: Column) -> tuple[Obligation, ...]:
        """Return what is owed at a step; nothing where it has not begun."""
        cell = self.cells.get(column)
        return cell.duties if cell else ()

    def owners(self, duty: Obligation) -> tuple[Member, ...]:
        """Return the unit's people who owe a duty now."""
        ids = self.seats.responsible(duty, 0)
        return tuple(one for one in self.people if one.person_id in ids)

    @property
    def n_done(self) -> int:
        return sum(cell.is_done for cell in self.cells.values())

    @property
    def n_steps(self) -> int:
        """Count the steps that apply to the unit."""
        return sum(cell.applies for cell in self.cells.values())

    @property
    def is_late(self) -> bool:
        return any(cell.state is State.LATE for cell in self.cells.values())

    @property
    def is_stuck(self) -> bool:
        owed = (duty for cell in self.cells.values() for duty in cell.duties)
        return any(duty.id in self.stuck for duty in owed)

    @property
    def lost(self) -> tuple[Member, ...]:
        """Return who joined and is reached no more."""
        return tuple(one for one in self.people if one.is_lost)


@dataclass(frozen=True)
class Table:
    """Units by the steps that the bloc has begun, with what waits for the reader's decision."""

    bloc: Bloc
    cycle: Cycle
    at: datetime
    rows: tuple[Progress, ...]
    waiting: tuple[Submission, ...]
    may_act: bool
    may_chase: bool = False
    may_compose: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self.rows[0].cells) if self.rows else ()

    @property
    def n_late(self) -> int:
        return sum(row.is_late for row in self.rows)

    @property
    def n_stuck(self) -> int:
        return sum(row.is_stuck for row in self.rows)

    @property
    def n_lost(self) -> int:
        return len({one.person_id for row in self.rows for one in row.lost})

    def row(self, unit_id: int) -> Progress:
        """Return a unit's line; refuse another bloc's unit."""
        for one in self.rows:
            if one.unit.id == unit_id:
                return one
        raise NoSuchThing

    def step(self, name: str) -> Column:
        """Return a step by its stored word; refuse one that has not begun, or is none."""
        for one in self.columns:
            if one.value == name:
                return one
        raise NoSuchThing


@dataclass(frozen=True)
class UnitView:
    """One unit's line with what its list counts at the bloc (R5)."""

    table: Table
    row: Progress
    n_tasks: int
    n_highlights: int


async def home_of(uow: UnitOfWork, actor: Actor) -> Home:
    return Home(
        bloc=await uow.blocs.get(actor.cycle.bloc_id),
        cycle=actor.cycle,
        actor=actor,
        duties=tuple(await owed(uow, actor)),
    )


async def table_of(uow: UnitOfWork, actor: Actor) -> Table:
    """Return the table; for the chair's side, the standing agency and the patron.

    It takes the same number of statements however many units there are.
    """
    actor.require(*READERS)
    cycle_id = actor.cycle.id
    units = await uow.units.of_cycle(cycle_id)
    held = await uow.people.held_in(cycle_id, uow.now)
    known = await uow.accounts.known([one.person_id for one in held])
    rounds = _by_unit(await uow.overviews.rounds(cycle_id))
    people = by_unit(held, members(held, known))
    facts, seats = await facts_of(uow, cycle_id, rounds, people), seated(held)
    stuck = _stuck(uow, actor.cycle, facts, seats, known)
    newest = [of_unit[-1] for of_unit in rounds.values()]
    return Table(
        bloc=await uow.blocs.get(actor.cycle.bloc_id),
        cycle=actor.cycle,
        at=uow.now,
        rows=tuple(_row(facts, unit, seats, people, stuck) for unit in units),
        waiting=decidable(actor, units, newest, uow.now),
        may_act=actor.seat(Role.CHAIR) is not None,
        may_chase=await may_chase(uow, actor),
        may_compose=actor.seat(*AUTHORS) is not None,
    )


async def unit_of(uow: UnitOfWork, actor: Actor, unit_id: int) -> UnitView:
    """Return one unit of the table; refuse as `table_of` does, and another bloc's unit."""
    table = await table_of(uow, actor)
    row = table.row(unit_id)
    # Before the first sending those of the draft are counted.
    drafted = (await tasks_by_unit(uow, actor.cycle.id)).get(unit_id, [])
    tasks = (await tasks_by_unit(uow, actor.cycle.id, SENT)).get(unit_id, drafted)
    return UnitView(table, row, len(tasks), sum(task.is_highlight for task in tasks))


def _row(
    facts: Facts,
    unit: Unit,
    seats: Seating,
    people: Mapping[int, tuple[Member, ...]],
    stuck: Mapping[int, Why],
) -> Progress:
    stages = {
        kind: Stage(of_unit[-1], of_unit[0].days_late)
        for (kind, unit_id), of_unit in facts.rounds.items()
        if unit_id == unit.id
    }
    return Progress(
        unit=unit,
        cells=cells_of(facts, unit),
        stages=stages,
        people=people.get(unit.id, ()),
        seats=seats,
        stuck=stuck,
        has_left=unit.has_left(facts.today),
    )


def _stuck(
    uow: UnitOfWork, cycle: Cycle, facts: Facts, seats: Seating, known: Mapping[int, Account]
) -> dict[int, Why]:
    reached = frozenset(id_ for id_, one in known.items() if one.state is AccountState.ACTIVE)
    listed = of_duties(facts.duties, cycle, seats, reached, uow.now)
    return {one.obligation.id: one.why for one in listed}


def _by_unit(rounds: Sequence[Submission]) -> Rounds:
    found = defaultdict(list)
    for one in rounds:
        found[one.kind, one.unit_id].append(one)
    return found
