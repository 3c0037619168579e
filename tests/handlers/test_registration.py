"""Emulation registration: what a unit will strive for, from the first press to the acceptance."""

from storage.kinds import SubmissionKind
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from tests.support.prepared import declared
from tests.support.world import World

PDF = b"%PDF-1.7 "


async def chooses_and_counts(world: World) -> None:
    """The officer registers a collective title, and the unit's people for two titles."""
    await world.officer.opens("/dangky")
    await world.officer.presses("Danh hiệu tập thể", "2", "Mở bản đăng ký")
    await world.officer.presses("Danh hiệu cá nhân", "1")
    await world.officer.types("40")
    await world.officer.presses("2")
    await world.officer.types("6 người")
    await world.officer.presses("Mở bản đăng ký")


async def kept(world: World) -> Submission:
    async def look(uow: UnitOfWork) -> Submission:
        found = await uow.submissions.newest_of(
            world.stage.cycle_id, world.officer.unit.id, SubmissionKind.REGISTRATION
        )
        assert found is not None
        return found

    return await world.do(look)


async def test_a_registration_goes_all_the_way(world: World) -> None:
    await chooses_and_counts(world)
    text = await world.officer.text()
    assert "• Danh hiệu tập thể – Tập thể lao động xuất sắc" in text
    assert "• Danh hiệu cá nhân – Lao động tiên tiến: 40; Chiến sĩ thi đua cơ sở: 6" in text
    await world.officer.presses("Kiểm tra và gửi", "Gửi lãnh đạo duyệt")

    await world.leader.presses("Mở bản đăng ký", "Duyệt")
    await world.chair.opens("/dieuhanh")
    await world.chair.presses("Chờ duyệt (1)")
    assert "1. Sở Tài chính: 3 danh hiệu, hình thức khen thưởng" in await world.chair.text()
    await world.chair.presses("1. Đăng ký: STC")
    assert "• Hình thức khen thưởng – chưa chọn" in await world.chair.text()
    await world.chair.presses("Duyệt")

    assert "Khối đã duyệt bản đăng ký thi đua của Sở Tài chính" in await world.officer.text()


async def test_a_registration_comes_back_with_a_reason_and_is_put_right(world: World) -> None:
    await chooses_and_counts(world)
    await world.officer.presses("Kiểm tra và gửi", "Gửi lãnh đạo duyệt")
    await world.leader.presses("Mở bản đăng ký", "Trả lại")
    await world.leader.types("Số Chiến sĩ thi đua cơ sở chưa đúng biên bản.")

    await world.officer.presses("Mở bản đăng ký")
    assert "Lý do trả lại:" in await world.officer.text()
    await world.officer.presses("Danh hiệu cá nhân", "2")
    assert "Hiện nay: 6" in await world.officer.text()
    await world.officer.types("0")
    assert "2. Chiến sĩ thi đua cơ sở – chưa đăng ký" in await world.officer.text()
    await world.officer.presses("1")
    await world.officer.types("41")
    await world.officer.presses("Mở bản đăng ký", "Kiểm tra và gửi", "Gửi lãnh đạo duyệt")

    assert "2 danh hiệu, hình thức khen thưởng" in await world.officer.text()
    await world.officer.presses("Các lần gửi", "So lần 1 với lần 2")
    text = await world.officer.text()
    assert "Sửa: Lao động tiên tiến – số lượng: 40 → 41" in text
    assert "Bỏ: Chiến sĩ thi đua cơ sở" in text
    await world.officer.opens("/lichsu")
    assert "trả lại bản đăng ký" in await world.officer.text()


async def test_what_is_no_number_keeps_the_question_open(web: World) -> None:
    await web.officer.opens("/dangky")
    await web.officer.presses("Danh hiệu cá nhân", "1")
    for wrong in ("bốn mươi", "40,5", "12000", "-3"):
        await web.officer.types(wrong)
        assert f"“{wrong}” chưa dùng được" in await web.officer.text()

    await web.officer.types("1.240 đồng chí")

    assert "1. Lao động tiên tiến – 1.240 người" in await web.officer.text()


async def test_a_collective_title_goes_on_and_off_by_its_number(web: World) -> None:
    await web.officer.opens("đăng ký")
    await web.officer.presses("Danh hiệu tập thể")
    await web.officer.types("3")
    assert "3. Cờ thi đua của Bộ, ban, ngành, tỉnh – đã chọn" in await web.officer.text()

    await web.officer.types("3")

    assert "đã chọn" not in await web.officer.text()
    await web.officer.presses("Mở bản đăng ký")
    assert "Chưa gửi được" in await web.officer.text()
    assert "Kiểm tra và gửi" not in await web.officer.labels()


