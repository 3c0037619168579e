"""A phone with Telegram in it, on the user's side of the tests' Bot API server."""

from bot.rehearsal.phone import Bubble
from tests.support.bot_api import ChatMessage, User


class TelegramPhone:
    """Implements `bot.rehearsal.phone.Phone`."""

    def __init__(self, user: User) -> None:
        self.user = user

    async def types(self, text: str) -> None:
        self.user.types(text)

    async def presses(self, label: str) -> None:
        self.user.presses(label)

    async def sends_file(
        self, name: str, media_type: str, content: bytes, caption: str = ""
    ) -> None:
        self.user.sends_document(name, media_type, content, caption)

    async def reads(self) -> list[Bubble]:
        return [_bubble(message) for message in self.user.chat]

    async def downloads(self, name: str) -> bytes:
        for message in reversed(self.user.chat):
            if message.file is not None and message.file.name == name and not message.mine:
                return message.file.content
        raise LookupError(name)

    async def blocks(self) -> bool:
        self.user.blocks_bot()
        return True

    async def keyboard(self) -> tuple[tuple[str, ...], ...]:
        return self.user.keyboard


def _bubble(message: ChatMessage) -> Bubble:
    return Bubble(
        text=message.text,
        mine=message.mine,
        buttons=tuple(tuple(button["text"] for button in row) for row in message.buttons()),
        files=(message.file.name,) if message.file is not None else (),
    )
