"""The pledge's text edited part by part, signed, declined, replaced, excepted, on paper."""

from datetime import date, timedelta

import httpx
import pytest

from messages.pledge import template_sections
from storage.kinds import Role, Step
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from tests.support.prepared import acting, signed_by
from tests.support.staffing import acts_too, leaves
from tests.support.world import Person, World
from workflow import pledge
from workflow.section import SECTIONS

PDF = b"%PDF-1.4 signed"
REASON = "Nội dung mục III chưa thống nhất"


async def current(world: World) -> Pledge:
    async def look(uow: UnitOfWork) -> Pledge:
        found = await uow.pledges.current(world.stage.cycle_id)
        assert found is not None
        return found

    return await world.do(look)


def leaders(world: World) -> list[Person]:
    """Return the leader of each unit, the chair unit's last."""
    first, *others = [world.of(unit.code, Role.LEADER) for unit in world.stage.units]
    return [*others, first]


async def edits(person: Person, part: str, text: str) -> None:
    """Send a new text for a part, and leave it unsaved beside the old one."""
    await person.opens("/giaouoc")
    await person.presses("Soạn văn bản", part, "Gửi nội dung mới")
    await person.types(text)


async def test_two_editors_see_each_others_change_before_they_save(accepted_web: World) -> None:
    chair, secretary = accepted_web.chair, accepted_web.secretary
    await edits(secretary, "11", "👍")
    assert "Dừng nhập" in await secretary.labels()
    await secretary.types("x" * 5000)
    assert "tối đa 3.000" in await secretary.text()
    await secretary.types("VI. Tổ chức thực hiện\nCó hiệu lực từ ngày ký & <đóng dấu>.")
    assert "− Bản giao ước có hiệu lực từ ngày ký." in await secretary.text()
    assert "+ Có hiệu lực từ ngày ký & <đóng dấu>." in await secretary.text()

    await edits(chair, "11", "VI. Tổ chức thực hiện\nMỗi đơn vị giữ 02 bản.")
    await chair.presses("Lưu phần này")
    assert "11. Tổ chức thực hiện (đã sửa" in await chair.text()
    await secretary.presses("Lưu phần này")
    assert f"{chair.name} vừa sửa phần này, nên chưa lưu" in await secretary.text()
    assert "− Mỗi đơn vị giữ 02 bản." in await secretary.text()
    await secretary.presses("Lưu phần này", "11")
    assert "Có hiệu lực từ ngày ký & <đóng dấu>." in await secretary.text()
    await secretary.presses("Về mẫu")
    assert "+ Bản giao ước có hiệu lực" in await secretary.text()
    await secretary.presses("Bỏ thay đổi")
    assert f"{secretary.name} sửa lúc" in await secretary.text()

    await edits(secretary, "11", "VI. Tổ chức thực hiện\nBản nháp thứ nhất.")
    older = await secretary.holds("Lưu phần này")
    await edits(secretary, "11", "VI. Tổ chức thực hiện\nBản nháp thứ hai.")
    await secretary.presses_held(older)
    assert "+ Bản nháp thứ hai." in await secretary.text()
    await secretary.presses("Lưu phần này", "11")
    assert "Bản nháp thứ hai." in await secretary.text()


@pytest.mark.rule(7)
async def test_the_last_look_names_units_that_an_edited_part_leaves_out(
    accepted_web: World,
) -> None:
    chair = accepted_web.chair
    text = await template_text(accepted_web, "parties")
    await edits(chair, "4", text.replace("Sở Công Thương", "Sở Thương mại và Du lịch"))
    await chair.presses("Lưu phần này", "Quay lại", "Chốt và mở ký")
    assert "đã sửa không nêu 1 đơn vị: Sở Công Thương." in await chair.text()
    assert "tên không có trong khối: Sở Thương mại và Du lịch." in await chair.text()

    await edits(chair, "4", text)
    await chair.presses("Lưu phần này", "Quay lại", "Chốt và mở ký")
    assert "Các bên ký kết" not in await chair.text()


