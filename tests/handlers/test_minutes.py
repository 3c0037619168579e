"""Minutes, news and attendance are drafted from the facts after the close, and kept when finished."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from messages.documents.word_template import draw
from storage.kinds import Answer
from storage.unit_of_work import UnitOfWork
from tests.support.called import answers, called, come, leaders
from tests.support.held import DIRECTIVE, OPINION, SUBSTITUTE, held
from tests.support.prepared import acting
from tests.support.world import Person, World
from workflow import directive, hands, running

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FINISHED = draw("body | Biên bản đã sửa")
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF"


def read(content: bytes) -> str:
    """Return every paragraph of a Word paper, those of its tables too."""
    page = Document(BytesIO(content))
    cells = (cell for table in page.tables for row in table.rows for cell in row.cells)
    lines = [*page.paragraphs, *(line for cell in cells for line in cell.paragraphs)]
    return "\n".join(line.text for line in lines)


async def draft(person: Person, button: str, name: str) -> str:
    await person.presses("Biên bản và tin bài")
    return await _drafted(person, button, name)


async def test_minutes_go_from_the_draft_to_the_final_that_the_units_read(world: World) -> None:
    chair, officer, secretary = world.chair, world.officer, world.secretary
    await chair.opens("/bienban")
    assert "Năm nay chưa có hội nghị" in await chair.text()
    await held(world)
    await chair.opens("/hoinghi")

    minutes = await draft(chair, "Dự thảo biên bản", "Du thao bien ban 2027.docx")

    _tells_the_meeting(minutes, world)
    await officer.opens("/hoinghi")
    await officer.presses("Biên bản hội nghị")
    assert "chưa có bản chính thức" in await officer.text()
    await secretary.opens("/bienban")
    await secretary.presses("Gửi biên bản chính thức")
    await secretary.sends("Biên bản.docx", FINISHED, WORD)
    assert "✓ Đã lưu biên bản chính thức, lần 1" in await secretary.text()
    await officer.opens("/bienban")
    await officer.presses("Xem biên bản chính thức")
    assert secretary.name in await officer.text()
    assert await officer.phone.downloads("Biên bản.docx") == FINISHED


async def finishes(person: Person, button: str, name: str) -> None:
    await person.opens("/bienban")
    await person.presses(button)
    await person.sends(name, PDF)


async def test_a_later_final_is_read_and_the_earlier_one_kept(web: World) -> None:
    await held(web)
    await finishes(web.secretary, "Gửi biên bản chính thức", "Bien ban.pdf")
    await web.chair.opens("/bienban")
    await web.chair.presses("Gửi biên bản chính thức")
    assert "Bản chính thức lần 1 vẫn được giữ" in await web.chair.text()
    await web.chair.sends("Bien ban da ky.pdf", PDF)

    await web.chair.opens("/bienban")
    await web.chair.presses("Xem biên bản chính thức", "Xem bản trước")
    assert (await web.chair.shown()).files == ("Bien ban.pdf",)
    await web.officer.opens("/bienban")
    await web.officer.presses("Xem biên bản chính thức")
    assert (await web.officer.shown()).files == ("Bien ban da ky.pdf",)
    assert "Xem bản trước" not in await web.officer.labels()
    acts = await web.do(lambda uow: uow.histories.all())
    kept = [act.facts["number"] for act in acts if act.act == "minutes.kept"]
    assert kept == [1, 2]


def _tells_the_meeting(minutes: str, world: World) -> None:
    assert "{{" not in minutes.replace("{{ chỉ tiêu }}", "")
    for words in (
        "Hội nghị ký kết giao ước thi đua năm 2027",
        f"Chủ trì: đồng chí {world.chair.name}, Giám đốc {world.chair.unit.name}, Trưởng khối.",
        f"Thư ký: đồng chí {world.secretary.name}",
        f"- Đồng chí {world.patron.name}, Phó Chủ tịch UBND tỉnh.",
        "Đơn vị có mặt: 7/8 đơn vị, 9 người.",
        f"{SUBSTITUTE}, Phó Giám đốc (dự thay lãnh đạo đơn vị)",
        "Đơn vị vắng mặt: 1/8 đơn vị.",
        "Đi công tác theo kế hoạch",
        f"Phát biểu tại hội nghị: {world.leader.unit.name}.",
        f"- {world.officer.unit.name}: Đề nghị bổ sung {{{{ chỉ tiêu }}}} <b>giải ngân</b> & tiến độ.",
        "có mặt 7/8 đơn vị; đồng ý 5; không đồng ý 0; ý kiến khác 1; không biểu quyết 1",
        "Tỷ lệ đồng ý: 71,43% số đơn vị có mặt. Hội nghị thông qua.",
        f"- Ý kiến khác: {OPINION}.",
        "Kết quả bỏ phiếu kín",
        "Kết quả biểu quyết bằng hình thức giơ tay",
        "42,86% số đơn vị có mặt. Hội nghị không thông qua.",
        "Lý do: Chuyển sang hội nghị sau.",
        f"Đồng chí {world.deputy.name}, Giám đốc {world.deputy.unit.name}, Phó Trưởng khối, công bố",
        "của 7/8 đơn vị:",
        "Chiến sĩ thi đua cơ sở (4)",
        "“Kỷ cương, sáng tạo, bứt phá”",
        "Mỗi đơn vị chọn từ một đến ba điểm nhấn.",
        "Các đơn vị thực hiện đúng giao ước.",
        "cùng ngày.",
        "Biên bản được đọc lại và thống nhất thông qua./.",
    ):
        assert words in minutes


async def test_news_and_the_workbook_tell_the_same_meeting(web: World) -> None:
    await held(web)
    await web.secretary.opens("/bienban")
    await web.secretary.presses("Dự thảo tin bài")
    news = read(await web.secretary.phone.downloads("Du thao tin bai 2027.docx"))
    assert f"đồng chí {web.patron.name}, Phó Chủ tịch UBND tỉnh, cùng 9 đại biểu" in news
    # Of the three votes on the plan the last, by hands, carried nothing.
    assert "đã biểu quyết thông qua" not in news
    assert DIRECTIVE.partition("\n")[0] in news
    await web.secretary.presses("Về biên bản, tin bài", "Điểm danh, biểu quyết")

    content = await web.secretary.phone.downloads("Diem danh, bieu quyet 2027.xlsx")

    book = load_workbook(BytesIO(content))
    came, voted = (list(rows_of(book[name])) for name in ("Điểm danh", "Biểu quyết"))
    assert len(came) == 11
    assert {"Lãnh đạo", "Cán bộ", "Dự thay", "Khách mời", "Vắng mặt"} == {row[4] for row in came}
    assert [row[3] for row in voted] == ["Biểu quyết", "Bỏ phiếu kín", "Biểu quyết giơ tay"]
    assert voted[0][6:12] == (8, 7, 5, 0, 1, 1)
    assert voted[2][12] == pytest.approx(0.4286)
    names = {unit.name for unit in web.stage.units} | {unit.code for unit in web.stage.units}
    assert not names & {str(cell) for row in voted for cell in row}


def rows_of(page: Any) -> Iterator[tuple[Any, ...]]:
    rows = list(page.iter_rows(values_only=True))
    top = next(number for number, row in enumerate(rows) if row[0] == "STT")
    yield from rows[top + 1 :]


async def test_nothing_is_drafted_before_the_close_nor_for_others_after_it(web: World) -> None:
    conference_id = await called(web)
    await come(web, conference_id, *leaders(web))
    await web.do(lambda uow: _starts(uow, web, conference_id))
    await web.chair.forges(f"mindraft1:{conference_id}:minutes")
    assert "lập được khi hội nghị kết thúc; hiện nay hội nghị đang họp" in await web.chair.text()
    await web.officer.opens("/bienban")
    assert "hiện nay hội nghị đang họp" in await web.officer.text()


async def _starts(uow: UnitOfWork, world: World, conference_id: int) -> None:
    await running.start(uow, await acting(uow, world.chair), conference_id)


async def test_a_unit_reads_only_the_newest_minutes(web: World) -> None:
    await held(web)
    for kind in ("Gửi biên bản chính thức", "Gửi biên bản chính thức", "Gửi tin bài chính thức"):
        await finishes(web.chair, kind, "Ban cuoi.pdf")

    for wire in (
        "mindraft1:1:minutes",
        "minroll1:1",
        "minkeep1:1:news",
        "minfinal1:1:minutes:1",
        "minfinal1:1:news:0",
    ):
        await web.officer.forges(wire)
        assert "không làm được việc này" in await web.officer.text()
        assert (await web.officer.shown()).files == ()
    await web.officer.forges("minfinal1:1:minutes:2")
    assert (await web.officer.shown()).files == ("Ban cuoi.pdf",)
    await web.chair.forges("minfinal1:1:minutes:9", "mindraft1:1:other")
    assert (await web.chair.shown()).files == ()


def packed(*names: str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return content.getvalue()


async def test_a_file_that_is_no_finished_paper_is_refused_and_the_question_stays(
    web: World,
) -> None:
    await held(web)
    await web.chair.opens("/bienban")
    await web.chair.presses("Gửi biên bản chính thức")
    await web.chair.types("xong rồi")
    assert "Đang chờ một tệp" in await web.chair.text()
    for name, content, answer in (
        ("Bien ban.docx", b"PK\x03\x04 broken", "lưu lại dạng .docx hoặc PDF"),
        ("Bien ban.docx", packed("xl/workbook.xml"), "chỉ nhận Word (.docx) hoặc PDF"),
        ("Bien ban.docx", packed("word/document.xml", "word/vbaProject.bin"), "không macro"),
        ("Bien ban.doc", b"\xd0\xcf\x11\xe0" * 99, "chỉ nhận Word (.docx) hoặc PDF"),
        ("Bien ban.pdf", b"%PDF-1.7 /Encrypt 5 0 R", "không mật khẩu"),
        ("Bien ban.pdf", b"MZ\x90\x00", "chỉ nhận Word (.docx) hoặc PDF"),
        ("Bien ban.exe", PDF, "chỉ nhận Word (.docx) hoặc PDF"),
    ):
        await web.chair.sends(name, content)
        assert answer in await web.chair.text(), name

    await web.chair.sends("Bien ban.pdf", PDF)

    assert "✓ Đã lưu biên bản chính thức, lần 1" in await web.chair.text()


async def test_the_deputy_who_presided_drafts_the_minutes_as_chair_of_the_meeting(
    web: World,
) -> None:
    conference_id = await called(web)
    await answers(web, conference_id, web.chair, Answer.ABSENT)
    await come(web, conference_id, web.deputy)
    await web.do(lambda uow: _presides(uow, web, conference_id))
    await web.deputy.opens("/hoinghi")
    await web.deputy.presses("Biên bản hội nghị", "Dự thảo biên bản")

    minutes = read(await web.deputy.phone.downloads("Du thao bien ban 2027.docx"))

    deputy = f"{web.deputy.name}, Giám đốc {web.deputy.unit.name}, Phó Trưởng khối."
    assert f"Chủ trì: đồng chí {deputy}" in minutes
    assert "Đơn vị vắng mặt: 7/8 đơn vị." in minutes
    assert f"- {web.chair.unit.name}: Đi công tác theo kế hoạch;" in minutes
    assert "KẾT LUẬN" not in minutes
    # Whom nobody recorded as present signs all the same.
    assert f"Thư ký: đồng chí {web.secretary.name}" in minutes
    assert minutes.count(web.secretary.name) == 2


async def _presides(uow: UnitOfWork, world: World, conference_id: int) -> None:
    deputy = await acting(uow, world.deputy)
    meeting = await running.start(uow, deputy, conference_id)
    while meeting.item is not None:
        meeting = await running.step(uow, deputy, conference_id, meeting.item.id)
    await running.close(uow, deputy, conference_id)


async def test_papers_tell_only_what_happened_there_and_who_was_present(web: World) -> None:
    """An announcement before it, a vote that was repeated, people who did not come."""
    conference_id = await called(web)
    await web.do(lambda uow: _announces(uow, web, conference_id, "Công bố sớm"))
    web.clock.move(timedelta(minutes=1))
    codes = [unit.code for unit in web.stage.units if unit.code != web.deputy.unit.code]
    await come(web, conference_id, *leaders(web, codes))
    await web.do(lambda uow: _meets_without_deputy(uow, web, conference_id))
    web.clock.move(timedelta(days=1))
    await web.do(lambda uow: _ends(uow, web, conference_id))
    await web.chair.opens("/bienban")
    minutes = await _drafted(web.chair, "Dự thảo biên bản", "Du thao bien ban 2027.docx")
    await web.chair.presses("Về biên bản, tin bài")
    news = await _drafted(web.chair, "Dự thảo tin bài", "Du thao tin bai 2027.docx")

    for paper in (minutes, news):
        assert "Hội nghị nghe công bố đăng ký thi đua năm 2027 của 8/8 đơn vị" in paper
        assert "ngày 06 tháng 01 năm 2027." in paper
        absent = (web.deputy.name, "Công bố sớm")
        assert [words for words in absent if words in paper] == []
    assert "Công bố tại họp (4)" in minutes
    assert f"{web.patron.name}, Phó Chủ tịch UBND tỉnh, gửi ý kiến chỉ đạo đến hội nghị:" in minutes
    assert f"Trong ý kiến chỉ đạo gửi đến hội nghị, đồng chí {web.patron.name}" in news
    assert "đã biểu quyết thông qua" not in news
    assert web.secretary.name not in news


async def _drafted(person: Person, button: str, name: str) -> str:
    await person.presses(button)
    return read(await person.phone.downloads(name))


async def _announces(uow: UnitOfWork, world: World, conference_id: int, title: str) -> None:
    content = [
        {
            "unit_id": unit.id,
            "unit": unit.name,
            "submission_id": 1,
            "approved_on": "2027-01-04",
            "items": [{"kind": "individual", "name": title, "count": 4}],
        }
        for unit in world.stage.units
    ]
    values = {"conference_id": conference_id, "content": content, "role": "deputy"}
    by = {"published_by": world.deputy.id, "published_at": uow.now}
    await uow.announcements.add(world.stage.cycle_id, {**values, **by})


async def _meets_without_deputy(uow: UnitOfWork, world: World, conference_id: int) -> None:
    chair, patron = await acting(uow, world.chair), await acting(uow, world.patron)
    meeting = await running.start(uow, chair, conference_id)
    assert meeting.item is not None
    for n_before, numbers in enumerate(((7, 0, 0), (0, 7, 0))):
        await hands.record(uow, chair, meeting.item.id, numbers, n_before)
    await _announces(uow, world, conference_id, "Công bố tại họp")
    said = await directive.word(uow, patron, DIRECTIVE)
    await directive.give(uow, patron, "Ý kiến chỉ đạo", DIRECTIVE, said.hash_start)


async def _ends(uow: UnitOfWork, world: World, conference_id: int) -> None:
    chair = await acting(uow, world.chair)
    meeting = await running.open_meeting(uow, chair, conference_id)
    while meeting.item is not None:
        meeting = await running.step(uow, chair, conference_id, meeting.item.id)
    await running.close(uow, chair, conference_id)
