"""What is said to one person, the same on every channel.

`text` is HTML of the small set Telegram accepts: b, i, u, s, code, pre, blockquote, a.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from messages.actions import Action
from storage.kinds import Mode


@dataclass(frozen=True)
class Button:
    """A label and what pressing it asks for; the label typed as text asks for the same."""

    label: str
    action: Action


@dataclass(frozen=True)
class Attachment:
    """A stored file that goes along."""

    file_id: int
    name: str

    def to_json(self) -> dict[str, Any]:
        return {"id": self.file_id, "name": self.name}


@dataclass(frozen=True)
class Paper:
    """A file that is made when the message is sent; `kind` names its maker in handlers.papers.

    `about` carries ids only: what the paper says, and whether the reader may have it, is looked
    up at the moment of sending. The ending of `name` tells what kind of file it is.
    """

    kind: str
    about: Mapping[str, int | str]
    name: str

    def to_json(self) -> dict[str, Any]:
        return {"paper": self.kind, "about": dict(self.about), "name": self.name}


Enclosure = Attachment | Paper
Rows = tuple[tuple[Button, ...], ...]


def in_rows(buttons: Sequence[Button], n: int) -> Rows:
    """Put small buttons side by side, `n` in a row."""
    return tuple(tuple(buttons[i : i + n]) for i in range(0, len(buttons), n))


Keyboard = tuple[tuple[str, ...], ...]
Commands = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Message:
    """Text, buttons, keyboard entries, files; `redraw` replaces the pressed screen in place.

    `commands` are the (name, description) pairs that the reader may use; they come with the
    keyboard, whenever the reader's roles may have changed.
    """

    text: str
    buttons: Rows = ()
    keyboard: Keyboard = ()
    commands: Commands = ()
    files: tuple[Enclosure, ...] = ()
    mode: Mode = Mode.NEW
    toast: str = ""

    def redrawn(self, toast: str = "") -> "Message":
        """Return the same message, shown in place of the pressed one, with a short toast."""
        return replace(self, mode=Mode.REDRAW, toast=toast or self.toast)

    def to_json(self) -> dict[str, Any]:
        """Return what a channel needs, as JSON; actions in their wire format."""
        return {
            "text": self.text,
            "buttons": [[[b.label, b.action.encode()] for b in row] for row in self.buttons],
            "keyboard": [list(row) for row in self.keyboard],
            "commands": [list(pair) for pair in self.commands],
            "files": [file.to_json() for file in self.files],
            "mode": self.mode.value,
            "toast": self.toast,
        }


@dataclass(frozen=True)
class Letter:
    """A message to somebody else than the one who acted."""

    person_id: int
    message: Message
