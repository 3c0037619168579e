"""Notices: composed in any order, previewed as they are, opened and confirmed by their readers."""

from datetime import datetime
from typing import Any

import pytest

from messages import actions
from storage.kinds import Audience, NoticeState
from storage.unit_of_work import UnitOfWork
from tests.support.world import Person, World
from workflow import seat

SUBJECT = "Đăng ký nhiệm vụ trước ngày 26/02"
BODY = "Đề nghị các đơn vị đăng ký 10 nhiệm vụ trọng tâm."
EVERYBODY = 16
OPEN = f"1. {SUBJECT[:19]}…"


async def composes(world: World, subject: str = SUBJECT, body: str = BODY) -> Person:
    await world.chair.opens("/thongbao")
    await world.chair.presses("Soạn thông báo")
    await world.chair.types(subject, body)
    return world.chair


async def test_a_notice_is_composed_in_any_order_and_edited_before_it_is_sent(
    world: World,
) -> None:
    chair = world.chair
    await chair.opens("/thongbao")
    await chair.presses("Soạn thông báo", "Về bản nháp", "Xác nhận: có", "Gõ nội dung")
    await chair.types(f"{BODY}\n\n\n\nTrân trọng.")
    text = await chair.text()
    assert "Còn thiếu: tiêu đề." in text
    assert f"Nội dung: {BODY}\n\nTrân trọng." in text
    assert "Gửi tới: tất cả cán bộ và lãnh đạo; hiện có 16 người" in text
    assert "Người nhận bấm “Đã đọc”: không. Gấp: không\nGiờ gửi: ngay sau khi bấm gửi" in text

    await chair.types("gõ tiêu đề", SUBJECT)
    await chair.presses("Sửa nội dung")
    await chair.types(BODY)
    text = await chair.text()
    assert text.startswith("Bản nháp thông báo, chưa gửi. Xem trước rồi gửi.")
    assert f"Tiêu đề: {SUBJECT}\nNội dung: {BODY}\n" in text
    await chair.presses("Xem trước")
    preview = await chair.text()
    assert "Gửi cho đúng 16 người" in preview
    assert "nút “Đã đọc”" not in preview
    await world.release(chair, EVERYBODY)
    assert await world.officer.labels() == []
    assert await world.officer.text() == preview.split("\n―――\n")[1]


async def test_an_empty_draft_says_what_it_lacks(web: World) -> None:
    chair = web.chair
    await chair.opens("/thongbao")
    assert "Chưa có thông báo nào" in await chair.text()
    await chair.presses("Soạn thông báo")
    assert "Gõ tiêu đề thông báo: việc cần làm và hạn" in await chair.text()

    await chair.presses("Về bản nháp")
    assert "Còn thiếu: tiêu đề, nội dung." in await chair.text()
    await chair.presses("Xem trước")
    assert "còn thiếu tiêu đề và nội dung" in await chair.text()
    await chair.opens("/thongbao")
    assert "Chưa có thông báo nào" in await chair.text()


async def test_a_draft_left_midway_is_gone_on_with(web: World) -> None:
    await web.chair.opens("/thongbao")
    await web.chair.presses("Soạn thông báo")
    await web.chair.types(SUBJECT, "/huy")

    await web.chair.opens("/dieuhanh")
    await web.chair.presses("Soạn thông báo")
    assert f"Còn thiếu: nội dung.\nTiêu đề: {SUBJECT}" in await web.chair.text()
    await web.chair.opens("/thongbao")
    assert f"Có một bản nháp chưa gửi: {SUBJECT}" in await web.chair.text()
    await web.chair.presses("Viết tiếp bản nháp", "Gõ nội dung")
    await web.chair.types(BODY)
    assert "Xem trước rồi gửi" in await web.chair.text()
    assert "Tiêu đề chưa nêu ngày" not in await web.chair.text()
    for subject, is_hinted in (("Họp khối", True), ("Họp khối 20 tháng 1", False)):
        await web.chair.presses("Sửa tiêu đề")
        await web.chair.types(subject)
        assert ("Tiêu đề chưa nêu ngày" in await web.chair.text()) is is_hinted


async def test_what_is_begun_on_one_channel_is_gone_on_with_on_the_other(telegram: World) -> None:
    await composes(telegram)
    page = telegram.on_the_web(telegram.chair)
    await page.opens_invite(await telegram.code_for(telegram.chair))
    await page.presses("Đúng, là tôi", "Tôi đã đọc")

    await page.opens("/thongbao")
    await page.presses("Viết tiếp bản nháp", "Sửa tiêu đề")
    await page.types("Họp khối ngày 20/01")

    await telegram.chair.presses("Gấp: không", "Về bản nháp")
    assert "Tiêu đề: Họp khối ngày 20/01" in await telegram.chair.text()


