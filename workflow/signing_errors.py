"""Refusals about the pledge's text, its signatures, exceptions and scans."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.kinds import PaperState
from storage.units import Unit
from workflow.errors import Refusal, Unfit


@dataclass(eq=False)
class SectionChanged(Refusal):
    """`name` changed this part of the text since it was shown."""

    name: str


@dataclass(eq=False)
class BasisUnread(Unfit):
    """The wording of a legal basis lacks its number or its day: these words of the label book."""

    lacks: tuple[str, ...]


@dataclass(eq=False)
class BasesFull(Refusal):
    """The pledge cites as many papers as fit."""

    limit: int


@dataclass(eq=False)
class NameLocked(Refusal):
    """Too many wrong names: signing opens again at this moment."""

    opens_at: datetime


@dataclass(eq=False)
class SignerDeclared(Refusal):
    """The unit's answer to the invitation names this person to sign for its head (R7)."""

    name: str


@dataclass(eq=False)
class AlreadyDeclined(Refusal):
    """The unit has declined to sign this text; signing takes that back."""


@dataclass(eq=False)
class UnitExcepted(Refusal):
    """The chair recorded an exception for the unit, with this reason (R8)."""

    reason: str


@dataclass(eq=False)
class ExceptionTooEarly(Refusal):
    """The unit still has time to sign, and has not declined."""

    due_on: date


@dataclass(eq=False)
class PaperSettled(Refusal):
    """The scan was decided on, or overtaken by a signature or another text."""

    state: PaperState


@dataclass(eq=False)
class PaperWaits(Refusal):
    """The unit's scan is already with the secretary."""


@dataclass(eq=False)
class PaperFull(Unfit):
    """The scan has as many files as are taken."""

    limit: int


@dataclass(eq=False)
class PaperEmpty(Refusal):
    """No page of the scan has been sent yet."""


@dataclass(eq=False)
class OwnPaper(Refusal):
    """Who handed a scan in does not compare it (R4)."""


@dataclass(eq=False)
class NotAJoiner(Refusal):
    """The unit signs the pledge itself, or has its addendum already."""

    unit: Unit
