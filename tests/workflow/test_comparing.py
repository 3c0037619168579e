"""Two versions compared: nothing that differs is left out, nothing that is equal is named (R2)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc
from workflow import amendment, approval, comparing, key_task
from workflow.comparing import Kind, compare
from workflow.errors import NoSuchThing

TITLES = st.sampled_from(["Làm đường", "Số hóa hồ sơ", "Tập huấn", "Trồng rừng", "Xây trạm"])


def row(number: int, title: str, target: str = "", task_id: int = 0) -> dict[str, Any]:
    own = task_id or number
    return {"id": own, "submission_id": 1, "number": number, "title": title, "target": target}


ROWS = st.lists(
    st.tuples(st.integers(1, 9), TITLES, st.sampled_from(["", "5 km", "98%"])),
    max_size=6,
    unique_by=lambda one: one[0],
).map(lambda some: [row(n, title, target, key) for n, (key, title, target) in enumerate(some, 1)])


def content(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return sorted((one["title"], one["target"]) for one in rows)


@given(ROWS)
def test_a_version_does_not_differ_from_itself(rows: list[dict[str, Any]]) -> None:
    assert compare(rows, rows) == ()


@given(ROWS, ROWS)
def test_applying_what_differs_turns_one_version_into_the_other(
    before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> None:
    left = content(before)
    for one in compare(before, after):
        if one.before is not None:
            left.remove((one.before["title"], one.before["target"]))
        if one.after is not None:
            left.append((one.after["title"], one.after["target"]))

    assert sorted(left) == content(after)


@given(ROWS, ROWS)
def test_a_changed_row_names_the_fields_that_changed(
    before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> None:
    for one in compare(before, after):
        if one.kind is Kind.CHANGED:
            assert one.before is not None
            assert one.after is not None
            differ = [n for n in ("title", "target") if one.before[n] != one.after[n]]
            assert list(one.fields) == differ != []


def test_a_list_pasted_anew_is_found_again_by_its_names() -> None:
    before = [row(1, "Làm đường"), row(2, "Số hóa hồ sơ", "5%")]
    after = [row(1, "SỐ HÓA HỒ SƠ", "5%", 11), row(2, "Làm đường.", "", 12)]

    assert [(one.kind, one.fields) for one in compare(before, after)] == [
        (Kind.CHANGED, ("title",)),
        (Kind.CHANGED, ("title",)),
    ]


async def test_the_bloc_compares_only_what_reached_it(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """R5: what the leader returned is the unit's own."""
    sheet = await bloc.submit(uow, "officer")
    leader, chair = await bloc.actor(uow, "leader"), await bloc.actor(uow, "chair")
    officer = await bloc.actor(uow, "officer")
    at = (sheet.submission.id, sheet.submission.revision)
    back = await approval.send_back(uow, leader, *at, "Nhiệm vụ 1 chưa có chỉ tiêu")
    await key_task.change(uow, officer, sheet.tasks[0].id, "target", "98%")
    again = await approval.submit(uow, officer, at[0], back.sheet.submission.revision + 1)
    done = await approval.approve(uow, leader, at[0], again.sheet.submission.revision)

    assert [one.number for one in await comparing.versions_of(uow, officer, done.sheet)] == [1, 2]
    assert [one.number for one in await comparing.versions_of(uow, chair, done.sheet)] == [1]
    found = await comparing.compared(uow, officer, at[0], 1, 2)
    assert [(one.kind, one.fields) for one in found.differences] == [(Kind.CHANGED, ("target",))]
    with pytest.raises(NoSuchThing):
        await comparing.compared(uow, chair, at[0], 1, 2)


async def test_a_sending_without_a_paper_has_none(uow: UnitOfWork, bloc: SmallBloc) -> None:
    sheet = await bloc.accept(uow, "officer")
    officer = await bloc.actor(uow, "officer")

    for number in (1, 2):
        with pytest.raises(NoSuchThing):
            await comparing.scan_of(uow, officer, sheet.submission.id, number)


async def test_an_amendment_is_compared_with_what_it_amends(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    sheet = await bloc.accept(uow, "officer")
    officer = await bloc.actor(uow, "officer")
    at = (sheet.submission.id, sheet.submission.revision)
    amended = await amendment.amend(uow, officer, *at, "Chỉ tiêu mới được giao")
    task = (await key_task.open_list(uow, officer, amended.submission.id)).tasks[1]
    await key_task.change(uow, officer, task.id, "title", "Nhiệm vụ thay thế")

    found = await comparing.compared(uow, officer, amended.submission.id, 0, 0)

    assert [(one.kind, one.fields) for one in found.differences] == [(Kind.CHANGED, ("title",))]
    assert found.older.round.id == sheet.submission.id
