"""The user's side of a chat: what a person with Telegram in the hand can do and see."""

from typing import Any

from tests.support.bot_api.chats import Chat, ChatMessage, Press, StoredFile, World
from tests.support.bot_api.checks import TEXT_LIMIT
from tests.support.bot_api.entities import units
from tests.support.bot_api.methods import Methods, message_json
from tests.support.bot_api.updates import Updates


class User:
    """One person's private chat with the bot."""

    def __init__(self, methods: Methods, updates: Updates, chat: Chat) -> None:
        self._world: World = methods.world
        self._now = methods.now
        self._updates = updates
        self._chat = chat

    @property
    def id(self) -> int:
        return self._chat.id

    @property
    def chat(self) -> list[ChatMessage]:
        """The whole chat, oldest first, edits as they now stand."""
        return list(self._chat.messages)

    @property
    def keyboard(self) -> tuple[tuple[str, ...], ...]:
        return self._chat.keyboard

    @property
    def toasts(self) -> list[str]:
        return list(self._chat.toasts)

    @property
    def commands(self) -> list[tuple[str, str]]:
        """The commands that the bot set for this very chat."""
        return list(self._chat.commands)

    def opens_chat(self) -> None:
        """Let the bot write, as after an earlier /start; nothing reaches the bot now."""
        self._chat.open = True

    def types(self, text: str) -> int:
        """Send a text, in several messages when long, as the app does; return the last id."""
        *earlier, last = _pieces(text)
        for piece in earlier:
            self._writes(ChatMessage(0, piece, piece, 0, mine=True))
        return self._writes(ChatMessage(0, last, last, 0, mine=True))

    def presses(self, label: str) -> str:
        """Press the newest button of this label, else the keyboard's; return the press id."""
        for message in reversed(self._chat.messages):
            for row in message.buttons():
                for button in row:
                    if button["text"] == label:
                        return self._press(message, button["callback_data"])
        if any(label in row for row in self._chat.keyboard):
            self.types(label)
            return ""
        raise LookupError(label)

    def presses_data(self, message: ChatMessage, data: str) -> str:
        """Press with any data, as a forged or outdated button does; return the press id."""
        return self._press(message, data)

    def sends_document(
        self, name: str, media_type: str, content: bytes, caption: str = ""
    ) -> StoredFile:
        file = self._world.keep(name, media_type, content)
        self._writes(ChatMessage(0, caption, caption, 0, mine=True, file=file))
        return file

    def sends_photo(self, content: bytes, caption: str = "") -> StoredFile:
        """Send a picture, which Telegram keeps in two sizes; the larger one is the file."""
        small = self._world.keep("", "image/jpeg", content[: len(content) // 2])
        file = self._world.keep("", "image/jpeg", content)
        message = ChatMessage(0, caption, caption, 0, mine=True, file=file)
        self._writes(message, photo=[_size(small, 90), _size(file, 1280)])
        return file

    def sends_sticker(self) -> int:
        return self._writes(
            ChatMessage(0, "(sticker)", "", 0, mine=True),
            sticker={"file_id": "sticker", "type": "regular", "width": 512, "height": 512},
        )

    def sends_voice(self) -> int:
        return self._writes(
            ChatMessage(0, "(voice)", "", 0, mine=True),
            voice={"file_id": "voice", "file_unique_id": "unique-voice", "duration": 3},
        )

    def sends_location(self) -> int:
        return self._writes(
            ChatMessage(0, "(location)", "", 0, mine=True),
            location={"latitude": 21.03, "longitude": 105.85},
        )

    def blocks_bot(self) -> None:
        self._chat.open, self._chat.blocked = False, True
        self._membership("member", "kicked")

    def unblocks_bot(self) -> None:
        self._chat.open, self._chat.blocked = True, False
        self._membership("kicked", "member")

    def _writes(self, message: ChatMessage, **content: Any) -> int:
        self._chat.open, self._chat.blocked = True, False
        message.message_id = self._world.next_message_id()
        message.date = int(self._now().timestamp())
        self._chat.messages.append(message)
        body = message_json(self._chat, message)
        if content:
            body = {k: v for k, v in body.items() if k not in {"text", "document"}} | content
        return self._updates.add("message", body, self._now())

    def _press(self, message: ChatMessage, data: str) -> str:
        press_id = f"press-{len(self._world.presses) + 1}"
        self._world.presses[press_id] = Press(self._chat, self._now())
        body = {
            "id": press_id,
            "from": self._chat.user_json(),
            "message": message_json(self._chat, message),
            "chat_instance": str(self._chat.id),
            "data": data,
        }
        self._updates.add("callback_query", body, self._now())
        return press_id

    def _membership(self, old: str, new: str) -> None:
        body = {
            "chat": self._chat.as_json(),
            "from": self._chat.user_json(),
            "date": int(self._now().timestamp()),
            "old_chat_member": {"status": old},
            "new_chat_member": {"status": new},
        }
        self._updates.add("my_chat_member", body, self._now())


def _pieces(text: str) -> list[str]:
    pieces, room = [""], TEXT_LIMIT
    for letter in text:
        if units(letter) > room:
            pieces.append("")
            room = TEXT_LIMIT
        pieces[-1] += letter
        room -= units(letter)
    return pieces


def _size(file: StoredFile, width: int) -> dict[str, Any]:
    return {
        "file_id": file.file_id,
        "file_unique_id": f"unique-{file.file_id}",
        "file_size": len(file.content),
        "width": width,
        "height": width,
    }
