"""The printed invite sheets: one A4 page a unit, one card a person, one QR a channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import segno

from messages.language import VIETNAMESE
from messages.render import environment

GROUP = 4


@dataclass(frozen=True)
class Door:
    """A link into one channel and its QR code."""

    link: str
    is_telegram: bool = False

    @property
    def qr(self) -> str:
        """Return the link as an SVG that needs nothing from outside."""
        drawn: str = segno.make(self.link, error="m", micro=False).svg_inline(omitsize=True)
        return drawn


@dataclass(frozen=True)
class Links:
    """How to reach the channels: the web address and the bot's name, each may be empty."""

    public_url: str
    bot_name: str

    @property
    def reaches_phones(self) -> bool:
        """Tell whether the web address can mean this machine to another one."""
        return (urlsplit(self.public_url).hostname or "") not in ("127.0.0.1", "::1", "localhost")

    def doors(self, code: str) -> tuple[Door, ...]:
        """Return a door for each channel that is configured, the web first."""
        doors = []
        if self.public_url:
            doors.append(Door(f"{self.public_url.rstrip('/')}/j/{code}"))
        if self.bot_name:
            doors.append(Door(f"https://t.me/{self.bot_name}?start={code}", is_telegram=True))
        return tuple(doors)


@dataclass(frozen=True)
class Invitee:
    """One person's card; `roles` are office words."""

    name: str
    title: str
    roles: tuple[str, ...]
    code: str
    doors: tuple[Door, ...]
    expires_at: datetime

    @property
    def code_groups(self) -> tuple[str, ...]:
        return grouped(self.code)


@dataclass(frozen=True)
class UnitPage:
    """The people of one unit; without a name, those who belong to the bloc as a whole."""

    bloc_name: str
    year: int
    unit_name: str | None
    invitees: tuple[Invitee, ...]


def grouped(code: str) -> tuple[str, ...]:
    """Cut a code into groups that the eye can follow; it is accepted with or without blanks."""
    return tuple(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def invite_sheet(pages: Sequence[UnitPage]) -> str:
    """Return one self-contained HTML document, a printed page for each unit."""
    return (
        environment(VIETNAMESE).get_template("documents/invite_sheet.html.j2").render(pages=pages)
    )
