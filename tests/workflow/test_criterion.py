"""Criteria: read with care, one version beside the other, pointed at by tasks (R10, R17)."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.kinds import CriterionKind
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc
from workflow import approval, criteria_import, criterion, pointing
from workflow.criteria_import import Doubt, Written, read_points, read_rows
from workflow.criterion import Scale
from workflow.errors import NoSuchThing, NotPermitted, NotSentYet, Stale, WrongState
from workflow.file_errors import CriteriaNewer, CriteriaSame, NoCriteria
from workflow.warning import Caution, warnings_for

FIRST = (
    Written(2, "I. Nhiệm vụ", "1.1", "Đúng hạn", "60", "scale"),
    Written(3, "I. Nhiệm vụ", "1.2", "Số hóa", "40", "scale"),
    Written(4, "II. Thưởng", "T1", "Mô hình mới", "5", "bonus"),
)
SECOND = (FIRST[0], *FIRST[2:])


def row(code: str = "1", text: str = "Đúng hạn", points: str = "10", **more: str) -> Written:
    return Written(2, more.get("group", "I"), code, text, points, more.get("kind", "scale"))


async def save(
    uow: UnitOfWork, bloc: SmallBloc, rows: Sequence[Written] = FIRST, version: int = 1
) -> Scale:
    chair = await bloc.actor(uow, "chair")
    file_id = await uow.files.add("tieu-chi.xlsx", "application/xlsx", b"x", uow.now)
    saved = await criteria_import.save(uow, chair, rows, file_id, version)
    return await criterion.open_version(uow, chair, saved.id)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("10", Decimal(10)),
        ("12,5", Decimal("12.5")),
        ("0.25", Decimal("0.25")),
        ("20 điểm", Decimal(20)),
        ("20đ", Decimal(20)),
        ("+5", Decimal(5)),
        ("1000", Decimal(1000)),
        ("0", Decimal()),
        ("1.000", None),
        ("1000,5", None),
        ("12,345", None),
        ("-5", None),
        ("95%", None),
        ("mười", None),
        ("", None),
    ],
)
def test_points_are_read_as_offices_write_them(text: str, points: Decimal | None) -> None:
    assert read_points(text, CriterionKind.SCALE) == points


@pytest.mark.rule(10)
def test_a_penalty_may_be_written_with_its_minus() -> None:
    assert read_points("-5", CriterionKind.PENALTY) == Decimal(5)
    assert read_points("\u20130,5", CriterionKind.PENALTY) == Decimal("0.5")


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        (row(group=""), Doubt.NO_GROUP),
        (row(group="a" * 201), Doubt.LONG_GROUP),
        (row(code=""), Doubt.NO_CODE),
        (row(code="1-a"), Doubt.BAD_CODE),
        (row(code="1." * 11), Doubt.BAD_CODE),
        (row(text=""), Doubt.NO_TEXT),
        (row(text="a" * 1001), Doubt.LONG_TEXT),
        (row(points="nhiều"), Doubt.BAD_POINTS),
        (row(kind=""), Doubt.BAD_KIND),
        (Written(2, "", "", "", "", "", is_unread=True), Doubt.UNREAD),
    ],
)
def test_a_row_that_cannot_be_saved_is_named(written: Written, doubt: Doubt) -> None:
    (entry,) = read_rows([written])

    assert entry.doubts == (doubt,)


def test_a_code_stands_once_whatever_its_case_and_its_last_dot() -> None:
    entries = read_rows([row("II.a."), row("II.A")])

    assert [(entry.code, entry.doubts) for entry in entries] == [
        ("II.a", ()),
        ("II.A", (Doubt.SAME_CODE,)),
    ]


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=12))
def test_whatever_is_written_is_read_or_doubted(code: str, text: str, points: str) -> None:
    (entry,) = read_rows([row(code, text, points)])

    assert entry.doubts or (entry.code and len(entry.code) <= 20 and 0 <= entry.max_points <= 1000)


@pytest.mark.rule(10)
async def test_bonus_and_penalty_stay_out_of_the_scale(uow: UnitOfWork, bloc: SmallBloc) -> None:
    scale = await save(uow, bloc)

    assert scale.total == Decimal(100)
    assert [(group.name, group.count, group.points) for group in scale.groups] == [
        ("I. Nhiệm vụ", 2, Decimal(100)),
        ("II. Thưởng", 1, Decimal(5)),
    ]


async def test_a_new_version_leaves_the_older_one_as_it_was(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    first = await save(uow, bloc)
    second = await save(uow, bloc, SECOND, 2)

    chair = await bloc.actor(uow, "chair")
    again = await criterion.open_version(uow, chair, first.version.id)
    assert again.criteria == first.criteria
    assert (again.is_current, second.is_current) == (False, True)
    assert await criterion.codes(uow, bloc.cycle_id) == {"1.1", "T1"}
    assert (await uow.criteria.texts(bloc.cycle_id)).get("1.1") == "Đúng hạn"
    assert "1.2" not in await uow.criteria.texts(bloc.cycle_id)


async def test_the_same_content_and_an_overtaken_version_are_refused(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    await save(uow, bloc)

    with pytest.raises(CriteriaSame):
        await save(uow, bloc, version=2)
    with pytest.raises(CriteriaNewer):
        await save(uow, bloc, SECOND, 1)
    with pytest.raises(NoSuchThing):
        await save(uow, bloc, [row(code="")], 2)
    assert len(await uow.criteria.versions(bloc.cycle_id)) == 1


@pytest.mark.parametrize("name", ["deputy", "officer", "leader"])
async def test_only_the_chair_side_imports(uow: UnitOfWork, bloc: SmallBloc, name: str) -> None:
    with pytest.raises(NotPermitted):
        await criteria_import.prepare(uow, await bloc.actor(uow, name), FIRST)


@pytest.mark.rule(17)
async def test_a_task_points_at_a_criterion_and_the_rest_is_uncovered(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    scale = await save(uow, bloc)
    sheet = await bloc.fill(uow, "officer", n_tasks=2)
    officer = await bloc.actor(uow, "officer")
    at = (sheet.tasks[0].id, scale.criteria[0].id, sheet.submission.revision)

    task, after = await pointing.point(uow, officer, *at)

    assert task.criterion == "1.1"
    found = await criterion.uncovered_by(uow, officer, sheet.unit.id)
    assert [one.code for one in found.uncovered or ()] == ["1.2"]
    cautions = {warned.caution: warned.numbers for warned in await warnings_for(uow, after)}
    assert cautions[Caution.NO_CRITERION] == (2,)
    with pytest.raises(Stale):
        await pointing.point(uow, officer, *at)

    task, _ = await pointing.point(uow, officer, task.id, 0, after.submission.revision)
    assert task.criterion == ""
    act = await uow.histories.last_on(bloc.cycle_id, "key_task.changed", task.id)
    assert act is not None
    assert [act.facts[name] for name in ("field", "before", "criterion")] == [
        "criterion",
        "1.1",
        "",
    ]


async def test_a_code_that_the_next_version_drops_is_named_before_and_after(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    scale = await save(uow, bloc)
    sheet = await bloc.fill(uow, "officer", n_tasks=1)
    officer = await bloc.actor(uow, "officer")
    at = (sheet.tasks[0].id, scale.criteria[1].id, sheet.submission.revision)
    _, after = await pointing.point(uow, officer, *at)

    draft = await criteria_import.prepare(uow, await bloc.actor(uow, "chair"), SECOND)
    assert draft.dropped == ("1.2",)

    await save(uow, bloc, SECOND, 2)
    cautions = {warned.caution for warned in await warnings_for(uow, after)}
    assert Caution.GONE_CRITERION in cautions


async def test_a_criterion_of_an_older_version_or_a_sent_task_is_not_pointed(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    officer = await bloc.actor(uow, "officer")
    sheet = await bloc.fill(uow, "officer")
    task = sheet.tasks[0]
    with pytest.raises(NoCriteria):
        await pointing.point(uow, officer, task.id, 1, sheet.submission.revision)
    old = await save(uow, bloc)
    await save(uow, bloc, SECOND, 2)
    with pytest.raises(NoSuchThing):
        await pointing.point(uow, officer, task.id, old.criteria[0].id, sheet.submission.revision)

    await approval.submit(uow, officer, sheet.submission.id, sheet.submission.revision)

    with pytest.raises(WrongState):
        await pointing.to_point(uow, officer, task.id)


@pytest.mark.rule(5)
async def test_the_chair_sees_of_a_unit_only_what_it_sent(uow: UnitOfWork, bloc: SmallBloc) -> None:
    await save(uow, bloc)
    await bloc.fill(uow, "officer")
    chair = await bloc.actor(uow, "chair")

    assert [one.uncovered for one in await criterion.coverage(uow, chair)] == [None] * 3
    with pytest.raises(NotSentYet):
        await criterion.uncovered_by(uow, chair, bloc.units["ordinary"])
    with pytest.raises(NotPermitted):
        await criterion.coverage(uow, await bloc.actor(uow, "officer"))
