"""The list's rules as pure functions, then as random acts on a real database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.kinds import ListState
from storage.unit_of_work import UnitOfWork
from tests.messages.facts import task
from tests.workflow.small_bloc import YEAR, SmallBloc
from workflow import approval, key_task
from workflow.approval import MOVES, Move, moved
from workflow.errors import (
    FourEyes,
    Gap,
    HighlightsFull,
    ListFull,
    ListIncomplete,
    NoSuchThing,
    NotPermitted,
    ReasonTooShort,
    Refusal,
    Stale,
    WrongState,
)
from workflow.key_task import gaps_of
from workflow.submission import Sheet

ACTS = st.lists(st.sampled_from(Move), max_size=30)
REASON = "Nhiệm vụ 2 chưa có chỉ tiêu đo được."


@given(ACTS, st.integers(1, 3))
def test_random_acts_never_skip_an_approval(acts: list[Move], round_: int) -> None:
    state, approvals = ListState.DRAFT, 0
    for act in acts:
        if (state, act) not in MOVES or (act is Move.DROP and round_ == 1):
            with pytest.raises(WrongState):
                moved(state, act, round_)
            continue
        state = moved(state, act, round_)
        approvals = approvals + 1 if act is Move.APPROVE else 0
        assert (state is ListState.WAITING_CHAIR) == (approvals == 1)
        assert (state is ListState.APPROVED) == (approvals == 2)


@pytest.mark.parametrize("act", Move)
def test_an_approved_list_does_not_move(act: Move) -> None:
    with pytest.raises(WrongState):
        moved(ListState.APPROVED, act)


@pytest.mark.parametrize(
    ("n_tasks", "n_stars", "gaps"),
    [
        (0, 0, {Gap.TOO_FEW, Gap.NO_HIGHLIGHT}),
        (9, 1, {Gap.TOO_FEW}),
        (10, 0, {Gap.NO_HIGHLIGHT}),
        (10, 1, set()),
        (10, 3, set()),
        (10, 4, {Gap.MANY_HIGHLIGHTS}),
        (11, 2, {Gap.TOO_MANY}),
        (12, 12, {Gap.TOO_MANY, Gap.MANY_HIGHLIGHTS}),
    ],
)
def test_a_list_needs_ten_tasks_and_one_to_three_highlights(
    n_tasks: int, n_stars: int, gaps: set[Gap]
) -> None:
    """R1."""
    tasks = tuple(task(n, is_highlight=n <= n_stars) for n in range(1, n_tasks + 1))

    assert set(gaps_of(tasks, 10, (1, 3))) == gaps


async def test_a_complete_list_goes_all_the_way(uow: UnitOfWork, bloc: SmallBloc) -> None:
    sheet: Sheet = await bloc.submit(uow, "officer")
    for name, state in (
        ("leader", ListState.WAITING_CHAIR),
        ("chair", ListState.APPROVED),
    ):
        actor = await bloc.actor(uow, name)
        done = await approval.approve(uow, actor, sheet.submission.id, sheet.submission.revision)
        sheet = done.sheet
        assert sheet.submission.state is state

    assert [o.kind for o in await uow.obligations.owed_by(bloc.people["officer"], [])] == []


async def test_an_incomplete_list_is_not_sent(uow: UnitOfWork, bloc: SmallBloc) -> None:
    sheet = await bloc.fill(uow, "officer", n_tasks=2)
    actor = await bloc.actor(uow, "officer")

    with pytest.raises(ListIncomplete) as refused:
        await approval.submit(uow, actor, sheet.submission.id, sheet.submission.revision)

    assert refused.value.gaps == (Gap.TOO_FEW,)


@pytest.mark.parametrize("decider", ["leader", "chair"])
async def test_a_list_that_is_not_whole_is_not_approved(
    uow: UnitOfWork, bloc: SmallBloc, decider: str
) -> None:
    """R1: counts may have changed since the list was sent."""
    listed = (await bloc.submit(uow, "officer")).submission
    if decider == "chair":
        leader = await bloc.actor(uow, "leader")
        listed = (await approval.approve(uow, leader, listed.id, listed.revision)).sheet.submission
    await uow.blocs.save_cycle(1, YEAR, {"tasks_per_unit": 4})
    actor = await bloc.actor(uow, decider)

    with pytest.raises(ListIncomplete) as refused:
        await approval.approve(uow, actor, listed.id, listed.revision)

    assert refused.value.gaps == (Gap.TOO_FEW,)
    done = await approval.send_back(uow, actor, listed.id, listed.revision, REASON)
    assert done.before is listed.state


async def test_an_outdated_screen_sends_nothing(uow: UnitOfWork, bloc: SmallBloc) -> None:
    sheet = await bloc.fill(uow, "officer")
    actor = await bloc.actor(uow, "officer")

    with pytest.raises(Stale):
        await approval.submit(uow, actor, sheet.submission.id, sheet.submission.revision - 1)


@pytest.mark.parametrize("name", ["officer", "chair", "deputy", "chair officer"])
async def test_only_the_units_leader_approves_first(
    uow: UnitOfWork, bloc: SmallBloc, name: str
) -> None:
    """R4: nobody decides in another's place."""
    sheet = await bloc.submit(uow, "officer")
    actor = await bloc.actor(uow, name)

    with pytest.raises(NotPermitted):
        await approval.approve(uow, actor, sheet.submission.id, sheet.submission.revision)


