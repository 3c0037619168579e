"""What the server knows: users, their chats as they now stand, files, presses."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.support.bot_api.refusal import Refusal, bad_request

PRESS_LIFE = timedelta(seconds=15)
DOWNLOAD_LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True)
class StoredFile:
    """A file that either side uploaded."""

    file_id: str
    name: str
    media_type: str
    content: bytes


@dataclass
class ChatMessage:
    """One message as it now stands; `source` is the text as it was sent, tags and all."""

    message_id: int
    text: str
    source: str
    date: int
    mine: bool = False
    markup: dict[str, Any] | None = None
    file: StoredFile | None = None

    def buttons(self) -> list[list[dict[str, Any]]]:
        rows: list[list[dict[str, Any]]] = (self.markup or {}).get("inline_keyboard", [])
        return rows


@dataclass
class Chat:
    """A private chat; `open` once the user has written, closed while the bot is blocked."""

    id: int
    first_name: str
    open: bool = False
    blocked: bool = False
    messages: list[ChatMessage] = field(default_factory=list)
    keyboard: tuple[tuple[str, ...], ...] = ()
    toasts: list[str] = field(default_factory=list)
    commands: list[tuple[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "type": "private", "first_name": self.first_name}

    def user_json(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": self.first_name}


@dataclass
class Press:
    """A press that waits for its answer."""

    chat: Chat
    at: datetime
    answered: bool = False


@dataclass
class World:
    """Everything behind the API; ids grow, nothing is forgotten."""

    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    profile: dict[str, Any] = field(default_factory=dict)
    webhook: str = ""
    last_message_id: int = 0
    upload_limit: int = 50 * 1024 * 1024

    def next_message_id(self) -> int:
        self.last_message_id += 1
        return self.last_message_id

    def writable(self, chat_id: str) -> Chat:
        """Return the chat that the bot may write to."""
        chat = self.chats.get(int(chat_id)) if chat_id.lstrip("-").isdecimal() else None
        if chat is None or not (chat.open or chat.blocked):
            raise bad_request("chat not found")
        if chat.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        return chat

    def keep(self, name: str, media_type: str, content: bytes) -> StoredFile:
        file = StoredFile(f"file-{len(self.files) + 1}", name, media_type, content)
        self.files[file.file_id] = file
        return file

    def unanswered(self) -> list[str]:
        return [press_id for press_id, press in self.presses.items() if not press.answered]
