import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.people import grouped
from workflow.code import ALPHABET, normal
from workflow.invite import LENGTH, looks_like_code

CODES = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


def test_a_code_carries_at_least_128_bits() -> None:
    assert len(ALPHABET) ** LENGTH >= 2**128
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert set("ILOU") & set(ALPHABET) == set()


@given(CODES)
def test_a_code_typed_in_groups_or_small_letters_is_the_same(code: str) -> None:
    assert normal(code) == code
    assert normal(grouped(code)) == code
    assert normal(f" {grouped(code).lower()} ") == code
    assert looks_like_code(grouped(code).replace("-", " "))


@given(CODES)
def test_letters_that_readers_confuse_are_read_as_meant(code: str) -> None:
    for typed, meant in (("O", "0"), ("o", "0"), ("I", "1"), ("l", "1")):
        assert normal(code.replace(meant, typed)) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7Q2M9X4KD0H5RB8VTN3WZC6PJ",
        "7Q2M9X4KD0H5RB8VTN3WZC6PJEE",
        "7Q2M9X4KD0H5RB8VTN3WZC6PJU",
        "Hoàn thành số hóa hồ sơ 100",
        "7Q2M9X4KD0H5RB8VTN3WZC6PJÊ",
    ],
)
def test_other_words_do_not_look_like_a_code(text: str) -> None:
    assert not looks_like_code(text)


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    assert looks_like_code(text) == (
        len(normal(text)) == LENGTH and set(normal(text)) <= set(ALPHABET)
    )
