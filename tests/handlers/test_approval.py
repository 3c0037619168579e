"""A list on its way: sent, approved for the unit, accepted for the bloc, returned (R2-R5, R13)."""

from datetime import date

import pytest

from storage.kinds import ListState, Role
from storage.unit_of_work import UnitOfWork
from tests.support.prepared import accepted, approve, fill, sheet_of, submit
from tests.support.world import Person, World
from workflow import seat
from workflow.seat import Choice

REASON = "Nhiệm vụ 4 chưa có chỉ tiêu đo được."


async def state_of(world: World, person: Person) -> ListState:
    return (await sheet_of(world, person)).submission.state


async def test_a_list_goes_from_officer_to_leader_to_chair(world: World) -> None:
    await fill(world, world.officer)
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Kiểm tra và gửi", "Gửi lãnh đạo duyệt")
    assert "Đã gửi lãnh đạo đơn vị duyệt" in await world.officer.text()

    assert "duyệt danh mục nhiệm vụ trọng tâm của Sở Tài chính" in await world.leader.text()
    await world.leader.presses("Mở danh mục", "Duyệt")
    assert "gửi danh mục nhiệm vụ trọng tâm của Sở Tài chính lên khối" in await world.leader.text()

    assert "Lãnh đạo đơn vị đã duyệt. 10 nhiệm vụ, 2 điểm nhấn." in await world.chair.text()
    await world.chair.opens("/dieuhanh")
    await world.chair.presses("Chờ duyệt (1)", "1. Nhiệm vụ: STC", "Duyệt")
    assert "Đã duyệt danh mục nhiệm vụ trọng tâm của Sở Tài chính" in await world.chair.text()

    for person in (world.officer, world.leader):
        assert "Khối đã duyệt danh mục" in await person.text()
        await person.opens("/viec")
        assert "danh mục" not in await person.text()
    assert await state_of(world, world.officer) is ListState.APPROVED


async def test_a_return_needs_a_reason_that_the_unit_sees_first(world: World) -> None:
    await fill(world, world.officer)
    await submit(world, world.officer)
    await world.leader.opens("/viec")
    await world.leader.presses("1. Xem và duyệt", "Trả lại")

    await world.leader.types("Sửa lại")
    assert "ít nhất 10 ký tự" in await world.leader.text()
    await world.leader.types("dài " * 200)
    assert "tối đa 500" in await world.leader.text()
    assert await state_of(world, world.officer) is ListState.WAITING_LEADER
    await world.leader.types(REASON)

    assert "Đã trả lại danh mục" in await world.leader.text()
    assert REASON in await world.officer.text()
    await world.officer.presses("Mở danh mục")
    assert (await world.officer.text()).startswith(
        f"Đề nghị sửa và gửi lại. Lý do trả lại: {REASON}"
    )


async def test_the_chair_returns_and_the_corrected_list_comes_back(world: World) -> None:
    await fill(world, world.officer)
    await submit(world, world.officer)
    await approve(world, world.leader)
    await world.chair.opens("/viec")
    await world.chair.presses("1. Duyệt: Sở Tài chính", "Trả lại")
    await world.chair.types(REASON)

    assert "Đã trả lại danh mục" in await world.chair.text()
    assert REASON in await world.officer.text()
    assert REASON in await world.leader.text()
    await world.officer.presses("Mở danh mục", "4", "Chỉ tiêu")
    await world.officer.types("100% hồ sơ")
    await world.officer.presses("Mở danh mục", "Kiểm tra và gửi", "Gửi lãnh đạo duyệt")
    await world.leader.presses("Mở danh mục", "Duyệt")
    assert "Sở Tài chính" in await world.chair.text()


@pytest.mark.rule(4)
async def test_the_deputy_decides_on_the_chair_units_list(world: World) -> None:
    officer = world.of("SKHCN", Role.OFFICER)
    await fill(world, officer)
    await submit(world, officer)
    await world.chair.opens("/viec")
    await world.chair.presses("1. Xem và duyệt", "Duyệt")
    said = await world.chair.text()
    assert "gửi danh mục nhiệm vụ trọng tâm của Sở Khoa học và Công nghệ lên khối" in said

    listed = (await sheet_of(world, officer)).submission
    await world.chair.forges(f"kok1:{listed.id}:{listed.revision}")
    assert "không làm được việc này" in await world.chair.text()
    assert await state_of(world, officer) is ListState.WAITING_CHAIR
    assert "Sở Khoa học và Công nghệ" in await world.deputy.text()
    await world.deputy.presses("Mở danh mục", "Duyệt")
    assert await state_of(world, officer) is ListState.APPROVED


