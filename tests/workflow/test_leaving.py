"""A unit merged into another: from that day nobody waits for it, and its record stays."""

from datetime import date, datetime, timedelta

import pytest

from bot.rehearsal.clock import MovableClock
from storage.engine import Storage
from storage.kinds import Standing, Step
from storage.unit_of_work import UnitOfWork
from storage.units import Merger
from tests.workflow.signing_walk import REASON
from tests.workflow.small_bloc import SmallBloc, build
from tests.workflow.test_chase import called
from tests.workflow.test_signing import begun
from workflow import chase, conference, leaving, notice, overview, pledge, seat, signing_exception
from workflow.audience import Readers
from workflow.calendar import LOCAL
from workflow.progress import Column, State

ON = date(2027, 1, 13)
BEFORE = datetime(2027, 1, 12, 23, 50, tzinfo=LOCAL)
AFTER = BEFORE + timedelta(minutes=20)


async def _merge(uow: UnitOfWork, bloc: SmallBloc) -> None:
    merger = Merger("Sở Công Thương", ON, "Quyết định số 12/QĐ-UBND")
    await uow.units.save_membership(
        bloc.cycle_id,
        bloc.units["ordinary"],
        position=3,
        standing=Standing.MEMBER,
        merger=merger,
    )


async def _heard(uow: UnitOfWork, bloc: SmallBloc) -> Readers:
    return (await notice.compose(uow, await bloc.actor(uow, "chair"))).readers


@pytest.fixture
async def bloc(storage: Storage, clock: MovableClock) -> SmallBloc:
    """Ten minutes before the ordinary unit goes into another; its list is accepted."""
    clock.set(BEFORE)
    async with storage.begin() as uow:
        built = await build(uow)
        await built.accept(uow, "officer")
        await _merge(uow, built)
    return built


async def test_until_the_day_it_is_a_member_like_any_other(
    storage: Storage, bloc: SmallBloc
) -> None:
    async with storage.begin() as uow:
        chair = await bloc.actor(uow, "chair")
        assert await leaving.settle(uow) == 0
        assert not (await overview.table_of(uow, chair)).row(bloc.units["ordinary"]).has_left
        assert len((await _heard(uow, bloc)).units) == 3
        assert len((await pledge.draft(uow, chair)).parties) == 3
        met = await called(uow, bloc)
        for at, members in ((BEFORE, 3), (AFTER + timedelta(days=9), 2)):
            await uow.conferences.touch(met, {"starts_at": at})
            assert len((await conference.open_one(uow, chair, met)).units) == members


async def test_from_its_day_on_nobody_waits_for_it(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(AFTER)
    left = [bloc.units["chair"], bloc.units["deputy"]]
    async with storage.begin() as uow:
        chair = await bloc.actor(uow, "chair")
        met = await called(uow, bloc)
        await leaving.settle(uow)

        open_now = await uow.obligations.open_in(bloc.cycle_id)
        asked = await chase.preview(uow, chair, chase.EVERY_STEP, 0)
        assert {one.unit_id for one in open_now} == set(left)
        assert [unit.id for unit in asked.units] == left
        assert [unit.id for unit in (await _heard(uow, bloc)).units] == left
        assert [one.unit.id for one in (await pledge.draft(uow, chair)).parties] == left
        assert [one.id for one in (await conference.open_one(uow, chair, met)).units] == left


async def test_what_it_did_is_still_read(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(AFTER)
    async with storage.begin() as uow:
        chair = await bloc.actor(uow, "chair")
        await called(uow, bloc)
        row = (await overview.table_of(uow, chair)).row(bloc.units["ordinary"])
        assert (row.has_left, row.people, row.is_late) == (True, (), False)
        assert row.cells[Column.KEY_TASKS].state is State.DONE
        assert row.cells[Column.RSVP].state is State.MERGED
        found = await seat.find(uow, bloc.cycle_id, seat.Choice(unit="ORDINARY"))
        assert {one.person_id for one in found} == {bloc.people["officer"], bloc.people["leader"]}
        assert (await bloc.actor(uow, "officer")).units == (bloc.units["ordinary"],)


async def test_a_frozen_text_still_names_it_and_the_chair_excepts_it(
    storage: Storage, clock: MovableClock
) -> None:
    clock.set(BEFORE)
    async with storage.begin() as uow:
        bloc = await build(uow)
        await uow.blocs.save_deadline(bloc.cycle_id, Step.SIGN, ON)
        frozen = await begun(uow, bloc)
        await _merge(uow, bloc)
    clock.set(AFTER + timedelta(days=2))
    async with storage.begin() as uow:
        chair, gone = await bloc.actor(uow, "chair"), bloc.units["ordinary"]
        await leaving.settle(uow)
        cell = (await overview.table_of(uow, chair)).row(gone).cells[Column.SIGN]
        assert (cell.state, cell.duties) == (State.OWED, ())
        now, told = await signing_exception.grant(uow, chair, frozen.id, gone, REASON)
        assert (gone in now.exceptions, gone in now.pledge.parties, told) == (True, True, ())
