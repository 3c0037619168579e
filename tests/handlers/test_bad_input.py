"""What people really send: stickers, long texts, marks apart from their letters, tags."""

import unicodedata

import httpx
import pytest

from storage.kinds import Role
from tests.support.prepared import approve, fill, frozen, sheet_of, submit
from tests.support.telegram_phone import TelegramPhone
from tests.support.world import Person, World

TITLE = "Số hóa hồ sơ"
TAGS = "Đưa <b>3</b> dịch vụ & 5 thủ tục < 2 ngày lên mạng"


async def asks_for_a_title(world: World) -> Person:
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Thêm nhiệm vụ")
    return world.officer


async def titles(world: World) -> list[str]:
    return [task.title for task in (await sheet_of(world, world.officer)).tasks]


@pytest.mark.parametrize("kind", ["sends_sticker", "sends_voice", "sends_location"])
async def test_what_cannot_be_read_gets_one_kind_line(telegram: World, kind: str) -> None:
    officer = await asks_for_a_title(telegram)
    assert isinstance(officer.phone, TelegramPhone)

    getattr(officer.phone.user, kind)()
    await telegram.stage.goes_on()
    assert "chỉ đọc chữ và tệp" in await officer.text()
    assert "trả lời câu hỏi trên bằng chữ" in await officer.text()
    await officer.types(TITLE)

    assert "Đã lưu nhiệm vụ 1" in await officer.text()


async def test_words_where_a_button_is_expected_do_nothing(world: World) -> None:
    await fill(world, world.officer, [TITLE], starred=0)
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("1")

    await world.officer.types("vâng, xóa đi")

    assert "Chưa có câu hỏi nào" in await world.officer.text()
    assert await titles(world) == [TITLE]


async def test_a_button_where_words_are_expected_leaves_the_question(world: World) -> None:
    await world.officer.opens("/nhiemvu")
    home = await world.officer.holds("Màn hình chính")
    officer = await asks_for_a_title(world)
    await officer.presses_held(home)
    assert await officer.sees("việc cần làm") == 1
    await officer.types(TITLE)

    assert "Chưa có câu hỏi nào" in await officer.text()
    assert await titles(world) == []


@pytest.mark.parametrize("length", [301, 4000])
async def test_a_text_too_long_is_refused_with_the_limit(world: World, length: int) -> None:
    officer = await asks_for_a_title(world)

    await officer.types("x" * length)

    counted = f"{length:,}".replace(",", ".")
    assert f"dài {counted} ký tự, tối đa 300" in await officer.text()
    await officer.types("x" * 300)
    assert [len(title) for title in await titles(world)] == [300]


