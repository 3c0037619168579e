"""The filled form comes back: shown row by row, then saved whole or not at all (R1, R2)."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from storage.key_tasks import KeyTasks
from tests.support.prepared import TITLES, fill, sheet_of
from tests.support.task_book import EXCEL, edited, fill_in, put, saved
from tests.support.world import World

FORM = "mau-nhiem-vu-stc-2027.xlsx"


async def form_of(world: World) -> bytes:
    """Return the form as the officer received it; it may be sent back now."""
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Nhập cả danh mục", "Lấy mẫu Excel")
    return await world.officer.phone.downloads(FORM)


async def uploads(world: World, content: bytes, name: str = FORM) -> str:
    await world.officer.sends(name, content, EXCEL)
    return await world.officer.text()


async def titles(world: World) -> list[str]:
    return [task.title for task in (await sheet_of(world, world.officer)).tasks]


async def test_a_filled_form_becomes_the_list(world: World) -> None:
    form = await form_of(world)
    assert "rồi gửi lại tệp đó vào đây" in await world.officer.text()

    text = await uploads(world, fill_in(form, TITLES, starred=2))
    assert "Đã đọc được 10 nhiệm vụ (số đầu dòng là số dòng trong Excel), chưa lưu" in text
    assert "5. ⭐ Nhiệm vụ số 1 – 95% – 30/09/2027" in text
    assert await titles(world) == []

    await world.officer.presses("Lưu 10 nhiệm vụ")

    shown = await world.officer.text()
    assert "10/10 nhiệm vụ · ⭐ 2 điểm nhấn" in shown
    assert "1. ⭐ Nhiệm vụ số 1 – 95% – 30/09/2027" in shown


async def test_the_form_carries_the_list_and_a_corrected_one_replaces_it(world: World) -> None:
    await fill(world, world.officer, TITLES[:3])
    form = await form_of(world)
    assert "Tệp đã có sẵn 3 nhiệm vụ" in await world.officer.text()

    text = await uploads(world, edited(form, lambda page: put(page, 6, title="Đã sửa")))
    assert "Danh mục đang có 3 nhiệm vụ; thay cả danh mục thì sửa 1." in text
    await world.officer.presses("Thay cả danh mục")

    assert await titles(world) == ["Nhiệm vụ số 1", "Đã sửa", "Nhiệm vụ số 3"]
    assert (await sheet_of(world, world.officer)).n_highlights == 2
    await world.officer.opens("/lichsu")
    assert "nhập danh mục nhiệm vụ từ Excel" in await world.officer.text()


async def test_rows_follow_what_is_there_when_they_fit(world: World) -> None:
    await fill(world, world.officer, ["Việc cũ"], starred=0)
    form = await form_of(world)
    await uploads(world, edited(form, lambda page: put(page, 5, title="Việc mới")))
    await world.officer.presses("Thêm vào cuối")

    assert await titles(world) == ["Việc cũ", "Việc mới"]


async def test_doubtful_rows_are_named_and_a_proposed_date_is_taken_when_pressed(
    world: World,
) -> None:
    form = fill_in(await form_of(world), TITLES[:3])
    text = await uploads(world, edited(form, lambda page: put(page, 6, due="quý III")))
    assert "chưa ghi thời hạn: dòng 6 “quý III” (gợi ý 30/09/2027)" in text
    assert "6. Nhiệm vụ số 2 – 95%\n" in text

    await world.officer.presses("Ghi hạn gợi ý (1)")
    assert "6. Nhiệm vụ số 2 – 95% – 30/09/2027" in await world.officer.text()
    await world.officer.presses("Lưu 3 nhiệm vụ")

    tasks = (await sheet_of(world, world.officer)).tasks
    assert {task.due_on for task in tasks} == {date(2027, 9, 30)}


async def test_an_unfit_row_saves_nothing_and_the_corrected_file_is_taken(web: World) -> None:
    form = fill_in(await form_of(web), TITLES[:3])
    text = await uploads(web, edited(form, lambda page: put(page, 6, title="dài " * 90)))
    assert "đề nghị sửa dòng 6 (số đầu dòng là số dòng trong Excel) rồi gửi lại tệp" in text
    assert await web.officer.labels() == ["Làm lại từ đầu", "Dừng nhập"]

    assert "Đã đọc được 3 nhiệm vụ" in await uploads(web, form)


async def test_more_rows_than_the_list_holds_are_named(web: World) -> None:
    form = await form_of(web)
    text = await uploads(web, fill_in(form, [*TITLES, "Việc 11", "Việc 12"]))

    assert "danh mục chỉ nhận 10. Đề nghị bỏ dòng 15, 16" in text
    assert "Trang sau" in await web.officer.labels()
    assert await titles(web) == []


async def test_days_and_idle_words_do_not_put_read_rows_away(web: World) -> None:
    await uploads(web, fill_in(await form_of(web), TITLES))
    web.clock.move(timedelta(days=20))
    await web.officer.types("cảm ơn")
    assert "Đang giữ 10 nhiệm vụ đã đọc, chưa lưu" in await web.officer.text()

    await web.officer.types("Lưu 10 nhiệm vụ")

    assert await titles(web) == TITLES


async def test_a_save_pressed_after_another_officers_change_saves_nothing(web: World) -> None:
    await uploads(web, fill_in(await form_of(web), TITLES))
    save = await web.officer.holds("Lưu 10 nhiệm vụ")
    await fill(web, web.leader, ["Việc của lãnh đạo"], starred=0)

    await web.officer.presses_held(save)

    assert await titles(web) == ["Việc của lãnh đạo"]
    assert "Việc của lãnh đạo" in await web.officer.text()


def _archive(name: str) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(name, b"<x/>")
    return stream.getvalue()


def _book(sheet: str, *rows: list[str]) -> bytes:
    workbook = Workbook()
    page = workbook.create_sheet(sheet, 0)
    for row in rows:
        page.append(row)
    return saved(workbook)


LOCKED = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")
TOO_MANY = [["Tên nhiệm vụ"], *([f"Việc {n}"] for n in range(4_900))]
WRONG: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "pdf": ("kh.pdf", lambda: b"%PDF-1.7", "không phải Excel"),
    "docx": ("kh.docx", lambda: _archive("word/document.xml"), "không phải Excel"),
    "xls": ("cu.xls", lambda: LOCKED[:8], "Excel đời cũ (.xls)"),
    "macro": ("m.xlsm", lambda: _archive("xl/workbook.xml"), "có macro"),
    "password": ("k.xlsx", lambda: LOCKED, "có mật khẩu"),
    "large": ("to.xlsx", lambda: b"PK" + bytes(6_000_000), "quá lớn (trên 5 MB"),
    "torn": ("h.xlsx", lambda: b"PK\x03\x04", "bị hỏng"),
    "sheet": ("s.xlsx", lambda: _book("Bảng 1", ["a"]), "không có trang “Nhiệm vụ”"),
    "column": ("c.xlsx", lambda: _book("Nhiệm vụ", ["STT"]), "thiếu cột: “Tên nhiệm vụ”"),
    "empty": ("e.xlsx", lambda: _book("Nhiệm vụ", ["Tên nhiệm vụ"]), "chưa điền dòng nào"),
    "long": ("d.xlsx", lambda: _book("Nhiệm vụ", *TOO_MANY), "có 4.900 dòng"),
    "marked": ("m.xlsx", lambda: _book("Nhiệm vụ", ["MẬT"], ["Tên nhiệm vụ"]), "có dấu mật"),
    "nothing": ("0.xlsx", lambda: b"", "Tệp trống"),
}


async def test_a_wrong_file_is_answered_with_what_to_do_and_the_right_one_still_taken(
    world: World,
) -> None:
    form = await form_of(world)
    for name, make, words in WRONG.values():
        assert words in await uploads(world, make(), name), name
        assert await world.officer.labels() == ["Dừng nhập"]

    assert "Đã đọc được 10 nhiệm vụ" in await uploads(world, fill_in(form, TITLES))


async def test_a_failure_in_the_middle_saves_nothing(
    web: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(web, web.officer, ["Việc cũ"], starred=0)
    await uploads(web, fill_in(await form_of(web), TITLES))
    add = KeyTasks.add

    async def fails(shelf: KeyTasks, submission_id: int, values: Mapping[str, Any]) -> int:
        if values["number"] == 7:
            raise RuntimeError
        return await add(shelf, submission_id, values)

    monkeypatch.setattr(KeyTasks, "add", fails)
    await web.officer.presses("Thay cả danh mục")

    assert await titles(web) == ["Việc cũ"]
