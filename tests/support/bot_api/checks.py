"""What Telegram demands of a call's parameters."""

import json
from collections.abc import Mapping
from typing import Any

from tests.support.bot_api.entities import plain, units
from tests.support.bot_api.refusal import bad_request

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024
DATA_LIMIT, TOAST_LIMIT = 64, 200
BUTTON_LIMIT, ROW_LIMIT = 100, 8


def demand(holds: object, otherwise: str) -> None:
    if not holds:
        raise bad_request(otherwise)


def shown_text(params: Mapping[str, Any], key: str, limit: int) -> str:
    """Return the words of a text or caption after its tags are read."""
    source = str(params.get(key, ""))
    shown = plain(source) if params.get("parse_mode") == "HTML" else source.strip()
    what = "message" if key == "text" else "message caption"
    demand(units(shown) <= limit, f"{what} is too long")
    return shown


def read_json(params: Mapping[str, Any], key: str) -> Any:
    """Return a parameter that travels as JSON; None when it is absent."""
    if key not in params:
        return None
    try:
        return json.loads(params[key])
    except (TypeError, ValueError) as error:
        raise bad_request(f"can't parse {key} JSON object") from error


def markup(params: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a checked reply markup."""
    found: dict[str, Any] | None = read_json(params, "reply_markup")
    if found is None:
        return None
    known = {"inline_keyboard", "keyboard"} & found.keys()
    demand(len(known) == 1, "can't parse reply keyboard markup JSON object")
    rows = found[known.pop()]
    demand(all(rows), "reply markup has an empty row")
    demand(sum(map(len, rows)) <= BUTTON_LIMIT, "reply markup is too long")
    for row in rows:
        demand(len(row) <= ROW_LIMIT, "reply markup row is too long")
        for button in row:
            _check_button(button, inline="inline_keyboard" in found)
    return found


def _check_button(button: Any, *, inline: bool) -> None:
    text = button["text"] if isinstance(button, dict) else button
    demand(isinstance(text, str) and text.strip(), "keyboard button text must be non-empty")
    if inline:
        data = button.get("callback_data")
        demand(isinstance(data, str), "Text buttons are unallowed in the inline keyboard")
        demand(1 <= len(data.encode()) <= DATA_LIMIT, "BUTTON_DATA_INVALID")


def commands(params: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return checked (name, description) pairs."""
    found = [(one["command"], one["description"]) for one in read_json(params, "commands") or []]
    demand(len(found) <= 100, "too many commands")
    for name, said in found:
        demand(1 <= len(name) <= 32, "BOT_COMMAND_INVALID")
        demand(name.replace("_", "a").isalnum() and name.isascii(), "BOT_COMMAND_INVALID")
        demand(name == name.lower(), "BOT_COMMAND_INVALID")
        demand(1 <= len(said) <= 256, "BOT_COMMAND_DESCRIPTION_INVALID")
    return found
