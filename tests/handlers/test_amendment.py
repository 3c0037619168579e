"""What was sent, compared; an approved list amended; a leader who decides on paper (R2-R4)."""

import pytest

from storage.kinds import ListState, Role
from tests.support.prepared import accepted, approve, fill, sheet_of, submit
from tests.support.staffing import leaves, newcomer
from tests.support.world import World

REASON = "Trung ương giao chỉ tiêu mới ngày 12/4"
RETURNED = "Nhiệm vụ 4 chưa có chỉ tiêu đo được."
PDF = b"%PDF-1.4 signed by the leader"


async def amending(world: World) -> None:
    await accepted(world, world.officer)
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Đề nghị điều chỉnh")
    await world.officer.types(REASON)


@pytest.mark.rule(2)
async def test_two_sendings_are_compared_in_the_chat(world: World) -> None:
    await fill(world, world.officer)
    await submit(world, world.officer)
    await world.leader.opens("/nhiemvu")
    await world.leader.presses("Trả lại")
    await world.leader.types("Nhiệm vụ 3 chưa có chỉ tiêu đo được")
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("3", "Chỉ tiêu")
    await world.officer.types("98% hồ sơ")
    await world.officer.presses("Mở danh mục", "Các lần gửi", "So lần 1 với bản nháp")
    assert "Nhiệm vụ số 3 – chỉ tiêu: để trống → 98% hồ sơ" in await world.officer.text()

    await submit(world, world.officer)
    await world.leader.opens("/nhiemvu")
    await world.leader.presses("Các lần gửi", "So lần 1 với lần 2")
    text = await world.leader.text()
    assert text.startswith("Lần 2 so với lần 1: thêm 0, bỏ 0, sửa 1")
    await world.leader.presses("Mở danh mục", "Duyệt")

    # What the leader returned is the unit's own: the bloc sees one sending.
    await world.chair.presses("Mở danh mục", "Các lần gửi")
    assert "Mới gửi một lần" in await world.chair.text()


async def test_an_approved_list_is_amended_and_decided_anew(world: World) -> None:
    await amending(world)
    text = await world.officer.text()
    assert "Sửa danh mục" in text
    assert f"điều chỉnh lần 1, lý do: {REASON}" in text

    await world.officer.presses("2", "Sửa tên")
    await world.officer.types("Nhiệm vụ mới được giao")
    await world.officer.presses("Mở danh mục", "Kiểm tra và gửi", "Gửi lãnh đạo duyệt")
    text = await world.leader.text()
    assert "duyệt bản điều chỉnh danh mục nhiệm vụ trọng tâm của Sở Tài chính" in text
    assert f"Lý do điều chỉnh: {REASON}" in text
    await world.leader.presses("Mở danh mục", "Duyệt")
    await world.chair.presses("Mở danh mục", "So với bản đã duyệt")
    assert "tên: Nhiệm vụ số 2 → Nhiệm vụ mới được giao" in await world.chair.text()
    await world.chair.presses("Mở danh mục", "Duyệt")

    sheet = await sheet_of(world, world.officer)
    assert (sheet.submission.round, sheet.submission.state) == (2, ListState.APPROVED)
    assert "Khối đã duyệt bản điều chỉnh" in await world.officer.text()


async def test_an_amendment_without_a_proper_reason_is_asked_again(web: World) -> None:
    await accepted(web, web.officer)
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("Đề nghị điều chỉnh")
    await web.officer.types("vì thế")
    assert "ít nhất 10 ký tự" in await web.officer.text()
    await web.officer.types(REASON)

    assert (await sheet_of(web, web.officer)).submission.round == 2


async def test_an_amendment_that_is_given_up_leaves_the_approved_list(web: World) -> None:
    await amending(web)
    await web.officer.presses("1", "Xóa", "Bỏ bản điều chỉnh")

    text = await web.officer.text()
    assert "Đã duyệt" in text
    assert "1. ⭐ Nhiệm vụ số 1" in text
    assert "Đề nghị điều chỉnh" in await web.officer.labels()


async def test_nobody_but_the_unit_amends_its_list(web: World) -> None:
    await accepted(web, web.officer)
    sheet = await sheet_of(web, web.officer)

    for person in (web.chair, web.other, web.agency):
        await person.forges(f"amd1:{sheet.submission.id}:{sheet.submission.revision}")

    assert (await sheet_of(web, web.officer)).submission == sheet.submission


