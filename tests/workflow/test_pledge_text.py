import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from messages.pledge import pages_of, text_of
from tests.messages.work import draft
from workflow.pledge_text import normalised, text_hash

TEXTS = st.text("aăâđêôơưÁẤỆ \n.1")


@given(TEXTS)
def test_the_hash_does_not_depend_on_how_letters_are_composed(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)

    assert text_hash(normalised(apart)) == text_hash(normalised(text))


@given(TEXTS)
def test_the_hash_does_not_depend_on_line_ends(text: str) -> None:
    for end in ("\r\n", "\r"):
        assert normalised(text.replace("\n", end)) == normalised(text)


@given(st.text())
def test_a_normalised_text_ends_in_one_line_feed_and_stays(text: str) -> None:
    once = normalised(text)

    assert once.endswith("\n")
    assert not once.endswith("\n\n")
    assert normalised(once) == once


def test_another_letter_is_another_hash() -> None:
    assert text_hash(normalised("điểm nhấn")) != text_hash(normalised("diểm nhấn"))


def test_the_text_of_a_draft_is_normal_and_always_the_same() -> None:
    text = text_of(draft())

    assert text == normalised(text) == text_of(draft())


@given(st.lists(st.text("ab ", max_size=900), max_size=20))
def test_pages_hold_the_whole_text_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)

    pages = pages_of(text)

    assert "".join(pages).replace("\n", "") == text.replace("\n", "")
    assert all(len(page) <= 2800 for page in pages)
