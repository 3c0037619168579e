"""A unit's history: paged for its own people, without what stayed inside it for others."""

import pytest

from storage.kinds import Role, SubmissionKind
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc
from workflow import approval, history
from workflow.errors import NoSuchThing, NotPermitted

WHY = "Chưa có chỉ tiêu đo được."


async def _read(uow: UnitOfWork, bloc: SmallBloc, name: str, page: int = 0) -> list[str]:
    """Return the acts of the ordinary unit as that person reads them."""
    past = await history.of_unit(uow, await bloc.actor(uow, name), bloc.units["ordinary"], page)
    return [act.act for act in past.acts]


async def _moves(uow: UnitOfWork, bloc: SmallBloc, *moves: tuple[str, str]) -> None:
    """Let people act, one after the other, on the ordinary unit's list."""
    for name, move in moves:
        actor = await bloc.actor(uow, name)
        lists = await uow.submissions.newest(bloc.cycle_id, SubmissionKind.KEY_TASKS)
        at = (lists[bloc.units["ordinary"]].id, lists[bloc.units["ordinary"]].revision)
        if move == "submit":
            await approval.submit(uow, actor, *at)
        elif move == "approve":
            await approval.approve(uow, actor, *at)
        else:
            await approval.send_back(uow, actor, *at, WHY)


async def test_pages_hold_eight_and_one_too_far_is_the_last(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    await bloc.submit(uow, "officer")
    for _ in range(6):
        await history.record(uow, await bloc.seat(uow, "officer"), "notice.confirmed", 1)

    pages = [await _read(uow, bloc, "leader", page) for page in (-1, 0, 1, 9)]

    assert [len(page) for page in pages] == [8, 8, 3, 3]
    assert pages[0] == pages[1]
    assert pages[3][-1] == "key_task.added"


async def test_the_blocs_side_reads_only_what_was_passed_on(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    """What went to and fro between officer and leader stays theirs (R5)."""
    await bloc.submit(uow, "officer")
    await _moves(uow, bloc, ("leader", "return"), ("officer", "submit"))
    assert await _read(uow, bloc, "chair") == []

    await _moves(uow, bloc, ("leader", "approve"), ("chair", "return"), ("officer", "submit"))

    for name in ("chair", "deputy"):
        assert await _read(uow, bloc, name) == [
            "key_tasks.returned",
            "key_tasks.to_waiting_chair",
            "key_tasks.submitted",
        ]
    assert len(await _read(uow, bloc, "officer")) == 8


async def test_a_person_of_two_units_chooses_among_them_and_nobody_reads_a_third(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    second = NewAssignment(
        bloc.cycle_id, bloc.units["deputy"], bloc.people["officer"], Role.OFFICER, "Chuyên viên"
    )
    await uow.people.assign(second, uow.now)
    officer = await bloc.actor(uow, "officer")

    own = await history.readable(uow, officer)

    assert [unit.id for unit in own] == [bloc.units["deputy"], bloc.units["ordinary"]]
    assert (await history.of_unit(uow, officer, own[0].id, 0)).has_others
    with pytest.raises(NotPermitted):
        await history.of_unit(uow, officer, bloc.units["chair"], 0)
    with pytest.raises(NoSuchThing):
        await history.of_unit(uow, officer, 99, 0)
