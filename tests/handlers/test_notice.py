"""Notices: composed in order, previewed as they are, sent once."""

from pathlib import Path
from typing import Any

import pytest
from httpx import HTTPStatusError

from storage.unit_of_work import UnitOfWork
from tests.support.rows import Rows
from tests.support.world import Person, World
from workflow import seat

SUBJECT = "Đăng ký nhiệm vụ trước ngày 26/02"
BODY = "Đề nghị các đơn vị đăng ký 10 nhiệm vụ trọng tâm."
EVERYBODY = 16
MEGABYTE = 1024 * 1024


async def composes(world: World, subject: str = SUBJECT, body: str = BODY) -> Person:
    await world.chair.opens("/thongbao")
    await world.chair.presses("Soạn thông báo")
    await world.chair.types(subject, body)
    return world.chair


def stored(world: World) -> list[tuple[Any, ...]]:
    """Return the bytes of every file that the database holds, wherever."""
    rows = Rows(Path(world.stage.app.storage.url.partition("///")[2]))
    return rows("SELECT content FROM file UNION ALL SELECT content FROM upload")


async def test_a_notice_is_composed_in_order(world: World) -> None:
    chair = world.chair
    await chair.opens("/thongbao")
    assert "Chưa có thông báo nào" in await chair.text()
    await chair.presses("Soạn thông báo")
    assert "Gõ tiêu đề thông báo" in await chair.text()
    await chair.types(SUBJECT)
    assert "Gõ nội dung thông báo" in await chair.text()
    await chair.types(f"{BODY}\n\n\n\nTrân trọng.")

    text = await chair.text()
    assert "Bản nháp thông báo, chưa gửi" in text
    assert f"Nội dung: {BODY}\n\nTrân trọng." in text
    assert "Gửi tới: tất cả cán bộ và lãnh đạo" in text
    assert "Người nhận bấm “Đã đọc”: có" in text


async def test_a_draft_left_midway_is_gone_on_with(web: World) -> None:
    await web.chair.opens("/thongbao")
    await web.chair.presses("Soạn thông báo")
    await web.chair.types(SUBJECT, "/huy")

    await web.chair.opens("/dieuhanh")
    await web.chair.presses("Soạn thông báo")
    assert f"Tiêu đề: {SUBJECT}" in await web.chair.text()
    await web.chair.types(BODY)
    assert "Bản nháp thông báo" in await web.chair.text()


async def test_subject_body_audience_and_confirmation_can_be_changed(world: World) -> None:
    chair = await composes(world)
    await chair.presses("Sửa tiêu đề")
    await chair.types("Họp khối ngày 20/01")
    await chair.presses("Sửa nội dung")
    await chair.types("Mời dự họp.")
    await chair.presses("Người nhận: lãnh đạo", "Xác nhận: có")

    text = await chair.text()
    assert "Tiêu đề: Họp khối ngày 20/01\nNội dung: Mời dự họp.\nGửi tới: lãnh đạo đơn vị" in text
    assert "Người nhận bấm “Đã đọc”: không" in text
    await chair.presses("Xem trước")
    assert "Gửi cho đúng 8 người" in await chair.text()
    await chair.presses("Gửi cho 8 người")
    assert await world.leader.labels() == []
    assert "Họp khối ngày 20/01" not in await world.officer.text()


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
    await chair.presses("Bỏ bản nháp")
    assert "Chưa có thông báo nào" in await chair.text()

    await chair.presses_held(preview)

    assert "đã gửi hoặc đã bỏ" in await chair.text()
    await chair.opens("/thongbao")
    await chair.presses("Soạn thông báo")
    assert "Hiện nay" not in await chair.text()


async def test_the_preview_is_the_real_rendering(world: World) -> None:
    chair = await composes(world)
    await chair.presses("Xem trước")
    preview = (await chair.text()).partition("―――\n")[2]
    assert f"Gửi cho đúng {EVERYBODY} người" in await chair.text()
    await chair.presses(f"Gửi cho {EVERYBODY} người")

    assert await world.officer.text() == preview
    assert await world.officer.labels() == ["Đã đọc"]


async def test_the_chair_sees_how_the_sending_ends(world: World) -> None:
    chair = await composes(world)
    await chair.presses("Xem trước", f"Gửi cho {EVERYBODY} người")

    text = next(b.text for b in await chair.said() if "gửi xong" in b.text.lower())
    assert text == f"Đã gửi xong: {SUBJECT}\n16 người: đã xác nhận 0; kênh đã nhận 16."


