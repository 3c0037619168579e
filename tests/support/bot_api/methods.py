"""The Bot API methods that a bot may call here; an unknown method or parameter is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.support.bot_api import checks
from tests.support.bot_api.chats import (
    DOWNLOAD_LIMIT,
    PRESS_LIFE,
    Chat,
    ChatMessage,
    StoredFile,
    World,
)
from tests.support.bot_api.checks import CAPTION_LIMIT, TEXT_LIMIT, demand
from tests.support.bot_api.flood import Flood
from tests.support.bot_api.refusal import Refusal, bad_request

BOT = {"id": 700, "is_bot": True, "first_name": "Giao Ước", "username": "giaouoc_test_bot"}
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
Params = Mapping[str, Any]


@dataclass(frozen=True)
class Upload:
    """A file of a multipart call."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Methods:
    """Each method takes the parameters as they travelled and returns the result, or refuses."""

    world: World
    flood: Flood
    now: Callable[[], datetime]

    def call(self, method: str, params: Params) -> Any:
        entry = METHODS.get(method)
        if entry is None:
            raise Refusal(404, "Not Found")
        run, known = entry
        unknown = params.keys() - set(known.split())
        demand(not unknown, f"parameters the tests' server does not know: {sorted(unknown)}")
        return run(self, params)

    def get_me(self, _params: Params) -> Any:
        return {**BOT, "can_join_groups": False, "can_read_all_group_messages": False}

    def delete_webhook(self, _params: Params) -> Any:
        self.world.webhook = ""
        return True

    def send_message(self, params: Params) -> Any:
        shown = checks.shown_text(params, "text", TEXT_LIMIT)
        demand(shown, "message text is empty")
        return self._send(params, ChatMessage(0, shown, params["text"], 0))

    def send_document(self, params: Params) -> Any:
        return self._send_file(params, "document")

    def send_photo(self, params: Params) -> Any:
        return self._send_file(params, "photo")

    def edit_message_text(self, params: Params) -> Any:
        shown = checks.shown_text(params, "text", TEXT_LIMIT)
        demand(shown, "message text is empty")
        chat, message = self._editable(params)
        demand(message.file is None, "there is no text in the message to edit")
        return self._edit(params, chat, message, shown, params["text"])

    def edit_message_caption(self, params: Params) -> Any:
        shown = checks.shown_text(params, "caption", CAPTION_LIMIT)
        chat, message = self._editable(params)
        demand(message.file is not None, "there is no caption in the message to edit")
        return self._edit(params, chat, message, shown, params.get("caption", ""))

    def answer_callback_query(self, params: Params) -> Any:
        press = self.world.presses.get(params.get("callback_query_id", ""))
        fresh = press and not press.answered and self.now() - press.at <= PRESS_LIFE
        if press is None or not fresh:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        toast = params.get("text", "")
        demand(len(toast) <= checks.TOAST_LIMIT, "MESSAGE_TOO_LONG")
        press.answered = True
        if toast:
            press.chat.toasts.append(toast)
        return True

    def get_file(self, params: Params) -> Any:
        file = self.world.files.get(params.get("file_id", ""))
        if file is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        demand(len(file.content) <= DOWNLOAD_LIMIT, "file is too big")
        return {**_file_json(file), "file_path": f"documents/{file.file_id}"}

    def set_my_commands(self, params: Params) -> Any:
        commands = checks.commands(params)
        match checks.read_json(params, "scope"):
            case {"type": "chat", "chat_id": chat_id}:
                self.world.writable(str(chat_id)).commands = commands
            case None | {"type": "default"}:
                self.world.profile["commands"] = commands
            case _:
                raise bad_request("can't parse BotCommandScope")
        return True

    def set_my_description(self, params: Params) -> Any:
        demand(len(params.get("description", "")) <= 512, "description is too long")
        self.world.profile["description"] = params.get("description", "")
        return True

    def set_my_short_description(self, params: Params) -> Any:
        demand(len(params.get("short_description", "")) <= 120, "description is too long")
        self.world.profile["short_description"] = params.get("short_description", "")
        return True

    def set_chat_menu_button(self, params: Params) -> Any:
        button = checks.read_json(params, "menu_button") or {"type": "default"}
        demand(button["type"] in {"commands", "default"}, "can't parse menu button")
        self.world.profile["menu_button"] = button["type"]
        return True

    def _send_file(self, params: Params, kind: str) -> Any:
        file = self._file_of(params.get(kind), kind)
        shown = checks.shown_text(params, "caption", CAPTION_LIMIT)
        return self._send(params, ChatMessage(0, shown, params.get("caption", ""), 0, file=file))

    def _file_of(self, sent: object, kind: str) -> StoredFile:
        """Return an uploaded file, or the one that a file_id names."""
        if isinstance(sent, str):
            demand(sent in self.world.files, "wrong file identifier/HTTP URL specified")
            return self.world.files[sent]
        if not isinstance(sent, Upload):
            raise bad_request(f"there is no {kind} in the request")
        demand(sent.content, "file must be non-empty")
        if len(sent.content) > self.world.upload_limit:
            raise Refusal(413, "Request Entity Too Large")
        return self.world.keep(sent.name, sent.media_type, sent.content)

    def _send(self, params: Params, message: ChatMessage) -> Any:
        markup = checks.markup(params)
        chat = self._paced(params)
        message.message_id = self.world.next_message_id()
        message.date = int(self.now().timestamp())
        if markup and "keyboard" in markup:
            chat.keyboard = tuple(tuple(map(_label, row)) for row in markup["keyboard"])
        else:
            message.markup = markup
        chat.messages.append(message)
        return message_json(chat, message)

    def _edit(
        self, params: Params, chat: Chat, message: ChatMessage, shown: str, source: str
    ) -> Any:
        markup = checks.markup(params)
        demand(markup is None or "inline_keyboard" in markup, "inline keyboard expected")
        demand((source, markup) != (message.source, message.markup), UNCHANGED)
        self._paced(params)
        message.text, message.source, message.markup = shown, source, markup
        return message_json(chat, message)

    def _editable(self, params: Params) -> tuple[Chat, ChatMessage]:
        chat = self.world.writable(params.get("chat_id", ""))
        wanted = params.get("message_id", "")
        for message in chat.messages:
            if str(message.message_id) == wanted:
                demand(not message.mine, "message can't be edited")
                return chat, message
        raise bad_request("message to edit not found")

    def _paced(self, params: Params) -> Chat:
        chat = self.world.writable(params.get("chat_id", ""))
        self.flood.pass_through(chat.id, self.now())
        return chat


