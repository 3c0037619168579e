"""A person's phone as the rehearsal and the tests hold it, whatever channel is behind it."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Bubble:
    """One message on the screen; `mine` was written here, the others came from the bot.

    `text` is what the eye reads: no tags, entities resolved. `buttons` are labels, row by row.
    """

    text: str
    mine: bool = False
    buttons: tuple[tuple[str, ...], ...] = ()
    files: tuple[str, ...] = ()


class Phone(Protocol):
    """What a person can do with a chat. Every act leaves at once; `reads` shows the present."""

    async def types(self, text: str) -> None:
        """Send a text."""
        ...

    async def presses(self, label: str) -> None:
        """Press the newest button with this label; raise `LookupError` when none is shown."""
        ...

    async def sends_file(
        self, name: str, media_type: str, content: bytes, caption: str = ""
    ) -> None: ...

    async def reads(self) -> list[Bubble]:
        """Return the whole chat, oldest first, redrawn messages as they now stand."""
        ...

    async def downloads(self, name: str) -> bytes:
        """Return the newest received file of this name."""
        ...

    async def keyboard(self) -> tuple[tuple[str, ...], ...]:
        """Return the entries under the chat, row by row."""
        ...

    async def blocks(self) -> bool:
        """Let nothing of the bot in until the next own message; False where nobody can."""
        ...
