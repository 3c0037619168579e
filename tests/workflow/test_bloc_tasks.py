"""The bloc counts what was approved; an amendment on its way is told, and counts for nothing yet."""

from collections.abc import Sequence

import pytest

from storage.key_tasks import KeyTask
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc
from tests.workflow.test_amendment import begin
from tests.workflow.test_criterion import save
from workflow import approval, bloc_tasks, criterion, key_task, pointing
from workflow.errors import NotPermitted, NotSentYet
from workflow.key_task import TaskSheet
from workflow.overview import unit_of
from workflow.warning import Caution, warnings_for


async def amend(uow: UnitOfWork, bloc: SmallBloc, title: str) -> TaskSheet:
    """Rename the first task, a highlight, in an amendment; nothing of it is sent."""
    begun = await begin(uow, bloc, await bloc.accept(uow, "officer"))
    officer = await bloc.actor(uow, "officer")
    await key_task.change(uow, officer, begun.tasks[0].id, "title", title)
    return await key_task.open_list(uow, officer, begun.submission.id)


async def pass_on(uow: UnitOfWork, bloc: SmallBloc, sheet: TaskSheet, *names: str) -> None:
    at = sheet.submission.id
    done = await approval.submit(
        uow, await bloc.actor(uow, "officer"), at, sheet.submission.revision
    )
    for name in names:
        actor = await bloc.actor(uow, name)
        done = await approval.approve(uow, actor, at, done.sheet.submission.revision)


def titles(tasks: Sequence[KeyTask]) -> list[str]:
    return [task.title for task in tasks]


async def test_the_approved_list_counts_until_the_amendment_is_accepted(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    begun = await amend(uow, bloc, "Tên mới")
    await pass_on(uow, bloc, begun, "leader")
    chair = await bloc.actor(uow, "chair")

    view = await bloc_tasks.open_bloc(uow, chair)
    (one,) = view.lists
    assert titles(one.tasks) == ["Nhiệm vụ 1", "Nhiệm vụ 2", "Nhiệm vụ 3"]
    assert [task.title for _, task in view.highlights] == ["Nhiệm vụ 1"]
    assert (one.is_amended, one.stage, view.n_amended) == (True, "approved", 1)

    at = (begun.submission.id, begun.submission.revision + 2)
    await approval.approve(uow, chair, *at)
    (one,) = (await bloc_tasks.open_bloc(uow, chair)).lists
    assert (one.tasks[0].title, one.is_amended) == ("Tên mới", False)


@pytest.mark.rule(17)
async def test_warnings_and_coverage_go_by_the_approved_list(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    scale = await save(uow, bloc)
    begun = await amend(uow, bloc, "Tên mới")
    officer, chair = await bloc.actor(uow, "officer"), await bloc.actor(uow, "chair")
    at = (begun.tasks[0].id, scale.criteria[0].id, begun.submission.revision)
    _, begun = await pointing.point(uow, officer, *at)
    await pass_on(uow, bloc, begun, "leader")

    covered = {one.unit.id: one for one in await criterion.coverage(uow, chair)}
    assert len(covered[begun.unit.id].uncovered or ()) == 2
    assert await criterion.uncovered_by(uow, chair, begun.unit.id) == covered[begun.unit.id]
    assert len((await criterion.uncovered_by(uow, officer, begun.unit.id)).uncovered or ()) == 1
    other = await bloc.fill(uow, "deputy", n_tasks=1)
    assert Caution.SAME_HIGHLIGHT in {one.caution for one in await warnings_for(uow, other)}


@pytest.mark.rule(5)
async def test_the_table_counts_nothing_of_an_amendment_that_was_not_sent(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    begun = await begin(uow, bloc, await bloc.accept(uow, "officer"))
    officer, chair = await bloc.actor(uow, "officer"), await bloc.actor(uow, "chair")
    await key_task.remove(uow, officer, begun.tasks[0].id, begun.submission.revision)

    view = await unit_of(uow, chair, begun.unit.id)

    assert (view.n_tasks, view.n_highlights) == (3, 1)


async def test_a_round_is_taken_by_whoever_may_read_it(uow: UnitOfWork, bloc: SmallBloc) -> None:
    sheet = await bloc.accept(uow, "officer")
    begun = await begin(uow, bloc, sheet)
    chair = await bloc.actor(uow, "chair")

    view = await bloc_tasks.open_round(uow, chair, sheet.submission.id)

    assert [one.submission.id for one in view.lists] == [sheet.submission.id]
    with pytest.raises(NotSentYet):
        await bloc_tasks.open_round(uow, chair, begun.submission.id)
    with pytest.raises(NotPermitted):
        await bloc_tasks.open_round(
            uow, await bloc.actor(uow, "chair officer"), sheet.submission.id
        )
