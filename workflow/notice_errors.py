"""Refusals about a notice while it is written, offered and let go."""

from dataclasses import dataclass
from datetime import date, datetime

from workflow.audience import Empty
from workflow.errors import Refusal, Unfit


@dataclass(eq=False)
class FilesFull(Unfit):
    """The notice carries as many files as it may."""

    limit: int


@dataclass(eq=False)
class FileTwice(Unfit):
    """The same file, by name and bytes, is attached already."""

    name: str


@dataclass(eq=False)
class HourMissing(Unfit):
    """A day was typed without the hour at which to send."""

    day: date


@dataclass(eq=False)
class TooFarAhead(Unfit):
    """The time to send at lies beyond `last`, a year from now."""

    at: datetime
    last: datetime


@dataclass(eq=False)
class UnknownUnits(Unfit):
    """These words name no unit of the bloc, or more than one."""

    words: tuple[str, ...]
    n_units: int


@dataclass(eq=False)
class NobodyToReach(Refusal):
    """The notice is for nobody as of now: it is not sent, and not offered."""

    why: Empty


@dataclass(eq=False)
class NoticeOffered(Refusal):
    """The notice waits for the chair; its author takes it back before changing it."""

    notice_id: int


@dataclass(eq=False)
class AuthorGone(Refusal):
    """Who wrote the offered notice writes none any more: the chair takes it over instead."""


@dataclass(eq=False)
class NotOffered(Refusal):
    """The notice does not wait for the chair any more: released, returned or taken back."""

    notice_id: int