async def template_text(world: World, key: str) -> str:
    async def look(uow: UnitOfWork) -> str:
        return template_sections(await pledge.draft(uow, await acting(uow, world.chair)))[key]

    return await world.do(look)


@pytest.mark.rule(16)
async def test_an_expired_basis_warns_and_does_not_block(accepted_web: World) -> None:
    chair, secretary = accepted_web.chair, accepted_web.secretary
    await chair.opens("/giaouoc")
    await chair.presses("Soạn văn bản", "2")
    assert "1. Luật Thi đua, khen thưởng số 06/2022/QH15" in await chair.text()
    await chair.presses("Thêm căn cứ")
    await chair.types("Quyết định của tỉnh về việc phân khối")
    assert "thiếu số văn bản" in await chair.text()
    await chair.types("Quyết định số 12/QĐ-UBND ngày 05/02/2020 của tỉnh; hết hiệu lực 31/12/2025")
    assert "4. Quyết định số 12/QĐ-UBND ngày 05/02/2020 của tỉnh – hết" in await chair.text()
    await chair.presses("Bỏ căn cứ 3", "Soạn văn bản", "Xem trước văn bản")
    assert "căn cứ đã hết hiệu lực sau ngày 31/12/2025" in await chair.text()
    await chair.opens("/giaouoc")
    await chair.presses("Chốt và mở ký")
    assert "căn cứ đã hết hiệu lực sau ngày 31/12/2025" in await chair.text()
    await secretary.opens("/giaouoc")
    await chair.presses("Chốt văn bản này")

    frozen = await current(accepted_web)
    assert "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/02/2020 của tỉnh;" in frozen.text
    assert "phân khối" not in frozen.text
    assert [key for key, _ in frozen.sections] == list(SECTIONS)
    await secretary.presses("Soạn văn bản")
    assert "Giao ước đã được chốt" in await secretary.text()


@pytest.mark.rule(7)
async def test_three_wrong_names_wait_a_quarter_of_an_hour(signing_web: World) -> None:
    leader = signing_web.leader
    await leader.opens("/giaouoc")
    await leader.presses("Tôi ký")
    await leader.types("Tùng", "Nguyễn Văn Nhầm", "Lý Thanh")
    opens = signing_web.clock.now() + timedelta(hours=7, minutes=15)
    assert f"Gõ sai họ tên 3 lần, chưa ký. Ký lại được từ {opens:%H:%M}" in await leader.text()
    await leader.opens("/giaouoc")
    assert f"Ký lại được từ {opens:%H:%M}" in await leader.text()
    await leader.presses("Tôi ký")
    assert "tạm dừng ký" in await leader.text()
    signing_web.clock.move(timedelta(minutes=15))
    await leader.opens("/giaouoc")
    await leader.presses("Tôi ký")
    await leader.types(leader.name)
    assert "Đã ghi nhận chữ ký" in await leader.text()


async def declines(world: World) -> None:
    """Decline as the leader, after the deputy's unit signed."""
    await signed_by(world, world.deputy)
    await world.leader.opens("/giaouoc")
    await world.leader.presses("Không ký")
    await world.leader.types("ngắn")
    await world.leader.types(REASON)
    assert "Sở Tài chính không ký bản 1" in await world.leader.text()
    for person in (world.chair, world.secretary, world.deputy):
        assert "Sở Tài chính trả lời không ký giao ước bản 1" in await person.text()
    await world.leader.opens("/viec")
    assert "không còn việc nào" in await world.leader.text()


async def test_who_heard_of_a_refusal_hears_that_the_unit_signed(signing_web: World) -> None:
    leader, chair, said = signing_web.leader, signing_web.chair, "Sở Tài chính đã ký giao ước bản 1"
    await declines(signing_web)
    await leader.opens("/giaouoc")
    await leader.presses("Tôi ký")
    await leader.types(leader.name)

    told = (chair, signing_web.secretary, signing_web.deputy, signing_web.officer, leader)
    assert [await one.sees(said) for one in told] == [1, 1, 1, 0, 0]
    # Nothing was changed since: the chair is told so before asking everybody again.
    await chair.opens("/giaouoc")
    await chair.presses("Thay văn bản")
    await chair.types(REASON)
    await chair.opens("/giaouoc")
    await chair.presses("Chốt và mở ký")
    assert "giống hệt bản 1 đã thay, chưa sửa gì" in await chair.text()