async def test_a_subject_is_one_short_line(web: World) -> None:
    await web.chair.opens("/thongbao")
    await web.chair.presses("Soạn thông báo")

    await web.chair.types("Họp khối\nngày 20/01")
    assert "Vừa nhận 2 dòng" in await web.chair.text()
    await web.chair.types("x" * 201)
    assert "dài 201 ký tự, tối đa 200" in await web.chair.text()
    await web.chair.types("Họp khối ngày 20/01")
    await web.chair.types("x" * 3001)

    assert "dài 3.001 ký tự, tối đa 3.000" in await web.chair.text()
    await web.chair.types("Mời dự họp.")
    assert "Bản nháp thông báo" in await web.chair.text()


async def test_a_discarded_draft_is_gone(web: World) -> None:
    chair = await composes(web)
    preview = await chair.holds("Xem trước")
    discard = await chair.holds("Bỏ bản nháp")
    await chair.presses_held(discard, discard)
    assert "Chưa có thông báo nào" in await chair.text()

    await chair.presses_held(preview)

    assert "đã gửi hoặc đã bỏ" in await chair.text()
    await chair.opens("/thongbao")
    await chair.presses("Soạn thông báo")
    assert "Hiện nay" not in await chair.text()


async def test_the_preview_is_the_real_rendering(world: World) -> None:
    chair = await composes(world)
    await chair.presses("Xem trước")
    head, preview, tail = (await chair.text()).split("\n―――\n")
    assert head == (
        f"Gửi cho đúng {EVERYBODY} người. Người nhận thấy như sau:\n"
        "Gửi tới: tất cả cán bộ và lãnh đạo.\nGiờ gửi: ngay sau khi bấm gửi."
    )
    assert "nút “Đã đọc”" in tail
    send = await chair.holds(f"Gửi cho {EVERYBODY} người")

    await chair.presses_held(send, send)
    assert (await chair.labels())[0] == "Dừng", "a double press takes nothing away"
    await world.departs()

    assert await world.officer.text() == preview
    assert await world.officer.labels() == ["Đã đọc"]
    assert await chair.sees("Đang gửi") == 0
    assert await chair.sees("Đã gửi xong") == 1
    await chair.presses_held(send)
    await world.departs()
    assert await world.officer.sees(SUBJECT) == 1


async def test_a_text_that_nobody_previewed_is_not_sent(web: World) -> None:
    chair = await composes(web)
    await chair.presses("Xem trước")
    send = await chair.holds(f"Gửi cho {EVERYBODY} người")
    await chair.presses("Quay lại", "Sửa nội dung")
    await chair.types("Mời dự họp.")
    n_said = await chair.n_said()

    await chair.presses_held(send)

    assert await chair.n_said() == n_said, "the old preview is redrawn"
    assert await chair.sees("Nội dung: Mời dự họp.") == 2
    await chair.types(f"Gửi cho {EVERYBODY} người")
    assert "Bản nháp vừa được thay đổi" in await chair.text()
    await web.departs()
    assert await web.officer.sees(SUBJECT) == 0


async def test_a_changed_audience_is_not_sent_to_unseen(web: World) -> None:
    chair = await composes(web)
    await chair.presses("Xem trước")

    async def end_role(uow: UnitOfWork) -> None:
        (held,) = await uow.people.held_by(web.other.id, uow.now)
        await seat.end_role(uow, held)

    await web.do(end_role)
    await chair.presses(f"Gửi cho {EVERYBODY} người")

    assert "Người nhận vừa thay đổi, nay là 15 người" in await chair.text()
    await web.departs()
    assert await web.officer.sees(SUBJECT) == 0


async def test_a_double_press_does_not_flip_the_confirmation_back(world: World) -> None:
    chair = await composes(world)
    confirmation = await chair.holds("Xác nhận: có")

    await chair.presses_held(confirmation, confirmation)

    assert "Người nhận bấm “Đã đọc”: không" in await chair.text()
    assert await chair.sees("Bản nháp thông báo") == 1


async def test_read_is_said_by_button_once_or_twice(world: World) -> None:
    await world.release(await composes(world), EVERYBODY)
    read = await world.officer.holds("Đã đọc")

    await world.officer.presses_held(read, read)

    assert "✓ Đồng chí đã xác nhận lúc" in await world.officer.text()
    assert await world.officer.labels() == []
    assert await world.officer.sees(SUBJECT) == 1
    await world.officer.opens("/viec")
    assert "xác nhận đã đọc" not in await world.officer.text()


