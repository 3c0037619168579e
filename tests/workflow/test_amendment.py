"""An approved list amended: with a reason, decided anew, the approved one untouched beside it."""

from typing import Any

import pytest

from storage.kinds import ListState, SubmissionKind
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc
from workflow import amendment, approval, key_task
from workflow.errors import ListIncomplete, NotPermitted, ReasonTooShort, WrongState
from workflow.key_task import TaskSheet, tasks_by_unit

REASON = "Trung ương giao chỉ tiêu mới"
APPROVED = (ListState.APPROVED,)


async def begin(uow: UnitOfWork, bloc: SmallBloc, sheet: TaskSheet) -> TaskSheet:
    officer = await bloc.actor(uow, "officer")
    at = (sheet.submission.id, sheet.submission.revision)
    begun = await amendment.amend(uow, officer, *at, REASON)
    return await key_task.open_list(uow, officer, begun.submission.id)


def said(sheet: TaskSheet) -> list[tuple[Any, ...]]:
    return [(task.number, task.title, task.is_highlight, task.target) for task in sheet.tasks]


async def test_an_amendment_starts_as_a_copy_and_leaves_the_approved_list_alone(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    """R2."""
    sheet = await bloc.accept(uow, "officer")
    begun = await begin(uow, bloc, sheet)

    assert said(begun) == said(sheet)
    assert (begun.submission.round, begun.submission.state) == (2, ListState.DRAFT)
    await key_task.change(
        uow, await bloc.actor(uow, "officer"), begun.tasks[0].id, "title", "Tên mới"
    )
    chair = await bloc.actor(uow, "chair")
    assert said(await key_task.open_sheet(uow, chair, sheet.unit.id)) == said(sheet)


async def test_until_it_is_approved_the_list_before_it_counts(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    sheet = await bloc.accept(uow, "officer")
    begun = await begin(uow, bloc, sheet)
    officer, leader = await bloc.actor(uow, "officer"), await bloc.actor(uow, "leader")
    await key_task.change(uow, officer, begun.tasks[0].id, "title", "Tên mới")

    async def in_force() -> list[str]:
        found = await tasks_by_unit(uow, bloc.cycle_id, APPROVED)
        return [task.title for task in found[sheet.unit.id]]

    begun = await key_task.open_list(uow, officer, begun.submission.id)
    done = await approval.submit(uow, officer, begun.submission.id, begun.submission.revision)
    assert done.sheet.submission.days_late == 0
    for name in ("leader", "chair"):
        assert "Tên mới" not in await in_force()
        at = (begun.submission.id, done.sheet.submission.revision)
        done = await approval.approve(uow, await bloc.actor(uow, name), *at)
    assert "Tên mới" in await in_force()
    assert leader.person.id == done.sheet.submission.approved_by


async def test_the_counts_hold_for_an_amendment(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """R1."""
    begun = await begin(uow, bloc, await bloc.accept(uow, "officer"))
    officer = await bloc.actor(uow, "officer")
    await key_task.remove(uow, officer, begun.tasks[2].id, begun.submission.revision)

    with pytest.raises(ListIncomplete):
        await approval.submit(uow, officer, begun.submission.id, begun.submission.revision + 1)


async def test_an_amendment_needs_a_reason_and_the_units_own_people(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    sheet = await bloc.accept(uow, "officer")
    at = (sheet.submission.id, sheet.submission.revision)

    with pytest.raises(ReasonTooShort):
        await amendment.amend(uow, await bloc.actor(uow, "officer"), *at, "vì thế")
    with pytest.raises(NotPermitted):
        await amendment.amend(uow, await bloc.actor(uow, "chair"), *at, REASON)


async def test_one_amendment_at_a_time_and_only_of_an_approved_list(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    officer = await bloc.actor(uow, "officer")
    draft = await key_task.open_sheet(uow, officer, officer.units[0])
    with pytest.raises(WrongState):
        await amendment.amend(uow, officer, draft.submission.id, draft.submission.revision, REASON)

    sheet = await bloc.accept(uow, "officer")
    await begin(uow, bloc, sheet)
    with pytest.raises(WrongState):
        await begin(uow, bloc, sheet)


async def test_a_dropped_amendment_is_kept_and_the_approved_list_stands(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    sheet = await bloc.accept(uow, "officer")
    begun = await begin(uow, bloc, sheet)
    officer = await bloc.actor(uow, "officer")

    stands = await amendment.drop(uow, officer, begun.submission.id, begun.submission.revision)

    assert stands.submission.id == sheet.submission.id
    rounds = await uow.submissions.rounds(sheet.submission)
    assert [one.state for one in rounds] == [ListState.APPROVED, ListState.DROPPED]
    again = await begin(uow, bloc, sheet)
    assert again.submission.round == 3
    newest = await uow.submissions.newest(bloc.cycle_id, SubmissionKind.KEY_TASKS)
    assert newest[sheet.unit.id].id == again.submission.id


async def test_the_years_own_list_is_never_dropped(uow: UnitOfWork, bloc: SmallBloc) -> None:
    officer = await bloc.actor(uow, "officer")
    draft = await key_task.open_sheet(uow, officer, officer.units[0])

    with pytest.raises(WrongState):
        await amendment.drop(uow, officer, draft.submission.id, draft.submission.revision)
