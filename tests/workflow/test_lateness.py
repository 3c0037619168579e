"""How late a submission was: stamped once, never shrinking, never for the deciders' slowness (R13)."""

from datetime import UTC, date, datetime, timedelta

from storage.kinds import ListState, ObligationKind, Step
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import DUE, SmallBloc
from workflow import amendment, approval, key_task, obligation
from workflow.key_task import TaskSheet

REASON = "Nhiệm vụ 1 chưa có chỉ tiêu đo được"


async def sent(uow: UnitOfWork, bloc: SmallBloc) -> TaskSheet:
    officer = await bloc.actor(uow, "officer")
    sheet = await key_task.open_sheet(uow, officer, officer.units[0])
    await approval.submit(uow, officer, sheet.submission.id, sheet.submission.revision)
    return await key_task.open_sheet(uow, officer, sheet.unit.id)


async def returned(uow: UnitOfWork, bloc: SmallBloc, sheet: TaskSheet) -> None:
    leader = await bloc.actor(uow, "leader")
    at = (sheet.submission.id, sheet.submission.revision)
    await approval.send_back(uow, leader, *at, REASON)


async def withdrawn(uow: UnitOfWork, bloc: SmallBloc, sheet: TaskSheet) -> None:
    officer = await bloc.actor(uow, "officer")
    await approval.withdraw(uow, officer, sheet.submission.id, sheet.submission.revision)


def after_due(uow: UnitOfWork, days: int) -> None:
    uow.now = datetime(DUE.year, DUE.month, DUE.day, 3, tzinfo=UTC) + timedelta(days=days)


async def test_a_list_returned_after_the_deadline_is_not_late_for_that(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    await bloc.fill(uow, "officer")
    sheet = await sent(uow, bloc)
    after_due(uow, 5)
    await returned(uow, bloc, sheet)

    assert (await sent(uow, bloc)).submission.days_late == 0


async def test_a_list_withdrawn_and_sent_after_the_deadline_is_late(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    await bloc.fill(uow, "officer")
    await withdrawn(uow, bloc, await sent(uow, bloc))
    after_due(uow, 5)

    assert (await sent(uow, bloc)).submission.days_late == 3


async def test_time_given_afterwards_takes_no_stamp_back(uow: UnitOfWork, bloc: SmallBloc) -> None:
    await bloc.fill(uow, "officer")
    after_due(uow, 5)
    sheet = await sent(uow, bloc)
    await uow.extensions.add(
        {
            "cycle_id": bloc.cycle_id,
            "step": Step.KEY_TASKS,
            "unit_id": None,
            "due_on": date(DUE.year, 4, 30),
            "reason": "Chờ kế hoạch của tỉnh",
            "granted_by": bloc.people["chair"],
            "granted_at": uow.now,
        }
    )
    await withdrawn(uow, bloc, sheet)

    assert (await sent(uow, bloc)).submission.days_late == 3


async def test_importing_the_bloc_again_leaves_time_to_correct(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    await bloc.fill(uow, "officer")
    sheet = await sent(uow, bloc)
    after_due(uow, 5)
    await returned(uow, bloc, sheet)
    (before,) = await uow.obligations.find_open(ObligationKind.KEY_TASKS, sheet.unit.id)

    await obligation.open_for_bloc(uow, bloc.cycle_id)

    (after,) = await uow.obligations.find_open(ObligationKind.KEY_TASKS, sheet.unit.id)
    assert (after.id, after.due_on) == (before.id, before.due_on)


async def test_an_amendment_in_hand_is_owed_by_nobody(uow: UnitOfWork, bloc: SmallBloc) -> None:
    sheet = await bloc.accept(uow, "officer")
    officer = await bloc.actor(uow, "officer")
    at = (sheet.submission.id, sheet.submission.revision)
    await amendment.amend(uow, officer, *at, "Chỉ tiêu mới được giao")

    await obligation.open_for_bloc(uow, bloc.cycle_id)

    assert await uow.obligations.find_open(ObligationKind.KEY_TASKS, sheet.unit.id) == []
    newest = await key_task.open_sheet(uow, officer, sheet.unit.id)
    assert newest.submission.state is ListState.DRAFT