async def test_a_withdrawn_list_is_a_draft_again_and_nobody_decides_on_it(world: World) -> None:
    await fill(world, world.officer)
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Kiểm tra và gửi", "Gửi lãnh đạo duyệt")
    await world.leader.presses("Mở danh mục", "Duyệt")
    await world.chair.presses("Mở danh mục")
    accept = await world.chair.holds("Duyệt")
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Rút lại để sửa")
    assert "Nháp" in await world.officer.text()

    await world.chair.presses_held(accept)
    assert await world.chair.sees("hoặc đã rút lại để sửa") == 1
    await world.chair.opens("/viec")
    assert "Sở Tài chính" not in await world.chair.text()
    assert await state_of(world, world.officer) is ListState.DRAFT


async def test_a_reason_typed_too_late_returns_nothing(web: World) -> None:
    await fill(web, web.officer)
    await submit(web, web.officer)
    await web.leader.opens("/nhiemvu")
    await web.leader.presses("Trả lại")
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("Rút lại để sửa")

    await web.leader.types(REASON)

    assert "vừa được thay đổi" in await web.leader.text()
    assert await state_of(web, web.officer) is ListState.DRAFT
    await web.leader.types(REASON)
    assert "Chưa có câu hỏi nào" in await web.leader.text()


async def test_a_double_press_approves_only_one_step(world: World) -> None:
    """The leader of the deciding side does not accept what they just approved."""
    await fill(world, world.officer)
    await submit(world, world.officer)
    await world.leader.opens("/nhiemvu")
    ok = await world.leader.holds("Duyệt")

    await world.leader.presses_held(ok, ok)

    assert await state_of(world, world.officer) is ListState.WAITING_CHAIR
    assert "Chờ Trưởng khối" in await world.leader.text()


@pytest.mark.rule(13)
async def test_a_late_list_is_taken_and_stamped_in_working_days(web: World) -> None:
    """Due Friday 26/02; sent on Wednesday 03/03, three working days late."""
    await fill(web, web.officer)
    await web.stage.until(date(2027, 3, 3), asleep=True)

    await web.officer.opens("/nhiemvu")
    await web.officer.presses("Kiểm tra và gửi", "Gửi lãnh đạo duyệt")

    assert "quá hạn 3 ngày làm việc (hạn 26/02/2027)" in await web.officer.text()
    await web.leader.opens("/nhiemvu")
    await web.leader.presses("Duyệt")
    assert "quá hạn 3 ngày làm việc" in await web.chair.text()


async def test_a_leader_without_an_officer_does_it_all(web: World) -> None:
    async def officer_leaves(uow: UnitOfWork) -> None:
        for held in await seat.find(uow, web.stage.cycle_id, Choice(person=web.officer.name)):
            await seat.end_role(uow, held)

    await web.do(officer_leaves)
    await web.leader.opens("/viec")
    assert "Gửi danh mục nhiệm vụ trọng tâm" in await web.leader.text()
    await fill(web, web.leader)

    await web.leader.opens("/nhiemvu")
    await web.leader.presses("Kiểm tra và gửi", "Gửi lãnh đạo duyệt")
    assert "Bấm “Duyệt” để gửi lên khối" in await web.leader.text()
    await web.leader.presses("Duyệt")

    assert await state_of(web, web.leader) is ListState.WAITING_CHAIR


async def test_the_table_shows_every_unit(web: World) -> None:
    await accepted(web, web.officer)
    await fill(web, web.other)
    await submit(web, web.other)

    for person in (web.chair, web.secretary, web.deputy, web.agency, web.patron):
        await person.opens("/dieuhanh")
        text = await person.text()
        assert "3. STC: xong 2/3; đăng ký: chưa gửi" in text
        assert "4. SCT: xong 1/3; nhiệm vụ: chờ lãnh đạo; đăng ký: chưa gửi" in text
        assert "8. NHNN: xong 1/3; nhiệm vụ: chưa gửi; đăng ký: chưa gửi" in text
    assert "Mã mời" in await web.chair.labels()
    assert "Mã mời" not in await web.agency.labels()


@pytest.mark.rule(5)
async def test_a_list_that_reached_the_bloc_stays_readable_there(web: World) -> None:
    await accepted(web, web.officer)

    for person in (web.chair, web.agency, web.secretary):
        await person.opens("/dieuhanh")
        await person.presses("STC", "Xem nhiệm vụ")
        assert "Nhiệm vụ trọng tâm – Sở Tài chính" in await person.text()
        assert "1. ⭐ Nhiệm vụ số 1" in await person.text()
        assert not {"Duyệt", "Trả lại", "Rút lại để sửa"} & set(await person.labels())