def message_json(chat: Chat, message: ChatMessage) -> dict[str, Any]:
    """Return a message as Telegram shows it to the bot."""
    found = {
        "message_id": message.message_id,
        "date": message.date,
        "chat": chat.as_json(),
        "from": chat.user_json() if message.mine else BOT,
    }
    if message.file is not None:
        found["document"] = _file_json(message.file)
        if message.text:
            found["caption"] = message.text
    else:
        found["text"] = message.text
    if message.markup is not None:
        found["reply_markup"] = message.markup
    return found


def _file_json(file: StoredFile) -> dict[str, Any]:
    return {
        "file_id": file.file_id,
        "file_unique_id": f"unique-{file.file_id}",
        "file_name": file.name,
        "mime_type": file.media_type,
        "file_size": len(file.content),
    }


def _label(button: Any) -> str:
    return str(button["text"]) if isinstance(button, dict) else str(button)


_TEXT = "chat_id parse_mode reply_markup link_preview_options disable_notification"
_FILE = "chat_id caption parse_mode reply_markup disable_content_type_detection"
_EDIT = "chat_id message_id parse_mode reply_markup"
METHODS: dict[str, tuple[Callable[[Methods, Params], Any], str]] = {
    "getMe": (Methods.get_me, ""),
    "deleteWebhook": (Methods.delete_webhook, "drop_pending_updates"),
    "sendMessage": (Methods.send_message, f"{_TEXT} text"),
    "sendDocument": (Methods.send_document, f"{_FILE} document"),
    "sendPhoto": (Methods.send_photo, f"{_FILE} photo"),
    "editMessageText": (Methods.edit_message_text, f"{_EDIT} text link_preview_options"),
    "editMessageCaption": (Methods.edit_message_caption, f"{_EDIT} caption"),
    "answerCallbackQuery": (
        Methods.answer_callback_query,
        "callback_query_id text show_alert cache_time",
    ),
    "getFile": (Methods.get_file, "file_id"),
    "setMyCommands": (Methods.set_my_commands, "commands scope language_code"),
    "setMyDescription": (Methods.set_my_description, "description language_code"),
    "setMyShortDescription": (
        Methods.set_my_short_description,
        "short_description language_code",
    ),
    "setChatMenuButton": (Methods.set_chat_menu_button, "chat_id menu_button"),
}
