"""The port between the bot and what carries its messages.

A channel translates and carries; it knows no rule and no table of the trade. Whatever it
receives it hands to an `Inlet` and tells its peer "received" only after that returns.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol


@dataclass(frozen=True)
class TypedText:
    """A text as typed, not yet normalised."""

    text: str


@dataclass(frozen=True)
class Pressed:
    """A press; `data` is a wire action, `press_id` is answered once, `message_id` is redrawn."""

    data: str
    press_id: str | None
    message_id: str | None


@dataclass(frozen=True)
class SentFile:
    """A file that can be fetched by `ref`; size in bytes."""

    ref: str
    name: str
    media_type: str
    size: int
    caption: str


@dataclass(frozen=True)
class Unsupported:
    """A sticker, voice, location, contact or another kind the bot does not read."""

    kind: str


@dataclass(frozen=True)
class Left:
    """The person blocked the bot or closed the chat; nothing is to be answered."""


@dataclass(frozen=True)
class Returned:
    """The person let the bot in again; nothing is to be answered."""


@dataclass(frozen=True)
class Ignored:
    """An update with nothing to act on, e.g. a group message."""


What = TypedText | Pressed | SentFile | Unsupported | Left | Returned | Ignored


@dataclass(frozen=True)
class Incoming:
    """One update in the bot's words: which account, what, when.

    `sent_at` is when the channel took it from the person, where it knows better than we: what
    waited there through an outage was sent before it was received.
    """

    account: str
    what: What
    sent_at: datetime | None = None


@dataclass(frozen=True)
class CarriedFile:
    """A file to carry, with its bytes.

    Or, with `reference`, what the channel called it when it took it before; its bytes are then
    had by `load`, for when the channel no longer knows it. `is_picture`: to be seen at once,
    not to be opened; the bot made it.
    """

    file_id: int
    name: str
    media_type: str
    content: bytes
    reference: str | None = None
    load: Callable[[], Awaitable[bytes]] | None = None
    is_picture: bool = False


@dataclass(frozen=True)
class Outgoing:
    """One delivery: `content` is `Message.to_json()`; a channel may use `delivery_id` as a key.

    `target_id` is the channel's id of the message to redraw when the content's mode is redraw;
    `press_id`, when given, is answered (with the content's toast) whatever else happens.
    """

    delivery_id: int
    account: str
    content: Mapping[str, Any]
    files: tuple[CarriedFile, ...] = ()
    press_id: str | None = None
    target_id: str | None = None


@dataclass(frozen=True)
class Sent:
    """The channel has it, under this id.

    `references`: what it calls the files (by id) that were uploaded; `left_out`: the files that
    it will never take, the rest arrived.
    """

    message_id: str
    references: Mapping[int, str] = field(default_factory=dict)
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True)
class Refused:
    """The channel will never take this message."""

    reason: str


@dataclass(frozen=True)
class Blocked:
    """The channel will take nothing for this account."""

    reason: str


@dataclass(frozen=True)
class Uncertain:
    """It may or may not have arrived. `rest`: how long everybody leaves the channel alone.

    `too_fast`: the channel asked for that rest, and not for whose sake, as with `TooFast`.
    """

    reason: str
    rest: timedelta = timedelta(0)
    too_fast: bool = False


@dataclass(frozen=True)
class Later:
    """It did not leave; try again after the given time. `whole` pauses the whole channel."""

    after: timedelta
    reason: str
    whole: bool = False


@dataclass(frozen=True)
class TooFast:
    """It did not leave: the channel asks to wait so long, and not for whose sake."""

    after: timedelta
    reason: str


Outcome = Sent | Refused | Blocked | Uncertain | Later | TooFast


@dataclass(frozen=True)
class Pace:
    """How fast a channel may be used: messages a second in all and to one account.

    `burst`: how many one account takes at once.
    """

    overall: float
    per_account: float
    burst: int


class Inlet(Protocol):
    """Where a channel leaves what it received."""

    async def receive(self, channel: str, updates: Sequence[tuple[str, Mapping[str, Any]]]) -> int:
        """Store (external id, raw) pairs durably in one transaction; return how many were new."""
        ...

    def wake(self) -> None:
        """Say that something was stored by the channel itself."""
        ...


class Channel(Protocol):
    """One way to reach people."""

    name: str
    pace: Pace | None
    """None: as fast as it takes them."""
    repeats_safely: bool
    """Sending one `delivery_id` twice shows one message."""
    knows_files: bool
    """It takes a file once and then knows it by a reference."""

    def understand(self, raw: Mapping[str, Any]) -> Incoming:
        """Translate a stored raw update; must not fail on anything it ever stored."""
        ...

    def n_messages(self, outgoing: Outgoing) -> int:
        """Return how many messages a delivery makes, as the pace counts them."""
        ...

    async def send(self, outgoing: Outgoing) -> Outcome: ...

    async def fetch(self, ref: str) -> bytes:
        """Return a sent file's bytes; raise `Unfetchable` when it cannot be had."""
        ...

    async def close(self) -> None: ...


class Unfetchable(Exception):
    """A file that the channel could not hand over."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
