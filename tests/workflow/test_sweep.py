"""Which reminders leave, and that each leaves once (R14)."""

from datetime import datetime, timedelta

import pytest

from bot.rehearsal.clock import MovableClock
from storage.engine import Storage
from storage.outbox import Delivery
from tests.workflow.small_bloc import SmallBloc, build
from workflow import reminder
from workflow.calendar import LOCAL

FIRST = datetime(2027, 2, 17, 8, 0, tzinfo=LOCAL)  # seven working days before 26/02, over Tet


@pytest.fixture
async def bloc(storage: Storage) -> SmallBloc:
    async with storage.begin() as uow:
        return await build(uow)


async def _sweep(storage: Storage) -> int:
    async with storage.begin() as uow:
        return await reminder.sweep(uow)


async def _queued(storage: Storage, clock: MovableClock) -> list[Delivery]:
    async with storage.begin() as uow:
        return await uow.outbox.claimable("web", clock.now(), 100)


async def test_nothing_leaves_before_its_time(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(FIRST - timedelta(minutes=1))

    assert await _sweep(storage) == 0


async def test_a_reminder_leaves_once(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(FIRST)

    assert [await _sweep(storage) for _ in range(3)] == [3, 0, 0]
    assert {d.person_id for d in await _queued(storage, clock)} == {
        bloc.people[name] for name in ("officer", "chair officer", "deputy")
    }
    assert not any(d.content["late"] for d in await _queued(storage, clock))


async def test_after_an_outage_one_late_message_leaves(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(FIRST + timedelta(days=12, hours=2))  # the first of March, a day overdue

    assert [await _sweep(storage), await _sweep(storage)] == [3, 0]
    assert all(d.content["late"] for d in await _queued(storage, clock))


@pytest.mark.parametrize("hour", [0, 7, 18, 23])
async def test_outside_office_hours_a_reminder_waits_and_is_not_lost(
    storage: Storage, clock: MovableClock, bloc: SmallBloc, hour: int
) -> None:
    clock.set(FIRST + timedelta(days=1, hours=hour - 8))

    assert await _sweep(storage) == 0

    clock.set(FIRST + timedelta(days=2))
    assert await _sweep(storage) == 3


async def test_what_is_done_is_not_reminded(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    async with storage.begin() as uow:
        await bloc.submit(uow, "officer")
    clock.set(FIRST)
    await _sweep(storage)

    reminded = {d.person_id for d in await _queued(storage, clock)}
    assert bloc.people["officer"] not in reminded
    assert bloc.people["leader"] in reminded  # who now is to approve, and is overdue


async def test_on_the_fourth_day_the_leader_is_told(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(datetime(2027, 3, 4, 8, 0, tzinfo=LOCAL))
    await _sweep(storage)

    reminded = {d.person_id for d in await _queued(storage, clock)}
    assert bloc.people["leader"] in reminded
    assert bloc.people["officer"] not in reminded


async def test_the_last_reminder_is_the_last(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(datetime(2027, 3, 4, 8, 0, tzinfo=LOCAL))
    await _sweep(storage)
    clock.move(timedelta(days=1))

    assert await _sweep(storage) == 0
