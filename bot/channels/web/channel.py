"""The web channel: a delivery has arrived when its bubble is stored; open pages are then woken."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.channels.channel import (
    Blocked,
    Ignored,
    Incoming,
    Outcome,
    Outgoing,
    Pace,
    Pressed,
    Sent,
    SentFile,
    TypedText,
    Unfetchable,
    What,
)
from bot.channels.web.bells import Bells
from bot.channels.web.bubbles import as_id, from_bot, keyboard_in_force
from bot.channels.web.settings import WebSettings
from storage.engine import Storage
from storage.kinds import AccountState, Mode
from storage.unit_of_work import UnitOfWork


class WebChannel:
    """Carries messages to the chat pages that `build_app` serves from the same storage.

    `bot_name` returns what the bot is called on Telegram, "" where it is not.
    """

    name = "web"
    pace: Pace | None = None
    repeats_safely = True
    knows_files = False

    def __init__(
        self, storage: Storage, settings: WebSettings, bot_name: Callable[[], str] = str
    ) -> None:
        self.storage = storage
        self.settings = settings
        self.bot_name = bot_name
        self.bells = Bells()
        self.hall_bells = Bells()

    def understand(self, raw: Mapping[str, Any]) -> Incoming:
        try:
            return Incoming(str(raw["account"]), _what(raw))
        except (KeyError, TypeError, ValueError, OverflowError):
            return Incoming(str(raw.get("account", "")), Ignored())

    def n_messages(self, outgoing: Outgoing) -> int:
        del outgoing
        return 1

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Store the bubble; repeating a delivery shows nothing new."""
        async with self.storage.begin() as uow:
            account = await uow.accounts.find(self.name, outgoing.account)
            if account is None or account.state is AccountState.ENDED:
                return Blocked("ended")
            shown = await _show(uow, account.id, outgoing)
        self.bells.ring(account.id)
        return Sent(str(shown))

    async def fetch(self, ref: str) -> bytes:
        async with self.storage.begin() as uow:
            content = await uow.inbox.attached(self.name, ref)
        if content is None:
            raise Unfetchable("no such upload")
        return content

    def note_change(self) -> None:
        """Let the hall screens look again; called after every commit that may concern them."""
        self.hall_bells.ring_all()

    async def close(self) -> None:
        """Let every open page hang up."""
        self.bells.silence()
        self.hall_bells.silence()


async def _show(uow: UnitOfWork, account_id: int, outgoing: Outgoing) -> int:
    content = from_bot(outgoing, await keyboard_in_force(uow, account_id))
    target = as_id(outgoing.target_id or "")
    if (
        target is not None
        and outgoing.content["mode"] == Mode.REDRAW
        and await uow.web_chats.redraw(target, account_id, content)
    ):
        return target
    bubble = await uow.web_chats.show(
        {
            "account_id": account_id,
            "delivery_id": outgoing.delivery_id,
            "content": content,
            "at": uow.now,
        }
    )
    return bubble.id


def _what(raw: Mapping[str, Any]) -> What:
    match raw["kind"]:
        case "text":
            return TypedText(str(raw["text"]))
        case "press":
            return Pressed(str(raw["data"]), str(raw["press_id"]), str(raw["message_id"]))
        case "file":
            return SentFile(
                ref=str(raw["ref"]),
                name=str(raw["name"]),
                media_type=str(raw["media_type"]),
                size=int(raw["size"]),
                caption=str(raw["caption"]),
            )
        case _:
            return Ignored()
