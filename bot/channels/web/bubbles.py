"""What a bubble of the chat page holds, as stored and as the page reads it."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.channel import Outgoing
from storage.unit_of_work import UnitOfWork
from storage.web_chats import WebMessage

Keyboard = list[list[str]]


def from_bot(outgoing: Outgoing, keyboard: Keyboard) -> dict[str, Any]:
    """Return a delivery as a bubble."""
    content = outgoing.content
    return {
        "mine": False,
        "text": content["text"],
        "buttons": content["buttons"],
        "keyboard": content["keyboard"] or keyboard,
        "files": [
            {"id": file.file_id, "name": file.name, "size": len(file.content)}
            for file in outgoing.files
        ],
        "toast": content["toast"],
    }


def from_person(
    text: str, keyboard: Keyboard, files: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return what the person sent as a bubble; `text` is HTML, a file only its name and size."""
    return {
        "mine": True,
        "text": text,
        "buttons": [],
        "keyboard": keyboard,
        "files": list(files),
        "toast": "",
    }


def as_id(given: str) -> int | None:
    """Read an id as a page or a stored update gives it; None when it cannot be one."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= 15 else None


async def keyboard_in_force(uow: UnitOfWork, account_id: int) -> Keyboard:
    """Return the last keyboard the account was given.

    Every new bubble carries it on, so the last few bubbles always hold it.
    """
    return in_force(await uow.web_chats.latest(account_id, 10, None))


def in_force(last: Sequence[WebMessage]) -> Keyboard:
    """Return the last keyboard that one of the newest bubbles holds."""
    newest_first = sorted(last, key=lambda message: message.revision, reverse=True)
    carried = (message.content["keyboard"] for message in newest_first)
    return next((keyboard for keyboard in carried if keyboard), [])


def shown(message: WebMessage) -> dict[str, Any]:
    """Return a bubble as the page reads it; `act` is the page's own id of what it sent."""
    act = message.incoming_id.rpartition(":")[2] if message.incoming_id else None
    return {
        "id": message.id,
        "revision": message.revision,
        "at": message.at.isoformat(),
        "act": act,
        **message.content,
    }
