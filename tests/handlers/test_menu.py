"""Home, help, leaving; every button also works when its label is typed."""

from tests.support.world import World

NOTHING_WAITS = "Chưa có câu hỏi nào đang chờ trả lời"


async def test_menu_closes_the_question_and_keeps_what_was_saved(world: World) -> None:
    officer = world.officer
    await officer.opens("/nhiemvu")
    await officer.presses("Thêm nhiệm vụ")
    await officer.types("Số hóa hồ sơ")

    await officer.opens("/menu")
    await officer.types("100% hồ sơ")

    assert NOTHING_WAITS in await officer.text()
    await officer.opens("/nhiemvu")
    assert "1. Số hóa hồ sơ\n" in await officer.text()


async def test_huy_leaves_the_question_and_says_what_is_still_owed(web: World) -> None:
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("Thêm nhiệm vụ")

    await web.officer.types("/huy")

    text = await web.officer.text()
    assert "Đã dừng câu đang hỏi" in text
    assert "còn 2 việc cần làm" in text
    await web.officer.types("Số hóa hồ sơ")
    assert NOTHING_WAITS in await web.officer.text()


async def test_asking_for_help_keeps_the_question_open(world: World) -> None:
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Thêm nhiệm vụ")

    for aside in ("/trogiup", "Trợ giúp", "/khongco"):
        await world.officer.types(aside)
        assert "/huy – Dừng câu đang hỏi" in await world.officer.text()
    await world.officer.types("Số hóa hồ sơ")

    assert "Đã lưu nhiệm vụ 1: Số hóa hồ sơ" in await world.officer.text()


async def test_toi_tells_roles_channel_and_what_is_kept(world: World) -> None:
    await world.chair.opens("/toi")

    text = await world.chair.text()
    assert world.chair.name in text
    assert "Trưởng khối" in text
    assert "Lãnh đạo đơn vị" in text
    assert ("trang nhắn tin" if world.channel == "web" else "Telegram") in text
    assert "họ tên, chức vụ, đơn vị" in text


async def test_an_unknown_command_lists_those_there_are(web: World) -> None:
    for typed in ("/khongco", "/", "/XYZ 1", "/khongco\nhai dòng"):
        await web.officer.types(typed)
        assert (await web.officer.text()).startswith("Không có lệnh /"), typed

    text = await web.officer.text()
    assert [name for name in ("/viec", "/nhiemvu", "/giaouoc", "/menu", "/huy") if name in text]
    assert "/dieuhanh" not in text


async def test_a_command_is_known_however_it_is_written(web: World) -> None:
    for typed in ("/NhiemVu", "/nhiemvu@giaouoc_bot", "/nhiemvu xin chào", "nhiem vu"):
        await web.officer.opens("/menu")
        await web.officer.types(typed)
        assert "Chưa có nhiệm vụ nào." in await web.officer.text(), typed


async def test_a_text_that_answers_nothing_is_not_swallowed(web: World) -> None:
    await web.officer.types("Chúng tôi xin gửi nhiệm vụ")

    assert NOTHING_WAITS in await web.officer.text()
    assert "📝 Nhiệm vụ" in await web.officer.entries()


async def test_a_button_typed_is_a_button_pressed(world: World) -> None:
    for typed in ("them nhiem vu", "THÊM NHIỆM VỤ", "  Thêm  nhiệm vụ. "):
        await world.officer.opens("/nhiemvu")
        await world.officer.types(typed)
        assert "Gõ tên nhiệm vụ thứ 1/10" in await world.officer.text(), typed


async def test_a_whole_task_can_be_entered_without_a_single_press(world: World) -> None:
    await world.officer.types("nhiem vu", "them nhiem vu", "Số hóa hồ sơ", "bo qua", "30/9")
    assert "1. Số hóa hồ sơ – 30/09/2027" in await world.officer.text()

    await world.officer.types("1", "chon lam diem nhan", "mo danh muc", "kiem tra va gui")

    text = await world.officer.text()
    assert "Chưa gửi được: thiếu 9 nhiệm vụ" in text
    assert "1. ⭐ Số hóa hồ sơ" in text


async def test_a_label_of_the_question_is_understood_after_something_else_was_said(
    world: World,
) -> None:
    """A letter or a refused answer in between does not turn "Bỏ qua" into an answer."""
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Thêm nhiệm vụ")
    await world.officer.types("Số hóa hồ sơ", "dài " * 100)
    assert "tối đa 300" in await world.officer.text()

    await world.officer.types("bo qua")

    assert "thời hạn" in await world.officer.text()
    await world.officer.types("mai", "Bỏ qua")
    assert "1. Số hóa hồ sơ\n" in await world.officer.text()


async def test_the_home_screen_counts_what_is_owed(web: World) -> None:
    await web.officer.opens("/menu")
    assert "Đồng chí có 2 việc cần làm, việc gấp nhất hạn 26/02/2027" in await web.officer.text()
    await web.agency.opens("/menu")
    assert "không còn việc nào phải làm" in await web.agency.text()

    await web.officer.presses("📌 Việc cần làm")
    assert "1. Gửi danh mục nhiệm vụ trọng tâm" in await web.officer.text()
    await web.officer.presses("1. Mở danh mục")
    assert "Chưa có nhiệm vụ nào." in await web.officer.text()


async def test_an_entry_of_another_role_is_refused_in_words(web: World) -> None:
    for command in ("/dieuhanh", "/mamoi"):
        await web.officer.opens(command)
        assert "Vai trò hiện nay của đồng chí không làm được việc này" in await web.officer.text()
    await web.agency.opens("/nhiemvu")
    assert "không làm được việc này" in await web.agency.text()
