"""The chair's own reminder: exactly who still owes it, once a day, and only by who may."""

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import combinations

import pytest
from sqlalchemy import select

from bot.rehearsal.clock import MovableClock
from storage import tables
from storage.engine import Storage
from storage.kinds import (
    Answer,
    ConferenceState,
    MeetingMode,
    ObligationKind,
    Role,
    SubmissionKind,
)
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc, build
from workflow import chase, overview
from workflow.audience import mark_of
from workflow.calendar import LOCAL
from workflow.chase_errors import ChaseChanged
from workflow.errors import NoSuchThing, NotPermitted
from workflow.meeting_errors import NotRecordedAbsent
from workflow.obligation import NewObligation, open_one
from workflow.permission import Actor
from workflow.progress import Column, State

EVENING = datetime(2027, 1, 15, 18, 0, tzinfo=LOCAL)  # a Friday
OWING = {"chair": "chair officer", "deputy": "deputy", "ordinary": "officer"}
SUBSETS = [set(some) for n in range(4) for some in combinations(OWING, n)]
STEP = Column.KEY_TASKS.value


async def _queued(uow: UnitOfWork) -> dict[int, list[int]]:
    """Return the duties of every chase queued, by person."""
    table = tables.outbox
    rows = await uow._connection.execute(
        select(table.c.person_id, table.c.content).where(table.c.kind == "chase")
    )
    return {row.person_id: row.content["obligations"] for row in rows}


async def _sent(uow: UnitOfWork, actor: Actor, step: str, unit_id: int) -> chase.Chase:
    """Remind those who are shown."""
    shown = await chase.preview(uow, actor, step, unit_id)
    return await chase.send(uow, actor, step, unit_id, shown.mark)


async def _done(uow: UnitOfWork, bloc: SmallBloc, units: Collection[str]) -> None:
    for unit in units:
        found = await uow.obligations.find_open(ObligationKind.KEY_TASKS, bloc.units[unit])
        await uow.obligations.finish([one.id for one in found], uow.now)


@pytest.mark.parametrize("done", SUBSETS, ids=lambda some: "+".join(sorted(some)) or "none")
async def test_exactly_those_are_reminded_whose_duty_is_open(
    uow: UnitOfWork, bloc: SmallBloc, done: set[str]
) -> None:
    await _done(uow, bloc, done)
    chair = await bloc.actor(uow, "chair")
    owing = {
        bloc.people[name]: bloc.units[unit] for unit, name in OWING.items() if unit not in done
    }

    mark = mark_of(owing)
    if owing:
        await chase.send(uow, chair, STEP, 0, mark)

    duties = await uow.obligations.open_in(bloc.cycle_id)
    assert await _queued(uow) == {
        person: [one.id for one in duties if (one.kind, one.unit_id) == (STEP, unit_id)]
        for person, unit_id in owing.items()
    }
    left = await chase.preview(uow, chair, STEP, 0)
    assert left.people == ()
    assert {one.person.person_id for one in left.already} == set(owing)
    with pytest.raises(ChaseChanged):
        await chase.send(uow, chair, STEP, 0, mark)


async def test_it_may_be_asked_once_a_day_for_a_step_and_a_person(
    storage: Storage, clock: MovableClock
) -> None:
    async with storage.begin() as uow:
        bloc = await build(uow)
        chair, unit_id = await bloc.actor(uow, "chair"), bloc.units["ordinary"]
        await _sent(uow, chair, STEP, unit_id)
        # A duty of another step, of the same person, may be asked for today.
        new = NewObligation(
            bloc.cycle_id, ObligationKind.REGISTRATION, unit_id, Role.OFFICER, None, unit_id=unit_id
        )
        await open_one(uow, new)
        await uow.submissions.begin(bloc.cycle_id, unit_id, SubmissionKind.REGISTRATION)
        again = await _sent(uow, chair, chase.EVERY_STEP, unit_id)
        assert [list(one.duties) for one in again.people] == [[Column.REGISTRATION]]
        assert [one.by for one in again.already] == ["Phạm Hồng Sơn"]
    clock.set(EVENING)
    async with storage.begin() as uow:
        chair = await bloc.actor(uow, "chair")
        found = await _sent(uow, chair, STEP, 0)
        assert found.leaves_at == EVENING + timedelta(days=2, hours=13, minutes=30)
        act = await uow.histories.last_on(bloc.cycle_id, chase.ACT, bloc.cycle_id)
        assert act is not None
        assert (act.facts["name"], act.facts["step"], act.facts["n"]) == ("Phạm Hồng Sơn", STEP, 3)
        assert found.table.n_stuck == 0
    clock.set(datetime(2027, 3, 10, 9, 0, tzinfo=LOCAL))
    async with storage.begin() as uow:
        view = await overview.table_of(uow, await bloc.actor(uow, "chair"))
        assert (view.n_stuck, view.n_late) == (3, 3)


