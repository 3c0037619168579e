"""Files that go with a notice: up to five, each removable, none marked secret, none twice."""

from pathlib import Path
from typing import Any

import pytest
from httpx import HTTPStatusError

from tests.handlers.test_notice import EVERYBODY, SUBJECT, composes
from tests.support.rows import Rows
from tests.support.world import World

MEGABYTE = 1024 * 1024
PLAN = "Kế hoạch khối.pdf"


def stored(world: World) -> list[tuple[Any, ...]]:
    """Return the bytes of every file that the database holds, wherever."""
    rows = Rows(Path(world.stage.app.storage.url.partition("///")[2]))
    return rows("SELECT content FROM file UNION ALL SELECT content FROM upload")


async def test_files_go_along(world: World) -> None:
    chair = await composes(world)
    await chair.presses("Đính kèm tệp")
    assert "Gửi tệp để đính kèm" in await chair.text()
    await chair.sends(PLAN, b"%PDF-1.7 ke hoach")
    assert (
        f"còn 4 chỗ, mỗi tệp không quá 20 MB. Không gửi tài liệu có dấu mật.\nThông báo: {SUBJECT}\n1. {PLAN}"
        in (await chair.text())
    )
    assert stored(world) == [(b"%PDF-1.7 ke hoach",)]
    await chair.sends("Biểu mẫu.xlsx", b"PK bieu mau")
    await chair.presses("Về bản nháp")
    assert f"Tệp kèm: {PLAN}; Biểu mẫu.xlsx" in await chair.text()

    await world.release(chair, EVERYBODY)

    assert await world.officer.phone.downloads(PLAN) == b"%PDF-1.7 ke hoach"
    assert await world.officer.phone.downloads("Biểu mẫu.xlsx") == b"PK bieu mau"
    read = next(b for b in reversed(await world.officer.said()) if b.buttons)
    assert SUBJECT in read.text
    await world.officer.types("đã đọc")
    assert "Đã ghi nhận đồng chí đã đọc" in await world.officer.text()


async def test_there_are_at_most_five_each_removable_and_none_twice(web: World) -> None:
    chair = await composes(web)
    await chair.presses("Đính kèm tệp")
    for number in (1, 1, 2, 3, 4):
        await chair.sends(f"Phụ lục {number}.pdf", b"%PDF " + str(number).encode())
    assert await chair.sees("Tệp “Phụ lục 1.pdf” đã có trong thông báo") == 1
    assert len(stored(web)) == 4
    last = ("Phụ lục 5.pdf", b"%PDF 5")
    await chair.sends(*last)
    assert "Đã đủ 5 tệp" in await chair.text()
    drop = await chair.holds("Bỏ 2. Phụ lục 2.pdf")
    await chair.presses("Về bản nháp", "Tệp kèm (5/5)")
    await chair.sends("Phụ lục 6.pdf", b"%PDF 6")
    assert "chưa được dùng vào việc gì" in await chair.text()

    await chair.presses_held(drop, drop)

    assert await chair.sees("còn 1 chỗ") == 2, "after the fourth file, and now"
    await chair.sends("Phụ lục 2.pdf", b"%PDF 2")
    assert "5. Phụ lục 2.pdf" in await chair.text()


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

    assert "1. Kế hoạch.pdf" in await chair.text()


async def test_the_page_refuses_a_marked_file_by_itself(web: World) -> None:
    chair = await composes(web)
    await chair.presses("Đính kèm tệp")

    with pytest.raises(HTTPStatusError, match="403"):
        await chair.sends("Báo cáo TỐI MẬT.pdf", b"%PDF")
    assert stored(web) == []
    await chair.sends("trong.pdf", b"")
    assert "Tệp trống" in await chair.text()
    await chair.sends("Kế hoạch.pdf", b"%PDF")

    assert "1. Kế hoạch.pdf" in await chair.text()


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
