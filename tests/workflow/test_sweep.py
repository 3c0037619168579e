"""Which reminders leave, and that each leaves once (R14)."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from bot.rehearsal.clock import MovableClock
from storage.calendars import OfficialDay
from storage.engine import Storage
from storage.kinds import ObligationKind, Role
from storage.outbox import Delivery
from storage.people import NewAssignment
from tests.workflow.small_bloc import SmallBloc, add_cycle, build
from workflow import obligation, reminder, snooze
from workflow.calendar import LOCAL, at_local, local
from workflow.chair_list import Why, exhausted
from workflow.official_days import YearPlan, import_year

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
        return await uow.line.first("web", clock.now(), 100)


async def test_nothing_leaves_before_its_time(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(FIRST - timedelta(minutes=1))

    assert await _sweep(storage) == 0


async def test_a_reminder_leaves_once(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(FIRST)

    assert [await _sweep(storage) for _ in range(3)] == [4, 0, 0]
    queued = {d.person_id: d for d in await _queued(storage, clock)}
    assert set(queued) == {
        bloc.people[name] for name in ("officer", "chair officer", "deputy", "chair")
    }
    assert not any(d.content["late"] for d in queued.values())
    digests = [person for person, d in queued.items() if d.content["digests"]]
    assert digests == [bloc.people["chair"]]


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
    assert await _sweep(storage) == 4


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

    assert await _sweep(storage) == 1, "the chair is told that reminders have run out"
    assert (await _said_to(storage, bloc.people["chair"]))[0]["digests"]
    clock.move(timedelta(days=4))
    assert await _sweep(storage) == 0


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
async def test_a_clock_that_jumps_tells_nothing_twice(
    storage: Storage, clock: MovableClock, bloc: SmallBloc, back: timedelta
) -> None:
    clock.set(FIRST + timedelta(minutes=20))
    assert await _sweep(storage) == 4

    clock.move(-back)
    assert await _sweep(storage) == 0
    clock.set(FIRST + timedelta(minutes=40))
    assert await _sweep(storage) == 0


async def test_what_never_left_is_said_by_the_next_message(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    """Days without a channel: the newest message holds what the older ones were to say."""
    clock.set(FIRST)
    await _sweep(storage)
    async with storage.begin() as uow:
        later = await uow.obligations.owed_by(bloc.people["officer"], [])
        assert later == []
        await obligation.open_one(uow, _confirming(bloc))
    clock.set(datetime(2027, 2, 18, 8, 0, tzinfo=LOCAL))
    await _sweep(storage)

    (only,) = await _said_to(storage, bloc.people["officer"])
    assert len(only["obligations"]) == 2
    assert only["late"]


async def test_snoozed_duties_are_told_of_once_more(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    """No reminder falls on 18/02; one does on 23/02 and stays the only one of that day."""
    clock.set(FIRST)
    await _sweep(storage)
    day = FIRST.date()
    for _ in range(2):
        assert await _snooze(storage, bloc, day) == (day + timedelta(days=1), 1)
    clock.move(timedelta(days=1))
    assert [await _sweep(storage), await _sweep(storage)] == [1, 0]

    clock.set(datetime(2027, 2, 22, 8, 0, tzinfo=LOCAL))
    await _snooze(storage, bloc, day + timedelta(days=1))
    clock.move(timedelta(days=1))
    await _sweep(storage)
    (told,) = await _said_to(storage, bloc.people["officer"])
    assert (told["day"], len(told["obligations"])) == (date(2027, 2, 23).toordinal(), 1)

    await _snooze(storage, bloc, clock.now().date())
    async with storage.begin() as uow:
        await bloc.submit(uow, "officer")
    clock.move(timedelta(days=1))
    await _sweep(storage)
    assert bloc.people["officer"] not in await _told_on(storage, clock)
    assert await _snooze(storage, bloc, day) == (date(2027, 2, 25), 0)
    assert await _snooze(storage, bloc, day, forged=10**9) == (date(2027, 2, 25), 0)


async def test_the_chairs_list_holds_what_reminders_do_not_move(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    """A leader out of reach is on it on the fourth late day, everybody else a day later."""
    async with storage.begin() as uow:
        await uow.accounts.mark_unreachable(bloc.accounts["leader"], uow.now)

    assert await _listed(storage, clock, bloc, date(2027, 3, 3)) == {}
    assert await _listed(storage, clock, bloc, date(2027, 3, 4)) == {"ordinary": Why.NOBODY}
    assert await _listed(storage, clock, bloc, date(2027, 3, 5)) == dict.fromkeys(
        ("chair", "deputy", "ordinary"), Why.RAN_OUT
    )

    async with storage.begin() as uow:
        await uow.accounts.mark_unreachable(bloc.accounts["officer"], uow.now)
    assert await _listed(storage, clock, bloc, date(2027, 2, 17)) == {"ordinary": Why.NOBODY}


async def test_a_cycles_own_days_and_hours_count(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    async with storage.begin() as uow:
        cycle = await uow.blocs.cycle(bloc.cycle_id)
        rules = {"reminder_offsets": "5", "reminder_hours": "09:00-11:00"}
        await uow.blocs.save_cycle(cycle.bloc_id, cycle.year, rules)
        assert await reminder.replan(uow, bloc.cycle_id) > 0
        assert await reminder.replan(uow, bloc.cycle_id) == 0
    told = []
    moment = datetime(2027, 2, 17, 7, 0, tzinfo=LOCAL)
    while moment < datetime(2027, 3, 2, 7, 0, tzinfo=LOCAL):
        clock.set(moment)
        before = await _told_on(storage, clock)
        await _sweep(storage)
        if bloc.people["officer"] in await _told_on(storage, clock) - before:
            told.append(f"{moment:%d/%m %H}")
        moment += timedelta(hours=1)

    assert told == ["19/02 09", "01/03 09"]


async def _second_cycle(storage: Storage, bloc: SmallBloc, hours: str) -> int:
    """Let the same bloc's next year begin, with the same chair and officer."""
    async with storage.begin() as uow:
        first = await uow.blocs.cycle(bloc.cycle_id)
        second = await add_cycle(uow, first.bloc_id, first.year + 1)
        await uow.blocs.save_cycle(first.bloc_id, first.year + 1, {"reminder_hours": hours})
        for unit in await uow.units.of_cycle(bloc.cycle_id):
            at = unit.position + 1
            await uow.units.save_membership(second, unit.id, position=at, standing=unit.standing)
        for name, role in (("chair", Role.CHAIR), ("officer", Role.OFFICER)):
            unit_id = bloc.units["chair" if name == "chair" else "ordinary"]
            seat = NewAssignment(second, unit_id, bloc.people[name], role, "Giám đốc")
            await uow.people.assign(seat, uow.now)
        return second