async def changes_text(world: World) -> None:
    """Replace the frozen text, change one part of it, freeze it anew."""
    await world.chair.opens("/giaouoc")
    await world.chair.presses("Thay văn bản")
    assert "1 chữ ký đã ghi không còn giá trị" in await world.chair.text()
    await world.chair.types("Theo ý kiến của Sở Tài chính")
    assert await world.officer.sees("Trưởng khối thay văn bản giao ước bản 1") == 1
    await world.deputy.opens("/giaouoc")
    assert "đang được thay" in await world.deputy.text()
    await edits(world.chair, "8", "III. Phong trào thi đua\nMỗi quý một đợt.")
    await world.chair.presses("Lưu phần này", "Quay lại", "Chốt và mở ký", "Chốt văn bản này")


@pytest.mark.rule(7)
@pytest.mark.rule(8)
async def test_a_pledge_is_declined_replaced_and_signed_anew(signing_world: World) -> None:
    leader = signing_world.leader
    await declines(signing_world)
    await changes_text(signing_world)

    assert "đọc và ký giao ước, bản 2" in await leader.text()
    assert "đơn vị không phải ký bản đó nữa" in await leader.text()
    again = "đọc và ký lại giao ước, bản 2"
    assert [await one.sees(again) for one in (leader, signing_world.deputy)] == [0, 1]
    assert "Phần thay đổi: Phong trào thi đua." in await leader.text()
    await leader.presses("Xem phần thay đổi")
    assert "+ Mỗi quý một đợt." in await leader.text()
    await leader.presses("Các bản đã chốt", "Đọc bản 1")
    assert "bản 1 đã được thay, không còn giá trị" in await leader.text()
    await leader.opens("/viec")
    await leader.presses("1. Ký giao ước", "Tôi ký")
    await leader.types(leader.name)
    assert "Đã ký 1/8 đơn vị" in await leader.text()


async def hands_in(world: World, *names: str) -> None:
    """Hand in the leader's signature on paper as the officer, in so many files."""
    await world.officer.opens("/giaouoc")
    await world.officer.presses("Nộp bản ký giấy")
    for name in names:
        await world.officer.sends(name, PDF)
    await world.officer.presses("Gửi đối chiếu")


async def sends_what_is_not_kept(world: World) -> None:
    """Send a page before saying who signed, one that is no scan, and a locked one."""
    officer = world.officer
    await officer.opens("/giaouoc")
    await acts_too(world, world.other, "STC", Role.LEADER)
    await officer.presses("Nộp bản ký giấy")
    await officer.sends("qua-som.pdf", PDF)
    assert "bấm tên người ký trước, rồi gửi lại tệp" in await officer.text()
    await officer.presses(f"1. {world.leader.name}")
    await officer.sends("giao-uoc.docx", b"PK\x03\x04", "application/msword")
    assert "không phải bản quét PDF hoặc ảnh" in await officer.text()
    await officer.sends("giao-uoc.pdf", b"%PDF-1.7 /Encrypt 5 0 R")
    assert "có mật khẩu" in await officer.text()
    await leaves(world, world.other)
    with pytest.raises(httpx.HTTPStatusError, match="413"):
        await officer.sends("giao-uoc.pdf", b"%PDF" + bytes(60 * 1024 * 1024))


