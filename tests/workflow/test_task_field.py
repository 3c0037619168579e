"""The fields of a key task: what each takes (form 4a)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.errors import Blank, NoSuchThing, NotADate, OneLineOnly, OutsideYear, TooLong
from workflow.task_field import ASKED, FIELDS, FURTHER, read

YEAR = 2027


@pytest.mark.parametrize("name", [name for name in FIELDS if name != "due"])
def test_a_text_fits_up_to_its_limit(name: str) -> None:
    limit = FIELDS[name].limit

    assert read(name, "ệ" * limit, YEAR) == "ệ" * limit
    with pytest.raises(TooLong):
        read(name, "ệ" * (limit + 1), YEAR)


@pytest.mark.parametrize("name", [name for name in FIELDS if name != "due"])
def test_a_text_without_a_word_is_refused(name: str) -> None:
    with pytest.raises(Blank):
        read(name, "⭐ … -", YEAR)


@pytest.mark.parametrize("name", ["title", "target", "lead"])
def test_a_one_line_field_takes_no_second_line(name: str) -> None:
    with pytest.raises(OneLineOnly):
        read(name, "Dòng một\nDòng hai", YEAR)


def test_a_long_field_keeps_its_lines() -> None:
    assert read("measures", " Rà soát.\n\n\nTập  huấn. ", YEAR) == "Rà soát.\n\nTập huấn."


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("cuối năm", NotADate), ("31/2", NotADate), ("30/9/2028", OutsideYear)],
)
def test_a_date_outside_reading_or_outside_the_year_is_refused(
    text: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        read("due", text, YEAR)


def test_a_date_is_read_in_the_year() -> None:
    assert read("due", "30/9", YEAR) == date(2027, 9, 30)


def test_an_empty_text_clears_all_but_the_title() -> None:
    assert {name: read(name, "", YEAR) for name in FIELDS if name != "title"} == {
        name: None if name == "due" else "" for name in FIELDS if name != "title"
    }
    with pytest.raises(Blank):
        read("title", "", YEAR)


@given(st.text(max_size=20).filter(lambda name: name not in FIELDS))
def test_no_other_column_is_a_field(name: str) -> None:
    with pytest.raises(NoSuchThing):
        read(name, "Chữ", YEAR)


def test_every_field_is_asked_or_one_press_away() -> None:
    assert {*ASKED, *FURTHER} == set(FIELDS)
