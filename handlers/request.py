"""What a handler is given: one update inside its unit of work, and the ways to answer."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from messages.actions import Action
from messages.message import Letter, Message
from messages.people import Links
from storage.accounts import Account
from storage.dialogues import Dialogue
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.errors import NotPermitted
from workflow.outage import AWAY
from workflow.permission import Actor

# Two machines' clocks may differ by that much.
SKEW = timedelta(seconds=30)


@dataclass(frozen=True)
class SentFile:
    """A file that came with the update; its bytes are here already."""

    name: str
    media_type: str
    content: bytes


@dataclass
class Request:
    """One update of one account; `about` is what the open question was asked about."""

    uow: UnitOfWork
    account: Account
    joined: Actor | None
    links: Links
    text: str = ""
    file: SentFile | None = None
    read: Any = None
    """What `Routes.reads` made of the file."""
    open: Dialogue | None = None
    """The question that waited for an answer when the update came."""
    about: Mapping[str, Any] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    asked: tuple[str, dict[str, Any]] | None = None
    pressed: bool = False
    sent_at: datetime | None = None
    """When the channel took it from the person; an outage may lie between then and now."""
    is_ballot: bool = False
    """What was sent tells a choice: neither the inbox nor the chat page keeps it (R9)."""
    reply_key: str | None = None
    """Names the reply, so that a later progress line can redraw it."""

    @property
    def actor(self) -> Actor:
        """Who acts; refuse somebody who has not joined or holds no role now."""
        if self.joined is None:
            raise NotPermitted
        return self.joined

    @property
    def typed_by(self) -> datetime | None:
        """By when it was typed, where an outage kept it waiting; None when it came at once."""
        is_late = self.sent_at is not None and self.uow.now - self.sent_at > AWAY
        return self.sent_at + SKEW if self.sent_at is not None and is_late else None

    def ask(self, question: str, **about: Any) -> None:
        """Leave a question open: the next text answers it."""
        self.asked = (question, about)

    def keep_asking(self, **more: Any) -> None:
        """Leave open the question that was open when the update came."""
        if self.open is not None and self.open.question is not None:
            self.asked = (self.open.question, {**self.open.about, **more})

    def tell(self, people: Iterable[int], message: Message) -> None:
        """Say something to others; it leaves after the commit. The actor is left out."""
        me = self.joined.person.id if self.joined else None
        self.letters.extend(Letter(person, message) for person in people if person != me)


async def at_own_unit(
    request: Request,
    opened: Callable[[Request, int], Awaitable[Message]],
    choose: Callable[[Sequence[Unit]], Message],
) -> Message:
    """Open what is the person's own unit's; who acts for several units chooses one."""
    own = request.actor.units
    if not own:
        raise NotPermitted
    if len(own) > 1:
        members = await request.uow.units.of_cycle(request.actor.cycle.id)
        return choose([unit for unit in members if unit.id in own])
    return await opened(request, own[0])


Handler = Callable[[Request], Awaitable[Message]]
ActionHandler = Callable[[Request, Any], Awaitable[Message]]
Reader = Callable[[SentFile], Any]


@dataclass(frozen=True)
class Routes:
    """A noun's table of contents: command, button or open question to function."""

    commands: Mapping[str, Handler] = field(default_factory=dict)
    actions: Mapping[type[Action], ActionHandler] = field(default_factory=dict)
    answers: Mapping[str, Handler] = field(default_factory=dict)
    file_commands: Collection[str] = ()
    """Commands that stand as well in the caption of a file, and then are about the file."""
    takes_file: Collection[str] = ()
    """The questions that a file answers, and no text."""
    reads: Mapping[str, Reader] = field(default_factory=dict)
    """Questions that a file may answer, and what reads it: `Request.read` is the result.

    A reader runs before the transaction on another thread, a few seconds long; it touches
    nothing but the file, and refuses by raising `Unfit`.
    """
