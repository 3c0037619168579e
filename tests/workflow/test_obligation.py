from datetime import date

from storage.kinds import ListState, ObligationKind, Role, Standing
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import DUE, SmallBloc, add_cycle
from workflow import approval, obligation
from workflow.obligation import NewObligation, open_one

LATER = date(2027, 3, 5)


async def _open_lists(uow: UnitOfWork, bloc: SmallBloc) -> list[tuple[int, Role, date | None]]:
    found = await uow.obligations.find_open(ObligationKind.KEY_TASKS, bloc.units["ordinary"])
    return [(o.cycle_id, o.role, o.due_on) for o in found]


async def test_a_duty_opened_twice_is_one_with_the_newer_date(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    unit_id = bloc.units["ordinary"]
    for due_on in (DUE, LATER, LATER):
        new = NewObligation(
            bloc.cycle_id, ObligationKind.KEY_TASKS, unit_id, Role.OFFICER, due_on, unit_id=unit_id
        )
        await open_one(uow, new)

    assert await _open_lists(uow, bloc) == [(bloc.cycle_id, Role.OFFICER, LATER)]


async def test_a_person_with_a_second_role_owes_to_join_once(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    person_id = await uow.people.save(1, "new", "Tạ Quang Thắng")
    for unit in ("ordinary", "deputy"):
        seat = NewAssignment(bloc.cycle_id, bloc.units[unit], person_id, Role.LEADER, "Giám đốc")
        await uow.people.assign(seat, uow.now)
        await obligation.open_for_bloc(uow, bloc.cycle_id)

    assert len(await uow.obligations.find_open(ObligationKind.JOIN, person_id)) == 1


async def test_a_unit_without_an_officer_owes_its_list_through_the_leader(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    found = await uow.obligations.find_open(ObligationKind.KEY_TASKS, bloc.units["deputy"])

    assert [o.role for o in found] == [Role.LEADER]


async def test_sending_this_years_list_leaves_next_years_duty_open(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    next_year = await _next_year(uow, bloc)
    await obligation.open_for_bloc(uow, next_year)
    sheet = await bloc.fill(uow, "officer")
    actor = await bloc.actor(uow, "officer")

    done = await approval.submit(uow, actor, sheet.submission.id, sheet.submission.revision)

    assert done.sheet.submission.state is ListState.WAITING_LEADER
    assert await _open_lists(uow, bloc) == [(next_year, Role.LEADER, date(2028, 2, 26))]


async def test_importing_next_year_leaves_this_years_duty_open(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    next_year = await _next_year(uow, bloc)

    await obligation.open_for_bloc(uow, next_year)

    assert await _open_lists(uow, bloc) == [
        (bloc.cycle_id, Role.OFFICER, DUE),
        (next_year, Role.LEADER, date(2028, 2, 26)),
    ]


async def _next_year(uow: UnitOfWork, bloc: SmallBloc) -> int:
    """The same unit in another cycle, so far with a leader who has no other part."""
    cycle_id = await add_cycle(uow, 1, 2028)
    unit_id = bloc.units["ordinary"]
    await uow.units.save_membership(cycle_id, unit_id, position=1, standing=Standing.CHAIR)
    person_id = await uow.people.save(1, "next", "Tạ Quang Thắng")
    seat = NewAssignment(cycle_id, unit_id, person_id, Role.LEADER, "Giám đốc")
    await uow.people.assign(seat, uow.now)
    return cycle_id
