"""Refusals about a conference, its preparation and the answers to its invitation."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.kinds import ConferenceState
from storage.people import Assignment
from workflow.errors import Refusal, Unfit


@dataclass(eq=False)
class NotATime(Unfit):
    """The text holds neither a day nor an hour that can be read."""

    text: str


@dataclass(eq=False)
class WhichYear(Unfit):
    """The day was typed without a year, and comes once more before the year of the conference."""

    day: date


@dataclass(eq=False)
class InThePast(Unfit):
    """What is planned would begin at a moment that has passed."""

    at: datetime


@dataclass(eq=False)
class SameTime(Unfit):
    """The meeting is held at that moment already."""

    at: datetime


@dataclass(eq=False)
class DayOutside(Unfit):
    """The day by which to answer lies outside these two, both counted."""

    day: date
    first: date
    last: date


@dataclass(eq=False)
class NotALink(Unfit):
    """The text is no web address."""

    text: str


@dataclass(eq=False)
class MinutesOutside(Unfit):
    """The text is no whole number from 1 to `limit`."""

    text: str
    limit: int


@dataclass(eq=False)
class PeopleOutside(Unfit):
    """The text is no number of people from 1 to `limit`."""

    text: str
    limit: int


@dataclass(eq=False)
class TitleMissing(Unfit):
    """These lines do not give a name with its position."""

    lines: tuple[str, ...]


class Missing(StrEnum):
    """What an invitation still lacks."""

    STARTS = "starts"
    PLACE = "place"
    LINK = "link"
    AGENDA = "agenda"


@dataclass(eq=False)
class ConferenceIncomplete(Refusal):
    """The invitation cannot be sent with these gaps (R15)."""

    gaps: tuple[Missing, ...]


@dataclass(eq=False)
class ConferenceStage(Refusal):
    """The conference's state does not allow the act."""

    state: ConferenceState


@dataclass(eq=False)
class ConferenceChanged(Refusal):
    """The conference changed since the screen was drawn."""

    conference_id: int


@dataclass(eq=False)
class ItemInUse(Refusal):
    """The agenda item has begun, or bears comments or votes: it cannot be removed."""

    number: int
    title: str


@dataclass(eq=False)
class NoMoreRoom(Unfit):
    """The conference has as many of these as fit its screens: agenda items, papers or guests."""

    limit: int


@dataclass(eq=False)
class NothingToFollow(Refusal):
    """No conference of an earlier year was held to its end."""


@dataclass(eq=False)
class AnswersClosed(Refusal):
    """The meeting has begun: whoever still has to say something calls `contact`."""

    state: ConferenceState
    contact: Assignment | None


@dataclass(eq=False)
class RsvpChanged(Refusal):
    """Somebody answered for the unit since the screen was drawn."""

    conference_id: int
    unit_id: int


@dataclass(eq=False)
class NotAnswered(Refusal):
    """The unit has not said yet that somebody comes: this comes after it."""

    conference_id: int
    unit_id: int