async def test_a_double_press_sends_once(world: World) -> None:
    chair = await composes(world)
    await chair.presses("Xem trước")
    send = await chair.holds(f"Gửi cho {EVERYBODY} người")

    await chair.presses_held(send, send)

    assert await world.officer.sees(SUBJECT) == 1
    assert await chair.sees("Đã gửi xong") == 1
    await chair.presses_held(send)
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
    assert await web.officer.sees(SUBJECT) == 0
    await chair.opens("/thongbao")
    await chair.presses("Viết tiếp bản nháp", "Xem trước", f"Gửi cho {EVERYBODY} người")
    assert await web.officer.sees("Mời dự họp.") == 1


async def test_as_many_other_readers_are_a_change_too(web: World) -> None:
    chair = await composes(web)
    await chair.presses("Người nhận: cán bộ", "Xem trước")
    send = await chair.holds("Gửi cho 8 người")
    await chair.presses("Quay lại", "Người nhận: lãnh đạo")

    await chair.presses_held(send)

    assert "Gửi tới: lãnh đạo đơn vị" in await chair.text()
    assert await web.officer.sees(SUBJECT) + await web.leader.sees(SUBJECT) == 0


async def test_a_changed_audience_is_not_sent_to_unseen(web: World) -> None:
    chair = await composes(web)
    await chair.presses("Xem trước")

    async def end_role(uow: UnitOfWork) -> None:
        (held,) = await uow.people.held_by(web.other.id, uow.now)
        await seat.end_role(uow, held)

    await web.do(end_role)
    await chair.presses(f"Gửi cho {EVERYBODY} người")

    assert "vừa đổi thành 15" in await chair.text()
    assert await web.officer.sees(SUBJECT) == 0


async def test_a_double_press_does_not_flip_the_confirmation_back(world: World) -> None:
    chair = await composes(world)
    confirmation = await chair.holds("Xác nhận: có")

    await chair.presses_held(confirmation, confirmation)

    assert "Người nhận bấm “Đã đọc”: không" in await chair.text()
    assert await chair.sees("Bản nháp thông báo") == 1


async def test_read_is_said_by_button_once_or_twice(world: World) -> None:
    chair = await composes(world)
    await chair.presses("Xem trước", f"Gửi cho {EVERYBODY} người")
    read = await world.officer.holds("Đã đọc")

    await world.officer.presses_held(read, read)

    assert "✓ Đồng chí đã xác nhận lúc" in await world.officer.text()
    assert await world.officer.labels() == []
    assert await world.officer.sees(SUBJECT) == 1
    await world.officer.opens("/viec")
    assert "xác nhận đã đọc" not in await world.officer.text()


@pytest.mark.parametrize("typed", ["đã đọc", "ĐÃ ĐỌC", "da doc."])
async def test_read_can_be_typed(web: World, typed: str) -> None:
    chair = await composes(web)
    await chair.presses("Xem trước", f"Gửi cho {EVERYBODY} người")

    await web.officer.types(typed)

    assert "Đã ghi nhận đồng chí đã đọc thông báo" in await web.officer.text()


async def test_a_notice_does_not_break_into_an_answer(world: World) -> None:
    """It comes while somebody enters a task; confirming it leaves the question open."""
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Thêm nhiệm vụ")
    await world.officer.types("Số hóa hồ sơ")
    chair = await composes(world)
    await chair.presses("Xem trước", f"Gửi cho {EVERYBODY} người")

    await world.officer.presses("Đã đọc")
    await world.officer.types("100% hồ sơ")
    assert "thời hạn" in await world.officer.text()
    await world.officer.types("bỏ qua")

    assert "1. Số hóa hồ sơ – 100% hồ sơ\n" in await world.officer.text()


async def test_a_notice_opened_from_ones_duties_can_be_confirmed(world: World) -> None:
    """Also by the chair, who is a unit's leader besides and owes it like all the others."""
    chair = await composes(world)
    await chair.presses("Xem trước", f"Gửi cho {EVERYBODY} người")

    for person in (world.officer, chair):
        await person.opens("/viec")
        await person.presses("1. Mở: Đăng ký nhiệm…")
        assert BODY in await person.text()
        await person.presses("Đã đọc")
        await person.opens("/viec")
        assert "xác nhận đã đọc" not in await person.text()

    await chair.opens("/thongbao")
    await chair.presses(f"1. {SUBJECT[:19]}…")
    assert "Kết quả gửi" in await chair.text()


