"""What those who decide are shown: the gaps, the earlier reason, what became of their word."""

from tests.support.prepared import TITLES, approve, fill, sheet_of, submit
from tests.support.world import World

REASON = "Nhiệm vụ 3 chưa có chỉ tiêu đo được"


async def test_who_decides_sees_the_same_gaps_as_who_sent(world: World) -> None:
    await fill(world, world.officer)
    await submit(world, world.officer)
    await world.leader.opens("/nhiemvu")

    assert "Nên xem lại: nhiệm vụ 1, 2, 3" in await world.leader.text()
    assert "chưa có chỉ tiêu" in await world.leader.text()
    await world.leader.presses("Duyệt")
    await world.chair.presses("Mở danh mục")
    assert "Nên xem lại: nhiệm vụ 1, 2, 3" in await world.chair.text()
    await world.other.opens("/nhiemvu")
    assert "Nên xem lại" not in await world.other.text()


async def test_a_list_sent_again_says_why_it_had_come_back(web: World) -> None:
    await fill(web, web.officer)
    await submit(web, web.officer)
    await approve(web, web.leader)
    await web.chair.opens("/viec")
    await web.chair.presses("1. Duyệt: Sở Tài chính", "Trả lại")
    await web.chair.types(REASON)
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("Kiểm tra và gửi", "Gửi lãnh đạo duyệt")
    assert f"vì “{REASON}”" in await web.leader.text()

    await web.leader.presses("Mở danh mục", "Duyệt")
    assert f"vì “{REASON}”" in await web.chair.text()
    await web.chair.presses("Mở danh mục")
    assert f"vì “{REASON}”" in await web.chair.text()


async def test_what_a_leader_returned_stays_within_the_unit(web: World) -> None:
    """R5."""
    await fill(web, web.officer)
    await submit(web, web.officer)
    await web.leader.opens("/nhiemvu")
    await web.leader.presses("Trả lại")
    await web.leader.types(REASON)
    await submit(web, web.officer)
    await web.leader.opens("/nhiemvu")
    assert f"vì “{REASON}”" in await web.leader.text()

    await web.leader.presses("Duyệt")

    await web.chair.presses("Mở danh mục")
    assert await web.chair.sees(REASON) == 0


async def test_the_officer_hears_of_the_leaders_approval_who_may_take_it_back(web: World) -> None:
    await fill(web, web.officer)
    await submit(web, web.officer)
    await web.leader.opens("/nhiemvu")
    await web.leader.presses("Duyệt")

    assert "Lãnh đạo đã duyệt" in await web.officer.text()
    await web.leader.presses("Rút lại để sửa")
    assert "Nháp" in await web.leader.text()


async def test_an_answer_about_a_task_deleted_meanwhile_is_shown_back(web: World) -> None:
    await fill(web, web.officer, TITLES[:2], starred=0)
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("2", "Chỉ tiêu")
    await web.leader.opens("/nhiemvu")
    await web.leader.presses("2", "Xóa")

    await web.officer.types("98% hồ sơ")

    text = await web.officer.text()
    assert f"Nhiệm vụ 2 đã được {web.leader.name} xóa" in text
    assert "Chưa ghi nội dung đồng chí vừa gõ: 98% hồ sơ" in text
    await web.officer.presses("Hoàn tác")
    assert len((await sheet_of(web, web.officer)).tasks) == 2