async def test_as_many_others_are_not_those_who_were_shown(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    chair = await bloc.actor(uow, "chair")
    await _done(uow, bloc, ["ordinary"])
    shown = await chase.preview(uow, chair, STEP, 0)
    await _done(uow, bloc, ["deputy"])
    await _owe_list(uow, bloc)

    with pytest.raises(ChaseChanged):
        await chase.send(uow, chair, STEP, 0, shown.mark)

    assert len(shown.people) == len((await chase.preview(uow, chair, STEP, 0)).people)
    assert await _queued(uow) == {}


async def _owe_list(uow: UnitOfWork, bloc: SmallBloc) -> None:
    unit_id = bloc.units["ordinary"]
    kind, role = ObligationKind.KEY_TASKS, Role.OFFICER
    await open_one(uow, NewObligation(bloc.cycle_id, kind, unit_id, role, None, unit_id=unit_id))


async def test_one_reminder_a_working_day_however_often_it_is_asked_for_before(
    storage: Storage, clock: MovableClock
) -> None:
    """Asked for on Friday evening, Saturday and early on Monday, it leaves on Monday once."""
    async with storage.begin() as uow:
        bloc = await build(uow)
    for number, later in enumerate((0, 15, 60.5, 62)):
        clock.set(EVENING + timedelta(hours=later))
        async with storage.begin() as uow:
            chair = await bloc.actor(uow, "chair")
            found = await chase.preview(uow, chair, STEP, 0)
            if number == 0:
                await chase.send(uow, chair, STEP, 0, found.mark)
            else:
                assert (found.people, len(found.already)) == ((), 3), later
    opens = EVENING + timedelta(days=2, hours=13, minutes=30)
    assert {one.at for one in found.already} == {opens}
    clock.set(EVENING + timedelta(days=4))
    async with storage.begin() as uow:
        chair = await bloc.actor(uow, "chair")
        assert len((await chase.preview(uow, chair, STEP, 0)).people) == 3


async def test_whom_nothing_reaches_is_named_and_not_counted(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    await uow.accounts.mark_unreachable(bloc.accounts["officer"], uow.now)
    chair = await bloc.actor(uow, "chair")

    found = await _sent(uow, chair, STEP, 0)

    assert bloc.people["officer"] not in await _queued(uow)
    assert [one.full_name for one in found.unreached] == ["Nguyễn Thị Bích Đào"]
    assert [unit.code for unit in found.silent] == ["ORDINARY"]
    (lost,) = found.table.row(bloc.units["ordinary"]).lost
    assert lost.lost_at == uow.now


async def test_only_the_chairs_side_reminds(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """The deputy does while the chair is recorded absent from a conference that is not over."""
    agency = NewAssignment(bloc.cycle_id, None, bloc.people["leader"], Role.AGENCY, "Trưởng phòng")
    await uow.people.assign(agency, uow.now)
    for name in ("officer", "leader", "deputy"):
        with pytest.raises(NotPermitted):
            await chase.preview(uow, await bloc.actor(uow, name), STEP, 0)
    chair, deputy = await bloc.actor(uow, "chair"), await bloc.actor(uow, "deputy")
    for step, unit_id in (("sign", 0), ("join-up", 0), (STEP, 9999)):
        with pytest.raises(NoSuchThing):
            await chase.send(uow, chair, step, unit_id, mark_of(()))

    meeting = await called(uow, bloc)
    with pytest.raises(NotRecordedAbsent):
        await chase.preview(uow, deputy, STEP, 0)
    said = {"answer": Answer.ABSENT, "people_count": 0, "substitute_name": ""}
    about = {"substitute_title": "", "reason": "Đi công tác", "signer_name": "", "signer_title": ""}
    by = {"answered_by": bloc.people["chair"], "answered_at": uow.now, "on_behalf": False}
    await uow.rsvps.put(meeting, bloc.units["chair"], {**said, **about, **by})
    view = await overview.table_of(uow, deputy)
    assert view.may_chase
    assert view.row(bloc.units["chair"]).cells[Column.RSVP].state is State.ABSENT
    assert len((await chase.preview(uow, deputy, STEP, 0)).people) == 2
    await uow.conferences.touch(meeting, {"state": ConferenceState.CLOSED})
    assert not (await overview.table_of(uow, deputy)).may_chase


async def called(uow: UnitOfWork, bloc: SmallBloc) -> int:
    made = {"cycle_id": bloc.cycle_id, "title": "Hội nghị", "state": ConferenceState.CALLED}
    when = {"mode": MeetingMode.IN_PERSON, "starts_at": uow.now + timedelta(days=9), "place": "A"}
    by = {"created_by": bloc.people["chair"], "called_at": uow.now, "discussion_open": False}
    rest = {"revision": 1, "link": "", "conclusions": ""}
    return await uow.conferences.add({**made, **when, **by, **rest})