async def test_only_those_it_was_sent_to_can_open_a_notice(web: World) -> None:
    chair = await composes(web)
    await chair.presses("Người nhận: lãnh đạo", "Xem trước", "Gửi cho 8 người")
    await web.leader.opens("/thongbao")
    open_it = await web.leader.holds(f"1. {SUBJECT[:19]}…")

    await web.officer.opens("/thongbao")
    assert "chưa có thông báo nào" in await web.officer.text()
    for wire in (open_it.wire, open_it.wire.replace("ntone1", "ntack1")):
        await web.officer.forges(wire)
        assert "Không tìm thấy" in await web.officer.text()
    await web.officer.forges(open_it.wire.replace("ntone1", "ntled1") + ":0")
    assert "không làm được việc này" in await web.officer.text()


async def test_a_file_goes_along(world: World) -> None:
    chair = await composes(world)
    await chair.presses("Đính kèm tệp")
    assert "Gửi một tệp" in await chair.text()
    await chair.sends("Kế hoạch khối.pdf", b"%PDF-1.7 ke hoach")
    assert "Tệp kèm: Kế hoạch khối.pdf" in await chair.text()
    assert stored(world) == [(b"%PDF-1.7 ke hoach",)]

    await chair.presses("Xem trước", f"Gửi cho {EVERYBODY} người")

    assert await world.officer.phone.downloads("Kế hoạch khối.pdf") == b"%PDF-1.7 ke hoach"
    await world.officer.presses("Đã đọc")
    assert await world.officer.sees("✓ Đồng chí đã xác nhận") == 1


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("Báo cáo TỐI MẬT.pdf", b"%PDF", "dấu mật"),
        ("cong_van-MẬT.docx", b"PK", "dấu mật"),
        ("trong.pdf", b"", "Tệp trống"),
    ],
)
async def test_a_file_that_may_not_be_kept_is_asked_for_again(
    telegram: World, name: str, content: bytes, why: str
) -> None:
    chair = await composes(telegram)
    await chair.presses("Đính kèm tệp")

    await chair.sends(name, content)
    assert why in await chair.text()
    await chair.types("Tệp đây")
    assert "Đang chờ một tệp" in await chair.text()
    await chair.sends("Kế hoạch.pdf", b"%PDF")

    assert "Tệp kèm: Kế hoạch.pdf" in await chair.text()


@pytest.mark.parametrize("world", ["web"], indirect=True)
async def test_the_page_refuses_a_marked_file_by_itself(world: World) -> None:
    chair = await composes(world)
    await chair.presses("Đính kèm tệp")

    with pytest.raises(HTTPStatusError, match="403"):
        await chair.sends("Báo cáo TỐI MẬT.pdf", b"%PDF")
    assert stored(world) == []
    await chair.sends("trong.pdf", b"")
    assert "Tệp trống" in await chair.text()
    await chair.sends("Kế hoạch.pdf", b"%PDF")

    assert "Tệp kèm: Kế hoạch.pdf" in await chair.text()


async def test_a_caption_can_mark_a_file_as_secret(telegram: World) -> None:
    chair = await composes(telegram)
    await chair.presses("Đính kèm tệp")

    await chair.sends("Kế hoạch.pdf", b"%PDF", caption="Độ mật: TỐI MẬT")

    assert "dấu mật" in await chair.text()
    assert stored(telegram) == []


async def test_a_file_too_large_for_telegram_is_refused_before_it_is_fetched(
    telegram: World,
) -> None:
    chair = await composes(telegram)
    await chair.presses("Đính kèm tệp")

    await chair.sends("Phim.mp4", bytes(20 * MEGABYTE + 1))

    assert "Tệp lớn hơn 20 MB" in await chair.text()
    assert telegram.server_.called("getFile") == []


async def test_a_file_where_words_are_asked_for_is_no_answer(world: World) -> None:
    await world.chair.opens("/thongbao")
    await world.chair.presses("Soạn thông báo")

    await world.chair.sends("Kế hoạch.pdf", b"%PDF", caption="")
    assert "trả lời câu hỏi trên bằng chữ" in await world.chair.text()
    await world.chair.types(SUBJECT)

    assert f"Tiêu đề: {SUBJECT}" in await world.chair.text()


async def test_a_file_that_nobody_asked_for_is_not_used(web: World) -> None:
    await web.officer.opens("/menu")

    await web.officer.sends("Danh mục.xlsx", b"PK")

    assert "chưa được dùng vào việc gì" in await web.officer.text()
    assert stored(web) == []


async def test_a_draft_left_for_tomorrow_is_offered_again(web: World) -> None:
    await web.chair.opens("/thongbao")
    await web.chair.presses("Soạn thông báo")
    await web.chair.types("Gửi góp ý trước 20/02")

    await web.chair.opens("/thongbao")

    assert "Có một bản nháp chưa gửi: Gửi góp ý trước 20/02" in await web.chair.text()
    await web.chair.presses("Viết tiếp bản nháp")
    assert "Gõ nội dung thông báo" in await web.chair.text()
