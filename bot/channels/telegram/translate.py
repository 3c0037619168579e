"""Raw updates in the bot's words.

Read by shape, never by key: an update that fits none of the shapes is ignored, so that nothing
Telegram may think of next year can stop the reading.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

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

# Beyond every date that can be meant.
FAR = 2**33
NOBODY = Incoming("", Ignored())

# Before document and photo: an animation carries a document too, a venue a location.
UNREAD_KINDS = (
    "animation",
    "audio",
    "checklist",
    "contact",
    "dice",
    "game",
    "paid_media",
    "poll",
    "sticker",
    "story",
    "venue",
    "video",
    "video_note",
    "voice",
    "location",
)


def understand(raw: Mapping[str, Any]) -> Incoming:
    """Translate any JSON object; groups, edits and unknown shapes are ignored."""
    match raw:
        case {"callback_query": {"message": {"chat": {"id": int(chat), "type": "private"}}}}:
            return Incoming(str(chat), _press(raw["callback_query"]))
        case {"message": {"chat": {"id": int(chat), "type": "private"}}}:
            return Incoming(str(chat), _content(raw["message"]), _sent_at(raw["message"]))
        case {
            "my_chat_member": {
                "chat": {"id": int(chat), "type": "private"},
                "new_chat_member": {"status": "kicked" | "member" as status},
            }
        }:
            return Incoming(str(chat), Left() if status == "kicked" else Returned())
        case _:
            return NOBODY


def _sent_at(message: Mapping[str, Any]) -> datetime | None:
    """Return when Telegram took a message: whole seconds of Unix time."""
    match message:
        case {"date": int(seconds)} if 0 < seconds < FAR:
            return datetime.fromtimestamp(seconds, UTC)
    return None


def _press(query: Mapping[str, Any]) -> What:
    match query:
        case {"id": str(press_id), "data": str(data), "message": {"message_id": int(screen)}}:
            return Pressed(data, press_id, str(screen))
        case _:
            return Ignored()


def _content(message: Mapping[str, Any]) -> What:
    unread = next((kind for kind in UNREAD_KINDS if kind in message), None)
    if unread is not None:
        return Unsupported(unread)
    match message:
        case {"text": str(text)}:
            return TypedText(text)
        case {"document": {"file_id": str(ref)} as document}:
            return _file(ref, document, message)
        case {"photo": [*sizes]}:
            return _photo(sizes, message)
        case _:
            return Ignored()


def _photo(sizes: list[Any], message: Mapping[str, Any]) -> What:
    readable = [size for size in sizes if isinstance(size, dict) and _word(size, "file_id")]
    if not readable:
        return Ignored()
    largest = max(readable, key=_area)
    name = f"{_word(largest, 'file_unique_id') or 'photo'}.jpg"
    stated = {**largest, "file_name": name, "mime_type": "image/jpeg"}
    return _file(largest["file_id"], stated, message)


def _file(ref: str, stated: Mapping[str, Any], message: Mapping[str, Any]) -> SentFile:
    return SentFile(
        ref=ref,
        name=_word(stated, "file_name"),
        media_type=_word(stated, "mime_type"),
        size=_number(stated, "file_size"),
        caption=_word(message, "caption"),
    )


def _area(size: Mapping[str, Any]) -> int:
    return _number(size, "width") * _number(size, "height")


def _word(source: Mapping[str, Any], key: str) -> str:
    value = source.get(key)
    return value if isinstance(value, str) else ""


def _number(source: Mapping[str, Any], key: str) -> int:
    value = source.get(key)
    return value if isinstance(value, int) else 0