@pytest.mark.rule(3)
async def test_a_leader_who_has_not_joined_decides_on_paper(world: World) -> None:
    await leaves(world, world.leader)
    await newcomer(world, "STC", Role.LEADER, "Lê Thị Mận")
    await fill(world, world.officer)
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Kiểm tra và gửi", "Gửi lãnh đạo duyệt")
    assert "trình lãnh đạo ký" in await world.officer.text()

    await world.officer.presses("Nộp bản lãnh đạo ký")
    await world.officer.sends("danh-muc.txt", b"khong phai ban quet", "text/plain")
    assert "không phải bản quét PDF hoặc ảnh" in await world.officer.text()
    await world.officer.types("ảnh đây")
    assert "Đang chờ một tệp" in await world.officer.text()
    await world.officer.sends("danh-muc.pdf", PDF)

    assert "gửi danh mục nhiệm vụ trọng tâm của Sở Tài chính lên khối" in await world.officer.text()
    assert "duyệt bằng văn bản, có bản quét kèm theo" in await world.chair.text()
    await world.chair.presses("Mở danh mục", "Xem bản lãnh đạo ký")
    assert await world.chair.phone.downloads("danh-muc.pdf") == PDF

    await world.chair.opens("/dieuhanh")
    await world.chair.presses("STC", "Trả lại nhiệm vụ")
    await world.chair.types(RETURNED)
    await world.officer.presses("Mở danh mục", "Các lần gửi", "Bản ký của lần 1")
    assert (await world.officer.shown()).files == ("danh-muc.pdf",)
    assert "Bản lãnh đạo đơn vị đã ký" in await world.officer.text()


@pytest.mark.rule(3)
async def test_where_a_leader_has_joined_no_paper_replaces_them(web: World) -> None:
    await fill(web, web.officer)
    await submit(web, web.officer)
    sheet = await sheet_of(web, web.officer)
    await web.officer.opens("/nhiemvu")
    assert "Nộp bản lãnh đạo ký" not in await web.officer.labels()

    await web.officer.forges(f"paper1:{sheet.submission.id}:{sheet.submission.revision}")

    assert "không làm được việc này" in await web.officer.text()


async def test_an_amendment_after_the_pledge_is_frozen_stands_beside_its_text(
    signing_world: World,
) -> None:
    """R7: the frozen text does not change; who reads the pledge is told."""
    world = signing_world
    before = await world.do(lambda uow: uow.pledges.current(world.stage.cycle_id))
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Đề nghị điều chỉnh")
    await world.officer.types(REASON)
    await world.officer.presses("1", "Sửa tên")
    await world.officer.types("Điểm nhấn mới")
    await submit(world, world.officer)
    await approve(world, world.leader)
    await approve(world, world.chair, world.officer.unit)

    await world.other.opens("/giaouoc")

    assert "Nhiệm vụ đã điều chỉnh sau khi chốt: STC ngày" in await world.other.text()
    assert await world.do(lambda uow: uow.pledges.current(world.stage.cycle_id)) == before


async def test_a_second_undo_on_a_full_list_is_harmless(web: World) -> None:
    await fill(web, web.officer)
    before = await sheet_of(web, web.officer)
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("10", "Xóa")
    undo = await web.officer.holds("Hoàn tác")

    await web.officer.presses_held(undo, undo)

    assert "10/10 nhiệm vụ" in await web.officer.text()
    assert (await sheet_of(web, web.officer)).tasks == before.tasks


async def test_a_scan_with_a_mark_of_secrecy_is_not_kept(telegram: World) -> None:
    await leaves(telegram, telegram.leader)
    await newcomer(telegram, "STC", Role.LEADER, "Lê Thị Mận")
    await fill(telegram, telegram.officer)
    await submit(telegram, telegram.officer)
    await telegram.officer.opens("/nhiemvu")
    await telegram.officer.presses("Nộp bản lãnh đạo ký")

    await telegram.officer.sends("danh-muc.pdf", PDF, caption="Độ MẬT")

    assert "dấu mật" in await telegram.officer.text()


async def test_an_accepted_amendment_does_not_ask_the_chair_to_freeze_again(
    accepted_world: World,
) -> None:
    world = accepted_world
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Đề nghị điều chỉnh")
    await world.officer.types(REASON)
    await submit(world, world.officer)
    await approve(world, world.leader)
    await world.chair.opens("/viec")
    asked = await world.chair.sees("chốt giao ước")

    await world.chair.presses("2. Duyệt: Sở Tài chính", "Duyệt")

    assert await world.chair.sees("được mời chốt giao ước") == 0
    assert await world.chair.sees("chốt giao ước") == asked