async def test_a_chair_of_two_cycles_reads_the_news_of_both(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    second = await _second_cycle(storage, bloc, "07:30-17:30")
    clock.set(FIRST)
    await _sweep(storage)

    (content,) = await _said_to(storage, bloc.people["chair"])
    assert [one["cycle"] for one in content["digests"]] == [bloc.cycle_id, second]
    assert [one["provisional"] for one in content["digests"]] == [2027, 2028]


async def test_who_sits_in_two_cycles_is_told_when_the_later_one_opens(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    second = await _second_cycle(storage, bloc, "09:00-16:00")
    await _owe_in(storage, second, bloc)
    clock.set(FIRST)
    await _sweep(storage)
    waiting = {bloc.people["officer"], bloc.people["chair"]}
    assert await _told_on(storage, clock) == {
        bloc.people[name] for name in ("chair officer", "deputy")
    }

    clock.move(timedelta(hours=1))
    assert [await _sweep(storage), await _sweep(storage)] == [2, 0]
    assert waiting < await _told_on(storage, clock)
    for content in [(await _said_to(storage, one))[0] for one in waiting]:
        assert not content["late"]
    assert len((await _said_to(storage, bloc.people["officer"]))[0]["obligations"]) == 2
    assert len((await _said_to(storage, bloc.people["chair"]))[0]["digests"]) == 2


async def _owe_in(storage: Storage, cycle_id: int, bloc: SmallBloc) -> None:
    unit = bloc.units["ordinary"]
    async with storage.begin() as uow:
        new = obligation.NewObligation(
            cycle_id, ObligationKind.SIGN, unit, Role.OFFICER, date(2027, 2, 26), unit_id=unit
        )
        await obligation.open_one(uow, new)


async def test_a_reminder_that_new_official_days_put_into_the_past_is_given(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(FIRST)
    await _sweep(storage)
    clock.set(datetime(2027, 2, 22, 10, 0, tzinfo=LOCAL))
    off = OfficialDay(date(2027, 2, 23), is_working=False, name="Nghỉ bù")
    async with storage.begin() as uow:
        await import_year(uow, YearPlan(2027, "Thông báo", (off,)))
        assert await reminder.replan(uow) == 0
    await _sweep(storage)

    assert bloc.people["officer"] in await _told_on(storage, clock)


def _confirming(bloc: SmallBloc) -> obligation.NewObligation:
    return obligation.NewObligation(
        bloc.cycle_id,
        ObligationKind.CONFIRM,
        1,
        Role.OFFICER,
        date(2027, 2, 19),
        person_id=bloc.people["officer"],
    )


async def _said_to(storage: Storage, person_id: int) -> list[dict[str, Any]]:
    """Return what waits to be said to a person, in line."""
    async with storage.begin() as uow:
        waiting = await uow.line.first("web", uow.now, 100)
    return [one.content for one in waiting if one.person_id == person_id]


async def _told_on(storage: Storage, clock: MovableClock) -> set[int]:
    async with storage.begin() as uow:
        return await uow.reminders.told_on(local(clock.now()).date())


async def _snooze(
    storage: Storage, bloc: SmallBloc, day: date, *, forged: int | None = None
) -> tuple[date, int]:
    async with storage.begin() as uow:
        actor = await bloc.actor(uow, "officer")
        found = await snooze.to_tomorrow(uow, actor, forged or day.toordinal())
        return local(found.at).date(), found.n_duties


async def _listed(
    storage: Storage, clock: MovableClock, bloc: SmallBloc, day: date
) -> dict[str, Why]:
    """Return the units whose list is on the chair's list in the morning of a day."""
    clock.set(at_local(day, time(8)))
    names = {id_: name for name, id_ in bloc.units.items()}
    async with storage.begin() as uow:
        found = await exhausted(uow, bloc.cycle_id)
        return {names[one.obligation.unit_id or 0]: one.why for one in found}