async def test_the_deputy_decides_on_the_chair_units_list(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """R4."""
    sheet: Sheet = await bloc.submit(uow, "chair officer")
    leader = await bloc.actor(uow, "chair")
    sheet = (
        await approval.approve(uow, leader, sheet.submission.id, sheet.submission.revision)
    ).sheet

    with pytest.raises(NotPermitted):
        await approval.approve(uow, leader, sheet.submission.id, sheet.submission.revision)

    deputy = await bloc.actor(uow, "deputy")
    done = await approval.approve(uow, deputy, sheet.submission.id, sheet.submission.revision)
    assert done.sheet.submission.state is ListState.APPROVED


async def test_who_approved_for_the_unit_does_not_decide_for_the_bloc(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    """R4: four eyes, also when the person became chair in between."""
    sheet: Sheet = await bloc.submit(uow, "officer")
    leader = await bloc.actor(uow, "leader")
    sheet = (
        await approval.approve(uow, leader, sheet.submission.id, sheet.submission.revision)
    ).sheet
    await uow.submissions.touch(sheet.submission.id, {"approved_by": bloc.people["chair"]})

    chair = await bloc.actor(uow, "chair")
    with pytest.raises(FourEyes):
        await approval.approve(uow, chair, sheet.submission.id, sheet.submission.revision + 1)


async def test_a_return_needs_a_reason_that_the_unit_reads(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    """R3."""
    sheet = await bloc.submit(uow, "officer")
    leader = await bloc.actor(uow, "leader")
    at = (sheet.submission.id, sheet.submission.revision)

    with pytest.raises(ReasonTooShort):
        await approval.send_back(uow, leader, *at, "  Sửa   lại ")
    done = await approval.send_back(uow, leader, *at, REASON)

    assert (done.sheet.submission.state, done.sheet.submission.reason) == (
        ListState.RETURNED,
        REASON,
    )
    assert set(done.people) == {bloc.people["officer"], bloc.people["leader"]}


async def test_a_sent_list_does_not_change(uow: UnitOfWork, bloc: SmallBloc) -> None:
    sheet = await bloc.submit(uow, "officer")
    actor = await bloc.actor(uow, "officer")

    with pytest.raises(WrongState):
        await key_task.change(uow, actor, sheet.tasks[0].id, "title", "Tên khác")


async def test_a_list_takes_no_more_than_its_limits(uow: UnitOfWork, bloc: SmallBloc) -> None:
    sheet = await bloc.fill(uow, "officer", n_tasks=3, n_stars=2)
    actor = await bloc.actor(uow, "officer")

    with pytest.raises(ListFull):
        await key_task.add(uow, actor, sheet.unit.id, "Nhiệm vụ thừa")
    with pytest.raises(HighlightsFull):
        await key_task.star(uow, actor, sheet.tasks[2].id, sheet.submission.revision)


async def test_removing_and_moving_keep_the_numbers_whole(uow: UnitOfWork, bloc: SmallBloc) -> None:
    sheet = await bloc.fill(uow, "officer")
    actor = await bloc.actor(uow, "officer")
    first, second, third = sheet.tasks

    await key_task.move(uow, actor, third.id, -1, sheet.submission.revision)
    await key_task.move(uow, actor, first.id, -1, sheet.submission.revision + 1)
    await key_task.remove(uow, actor, second.id, sheet.submission.revision + 1)

    after = await key_task.open_sheet(uow, actor, sheet.unit.id)
    assert [(t.number, t.id) for t in after.tasks] == [(1, first.id), (2, third.id)]


async def test_a_units_draft_is_its_own(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """R5: the bloc's side sees a list once the unit's leader approved it."""
    sheet = await bloc.submit(uow, "officer")

    for name in ("chair", "deputy"):
        with pytest.raises(NotPermitted):
            await key_task.open_sheet(uow, await bloc.actor(uow, name), sheet.unit.id)


@pytest.mark.parametrize("field", ["", "reason", "number", "../menu/home"])
async def test_a_forged_field_is_no_field(uow: UnitOfWork, bloc: SmallBloc, field: str) -> None:
    sheet = await bloc.fill(uow, "officer")
    actor = await bloc.actor(uow, "officer")

    with pytest.raises(NoSuchThing):
        await key_task.change(uow, actor, sheet.tasks[0].id, field, "Tên khác")


@pytest.mark.parametrize("n", [0, 10_000])
async def test_a_list_that_is_not_there_is_refused(
    uow: UnitOfWork, bloc: SmallBloc, n: int
) -> None:
    actor = await bloc.actor(uow, "leader")

    for act in (approval.submit, approval.withdraw, approval.approve):
        with pytest.raises(Refusal):
            await act(uow, actor, n, 1)
