"""Pasted lists as offices write them: every style read, nothing guessed silently."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.batch import Doubt, Row, with_proposals
from workflow.pasting import read_tasks, rows_of

YEAR = 2027
STYLES = ("{n}. ", "{n}) ", "{n}/ ", "{n}: ", "{n} - ", "Nhiệm vụ {n}: ", "- ", "• ", "* ", "")
DIVIDERS = (" – ", " — ", " - ", "; ", " | ", "\t")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("divider", DIVIDERS)
def test_every_numbering_and_divider_is_read_alike(style: str, divider: str) -> None:
    lines = [
        style.format(n=n) + divider.join((f"Việc thứ {n:03d}", "95% hồ sơ", "30/9"))
        for n in range(1, 11)
    ]

    assert read_tasks("\n".join(lines), YEAR) == tuple(
        Row(n, f"Việc thứ {n:03d}", target="95% hồ sơ", due_on=date(YEAR, 9, 30))
        for n in range(1, 11)
    )


@pytest.mark.parametrize(
    "row",
    [
        "1. ⭐ Số hóa hồ sơ",
        "1. Số hóa hồ sơ ⭐",
        "1. Số hóa hồ sơ (điểm nhấn)",
        "1. ★ Số hóa hồ sơ",
        "1. Số hóa hồ sơ (*)",
        "1) ĐIỂM NHẤN: Số hóa hồ sơ",
        "⭐️ Số hóa hồ sơ",
        "1.\tSố hóa hồ sơ\t⭐",
        "1. Số hóa hồ sơ [Nhiệm vụ điểm nhấn]",
        "1. Điểm nhấn – Số hóa hồ sơ",
        "1. Số hóa hồ sơ; điểm nhấn",
    ],
)
def test_a_highlight_is_known_by_its_mark_and_loses_it(row: str) -> None:
    assert read_tasks(row, YEAR) == (Row(1, "Số hóa hồ sơ", is_highlight=True),)


@pytest.mark.parametrize(
    "title",
    [
        "Xây dựng điểm nhấn cảnh quan đô thị",
        "Điểm nhấn cảnh quan đô thị",
        "Xây dựng tuyến phố (tạo điểm nhấn)",
    ],
)
def test_words_of_a_title_are_no_mark(title: str) -> None:
    assert read_tasks(f"1. {title} – 3 tuyến", YEAR) == (Row(1, title, target="3 tuyến"),)


@pytest.mark.parametrize(
    ("written", "due_on"),
    [
        ("30/9", date(YEAR, 9, 30)),
        ("30-09-2027", date(YEAR, 9, 30)),
        ("30.9.2027", date(YEAR, 9, 30)),
        ("trước ngày 15/12/2027", date(YEAR, 12, 15)),
        ("hoàn thành 1/6", date(YEAR, 6, 1)),
    ],
)
def test_a_due_date_is_read_with_the_words_around_it(written: str, due_on: date) -> None:
    assert read_tasks(f"1. Làm đường – 12 km – {written}", YEAR) == (
        Row(1, "Làm đường", target="12 km", due_on=due_on),
    )


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        ("1. Làm đường – cuối năm", Doubt.UNREAD_DATE),
        ("1. Làm đường – quý III", Doubt.UNREAD_DATE),
        ("1. Làm đường – 31/02", Doubt.UNREAD_DATE),
        ("1. Làm đường – 30/9/2031", Doubt.OUTSIDE_YEAR),
        (f"1. {'Làm đường ' * 40}", Doubt.TOO_LONG),
        ("1. ⭐", Doubt.NO_TITLE),
    ],
)
def test_what_cannot_be_read_for_certain_is_named(row: str, doubt: Doubt) -> None:
    (read,) = read_tasks(row, YEAR)

    assert [one.doubt for one in read.doubts] == [doubt]
    assert read.due_on is None


def test_the_second_of_two_like_titles_is_named() -> None:
    read = read_tasks("1. Làm đường\n2. LAM DUONG", YEAR)

    assert [[one.doubt for one in row.doubts] for row in read] == [[], [Doubt.SAME_TITLE]]


def test_a_heading_is_no_task_and_a_wrapped_line_goes_on() -> None:
    assert rows_of("DANH MỤC NHIỆM VỤ\n1. Làm đường\nliên xã\n\n2. Làm cầu") == [
        ["Làm đường liên xã"],
        ["Làm cầu"],
    ]


def test_dashes_below_numbers_are_how_the_task_is_done() -> None:
    assert read_tasks("1. Số hóa – 95%\n- Mở lớp\nở huyện\n+ Kiểm tra\n2. Làm cầu", YEAR) == (
        Row(1, "Số hóa", target="95%", measures="Mở lớp ở huyện\nKiểm tra"),
        Row(2, "Làm cầu"),
    )


def test_a_dash_before_the_first_number_is_not_lost() -> None:
    assert rows_of("- Số hóa\n2. Làm cầu") == [["Số hóa"], ["Làm cầu"]]


def test_a_figure_at_the_start_of_a_line_is_no_number() -> None:
    assert rows_of("1. 100% hồ sơ số hóa\n2. 3.5 km đường") == [
        ["100% hồ sơ số hóa"],
        ["3.5 km đường"],
    ]


def test_a_hyphen_inside_a_title_stays_where_a_dash_divides() -> None:
    (read,) = read_tasks("1. Hội nghị “Kết nối vùng - Đồng hành” – 22 dự án", YEAR)

    assert (read.title, read.target) == ("Hội nghị “Kết nối vùng - Đồng hành”", "22 dự án")


def test_decomposed_letters_are_read_as_composed_ones() -> None:
    assert read_tasks("1. So\u0302\u0301 ho\u0301a", YEAR) == (Row(1, "Số hóa"),)


@pytest.mark.parametrize(
    ("row", "target"),
    [
        ("1. Làm đường – 12 km – quý III", "12 km"),
        ("1. Làm đường – 12 km trong quý III", "12 km trong quý III"),
    ],
)
def test_a_proposed_date_is_taken_only_when_asked(row: str, target: str) -> None:
    read = read_tasks(row, YEAR)
    assert read[0].due_on is None

    (taken,) = with_proposals(read)

    assert taken == Row(1, "Làm đường", target=target, due_on=date(YEAR, 9, 30))


@given(st.text(max_size=400))
def test_whatever_is_pasted_is_read_without_fail_and_fits_a_row(text: str) -> None:
    for row in read_tasks(text, YEAR):
        doubts = {one.doubt for one in row.doubts}
        assert len(row.target) <= 300 or Doubt.TOO_LONG in doubts
        assert row.title or Doubt.NO_TITLE in doubts
        assert len(row.title) <= 300 or Doubt.TOO_LONG in doubts