@pytest.mark.rule(4)
async def test_a_paper_is_sent_back_handed_in_again_and_confirmed(signing_web: World) -> None:
    officer, secretary = signing_web.officer, signing_web.secretary
    await sends_what_is_not_kept(signing_web)
    await hands_in(signing_web, "trang-1.pdf", "trang-2.pdf")
    await secretary.opens("/viec")
    await secretary.presses("1. Đối chiếu bản ký", "Không khớp, trả lại")
    await secretary.types("Thiếu trang có chữ ký")
    assert "Lý do: Thiếu trang có chữ ký" in await signing_web.leader.text()
    await hands_in(signing_web, "du-trang.pdf")
    await secretary.presses("Mở bản ký giấy")
    assert await secretary.phone.downloads("du-trang.pdf") == PDF

    await secretary.presses("Khớp, xác nhận")

    assert "Đã xác nhận bằng văn bản: Sở Tài chính" in await secretary.text()
    assert "đã được xác nhận bằng văn bản" in await officer.text()
    await officer.presses("Màn hình chính")
    await officer.opens("/giaouoc")
    await officer.presses("Đơn vị nào đã ký")
    assert f"Sở Tài chính – {signing_web.leader.name}" in await officer.text()
    assert "(bằng văn bản)" in await officer.text()


@pytest.mark.rule(8)
async def test_one_unit_is_excepted_and_the_pledge_is_complete(signing_web: World) -> None:
    chair, excepted = signing_web.chair, signing_web.of("SCT", Role.LEADER)
    *others, _ = leaders(signing_web)
    await signed_by(signing_web, *(one for one in others if one is not excepted))
    await chair.opens("/giaouoc")
    await chair.presses("Ngoại lệ khi ký", "2")
    assert "còn hạn ký" in await chair.text()
    signing_web.clock.move(date(2027, 3, 17) - signing_web.clock.now().date())
    await chair.opens("/giaouoc")
    await chair.presses("Ngoại lệ khi ký", "2")
    await chair.types("Đơn vị đang sáp nhập, chưa có thủ trưởng")
    assert await excepted.sees("Sở Công Thương không phải ký giao ước") == 1
    assert "Đã ký 6/8 đơn vị, ngoại lệ 1." in await chair.text()

    await chair.presses("Tôi ký")
    await chair.types(chair.name)

    assert "Giao ước đã hoàn tất: 7 đơn vị ký, 1 ngoại lệ." in await chair.text()
    said = "Giao ước thi đua đã hoàn tất: 7 đơn vị ký, 1 ngoại lệ."
    assert await signing_web.officer.sees(said) == 1
    await excepted.opens("/giaouoc")
    await excepted.presses("Đơn vị nào đã ký")
    assert "Ngoại lệ: SCT." in await excepted.text()


async def extended_and_leaderless(world: World) -> None:
    """Give one unit more time to sign, and take the leader of another away."""
    gone = world.of("SCT", Role.LEADER)

    async def prepare(uow: UnitOfWork) -> None:
        await uow.extensions.add(
            {
                "cycle_id": world.stage.cycle_id,
                "step": Step.SIGN,
                "unit_id": world.leader.unit.id,
                "due_on": date(2027, 3, 31),
                "reason": "Đơn vị đang kiện toàn lãnh đạo",
                "granted_by": world.chair.id,
                "granted_at": uow.now,
            }
        )
        for seat in await uow.people.held_by(gone.id, uow.now):
            await uow.people.end(seat.id, uow.now)

    await world.do(prepare)


async def test_every_unit_is_asked_by_its_own_date_and_on_paper_without_a_leader(
    accepted_web: World,
) -> None:
    await extended_and_leaderless(accepted_web)
    await accepted_web.chair.opens("/giaouoc")
    await accepted_web.chair.presses("Chốt và mở ký", "Chốt văn bản này")

    assert await accepted_web.leader.sees("ký giao ước thi đua chậm nhất ngày 31/03/2027") == 1
    assert await accepted_web.deputy.sees("ký giao ước thi đua chậm nhất ngày 15/03/2027") == 1
    officer = accepted_web.other
    assert await officer.sees("ký bản giấy giao ước và nộp bản quét chậm nhất ngày 15/03") == 1
    await officer.opens("/viec")
    assert "2. Nộp bản giao ước đã có chữ ký của lãnh đạo đơn vị" in await officer.text()
    await officer.presses("2. Nộp bản ký giấy")
    assert "Nộp bản ký giấy" in await officer.labels()