@pytest.mark.parametrize("typed", ["đã đọc", "ĐÃ ĐỌC", "da doc."])
async def test_read_can_be_typed(web: World, typed: str) -> None:
    await web.release(await composes(web), EVERYBODY)

    await web.officer.types(typed)

    assert "Đã ghi nhận đồng chí đã đọc thông báo" in await web.officer.text()


async def test_a_notice_does_not_break_into_an_answer(world: World) -> None:
    """It comes while somebody enters a task; confirming it leaves the question open."""
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Thêm nhiệm vụ")
    await world.officer.types("Số hóa hồ sơ")
    await world.release(await composes(world), EVERYBODY)

    await world.officer.presses("Đã đọc")
    await world.officer.types("100% hồ sơ")
    assert "thời hạn" in await world.officer.text()
    await world.officer.types("bỏ qua")

    assert "1. Số hóa hồ sơ – 100% hồ sơ\n" in await world.officer.text()


async def test_a_notice_opened_from_ones_duties_can_be_confirmed(world: World) -> None:
    """Also by the chair, who is a unit's leader besides and owes it like all the others."""
    chair = await composes(world)
    await world.release(chair, EVERYBODY)

    for person in (world.officer, chair):
        await person.opens("/viec")
        await person.presses("1. Mở: Đăng ký nhiệm…")
        assert BODY in await person.text()
        await person.presses("Đã đọc")
        await person.opens("/viec")
        assert "xác nhận đã đọc" not in await person.text()

    await chair.opens("/thongbao")
    assert "– đã gửi, " in await chair.text()
    await chair.presses(OPEN)
    assert f"Đã gửi xong: {SUBJECT}" in await chair.text()
    await chair.presses("Xem nội dung")
    assert BODY in await chair.text()
    assert await chair.labels() == ["Quay lại"]


async def test_only_those_it_was_sent_to_can_open_a_notice(web: World) -> None:
    chair = await composes(web)
    await chair.presses("Người nhận", "Người nhận: lãnh đạo", "Về bản nháp")
    await web.release(chair, 8)
    await web.leader.opens("/thongbao")
    assert "1 thông báo chưa xác nhận, xếp trước" in await web.leader.text()
    notice_id = actions.decode((await web.leader.holds(OPEN)).wire).notice_id  # type: ignore[attr-defined]

    await web.officer.opens("/thongbao")
    assert "chưa có thông báo nào" in await web.officer.text()
    for forged in (actions.OpenNotice(notice_id), actions.ConfirmNotice(notice_id, 1)):
        await web.officer.forges(forged.encode())
        assert "Không tìm thấy" in await web.officer.text()
    await web.officer.forges(actions.OpenLedger(notice_id, "all", 0).encode())
    assert "không làm được việc này" in await web.officer.text()


async def test_every_old_notice_can_be_opened(web: World) -> None:
    """Twelve of them, the newest first; what is still to be confirmed comes before the rest.

    Who gave a directive finds it there too.
    """

    async def send(uow: UnitOfWork) -> None:
        for number in range(1, 13):
            giver = web.patron if number == 1 else web.chair
            notice_id = await uow.notices.add(released(web, giver, number, uow.now))
            await uow.copies.address(notice_id, [(web.officer.id, None)])

    await web.do(send)
    for person, first, last in ((web.officer, 2, 1), (web.chair, 12, 1)):
        await person.opens("/thongbao")
        assert f"\n1. Thông báo số {first} – " in await person.text()
        await person.presses("Trang sau")
        assert "Trang 2/2" in await person.text()
        await person.presses(f"12. Thông báo số {last}")
        assert f"Thông báo số {last}" in (await person.text()).splitlines()[0]
    await web.patron.opens("/thongbao")
    await web.patron.presses("1. Thông báo số 1")
    assert "Đã gửi xong: Thông báo số 1" in await web.patron.text()


def released(world: World, giver: Person, number: int, at: datetime) -> dict[str, Any]:
    """Return a notice that was sent; the second is still to be confirmed."""
    return {
        "cycle_id": world.stage.cycle_id,
        "author_id": giver.id,
        "state": NoticeState.SENT,
        "revision": 1,
        "subject": f"Thông báo số {number}",
        "body": BODY,
        "audience": Audience.ALL,
        "needs_confirmation": number == 2,
        "created_at": at,
        "released_at": at,
        "released_by": giver.id,
        "progress": {},
    }
