"""Buttons once sent are understood for ever: tests/house/wire_formats.txt grows, never shrinks."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages import actions
from messages.actions import Action, Unreadable, decode, kinds

FIXTURE = Path(__file__).with_name("wire_formats.txt")
LARGEST_ID = 9_999_999
LARGEST_WORDS = {
    "key": "f" * 32,
    "hash_start": "f" * 16,
    "field": "target_unit",
    "audience": "officers",
    "kind": "commendation",
    "way": "replace",
    "step_name": "registration",
    "whose": "received",
    "mode": "in_person",
    "answer": "substitute",
    "source": "substitute",
    "choice": "disagree",
    "section": "compliance",
    "mark": "f" * 8,
    "rows": "unconfirmed",
}
PIECES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def _sent() -> list[tuple[str, str]]:
    lines = FIXTURE.read_text(encoding="ascii").splitlines()
    return [(wire, name) for name, wire in (line.split() for line in lines)]


def _largest(kind: type[Action]) -> Action:
    return kind(
        *(
            LARGEST_ID if field.type is int else LARGEST_WORDS[field.name]
            for field in dataclasses.fields(kind)
        )
    )


@pytest.mark.parametrize("kind", kinds().values())
def test_an_action_fits_the_wire_and_comes_back(kind: type[Action]) -> None:
    wire = _largest(kind).encode()

    assert len(wire.encode("ascii")) <= 64
    assert decode(wire) == _largest(kind)


@pytest.mark.parametrize(("wire", "name"), _sent())
def test_a_button_once_sent_still_asks_for_the_same(wire: str, name: str) -> None:
    assert type(decode(wire)).__name__ == name


def test_every_action_is_among_the_buttons_once_sent() -> None:
    kept = {type(decode(wire)) for wire, _ in _sent()}

    assert {kind.__name__ for kind in set(kinds().values()) - kept} == set()


def test_every_code_ends_in_its_version() -> None:
    assert [code for code in kinds() if not code[-1].isdigit() or not code.isalnum()] == []


def test_a_move_up_survives_the_wire() -> None:
    up = actions.MoveKeyTask(1, -1, 2)

    assert decode(up.encode()) == up


@pytest.mark.parametrize(
    "wire",
    [
        "",
        ":",
        "kl1",
        "kl1:",
        "kl1:7:7",
        "kl1:seven",
        "kl1:7.0",
        "kl2:7",
        "KL1:7",
        "kl1:99999999999999999999",  # no row has it, and SQLite could not even look
        "kl1:-99999999999999999999",
        "kl1:" + "9" * 5000,
        "kl1:\N{ARABIC-INDIC DIGIT SEVEN}",
        "kl1: 7",
        "kl1:1_000",
    ],
)
def test_what_no_button_carried_is_unreadable(wire: str) -> None:
    with pytest.raises(Unreadable):
        decode(wire)


@given(st.text())
def test_any_text_is_an_action_or_unreadable(text: str) -> None:
    try:
        action = decode(text)
    except Unreadable:
        return

    assert isinstance(action, Action)


@given(st.sampled_from(sorted(kinds())), st.lists(PIECES, max_size=4))
def test_a_forged_action_is_decoded_or_unreadable(code: str, values: list[str]) -> None:
    try:
        action = decode(":".join([code, *values]))
    except Unreadable:
        return

    assert type(action) is kinds()[code]
