"""What was done in a unit: all of it for its own people, what reached the bloc for others."""

from tests.support.prepared import accepted, approve, fill, submit
from tests.support.world import World

REASON = "Nhiệm vụ 4 và 7 chưa có chỉ tiêu đo được."


async def test_a_unit_reads_its_own_history_page_by_page(world: World) -> None:
    await fill(world, world.officer)

    await world.leader.opens("/lichsu")
    text = await world.leader.text()
    assert text.startswith("Lịch sử của đơn vị, mới nhất trước")
    assert "Trang 1/2" in text
    assert f"{world.officer.name} thêm nhiệm vụ – Nhiệm vụ số 10" in text
    assert await world.leader.labels() == ["Trang sau", "Màn hình chính"]
    await world.leader.presses("Trang sau")
    text = await world.leader.text()
    assert "thêm nhiệm vụ – Nhiệm vụ số 1\n" in text
    assert "Nhiệm vụ số 10" not in text
    await world.leader.types("trang truoc")
    assert "Nhiệm vụ số 10" in await world.leader.text()
    await world.other.opens("/lichsu")
    assert "Nhiệm vụ số" not in await world.other.text()


async def test_a_changed_field_is_shown_before_and_after(web: World) -> None:
    await fill(web, web.officer, ["Số hóa hồ sơ"], starred=0)
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("1", "Sửa tên")
    await web.officer.types("Số hóa toàn bộ hồ sơ")

    await web.leader.opens("/lichsu")

    assert (
        f"{web.officer.name} sửa nhiệm vụ – tên: Số hóa hồ sơ → Số hóa toàn bộ hồ sơ"
    ) in await web.leader.text()


async def test_drafts_and_what_the_leader_returned_stay_in_the_unit(web: World) -> None:
    """The bloc's side reads what was sent to it, from the moment it was (R5)."""
    await fill(web, web.officer)
    await submit(web, web.officer)
    await web.leader.opens("/nhiemvu")
    await web.leader.presses("Trả lại")
    await web.leader.types(REASON)
    await submit(web, web.officer)

    await web.agency.opens("/lichsu")
    await web.agency.presses("3")
    assert "Đơn vị chưa có việc nào gửi lên khối." in await web.agency.text()
    await approve(web, web.leader)
    await web.agency.presses("Đơn vị khác", "3")

    text = await web.agency.text()
    assert "Chỉ gồm những việc đã gửi lên khối." in text
    assert f"{web.leader.name} duyệt, gửi danh mục lên khối" in text
    assert f"{web.officer.name} gửi danh mục cho lãnh đạo duyệt" in text
    for hidden in ("Nhiệm vụ số", "trả lại"):
        assert hidden not in text
    await web.leader.opens("/lichsu")
    assert f"{web.leader.name} trả lại danh mục – {REASON}" in await web.leader.text()


async def test_the_chairs_side_opens_any_unit_from_its_own_history_or_the_table(
    world: World,
) -> None:
    await accepted(world, world.officer)

    await world.chair.opens("/lichsu")
    assert (await world.chair.text()).startswith(f"Lịch sử của {world.chair.unit.name}")
    await world.chair.presses("Đơn vị khác", "3")
    assert f"{world.chair.name} (Trưởng khối) duyệt danh mục" in await world.chair.text()
    await world.chair.opens("/dieuhanh")
    await world.chair.presses("STC", "Xem lịch sử")
    assert (await world.chair.text()).startswith(f"Lịch sử của {world.officer.unit.name}")


async def test_another_units_history_is_refused(web: World) -> None:
    await accepted(web, web.officer)
    unit_id = web.officer.unit.id

    await web.other.forges(f"his1:{unit_id}:0")
    assert "không làm được việc này" in await web.other.text()
    await web.agency.forges("his1:999:0")
    assert "gửi danh mục" not in await web.agency.text()
