"""What was done in a unit: all of it for its own people, what reached the bloc for others."""

from datetime import timedelta

from storage.kinds import Role
from storage.unit_of_work import UnitOfWork
from tests.messages.acts import unforeseen
from tests.support.held import SUBSTITUTE, held
from tests.support.prepared import accepted, acting, approve, fill, submit
from tests.support.world import World
from workflow import agenda, conference, conference_field

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


async def _edit(uow: UnitOfWork, world: World) -> None:
    chair = await acting(uow, world.chair)
    view = await conference.prepare(uow, chair)
    conference_id, now = view.conference.id, view.conference.title
    for days in (20, 27):
        at = uow.now + timedelta(days=days)
        view = await conference_field.set_start(uow, chair, conference_id, at)
    due = conference_field.said(view, "rsvp_due")
    await conference_field.write(uow, chair, conference_id, "rsvp_due", "20/01", due)
    await conference_field.choose_mode(uow, chair, conference_id, "online")
    await conference_field.write(uow, chair, conference_id, "title", "Hội nghị sơ kết", now)
    await agenda.write(uow, chair, view.items[1].id, "minutes", "25")
    await agenda.choose_kind(uow, chair, view.items[0].id, "launch")


async def test_what_was_changed_of_a_conference_is_read_in_the_chairs_unit(web: World) -> None:
    await web.do(lambda uow: _edit(uow, web))

    await web.chair.opens("/lichsu")

    text = await web.chair.text()
    for words in (
        "thời gian: để trống → ",
        "thời gian: 09:00 ngày 25/01/2027 → 09:00 ngày 01/02/2027",
        "hạn trả lời: 28/01/2027 → 20/01/2027",
        "hình thức: Trực tiếp → Trực tuyến",
        "→ Hội nghị sơ kết",
        "số phút: ",
        " → 25",
        "loại mục: Khai mạc → Phát động",
    ):
        assert words in text


async def test_a_whole_meeting_is_read_with_whom_it_concerned(web: World) -> None:
    """Every act of it is one that the house test knows, with the same facts."""
    await held(web)

    assert unforeseen(await web.do(lambda uow: uow.histories.all())) == []
    guest_unit = web.of(web.stage.units[-2].code, Role.OFFICER)
    await guest_unit.opens("/lichsu")
    noted = f"{web.secretary.name} (Thư ký khối) ghi có mặt – {SUBSTITUTE}"
    assert await guest_unit.sees(noted) == 1
    await web.chair.opens("/lichsu")
    for words in (
        "ghi kết luận hội nghị – Các đơn vị thực hiện đúng giao ước",
        "kết thúc hội nghị, 7 đơn vị, 10 người có mặt",
        "bỏ qua một mục chương trình – mục 2. Thông qua kế hoạch hoạt động năm 2027: Chuyển",
        "ghi kết quả giơ tay ở mục 2: có mặt 7/8 đơn vị, đồng ý 3, không đồng ý 4",
    ):
        assert await web.chair.sees(words) == 1
