import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.words import clean, fold, paragraphs, plain

LETTERS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyÁẢẤỆỘỰĐ \t\n'-.,0189")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Đình Đức", "dang dinh duc"),
        ("ĐĂNG KÝ", "dang ky"),
        ("Ðặng", "dang"),  # eth, as old keyboards write it
        ("Nguyễn  Thị\tBích\nĐào", "nguyen thi bich dao"),
        ("Ưu Ơn Ắt Ếch Ộp", "uu on at ech op"),
        ("", ""),
    ],
)
def test_folding_forgets_case_marks_and_blanks(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(LETTERS)
def test_composed_and_decomposed_text_are_the_same(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)

    assert fold(apart) == fold(text)
    assert clean(apart) == clean(text)
    assert paragraphs(apart) == paragraphs(text)
    assert plain(apart) == plain(text)


@given(LETTERS)
def test_doing_it_twice_changes_nothing(text: str) -> None:
    for made in (clean, fold, paragraphs, plain):
        assert made(made(text)) == made(text)


@given(st.text())
def test_clean_text_is_one_composed_line_without_spare_blanks(text: str) -> None:
    line = clean(text)

    assert line == unicodedata.normalize("NFC", line).strip()
    assert len(line.splitlines()) <= 1
    assert "  " not in line


@given(st.text("ab \n\r"))
def test_paragraphs_keep_lines_and_at_most_one_empty_between(text: str) -> None:
    kept = paragraphs(text)

    assert "\n\n\n" not in kept
    assert kept == kept.strip()
    assert kept.split() == text.split()


def test_a_tab_of_a_pasted_table_becomes_a_bar() -> None:
    assert paragraphs("\t1.\tĐường\t12 km\t\n") == "1. | Đường | 12 km"


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("📌 Việc cần làm", "viec can lam"),
        ("✍️ Giao ước", "giao uoc"),
        ("3. Duyệt: Sở Tài chính", "3 duyet so tai chinh"),
        ("Đúng, là tôi", "dung la toi"),
        ("―――", ""),
    ],
)
def test_plain_words_are_how_labels_are_matched(text: str, matched: str) -> None:
    assert plain(text) == matched
