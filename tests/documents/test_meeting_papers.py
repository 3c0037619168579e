"""The papers of a conference: an office's layout, the facts, and nothing left to be filled by chance."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Page
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from jinja2 import UndefinedError
from openpyxl import load_workbook

from messages.documents.minutes_paper import minutes_paper
from messages.documents.news_paper import news_paper
from messages.documents.roll_book import roll_book
from messages.documents.word_paper import fill_paper
from messages.documents.word_template import template
from storage.kinds import AgendaKind, MeetingMode
from tests.messages.facts import BLOC, LONG_UNIT, NOW, UNITS
from tests.messages.minutes_facts import (
    BALLOTS,
    BARE,
    CLOSED,
    CONFERENCE,
    GUESTS,
    MEETING,
    ROLLS,
    SECRETARY,
    SIGNATURES,
    STARTED,
)
from workflow.meeting_facts import Meeting, OnDraft, Somebody

# The number and the symbol, and the name of a secretary nobody knows, are left to be written.
BLANKS = {"Số: ……/BB-……", "………………"}
LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|None|\[\]|…|\bUndefined\b")
HOSTILE = "Tên {{ 7 * 7 }} {% raw %} </w:t> & \x07 ” \u202e"


def opened(content: bytes) -> Page:
    return Document(BytesIO(content))


def lines(page: Page) -> list[str]:
    cells = [c for table in page.tables for row in table.rows for c in row.cells]
    return [p.text for part in (page, *cells) for p in part.paragraphs]


def minutes(meeting: Meeting = MEETING) -> list[str]:
    return lines(opened(minutes_paper(meeting, NOW)))


@pytest.mark.parametrize("meeting", [MEETING, BARE], ids=["full", "bare"])
@pytest.mark.parametrize("made", [minutes_paper, news_paper])
def test_nothing_is_left_unfilled(made: type, meeting: Meeting) -> None:
    for line in lines(opened(made(meeting, NOW))):
        assert line in BLANKS or not LEFT_OVER.search(line), line
        assert not re.search(r" [,.;:]|: *[.;]|\.\.|,,|  ", line), line


def test_the_page_is_an_office_page() -> None:
    page = opened(minutes_paper(MEETING, NOW))
    (section,) = page.sections

    sizes = (section.page_width, section.page_height, section.left_margin, section.top_margin)
    assert [round(size / Mm(1)) for size in sizes if size] == [210, 297, 30, 20]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert section.first_page_header.paragraphs[0].text == ""
    body = next(p for p in page.paragraphs if "Địa điểm" in p.text)
    assert {run.font.size for run in body.runs} == {Pt(14)}
    assert {run.font.name for run in body.runs} == {"Times New Roman"}
    left, right = page.tables[0].rows[0].cells
    assert left.paragraphs[0].text == BLOC.superior.upper()
    assert left.paragraphs[1].text == BLOC.name.upper()
    assert [p.text for p in right.paragraphs[:2]] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    # The rule below is drawn, and no letter is underlined.
    assert right.paragraphs[2]._p.find(f".//{qn('w:top')}") is not None
    assert page.element.body.find(f".//{qn('w:u')}") is None
    assert page.core_properties.author == BLOC.name
    assert page.core_properties.title == CONFERENCE.title


def test_what_is_known_stands_there_and_what_is_not_has_no_heading() -> None:
    full, bare = minutes(), minutes(BARE)

    for words in (
        "Thời gian bắt đầu: 14 giờ 00, ngày 15 tháng 3 năm 2027.",
        f"2. Thư ký: đồng chí {SECRETARY.name}, Phó Chánh Văn phòng {UNITS[0].name}, Thư ký của khối.",
        "4. Đơn vị có mặt: 7/8 đơn vị, 14 người.",
        "Hội nghị không tiến hành nội dung này. Lý do: Đã kết hợp trong phần thảo luận.",
        (
            "Kết quả bỏ phiếu kín: có mặt 7/8 đơn vị; đồng ý 7; không đồng ý 0; ý kiến khác 0; "
            "không biểu quyết 0. Tỷ lệ đồng ý: 100% số đơn vị có mặt. Hội nghị thông qua."
        ),
        f"- {UNITS[7].name}: chưa có bản đăng ký được duyệt.",
        "Đến khi kết thúc hội nghị, 7/8 đơn vị đã ký giao ước thi đua năm 2027:",
        "III. KẾT LUẬN CỦA CHỦ TRÌ HỘI NGHỊ",
        "Hội nghị kết thúc vào 16 giờ 35 cùng ngày.",
    ):
        assert words in full
    assert "2. Đơn vị có mặt: 7/8 đơn vị, 7 người." in bare
    assert f"- {UNITS[7].name}: chưa báo lý do." in bare
    assert not [line for line in bare if "KẾT LUẬN" in line or "Thư ký:" in line]
    assert full[-1] == "Phạm Hồng Sơn"


def test_the_news_is_short_and_tells_titles_numbers_and_theme() -> None:
    headline, *told = lines(opened(news_paper(MEETING, NOW)))

    assert headline == "Khối thi đua Kinh tế ngành phát động và ký kết giao ước thi đua năm 2027"
    assert told[0].startswith("Chiều ngày 15/03/2027, tại Hội trường tầng 2")
    assert 4 <= len(told[1:-1]) <= 6
    assert "kế hoạch hoạt động, quy chế và tiêu chí (7/7 đơn vị có mặt đồng ý" in told[2]
    assert told[-2].endswith("ký kết giao ước thi đua năm 2027./.")
    assert "bằng hình thức trực tuyến" in lines(opened(news_paper(BARE, NOW)))[1]


def test_who_signed_from_afar_or_beforehand_did_not_sign_at_the_meeting() -> None:
    """Seven units came; of them one signed before, and the unit that stayed away signed too."""
    first, *others = SIGNATURES
    away = replace(first, unit_id=UNITS[7].id)
    early = replace(first, signed_at=STARTED - timedelta(minutes=5))
    meeting = replace(MEETING, signatures=(early, *others, away))

    assert "7/8 đơn vị" in lines(opened(news_paper(MEETING, NOW)))[-2]
    assert (
        "Tại hội nghị, lãnh đạo 6 đơn vị có mặt đã ký kết giao ước thi đua năm 2027; "
        "đến khi kết thúc hội nghị có 8/8 đơn vị ký kết./."
    ) in lines(opened(news_paper(meeting, NOW)))
    assert "Tại hội nghị, 6 đơn vị có mặt đã ký giao ước thi đua năm 2027." in minutes(meeting)
    told = lines(opened(news_paper(replace(MEETING, signatures=(away,)), NOW)))
    assert "Đến khi kết thúc hội nghị, lãnh đạo 1/8 đơn vị đã ký kết" in told[-2]


def test_what_was_said_on_a_draft_and_a_second_vote_stand_under_their_item() -> None:
    talk, vote = MEETING.items[2], MEETING.items[3]
    twice = tuple(replace(one, vote=replace(one.vote, turn=n + 1)) for n, one in enumerate(BALLOTS))
    said = OnDraft(UNITS[4], "Kế hoạch năm 2027", "Đề nghị lùi mốc kiểm tra")
    items = (replace(talk, drafts=(said,)), replace(vote, ballots=twice))

    text = minutes(replace(MEETING, items=items))

    at = text.index("Ý kiến về dự thảo văn bản được xử lý tại hội nghị:")
    assert text[at + 1] == f"- {UNITS[4].name} (về “Kế hoạch năm 2027”): Đề nghị lùi mốc kiểm tra."
    assert at < text.index(f"4. {vote.item.title}")
    assert [line for line in text if f"Kết quả bỏ phiếu kín ({vote.item.title}, lần 2):" in line]


def test_what_people_type_stays_text() -> None:
    hostile = replace(
        MEETING,
        conference=replace(CONFERENCE, title=HOSTILE, place=HOSTILE, conclusions=HOSTILE),
        chair=Somebody(HOSTILE, HOSTILE, "Đ" * 200),
    )

    text = "\n".join(minutes(hostile))

    assert "Tên {{ 7 * 7 }} {% raw %} </w:t> & ”" in text
    assert "49" not in text
    assert opened(news_paper(hostile, NOW)).core_properties.title.startswith("Tên {{")


def test_an_unknown_field_fails_and_the_template_can_be_changed_in_word() -> None:
    assert "{{ conclusion" not in "\n".join(lines(opened(template("minutes"))))
    assert "{{ chair }}" in "\n".join(lines(opened(template("minutes"))))
    with pytest.raises(UndefinedError):
        fill_paper("minutes", {"title": "Hội nghị", "issuer": "Khối"}, NOW)


def test_position_and_unit_are_said_once() -> None:
    named = replace(
        MEETING,
        chair=Somebody("Lê Văn Một", "Phó Trưởng ban", LONG_UNIT),
        guests=tuple(
            replace(GUESTS[0], who=Somebody(*who))
            for who in (("An", ""), ("Bà Lê Thị Hoa", "Chủ tịch Hội"), ("Bá Văn An", ""))
        ),
        conference=replace(CONFERENCE, mode=MeetingMode.BOTH),
    )

    text = minutes(named)

    assert f"1. Chủ trì: đồng chí Lê Văn Một, Phó Trưởng {LONG_UNIT}." in text
    assert "- Đồng chí An;" in text
    assert "- Bà Lê Thị Hoa, Chủ tịch Hội;" in text
    assert "- Đồng chí Bá Văn An." in text
    assert f"Địa điểm: {CONFERENCE.place}, kết hợp trực tuyến." in text


def test_what_has_no_item_of_its_kind_is_told_at_the_last_item_held() -> None:
    held = MEETING.items[:4]
    meeting = replace(MEETING, items=held)

    assert meeting.place_of(AgendaKind.SIGNING) == 4
    assert "Đến khi kết thúc hội nghị, 7/8 đơn vị đã ký giao ước thi đua năm 2027:" in minutes(
        meeting
    )


def test_the_workbook_has_moments_numbers_and_no_choices() -> None:
    book = load_workbook(BytesIO(roll_book(MEETING)))
    came, voted = book["Điểm danh"], book["Biểu quyết"]

    assert came["A1"].value == "DANH SÁCH ĐẠI BIỂU DỰ HỘI NGHỊ"
    assert came["F7"].value == datetime(2027, 3, 15, 13, 31)  # noqa: DTZ001 (no zone there)
    assert came["F7"].number_format == "hh:mm dd/mm/yyyy"
    assert came.print_title_rows == "$6:$6"
    assert sum(len(roll.came) or 1 for roll in ROLLS) + len(GUESTS) == came.max_row - 6
    ballot = [cell.value for cell in voted[6]]
    assert ballot[6:12] == [8, 7, 5, 1, 1, 0]
    assert ballot[12] == pytest.approx(0.7143)
    assert ballot[5] == datetime(2027, 3, 15, 15, 15)  # noqa: DTZ001
    assert CLOSED.tzinfo is not None
    cells = " ".join(str(cell.value) for row in voted.iter_rows() for cell in row)
    assert not [unit.name for unit in UNITS if unit.name in cells.replace(CONFERENCE.place, "")]
    nothing = load_workbook(BytesIO(roll_book(BARE)))["Biểu quyết"]
    assert nothing["A4"].value == "Hội nghị không tiến hành biểu quyết."
