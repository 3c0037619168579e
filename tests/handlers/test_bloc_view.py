"""The whole bloc from the chair's side: what waits, each unit, all tasks, and the workbook."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from messages import actions
from storage.kinds import AwardKind, ListState, Role
from storage.unit_of_work import UnitOfWork
from tests.support.prepared import accepted, acting, approve, fill, sheet_of, submit
from tests.support.world import Person, World
from workflow import approval, key_task, registration

REASON = "Nhiệm vụ 4 và 7 chưa có chỉ tiêu đo được."
SENT_BY = ("STC", "SCT", "SNNMT")


async def sent(world: World, officer: Person) -> None:
    """Bring the list of the officer's unit before the bloc."""
    await fill(world, officer)
    await submit(world, officer)
    await approve(world, world.of(officer.unit.code, Role.LEADER))


async def state_of(world: World, officer: Person) -> ListState:
    return (await sheet_of(world, officer)).submission.state


async def test_the_chair_goes_through_what_waits_one_after_another(world: World) -> None:
    first, second, third = (world.of(code, Role.OFFICER) for code in SENT_BY)
    for officer in (first, second, third):
        await sent(world, officer)
    await sent(world, world.of(world.chair.unit.code, Role.OFFICER))

    await world.chair.opens("/dieuhanh")
    await world.chair.presses("Chờ duyệt (3)", f"1. Nhiệm vụ: {first.unit.code}", "Duyệt")
    assert "Bản tiếp theo (còn 2)" in await world.chair.labels()
    await world.chair.presses("Bản tiếp theo (còn 2)")
    assert f"Đề nghị duyệt hoặc trả lại danh mục của {second.unit.name}" in await world.chair.text()
    await world.chair.presses("Trả lại")
    await world.chair.types(REASON)
    await world.chair.presses("Bản tiếp theo (còn 1)", "Duyệt")

    assert await world.chair.labels() == ["Màn hình chính"]
    states = [await state_of(world, officer) for officer in (first, second, third)]
    assert states == [ListState.APPROVED, ListState.RETURNED, ListState.APPROVED]
    await world.deputy.opens("/dieuhanh")
    await world.deputy.presses("Chờ duyệt (1)", "1. Nhiệm vụ: SKHCN", "Duyệt")
    assert "Đã duyệt danh mục nhiệm vụ trọng tâm của Sở Khoa" in await world.deputy.text()


async def test_a_units_page_says_where_it_stands_and_what_can_be_done(world: World) -> None:
    await sent(world, world.officer)

    await world.agency.opens("/dieuhanh")
    await world.agency.presses("STC")
    text = await world.agency.text()
    assert "Tham gia: 2/2 người" in text
    assert "Nhiệm vụ: 10/10 (⭐2) · Chờ Trưởng khối" in text
    assert await world.agency.labels() == ["Xem nhiệm vụ", "Xem lịch sử", "Điều hành"]
    await world.agency.presses("Điều hành", "SCT")
    assert "Xem nhiệm vụ" not in await world.agency.labels()

    await world.chair.opens("/dieuhanh")
    await world.chair.presses("STC")
    assert (await world.chair.text()).startswith("Đề nghị duyệt hoặc trả lại danh mục nhiệm vụ")
    assert "Mã mời" in await world.chair.labels()
    await world.chair.presses("Duyệt nhiệm vụ")

    assert await state_of(world, world.officer) is ListState.APPROVED


async def registered(world: World, officer: Person) -> None:
    """Bring the registration of the officer's unit before the bloc."""

    async def act(uow: UnitOfWork) -> None:
        actor = await acting(uow, officer)
        sheet = await registration.open_sheet(uow, actor, officer.unit.id)
        award = next(one for one in sheet.choices if one.kind is AwardKind.COLLECTIVE)
        at = (sheet.submission.id, sheet.submission.revision)
        sheet = await registration.toggle(uow, actor, at[0], award.id, at[1])
        sent = await approval.submit(uow, actor, at[0], sheet.submission.revision)
        leader = await acting(uow, world.of(officer.unit.code, Role.LEADER))
        await approval.approve(uow, leader, at[0], sent.sheet.submission.revision)

    await world.do(act)


async def test_both_things_that_a_unit_sends_are_decided_from_its_page(web: World) -> None:
    await sent(web, web.officer)
    await registered(web, web.officer)

    await web.chair.opens("/dieuhanh")
    assert "STC: xong 1/3; nhiệm vụ: chờ Trưởng khối; đăng ký: chờ" in await web.chair.text()
    await web.chair.presses("STC", "Duyệt nhiệm vụ")
    await web.chair.presses("Bản tiếp theo (còn 1)")
    assert "bản đăng ký thi đua của Sở Tài chính" in await web.chair.text()
    await web.chair.opens("/dieuhanh")
    await web.chair.presses("STC", "Trả lại đăng ký")
    await web.chair.types(REASON)

    assert "Đã trả lại bản đăng ký thi đua" in await web.chair.text()
    await web.chair.opens("/dieuhanh")
    await web.chair.presses("STC")
    assert "Đăng ký: Trả lại" in await web.chair.text()
    assert "Xem đăng ký" not in await web.chair.labels()


