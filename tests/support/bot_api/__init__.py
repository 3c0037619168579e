"""A strict Bot API server for tests, with the users' side of each chat."""

from tests.support.bot_api.chats import ChatMessage, StoredFile
from tests.support.bot_api.faults import Answers, Dribbles, Drops, Hangs, server_error, too_many
from tests.support.bot_api.flood import Flood
from tests.support.bot_api.server import TOKEN, BotApi, Call
from tests.support.bot_api.user import User

__all__ = [
    "TOKEN",
    "Answers",
    "BotApi",
    "Call",
    "ChatMessage",
    "Dribbles",
    "Drops",
    "Flood",
    "Hangs",
    "StoredFile",
    "User",
    "server_error",
    "too_many",
]
