"""Buttons pressed late, twice, or with data that nobody ever sent."""

from dataclasses import dataclass

from bot.rehearsal.phone import Phone
from bot.rehearsal.web_phone import WebPhone
from tests.support.bot_api import ChatMessage
from tests.support.telegram_phone import TelegramPhone


@dataclass(frozen=True)
class Held:
    """A button as it once was shown: what it carries, and on which message."""

    wire: str
    message: ChatMessage | str


async def hold(phone: Phone, label: str | None) -> Held:
    """Return the newest button of this label; without a label, an empty one on the last bubble."""
    for message, buttons in await _newest_first(phone):
        if label is None:
            return Held("", message)
        for shown, data in buttons:
            if shown == label:
                return Held(data, message)
    raise LookupError(label)


async def press(phone: Phone, held: Held) -> None:
    if isinstance(phone, WebPhone):
        await phone._act("press", {"data": held.wire, "message_id": str(held.message)})
    else:
        assert isinstance(phone, TelegramPhone)
        assert isinstance(held.message, ChatMessage)
        phone.user.presses_data(held.message, held.wire)


async def _newest_first(
    phone: Phone,
) -> list[tuple[ChatMessage | str, list[tuple[str, str]]]]:
    if isinstance(phone, WebPhone):
        return [
            (str(bubble["id"]), [(name, data) for row in bubble["buttons"] for name, data in row])
            async for bubble in phone._newest_first()
            if not bubble["mine"]
        ]
    assert isinstance(phone, TelegramPhone)
    return [
        (
            message,
            [(b["text"], b["callback_data"]) for row in message.buttons() for b in row],
        )
        for message in reversed(phone.user.chat)
        if not message.mine
    ]