@pytest.mark.rule(5)
async def test_the_bloc_reads_what_was_sent_and_counts_what_was_not(web: World) -> None:
    await sent(web, web.officer)
    await fill(web, web.other, ["Việc còn viết dở"], starred=1)
    await accepted(web, web.of("SXD", Role.OFFICER))

    for person in (web.chair, web.secretary, web.deputy, web.agency, web.patron):
        await person.opens("/dieuhanh")
        await person.presses("Nhiệm vụ cả khối", "Đơn vị sau")
        text = await person.text()
        assert "đơn vị 2/2: Sở Tài chính" in text
        assert "còn 6 đơn vị chưa gửi" in text
        assert "10. Nhiệm vụ số 10" in text
    await web.patron.presses("Điểm nhấn cả khối")

    text = await web.patron.text()
    assert "4 điểm nhấn của 2 đơn vị" in text
    assert "3. STC: Nhiệm vụ số 1" in text
    assert "Việc còn viết dở" not in text


async def test_nothing_sent_is_said_so(web: World) -> None:
    await fill(web, web.officer)
    await web.chair.opens("/dieuhanh")

    for label in ("Nhiệm vụ cả khối", "Điểm nhấn cả khối"):
        await web.chair.presses(label)
        assert "Chưa đơn vị nào gửi danh mục" in await web.chair.text()
        await web.chair.presses("Điều hành")


def facts_in(book: Workbook, name: str) -> list[tuple[Any, ...]]:
    """Return the rows of a sheet's table, without its title lines."""
    rows: list[tuple[Any, ...]] = list(book[name].iter_rows(values_only=True))
    return rows[next(n for n, row in enumerate(rows) if row[0] == "STT") + 1 :]


async def given(world: World, officer: Person, **fields: str) -> None:
    """Write fields of the unit's first task."""

    async def act(uow: UnitOfWork) -> None:
        actor = await acting(uow, officer)
        task = (await key_task.open_sheet(uow, actor, officer.unit.id)).tasks[0]
        for field, text in fields.items():
            await key_task.change(uow, actor, task.id, field, text)

    await world.do(act)


@pytest.mark.rule(5)
async def test_the_blocs_workbook_holds_what_was_sent(world: World) -> None:
    await _one_sent_one_not(world)
    await world.agency.opens("/dieuhanh")
    await world.agency.presses("Điểm nhấn cả khối", "Tải Excel cả khối")

    assert "1 danh mục, 2 điểm nhấn; còn 7 đơn vị chưa gửi." in await world.agency.text()
    (name,) = (await world.agency.shown()).files
    assert name == "Nhiem vu KTN 2027.xlsx"
    content = await world.agency.phone.downloads(name)
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["Tổng hợp", "Các đơn vị", "STC"]
    assert facts_in(book, "Tổng hợp")[0] == (
        1,
        "Sở Tài chính",
        "=Số hóa hồ sơ",
        0.95,
        None,
        datetime(2027, 9, 30),  # noqa: DTZ001 (a spreadsheet knows no zone)
    )
    states = facts_in(book, "Các đơn vị")
    assert [row[3] for row in states].count("Chưa gửi lên khối") == 7
    sent_on = datetime(2027, 1, 5)  # noqa: DTZ001
    assert states[2][1:] == ("STC", "Sở Tài chính", "Chờ Trưởng khối", 10, 2, 0, sent_on, None)
    assert len(facts_in(book, "STC")) == 10
    assert (
        book["STC"]["A4"].value == f"Lãnh đạo đơn vị duyệt: {world.leader.name}, ngày 05/01/2027."
    )


async def _one_sent_one_not(world: World) -> None:
    await fill(world, world.officer)
    await given(world, world.officer, target="95%", due="30/9", title="=Số hóa hồ sơ")
    await submit(world, world.officer)
    await approve(world, world.leader)
    await fill(world, world.other, ["Việc còn viết dở"], starred=1)


async def test_a_unit_takes_its_own_list_as_a_workbook(web: World) -> None:
    await fill(web, web.officer, ["Việc đầu", "Việc sau"], starred=1)

    await web.officer.forges(actions.FetchTasks(web.officer.unit.id).encode())

    book = load_workbook(BytesIO(await web.officer.phone.downloads("Nhiem vu STC 2027.xlsx")))
    assert book.sheetnames == ["STC"]
    assert [row[:3] for row in facts_in(book, "STC")] == [
        (1, "Việc đầu", "x"),
        (2, "Việc sau", None),
    ]


@pytest.mark.rule(5)
async def test_who_reads_a_list_takes_the_round_on_the_screen(web: World) -> None:
    await sent(web, web.officer)
    at = (await sheet_of(web, web.officer)).submission.id
    await web.agency.opens("/dieuhanh")
    await web.agency.presses("STC", "Xem nhiệm vụ", "Tải Excel")

    content = await web.agency.phone.downloads("Nhiem vu STC 2027.xlsx")
    assert len(facts_in(load_workbook(BytesIO(content)), "STC")) == 10
    await web.other.forges(actions.FetchTaskList(at).encode())
    assert (await web.other.shown()).files == ()


@pytest.mark.rule(5)
async def test_a_unit_sees_nothing_of_the_others(web: World) -> None:
    await accepted(web, web.other)
    at = web.other.unit.id

    for action in (
        actions.OpenUnit(at),
        actions.PageControl(0),
        actions.OpenBlocTasks(0),
        actions.OpenHighlights(0),
        actions.FetchBlocTasks(),
        actions.FetchTasks(at),
        actions.PageUnits(0),
    ):
        await web.officer.forges(action.encode())
        shown = await web.officer.shown()
        assert "Vai trò hiện nay của đồng chí không làm được việc này" in shown.text
        assert shown.files == ()
