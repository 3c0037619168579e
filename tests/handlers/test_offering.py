"""A secretary's notice on its way to the chair: offered, released, returned, taken over or back."""

from messages import actions
from tests.handlers.test_notice import BODY, EVERYBODY, SUBJECT
from tests.support.world import Person, World

REASON = "Hạn phải sau ngày họp khối."
EDIT = actions.EditNotice(1, "subject").encode()
OFFERED = f"1. {SUBJECT[:19]}…"


async def offers(world: World, n_presses: int = 1) -> Person:
    secretary = world.secretary
    await secretary.opens("/thongbao")
    await secretary.presses("Soạn thông báo")
    await secretary.types(SUBJECT, BODY)
    assert "Xem trước rồi trình Trưởng khối" in await secretary.text()
    await secretary.presses("Xem trước")
    assert not [label for label in await secretary.labels() if label.startswith("Gửi cho")]
    offer = await secretary.holds("Trình Trưởng khối")
    await secretary.presses_held(*[offer] * n_presses)
    return secretary


async def test_the_chair_lets_a_secretarys_notice_go(world: World) -> None:
    secretary, chair = await offers(world), world.chair
    assert f"Đã trình Trưởng khối, hạn 06/01/2027: {SUBJECT}" in await secretary.text()
    assert "Đề nghị đồng chí xem và gửi thông báo, hạn 06/01/2027" in await chair.text()
    await chair.opens("/viec")
    assert f"Cho gửi hoặc trả lại thông báo “{SUBJECT}”" in await chair.text()
    await chair.presses("1. Xem và cho gửi")
    assert "Gửi cho đúng 16 người" in await chair.text()
    preview = (await chair.text()).split("\n―――\n")[1]

    send = await chair.holds(f"Gửi cho {EVERYBODY} người")
    await chair.presses_held(send, send)
    assert (await chair.labels())[0] == "Dừng"
    assert await secretary.sees("Trưởng khối đã cho gửi thông báo đồng chí trình") == 1
    await world.departs()

    assert await world.officer.text() == preview
    assert f"Người gửi: {world.chair.name}, Trưởng khối" in preview
    await chair.opens("/viec")
    assert "trả lại thông báo" not in await chair.text()
    await secretary.opens("/thongbao")
    await secretary.presses(OFFERED)
    assert "Đã gửi xong" in await secretary.text()


async def test_the_table_offers_to_compose_to_whoever_may(web: World) -> None:
    for person, may in ((web.secretary, True), (web.chair, True), (web.deputy, False)):
        await person.opens("/dieuhanh")
        assert ("Soạn thông báo" in await person.labels()) is may


async def test_a_returned_notice_shows_its_reason_first(web: World) -> None:
    secretary, chair = await offers(web), web.chair
    await chair.opens("/thongbao")
    assert "– chờ Trưởng khối gửi" in await chair.text()
    await chair.presses(OFFERED)
    send = await chair.holds(f"Gửi cho {EVERYBODY} người")
    await chair.presses("Trả lại thư ký")
    await chair.types("chưa")
    assert "Lý do cần ít nhất 10 ký tự" in await chair.text()
    await chair.types(REASON)
    assert "Đã trả lại thông báo" in await chair.text()
    await chair.presses_held(send)
    assert await chair.sees("không còn chờ Trưởng khối") == 1
    assert f"Lý do: {REASON}" in await secretary.text()

    await secretary.opens("/thongbao")
    assert "– Trưởng khối trả lại" in await secretary.text()
    await secretary.presses(OFFERED)
    assert (await secretary.text()).startswith(f"Trưởng khối trả lại: {REASON}\n")
    await secretary.presses("Sửa tiêu đề")
    await secretary.types("Đăng ký nhiệm vụ trước ngày 05/03")
    await secretary.presses("Xem trước", "Trình Trưởng khối")

    await chair.presses("Xem và gửi")
    assert f"Lần trước trả lại vì: {REASON}" in await chair.text()
    await chair.presses(f"Gửi cho {EVERYBODY} người")
    await web.departs()
    assert await web.officer.sees("trước ngày 05/03") == 1


async def test_an_offered_notice_can_be_taken_back_and_blocks_no_other(web: World) -> None:
    secretary, chair = await offers(web, n_presses=2), web.chair
    assert "Đang chờ Trưởng khối gửi cho đúng 16 người" in await secretary.text()
    assert "Rút lại để sửa" in await secretary.labels()
    await secretary.opens("/thongbao")
    await secretary.presses("Soạn thông báo", "Về bản nháp")
    assert "Còn thiếu: tiêu đề, nội dung" in await secretary.text()
    await secretary.opens("/thongbao")
    await secretary.presses(OFFERED)
    assert "Đang chờ Trưởng khối gửi cho đúng 16 người" in await secretary.text()
    await chair.presses("Xem và gửi")
    send, back = (
        await chair.holds(f"Gửi cho {EVERYBODY} người"),
        await chair.holds("Trả lại thư ký"),
    )

    take_back = await secretary.holds("Rút lại để sửa")
    await secretary.presses_held(take_back, take_back)

    assert "Bản nháp thông báo, chưa gửi" in await secretary.text()
    assert await chair.sees("rút lại để sửa, đồng chí không cần xem nữa") == 1
    await chair.presses_held(send)
    assert await chair.sees("không còn chờ Trưởng khối") == 1
    await chair.presses_held(back)
    assert await chair.sees("không còn chờ Trưởng khối") == 1, "in place of the first"
    await chair.opens("/viec")
    assert "trả lại thông báo" not in await chair.text()
    await web.departs()
    assert await web.officer.sees(SUBJECT) == 0


async def test_the_chair_takes_it_over_and_changes_it(web: World) -> None:
    secretary, chair = await offers(web), web.chair
    await chair.presses("Xem và gửi")
    over = await chair.holds("Tự sửa rồi gửi")
    await chair.presses_held(over, over)
    await chair.presses("Sửa nội dung")
    await chair.types("Đăng ký trên hệ thống.")
    assert "Trưởng khối nhận thông báo đồng chí trình về tự sửa" in await secretary.text()
    await secretary.forges(EDIT)
    assert "Không tìm thấy" in await secretary.text()

    await web.release(chair, EVERYBODY)

    assert await web.officer.sees("Đăng ký trên hệ thống.") == 1


async def test_the_author_cannot_change_what_the_chair_is_looking_at(web: World) -> None:
    secretary = await offers(web)

    await secretary.forges(EDIT)

    assert "Đang chờ Trưởng khối gửi cho đúng 16 người" in await secretary.text()
    assert "Rút lại để sửa" in await secretary.labels()
    await secretary.opens("/thongbao")
    await secretary.presses(OFFERED, "🖨 Bản in (.docx)")
    assert any(name.endswith(".docx") for name in (await secretary.shown()).files)
