"""Long HTML is cut where Telegram takes it, and no word is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.split import length, split
from tests.support.bot_api.entities import plain, units

PIECE = st.sampled_from(
    [
        "hàng một\n",
        "🏅 ",
        "dài",
        "&amp;",
        "&lt;",
        "<b>đậm</b>",
        "<i>a <u>b\n</u>c</i> ",
        "\n",
        "x" * 9,
    ]
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ngắn", ["ngắn"]),
        ("một\nhai\nbốn", ["một\nhai\n", "bốn"]),
        ("một hai ba bốn", ["một hai ", "ba bốn"]),
        ("0123456789abc", ["0123456789", "abc"]),
        ("<b>một\nhai\nbốn</b>", ["<b>một\nhai\n</b>", "<b>bốn</b>"]),
        ('<a href="https://x.vn">một\nhai ba</a>', None),
        ("a&amp;b&lt;c&gt;d", ["a&amp;b&lt;c&gt;d"]),
        ("🏅🏅🏅🏅🏅🏅", ["🏅🏅🏅🏅🏅", "🏅"]),
    ],
)
def test_text_is_cut_at_the_best_place(text: str, pieces: list[str] | None) -> None:
    found = split(text, 10)

    assert pieces is None or found == pieces
    assert all(units(plain(piece)) <= 10 for piece in found)


@given(st.lists(PIECE, min_size=1, max_size=30).map("".join), st.integers(8, 40))
def test_every_piece_is_whole_html_within_the_limit(text: str, limit: int) -> None:
    pieces = split(text, limit)

    assert all(length(piece) <= limit for piece in pieces)
    words = "".join(plain(piece) for piece in pieces)
    assert "".join(words.split()) == "".join(plain(text).split())
