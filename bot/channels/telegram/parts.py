"""One message of the bot as the calls that Telegram needs for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
)
from telegram.constants import MessageLimit

from bot.channels.channel import CarriedFile, Outgoing
from bot.channels.telegram.split import length, split

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | None


@dataclass(frozen=True)
class Part:
    """One call: a text, or a file with its caption."""

    text: str
    markup: Markup = None
    file: CarriedFile | None = None


@dataclass(frozen=True)
class Plan:
    """The parts in order; `redraws` is the message that the first one replaces."""

    parts: tuple[Part, ...]
    redraws: int | None = None

    @property
    def answer(self) -> int:
        """The index of the part that a later redraw replaces: the last one with words."""
        worded = [index for index, part in enumerate(self.parts) if part.text]
        return worded[-1] if worded else 0

    def as_new(self) -> "Plan":
        return replace(self, redraws=None)


def plan(outgoing: Outgoing) -> Plan:
    """Lay a delivery out: the text, in pieces when long, buttons on the last one, then the files.

    A single file takes a short text along as its caption. A message that brings a keyboard is
    never drawn over another one: Telegram takes a keyboard only with a new message.
    """
    content = outgoing.content
    text, markup = str(content["text"]), _markup(content)
    files = [Part("", file=file) for file in outgoing.files]
    target = outgoing.target_id if content["mode"] == "redraw" else None
    if target is not None and target.isdecimal() and not isinstance(markup, ReplyKeyboardMarkup):
        return Plan((*_texts(text, markup), *files), int(target))
    if len(files) == 1 and length(text) <= MessageLimit.CAPTION_LENGTH:
        return Plan((Part(text, markup, files[0].file),))
    return Plan((*_texts(text, markup), *files))


def _texts(text: str, markup: Markup) -> list[Part]:
    *earlier, last = split(text, MessageLimit.MAX_TEXT_LENGTH) or [text]
    return [*(Part(piece) for piece in earlier), Part(last, markup)]


def _markup(content: Mapping[str, Any]) -> Markup:
    if content["buttons"]:
        return InlineKeyboardMarkup(
            [
                [InlineKeyboardButton(label, callback_data=data) for label, data in row]
                for row in content["buttons"]
            ]
        )
    if content["keyboard"]:
        return ReplyKeyboardMarkup(content["keyboard"], resize_keyboard=True, is_persistent=True)
    return None
