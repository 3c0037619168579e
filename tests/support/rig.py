"""What the channel contract needs from a channel and its peer, the same for every channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.channels.channel import Channel, Incoming, Outcome
from bot.rehearsal.phone import Phone


@dataclass(frozen=True)
class Arrival:
    """One update that reached the inlet."""

    external_id: str
    raw: Mapping[str, Any]


@dataclass(frozen=True)
class NewFile:
    """A file that a message is to carry."""

    name: str
    media_type: str
    content: bytes


class Rig(Protocol):
    """A channel, its peer and the phones, with nothing of the trade behind them.

    `name` is "telegram" or "web". Each rig is opened by an async context manager
    `open_<name>_rig(tmp_path)`.
    """

    name: str

    @property
    def channel(self) -> Channel: ...

    async def phone(self, name: str) -> Phone:
        """Hand out a phone whose chat with the bot is open; the opening leaves no arrival."""
        ...

    def account_of(self, phone: Phone) -> str: ...

    async def arrive(self) -> list[Arrival]:
        """Let all that the phones sent reach the inlet; return what is new since last time."""
        ...

    async def deliver(
        self,
        phone: Phone,
        content: Mapping[str, Any],
        *,
        files: tuple[NewFile, ...] = (),
        press_id: str | None = None,
        target_id: str | None = None,
    ) -> Outcome:
        """Send `Message.to_json()` content through the channel, as a new delivery.

        `content["files"]` is filled in from `files`; the rig stores them where the channel
        looks for them.
        """
        ...

    async def toasts(self, phone: Phone) -> list[str]:
        """Return what flashed on the phone so far; a channel may show none."""
        ...

    async def sends_sticker(self, phone: Phone) -> bool:
        """Send a kind that the bot does not read; False when the channel cannot make one."""
        ...

    async def blocks(self, phone: Phone) -> bool:
        """Block the bot; False when the channel has no such thing."""
        ...


async def understood(rig: Rig) -> list[Incoming]:
    """Return new arrivals in the bot's words."""
    return [rig.channel.understand(arrival.raw) for arrival in await rig.arrive()]
