"""The chair's table: its cells come from the open duties, its cost does not grow with the units."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import event

from storage.engine import Storage
from storage.kinds import (
    ConferenceState,
    ObligationKind,
    PaperState,
    PledgeState,
    Role,
    Standing,
)
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.messages.conferences import CALLED
from tests.messages.facts import NOW, UNITS
from tests.messages.table_facts import duty
from tests.messages.work import pledge
from tests.workflow.small_bloc import SmallBloc
from workflow import obligation
from workflow.debt import open_duties
from workflow.overview import table_of
from workflow.progress import Column, Facts, State, cells_of

MOST = 20
EMPTY = Facts(
    today=NOW.date(),
    duties=(),
    joined={},
    rounds={},
    dated=False,
    conference=None,
    rsvps={},
    present=(),
    pledge=None,
    addenda={},
    signed={},
    excepted={},
    declined={},
    papers={},
    copies=(),
)


async def _grow(uow: UnitOfWork, bloc: SmallBloc, n_units: int) -> None:
    for number in range(4, n_units + 1):
        unit_id = await uow.units.save(1, f"U{number}", f"Đơn vị {number}", NOW.date())
        await uow.units.save_membership(
            bloc.cycle_id, unit_id, position=number, standing=Standing.MEMBER
        )
        for role in (Role.OFFICER, Role.LEADER):
            person = await uow.people.save(1, f"{role}{number}", f"Người {role} {number}")
            seat = NewAssignment(bloc.cycle_id, unit_id, person, role, "Chuyên viên")
            await uow.people.assign(seat, uow.now)
    await obligation.open_for_bloc(uow, bloc.cycle_id)


@contextmanager
def _counted(storage: Storage) -> Iterator[list[str]]:
    said: list[str] = []
    engine = storage._engine.sync_engine

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


async def test_twenty_units_cost_no_more_than_three(
    storage: Storage, uow: UnitOfWork, bloc: SmallBloc
) -> None:
    await bloc.accept(uow, "officer")
    chair = await bloc.actor(uow, "chair")
    with _counted(storage) as few:
        await table_of(uow, chair)
    await _grow(uow, bloc, 20)
    with _counted(storage) as many:
        view = await table_of(uow, chair)

    assert len(few) == len(many) <= MOST, many
    assert len(view.rows) == 20
    assert view.row(bloc.units["ordinary"]).cells[Column.KEY_TASKS].state is State.DONE
    last = view.rows[-1]
    assert (last.cells[Column.JOIN].n, last.cells[Column.JOIN].total) == (0, 2)
    assert [one.role for one in last.duties(Column.KEY_TASKS)] == [Role.OFFICER]


def test_a_step_that_the_bloc_has_not_begun_is_left_out() -> None:
    known = replace(CALLED, state=ConferenceState.CALLED)
    assert EMPTY.columns() == (Column.JOIN, Column.KEY_TASKS)
    assert Column.PRESENT not in replace(EMPTY, conference=known).columns()
    begun = replace(EMPTY, dated=True, conference=replace(known, state=ConferenceState.RUNNING))
    assert replace(begun, pledge=pledge()).columns() == tuple(Column)[:-1]


def test_whose_turn_it_is_to_sign_and_how_late() -> None:
    """The chair unit waits for its turn, a scan for whoever compares it."""
    _, deputy, unit, *rest = UNITS
    owed = duty(unit, ObligationKind.SIGN, NOW.date() - timedelta(days=4))
    facts = replace(
        EMPTY,
        pledge=replace(pledge(), id=unit.id, parties=[one.id for one in UNITS[:7]]),
        duties=(owed,),
        signed={deputy.id: NOW},
        excepted={rest[0].id: NOW},
        declined={rest[1].id: NOW},
        papers={rest[2].id: PaperState.WAITING},
    )

    found = [cells_of(facts, one)[Column.SIGN] for one in UNITS]

    assert [cell.state for cell in found] == [
        State.NOT_YET,
        State.DONE,
        State.LATE,
        State.EXCEPTED,
        State.DECLINED,
        State.WAITS,
        State.NOT_YET,
        State.NONE,
    ]
    assert (found[2].days_late, found[2].due_on) == (2, owed.due_on)
    assert found[5].waits_for is Role.SECRETARY


def test_a_unit_that_joined_late_owes_its_addendum() -> None:
    joiner, later, *rest = UNITS
    owed = duty(joiner, ObligationKind.SIGN, NOW.date() - timedelta(days=4))
    known = replace(pledge(), id=99, parties=[one.id for one in rest])
    addendum = replace(known, id=joiner.id, unit_id=joiner.id, parties=[joiner.id])
    facts = replace(EMPTY, pledge=known, duties=(owed,), addenda={joiner.id: addendum})

    cell = cells_of(facts, joiner)[Column.SIGN]

    assert (cell.state, cell.duties, cell.days_late) == (State.LATE, (owed,), 2)
    assert cells_of(facts, later)[Column.SIGN].state is State.NONE
    signed = {joiner.id: replace(addendum, state=PledgeState.COMPLETE)}
    done = cells_of(replace(facts, duties=(), addenda=signed), joiner)
    assert done[Column.SIGN].state is State.DONE


def test_nobody_is_absent_before_the_meeting_is_over_and_nobody_joins_an_empty_unit() -> None:
    known = replace(CALLED, state=ConferenceState.RUNNING)
    cells = cells_of(replace(EMPTY, conference=known), UNITS[0])
    assert cells[Column.PRESENT].state is State.NOT_YET
    assert cells[Column.JOIN].state is State.NONE
    over = replace(EMPTY, conference=replace(known, state=ConferenceState.CLOSED))
    assert cells_of(over, UNITS[0])[Column.PRESENT].state is State.MISSED


async def test_every_list_that_waits_is_read_at_once(
    storage: Storage, uow: UnitOfWork, bloc: SmallBloc
) -> None:
    chair = await bloc.actor(uow, "chair")
    await bloc.submit(uow, "officer")
    with _counted(storage) as one:
        await open_duties(uow, chair)
    await bloc.submit(uow, "chair officer")
    with _counted(storage) as two:
        found = await open_duties(uow, chair)

    assert len(one) == len(two)
    waiting = {debt.duty.title: debt for debt in found if debt.duty.matter}
    assert set(waiting) == {"Sở Tài chính", "Sở Khoa học và Công nghệ"}
    (owner,) = waiting["Sở Tài chính"].owners
    assert (owner.full_name, owner.is_reached) == ("Trần Quốc Khánh", True)
