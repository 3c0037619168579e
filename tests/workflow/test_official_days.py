"""Official days: they count for every bloc, at once, and in the program that already runs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.rehearsal.clock import MovableClock
from bot.ticks import Ticks
from storage.calendars import OfficialDay
from storage.engine import Storage
from storage.kinds import ObligationKind
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc, build
from workflow.calendar import (
    Official,
    add_working,
    adopt,
    is_confirmed,
    is_working,
    local,
    working_days_late,
)
from workflow.official_days import YearPlan, import_year, refresh

FRIDAY, SATURDAY = date(2027, 2, 26), date(2027, 2, 27)
PLAN = YearPlan(
    2027,
    "Thông báo số 12/TB-BNV",
    (
        OfficialDay(date(2027, 2, 22), is_working=False, name="Nghỉ hoán đổi"),
        OfficialDay(SATURDAY, is_working=True, name="Làm bù"),
    ),
)


@pytest.fixture
async def bloc(storage: Storage) -> SmallBloc:
    async with storage.begin() as uow:
        return await build(uow)


async def _first_reminder(uow: UnitOfWork, bloc: SmallBloc) -> tuple[date, int | None]:
    (duty,) = await uow.obligations.find_open(ObligationKind.KEY_TASKS, bloc.units["ordinary"])
    assert duty.remind_at is not None
    return local(duty.remind_at).date(), duty.remind_offset


async def test_an_import_counts_at_once_and_moves_reminders(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    async with storage.begin() as uow:
        assert await _first_reminder(uow, bloc) == (date(2027, 2, 17), -7)
        done = await import_year(uow, PLAN)
        assert await _first_reminder(uow, bloc) == (date(2027, 2, 16), -7)
        acts = await uow.histories.within(bloc.cycle_id, clock.now() - timedelta(1), clock.now())

    assert done.is_new
    assert done.changed == (date(2027, 2, 22), SATURDAY)
    assert done.n_moved == 3
    assert date(2027, 1, 1) in [day for day, _ in done.kept]
    assert [act.act for act in acts] == ["calendar.imported"]
    assert add_working(FRIDAY, 1) == SATURDAY
    assert working_days_late(FRIDAY, SATURDAY) == 1
    assert is_confirmed(2027)
    assert not is_confirmed(2028)

    async with storage.begin() as uow:
        again = await import_year(uow, replace(PLAN, days=PLAN.days[:1]))
        assert await uow.calendars.days() == list(PLAN.days[:1])
    assert again.changed == (SATURDAY,)
    assert not again.is_new


async def test_the_running_program_sees_what_another_process_entered(
    storage: Storage, bloc: SmallBloc
) -> None:
    async with storage.begin() as uow:
        await import_year(uow, PLAN)
    adopt(Official())
    assert not is_working(SATURDAY)

    await Ticks(storage, lambda: None).beat()

    assert is_working(SATURDAY)
    assert is_confirmed(2027)
    async with storage.begin() as uow:
        assert await refresh(uow) == 0


async def test_an_import_that_is_rolled_back_leaves_no_day(
    storage: Storage, bloc: SmallBloc
) -> None:
    with pytest.raises(RuntimeError):
        await _fails(storage)

    await Ticks(storage, lambda: None).beat()

    assert not is_working(SATURDAY)
    assert not is_confirmed(2027)


async def _fails(storage: Storage) -> None:
    async with storage.begin() as uow:
        await import_year(uow, PLAN)
        raise RuntimeError
