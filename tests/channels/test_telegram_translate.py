"""Raw Telegram updates in the bot's words; no shape stops the reading."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import (
    Ignored,
    Incoming,
    Left,
    Pressed,
    Returned,
    SentFile,
    TypedText,
    Unsupported,
    What,
)
from bot.channels.telegram.translate import understand

CHAT = {"id": 1001, "type": "private", "first_name": "An"}
GROUP = {"id": -100, "type": "supergroup", "title": "Khối"}
PRESS = {
    "id": "77",
    "from": {"id": 1001},
    "data": "mnu1",
    "message": {"message_id": 5, "date": 0, "chat": CHAT},
}
DOCUMENT = {
    "file_id": "F",
    "file_unique_id": "u",
    "file_name": "a.xlsx",
    "mime_type": "application/vnd.ms-excel",
    "file_size": 9,
}
SIZES = [
    {"file_id": "S", "file_unique_id": "s", "width": 90, "height": 90, "file_size": 1},
    {"file_id": "L", "file_unique_id": "l", "width": 1280, "height": 960, "file_size": 7},
    {"file_id": "M", "file_unique_id": "m", "width": 320, "height": 240, "file_size": 3},
]


def message(**content: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": {"message_id": 5, "date": 0, "chat": CHAT, **content}}


def member(status: str, chat: dict[str, Any] = CHAT) -> dict[str, Any]:
    return {"update_id": 1, "my_chat_member": {"chat": chat, "new_chat_member": {"status": status}}}


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (message(text="  Đã đọc\n"), TypedText("  Đã đọc\n")),
        ({"callback_query": PRESS}, Pressed("mnu1", "77", "5")),
        (
            message(document=DOCUMENT, caption="Danh sách"),
            SentFile("F", "a.xlsx", "application/vnd.ms-excel", 9, "Danh sách"),
        ),
        (message(document={"file_id": "F"}), SentFile("F", "", "", 0, "")),
        (message(photo=SIZES), SentFile("L", "l.jpg", "image/jpeg", 7, "")),
        (message(sticker={"file_id": "x"}), Unsupported("sticker")),
        (message(voice={"file_id": "x"}), Unsupported("voice")),
        (message(contact={"phone_number": "0"}), Unsupported("contact")),
        (message(animation={}, document=DOCUMENT), Unsupported("animation")),
        (message(venue={}, location={}), Unsupported("venue")),
        (member("kicked"), Left()),
        (member("member"), Returned()),
    ],
)
def test_update_of_a_private_chat_is_read(raw: dict[str, Any], what: What) -> None:
    assert understand(raw) == Incoming("1001", what)


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"update_id": 1, "message": {"chat": GROUP, "text": "/menu"}},
        {"update_id": 1, "edited_message": message(text="x")["message"]},
        {"callback_query": {**PRESS, "message": {**PRESS["message"], "chat": GROUP}}},  # type: ignore[dict-item]
        {"callback_query": {"id": "77", "data": "mnu1", "inline_message_id": "x"}},
        {"callback_query": {**PRESS, "data": None}},
        member("administrator"),
        member("kicked", GROUP),
        message(pinned_message={}),
        message(photo=[]),
        message(text=7),
        {"tomorrows_kind": {"chat": CHAT}},
    ],
)
def test_anything_else_is_ignored(raw: dict[str, Any]) -> None:
    assert understand(raw).what == Ignored()


JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 1.5, "", "x", [], [None], {}, {"id": []}]
)


@given(data=st.data())
def test_no_damaged_update_stops_the_reading(data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from(
            [message(document=DOCUMENT), message(photo=SIZES), {"callback_query": PRESS}]
        )
    )
    damaged: Any = copy.deepcopy(whole)
    place: Any = damaged
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else [0]))
        if isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
            place = place[key]
        else:
            place[key] = data.draw(JUNK)
            break

    assert isinstance(understand(damaged), Incoming)
