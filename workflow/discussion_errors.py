"""Refusals about comments, the bloc's documents and what is announced."""

from dataclasses import dataclass
from datetime import date

from storage.kinds import DocumentState
from storage.units import Unit
from workflow.errors import NotPermitted, Refusal, Unfit


@dataclass(eq=False)
class CommentsClosed(Refusal):
    """The meeting has begun or is over: comments stay as they are."""


@dataclass(eq=False)
class DiscussionClosed(NotPermitted):
    """The units' lists are not open to the other units (R5)."""


@dataclass(eq=False)
class CommentGone(Refusal):
    """The comment was taken back."""


@dataclass(eq=False)
class DocumentStage(Refusal):
    """The document's state does not allow the act."""

    state: DocumentState


@dataclass(eq=False)
class DocumentChanged(Refusal):
    """The document changed since the screen was drawn."""

    document_id: int


@dataclass(eq=False)
class DayPassed(Unfit):
    """The day by which to comment has passed already."""

    day: date


@dataclass(eq=False)
class DayAhead(Unfit):
    """A document cannot bear a date that is still to come."""

    day: date


@dataclass(eq=False)
class NothingToAnnounce(Refusal):
    """No unit's registration is approved yet."""


@dataclass(eq=False)
class DeputyAnnounces(Refusal):
    """The deputy's unit announces, and is not recorded as absent from a meeting under way."""

    unit: Unit


@dataclass(eq=False)
class AnnouncementChanged(Refusal):
    """The registrations changed since they were shown for the announcement."""


@dataclass(eq=False)
class ThemeDeclared(Refusal):
    """The year's theme has been declared already."""

    theme: str


@dataclass(eq=False)
class WordingChanged(Refusal):
    """What would be sent is no longer what was shown."""
