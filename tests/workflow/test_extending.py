"""Extensions: which date counts, what a new one must be, what it moves (R13)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.extensions import Extension
from storage.histories import Act
from storage.kinds import ListState, ObligationKind, Step
from storage.obligations import Obligation
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import DUE, YEAR, SmallBloc
from workflow import approval, extending, obligation
from workflow.calendar import LOCAL, next_working, working_days_late
from workflow.deadline import DatedStep, due_of
from workflow.errors import DeadlineChanged, NoSuchThing, NotLater, NotPermitted, ReasonTooShort
from workflow.extending import Aim, Proposal

LATER = date(2027, 3, 5)
LATEST = date(2027, 3, 12)
REASON = "Các đơn vị chờ kế hoạch của tỉnh."
NOW = datetime(2027, 2, 1, 9, 0, tzinfo=LOCAL)
DAYS = st.dates(date(YEAR, 1, 1), date(YEAR, 12, 20))
GRANTED = st.lists(st.tuples(st.sampled_from([None, 1, 2]), DAYS), max_size=6)


def _dated(official: date, granted: list[tuple[int | None, date]]) -> DatedStep:
    return DatedStep(
        Step.KEY_TASKS,
        official,
        tuple(
            Extension(n, 1, Step.KEY_TASKS, unit_id, day, REASON, 1, NOW)
            for n, (unit_id, day) in enumerate(granted)
        ),
    )


@given(DAYS, GRANTED, st.sampled_from([None, 1, 2]), DAYS)
def test_no_extension_ever_takes_time_back(
    official: date, granted: list[tuple[int | None, date]], to: int | None, day: date
) -> None:
    before, after = _dated(official, granted), _dated(official, [*granted, (to, day)])

    for unit_id in (None, 1, 2):
        was, now = before.due(unit_id), after.due(unit_id)
        assert was.on is not None
        assert now.on == (max(was.on, day) if to in (None, unit_id) else was.on)
        assert (now.extension is None) == (now.on == official)


@given(DAYS, DAYS)
def test_a_new_date_is_taken_when_its_last_day_would_have_been_late(
    official: date, day: date
) -> None:
    aim = Aim(_dated(official, []), ())

    last = next_working(day)

    assert aim.is_later(day) == (working_days_late(official, last) > 0)
    assert working_days_late(day, last) == 0


@pytest.mark.parametrize(
    ("official", "typed", "taken"),
    [
        (date(2027, 2, 3), "08/02", True),  # Tet: it runs through Thursday the eleventh
        (date(2027, 2, 6), "09/02", False),  # both run through the eleventh
        (date(2027, 2, 6), "11/02", False),
        (date(2027, 2, 6), "12/02", True),
        (date(2027, 2, 26), "27/2/2027", True),  # a Saturday, after a Friday
        (date(2027, 2, 27), "28/2", False),
        (date(2027, 2, 27), "2/3", True),
    ],
)
def test_days_off_count_through_the_next_working_day(
    official: date, typed: str, taken: bool
) -> None:
    aim = Aim(_dated(official, []), ())
    if taken:
        assert extending.day_of(aim, typed, YEAR).year == YEAR
    else:
        with pytest.raises(NotLater):
            extending.day_of(aim, typed, YEAR)


async def _proposal(
    uow: UnitOfWork, bloc: SmallBloc, unit: str = "", day: date = LATER
) -> Proposal:
    actor = await bloc.actor(uow, "chair")
    unit_id = bloc.units[unit] if unit else extending.ALL
    aim = await extending.to_extend(uow, actor, "key_tasks", unit_id)
    return await extending.propose(uow, actor, aim, day, REASON)


async def _grant(uow: UnitOfWork, bloc: SmallBloc, unit: str = "", day: date = LATER) -> list[int]:
    """Return the ids of the units that got time."""
    proposal = await _proposal(uow, bloc, unit, day)
    actor = await bloc.actor(uow, "chair")
    return [unit.id for unit, _ in await extending.grant(uow, actor, proposal, proposal.hash_start)]


async def _owed(uow: UnitOfWork, bloc: SmallBloc, unit: str) -> list[Obligation]:
    found = await uow.obligations.find_open(ObligationKind.KEY_TASKS, bloc.units[unit])
    return [one for one in found if one.cycle_id == bloc.cycle_id]


async def test_all_units_get_time_but_those_that_have_more(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    await _grant(uow, bloc, "ordinary", LATEST)

    told = await _grant(uow, bloc)

    assert told == [bloc.units["chair"], bloc.units["deputy"]]
    for unit, day in (("chair", LATER), ("deputy", LATER), ("ordinary", LATEST)):
        (owed,) = await _owed(uow, bloc, unit)
        due = await due_of(uow, bloc.cycle_id, Step.KEY_TASKS, bloc.units[unit])
        assert (owed.due_on, due.on, due.official) == (day, day, DUE)
        assert owed.remind_at is not None
        assert owed.remind_at.astimezone(LOCAL).date() > DUE - timedelta(days=10)


async def test_importing_again_keeps_extensions_whatever_the_official_date(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    await _grant(uow, bloc, "ordinary", LATEST)

    for official, others in ((date(2027, 2, 19), date(2027, 2, 19)), (LATER, LATER)):
        await uow.blocs.save_deadline(bloc.cycle_id, Step.KEY_TASKS, official)
        await obligation.open_for_bloc(uow, bloc.cycle_id)
        assert [one.due_on for one in await _owed(uow, bloc, "ordinary")] == [LATEST]
        assert [one.due_on for one in await _owed(uow, bloc, "deputy")] == [others]
    await uow.blocs.save_deadline(bloc.cycle_id, Step.KEY_TASKS, date(2027, 3, 19))
    await obligation.open_for_bloc(uow, bloc.cycle_id)

    assert [one.due_on for one in await _owed(uow, bloc, "ordinary")] == [date(2027, 3, 19)]


async def test_a_returned_list_keeps_its_later_time_to_correct(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    uow.now = datetime(2027, 3, 4, 9, 0, tzinfo=LOCAL)
    sheet = await bloc.submit(uow, "officer")
    leader = await bloc.actor(uow, "leader")
    at = (sheet.submission.id, sheet.submission.revision)
    done = await approval.send_back(uow, leader, *at, "Chưa có chỉ tiêu đo được.")
    assert done.sheet.submission.state is ListState.RETURNED

    await _grant(uow, bloc)

    assert [one.due_on for one in await _owed(uow, bloc, "ordinary")] == [date(2027, 3, 9)]


async def _extended(uow: UnitOfWork, bloc: SmallBloc, unit: str) -> list[Act]:
    return await uow.histories.named(bloc.cycle_id, bloc.units[unit], ["deadline.extended"])


async def test_what_was_sent_owes_nothing_again(uow: UnitOfWork, bloc: SmallBloc) -> None:
    await bloc.submit(uow, "officer")

    told = await _grant(uow, bloc)

    assert await _owed(uow, bloc, "ordinary") == []
    assert told == [bloc.units["chair"], bloc.units["deputy"]]
    assert await _extended(uow, bloc, "ordinary") == []
    (act,) = await _extended(uow, bloc, "deputy")
    assert {name: act.facts[name] for name in ("official", "was", "due_on", "reason")} == {
        "official": "2027-02-26",
        "was": "2027-02-26",
        "due_on": "2027-03-05",
        "reason": REASON,
    }


async def test_what_is_no_longer_as_it_was_shown_is_not_granted(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    actor = await bloc.actor(uow, "chair")
    shown = await _proposal(uow, bloc, "ordinary", LATEST)
    await _grant(uow, bloc, "deputy", LATER)

    now = await _proposal(uow, bloc, "ordinary", LATEST)
    with pytest.raises(DeadlineChanged):
        await extending.grant(uow, actor, now, shown.hash_start)
    await _grant(uow, bloc, "ordinary", LATEST)
    with pytest.raises(DeadlineChanged) as refused:
        await _proposal(uow, bloc, "ordinary", LATEST)

    assert (refused.value.due_on, refused.value.by) == (LATEST, "Phạm Hồng Sơn")


@pytest.mark.parametrize("name", ["officer", "leader", "deputy", "chair officer"])
async def test_only_chair_and_secretary_extend(uow: UnitOfWork, bloc: SmallBloc, name: str) -> None:
    proposal = await _proposal(uow, bloc)
    actor = await bloc.actor(uow, name)

    with pytest.raises(NotPermitted):
        await extending.to_extend(uow, actor, "key_tasks")
    with pytest.raises(NotPermitted):
        await extending.grant(uow, actor, proposal, proposal.hash_start)


async def test_what_has_no_date_or_no_reason_is_not_extended(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    chair = await bloc.actor(uow, "chair")
    for step, unit_id in (("sign", 0), ("nonsense", 0), ("key_tasks", 99)):
        with pytest.raises(NoSuchThing):
            await extending.to_extend(uow, chair, step, unit_id)
    aim = await extending.to_extend(uow, chair, "key_tasks")
    for reason in ("Bận", "..........", ""):
        with pytest.raises(ReasonTooShort):
            await extending.propose(uow, chair, aim, LATER, reason)


async def test_an_extension_is_never_changed(uow: UnitOfWork, bloc: SmallBloc) -> None:
    await _grant(uow, bloc)

    for statement in (
        "UPDATE deadline_extension SET reason = 'x'",
        "DELETE FROM deadline_extension",
    ):
        with pytest.raises(IntegrityError, match="append-only"):
            await uow._connection.execute(text(statement))