async def test_the_last_look_warns_and_blocks_nothing(web: World) -> None:
    await web.officer.opens("/dangky")
    await web.officer.presses("Danh hiệu cá nhân", "2")
    await web.officer.types("6")
    await web.officer.presses("Mở bản đăng ký", "Kiểm tra và gửi")

    text = await web.officer.text()
    assert "Chiến sĩ thi đua cơ sở vượt 15% số Lao động tiên tiến đăng ký" in text
    assert "Chưa có danh hiệu tập thể" in text
    assert "Gửi lãnh đạo duyệt" in await web.officer.labels()


async def test_minutes_go_with_the_registration_to_the_chair(world: World) -> None:
    await chooses_and_counts(world)
    await world.officer.presses("Đính kèm biên bản họp")
    await world.officer.types("đây ạ")
    assert "Đang chờ một tệp" in await world.officer.text()
    await world.officer.sends("du-thao.xlsx", b"PK\x03\x04")
    assert "chỉ nhận tệp PDF, Word (.docx) hoặc ảnh" in await world.officer.text()
    await world.officer.sends("bien-ban.pdf", PDF)
    assert "• Biên bản họp – bien-ban.pdf" in await world.officer.text()
    await world.officer.presses("Kiểm tra và gửi", "Gửi lãnh đạo duyệt")
    await world.leader.presses("Mở bản đăng ký", "Duyệt")

    await world.chair.presses("Mở bản đăng ký", "Xem biên bản họp")

    assert (await world.chair.shown()).files == ("bien-ban.pdf",)


async def test_minutes_are_taken_off(web: World) -> None:
    await web.officer.opens("/dangky")
    await web.officer.presses("Đính kèm biên bản họp")
    await web.officer.sends("bien-ban.pdf", PDF)
    await web.officer.presses("Bỏ biên bản họp")

    assert (await kept(web)).minutes_id is None
    assert "chưa đính kèm" in await web.officer.text()


async def test_nobody_else_sees_or_changes_a_draft(web: World) -> None:
    await chooses_and_counts(web)
    known = await kept(web)
    wires = (
        f"reg1:{known.unit_id}",
        f"sub1:{known.id}",
        f"raw1:{known.id}:individual",
        f"rtog1:{known.id}:1:{known.revision}",
        f"rnum1:{known.id}:5",
        f"rminask1:{known.id}",
        f"rrev1:{known.id}",
    )
    for stranger in (web.other, web.chair):
        await stranger.forges(*wires)
        assert await stranger.sees("Lao động tiên tiến") == 0

    assert await kept(web) == known


async def test_an_outdated_screen_changes_nothing_and_shows_what_is(web: World) -> None:
    await web.officer.opens("/dangky")
    await web.officer.presses("Danh hiệu tập thể")
    first = await web.officer.holds("1")
    await web.leader.opens("/dangky")
    await web.leader.presses("Danh hiệu tập thể", "4")

    await web.officer.presses_held(first)

    text = await web.officer.text()
    assert "• Danh hiệu tập thể – Cờ thi đua của Chính phủ" in text
    assert "tiên tiến" not in text


async def test_a_number_typed_after_another_persons_is_asked_for_again(web: World) -> None:
    await web.officer.opens("/dangky")
    await web.officer.presses("Danh hiệu cá nhân", "1")
    await web.leader.opens("/dangky")
    await web.leader.presses("Danh hiệu cá nhân", "1")
    await web.leader.types("38")

    await web.officer.types("40")
    text = await web.officer.text()
    assert "Chưa lưu “40”" in text
    assert "Hiện nay: 38" in text
    await web.officer.types("40")

    assert "1. Lao động tiên tiến – 40 người" in await web.officer.text()


async def test_a_sent_registration_is_read_and_not_changed(web: World) -> None:
    await chooses_and_counts(web)
    await web.officer.presses("Danh hiệu cá nhân")
    number = await web.officer.holds("1")
    await web.officer.opens("/dangky")
    await web.officer.presses("Kiểm tra và gửi", "Gửi lãnh đạo duyệt")

    await web.officer.presses_held(number)

    assert await web.officer.sees("Bản này đang ở bước “Chờ lãnh đạo”") == 1


async def test_minutes_that_somebody_sent_meanwhile_are_not_replaced(web: World) -> None:
    for person in (web.officer, web.leader):
        await person.opens("/dangky")
        await person.presses("Đính kèm biên bản họp")
    await web.officer.sends("bien-ban-a.pdf", PDF)

    await web.leader.sends("bien-ban-b.pdf", PDF)

    assert "vừa được thay đổi" in await web.leader.text()
    await web.officer.opens("/dangky")
    assert "bien-ban-a.pdf" in await web.officer.text()


async def test_an_amended_registration_keeps_its_minutes(web: World) -> None:
    await web.officer.opens("/dangky")
    await web.officer.presses("Đính kèm biên bản họp")
    await web.officer.sends("bien-ban-a.pdf", PDF)
    await declared(web, web.officer)

    await web.officer.opens("/dangky")
    await web.officer.presses("Đề nghị điều chỉnh")
    await web.officer.types("Có thêm ba biên chế mới")

    assert "bien-ban-a.pdf" in await web.officer.text()