@pytest.mark.parametrize(
    ("world", "length"),
    [("web", 5_000), ("telegram", 5_000), ("telegram", 30_000)],
    indirect=["world"],
)
async def test_a_text_longer_than_a_message_saves_nothing(world: World, length: int) -> None:
    officer = await asks_for_a_title(world)

    await officer.types("dài " * (length // 4))

    assert await officer.sees("tối đa 300") == 1
    assert await titles(world) == []
    await officer.types(TITLE)
    assert await titles(world) == [TITLE]


@pytest.mark.parametrize("world", ["web"], indirect=True)
async def test_the_page_takes_no_text_that_no_answer_could_be(world: World) -> None:
    officer = await asks_for_a_title(world)

    with pytest.raises(httpx.HTTPStatusError, match="400"):
        await officer.types("dài " * 7_500)

    await officer.types(TITLE)
    assert await titles(world) == [TITLE]


async def test_the_rest_of_a_text_that_was_cut_is_no_answer_by_itself(telegram: World) -> None:
    """Telegram's app sends 5,000 characters as two messages; the second one alone would fit."""
    chair = telegram.chair
    await chair.opens("/thongbao")
    await chair.presses("Soạn thông báo")
    await chair.types("Họp khối")

    await chair.types("Nội dung " * 560)

    assert "phần tiếp của nội dung quá dài" in await chair.text()
    await chair.types("Mời dự họp.")
    assert "Nội dung: Mời dự họp." in await chair.text()


async def test_marks_apart_from_their_letters_are_put_together(world: World) -> None:
    officer = await asks_for_a_title(world)
    apart = unicodedata.normalize("NFD", TITLE)
    assert apart != TITLE

    await officer.types(apart)

    assert await titles(world) == [TITLE]
    await officer.types(unicodedata.normalize("NFD", "Bỏ qua"))
    assert "thời hạn" in await officer.text()


async def test_a_text_without_a_letter_or_digit_is_no_answer(web: World) -> None:
    officer = await asks_for_a_title(web)

    for nothing in ("\u200b", "\u2060\ufeff", "...", "🎉🎉🎉", "❤️"):
        await officer.types(nothing)
        assert "Đề nghị gõ lại" in await officer.text(), nothing
    await officer.types(f"{TITLE} 🎉")

    assert await titles(web) == [f"{TITLE} 🎉"]


async def test_an_empty_text_is_no_answer(world: World) -> None:
    officer = await asks_for_a_title(world)
    for blank in ("   ", "\n\n", "\u00a0"):
        if world.channel == "web":
            with pytest.raises(httpx.HTTPStatusError):
                await officer.types(blank)
        else:
            await officer.types(blank)
            assert "chưa có chữ hay số nào" in await officer.text()

    await officer.types(TITLE)
    assert await titles(world) == [TITLE]


async def test_a_title_on_several_lines_is_asked_for_on_one(web: World) -> None:
    officer = await asks_for_a_title(web)

    await officer.types("1. Số hóa hồ sơ\n2. Cắt giảm thủ tục\n3. Đào tạo")
    assert "Vừa nhận 3 dòng, ở đây chỉ ghi một dòng" in await officer.text()
    await officer.types(f"\n{TITLE}\n")

    assert await titles(web) == [TITLE]


async def test_tags_are_shown_as_they_were_typed(world: World) -> None:
    """In the task, the list, the review, every letter and reason, and the history."""
    officer = await asks_for_a_title(world)
    await officer.types(TAGS)
    assert TAGS in await officer.text()
    await officer.types("<i>9</i> & 'x' \"y\"", "30/9")
    assert f"1. {TAGS} – <i>9</i> & 'x' \"y\"" in await officer.text()
    await officer.presses("1")
    assert f"Nhiệm vụ 1/10\n{TAGS}\nChỉ tiêu: <i>9</i> & 'x' \"y\"" in await officer.text()
    await officer.presses("Sửa tên")
    assert f"Hiện nay: {TAGS}" in await officer.text()
    await officer.types("/huy")
    await fill(world, officer, [f"Nhiệm vụ {n} <br>" for n in range(9)], starred=1)
    await officer.opens("/nhiemvu")
    await officer.presses("Kiểm tra và gửi")
    assert TAGS in await officer.text()
    await officer.presses("Gửi lãnh đạo duyệt")
    await world.leader.presses("Mở danh mục", "Trả lại")
    await world.leader.types("Ghi rõ <b>số liệu</b> & nguồn")

    assert "Lý do trả lại: Ghi rõ <b>số liệu</b> & nguồn" in await officer.text()
    await officer.opens("/lichsu")
    assert "<b>số liệu</b> & nguồn" in await officer.text()


async def test_tags_in_a_highlight_reach_the_pledge_as_typed(world: World) -> None:
    await fill(world, world.officer, [TAGS, *[f"Nhiệm vụ {n}" for n in range(9)]], starred=1)
    await submit(world, world.officer)
    await approve(world, world.leader)
    await approve(world, world.chair, world.officer.unit)
    await frozen(world, besides=world.officer)

    await world.leader.opens("/giaouoc")
    await world.leader.presses("Đọc toàn văn")

    assert f"- {TAGS}" in await world.leader.text()
    await world.leader.presses("Tải văn bản")
    content = await world.leader.phone.downloads("giao-uoc-ktn-2027.txt")
    assert f"- {TAGS}\n" in content.decode()


async def test_tags_in_a_notice_and_in_a_name_are_shown_as_typed(world: World) -> None:
    chair = world.chair
    await chair.opens("/thongbao")
    await chair.presses("Soạn thông báo")
    await chair.types("Họp <khối> & ký", "Mời dự <b>họp</b> & ký.\nTrân trọng <3")
    await world.release(chair, 16)
    assert (await world.officer.text()).startswith(
        "Họp <khối> & ký\nMời dự <b>họp</b> & ký.\nTrân trọng <3"
    )
    await world.officer.opens("/viec")
    assert "“Họp <khối> & ký”" in await world.officer.text()
    await world.leader.opens("/mamoi")
    await world.leader.presses("1. Thay người: Phương")
    await world.leader.types("Trần <b>An</b> & Bình")
    assert "đồng chí Trần <b>An</b> & Bình" in await world.leader.text()


async def test_an_unknown_command_with_tags_is_shown_as_typed(world: World) -> None:
    await world.officer.types("/xin<b>chao</b>&")

    assert "Không có lệnh /xin<b>chao</b>&." in await world.officer.text()


async def test_nothing_typed_makes_telegram_refuse_an_answer(telegram: World) -> None:
    officer = await asks_for_a_title(telegram)
    for typed in (TAGS, "&amp;&#60;", "<", "</b>", "30/9"):
        await officer.types(typed)
    await officer.types("/nhiemvu", "1", "/lichsu", "/x<")

    assert telegram.server_.refused() == []
    assert Role.OFFICER in (officer.player.roles if officer.player else ())
