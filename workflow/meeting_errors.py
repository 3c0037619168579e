"""Refusals while a meeting is held: coming, stepping, speaking, voting."""

from dataclasses import dataclass
from datetime import datetime

from storage.kinds import ConferenceState, Standing
from storage.units import Unit
from workflow.errors import Refusal, Unfit


@dataclass(eq=False)
class TooEarly(Refusal):
    """Attendance is not taken before `opens_at`."""

    opens_at: datetime


@dataclass(eq=False)
class WrongHallCode(Refusal):
    """The code is neither this minute's nor the last one's."""


@dataclass(eq=False)
class NameAndTitleMissing(Unfit):
    """The text is no name with a position, a comma between."""


@dataclass(eq=False)
class NotRecordedAbsent(Refusal):
    """Another unit acts in this one's place only when it is recorded absent."""

    standing: Standing
    unit: Unit


@dataclass(eq=False)
class MeetingMoved(Refusal):
    """The meeting is no longer at the item that the screen showed."""

    conference_id: int


@dataclass(eq=False)
class NoItemBefore(Refusal):
    """The meeting is at its first item."""


@dataclass(eq=False)
class ItemsLeft(Refusal):
    """These items are neither done nor left out with a reason: the meeting cannot end."""

    numbers: tuple[int, ...]


@dataclass(eq=False)
class VoteUnderWay(Refusal):
    """A vote on the present item is open; it has to be closed first."""

    subject: str


@dataclass(eq=False)
class ItemNotOpen(Refusal):
    """The meeting is not at this item now."""

    title: str


@dataclass(eq=False)
class AlreadySpoke(Refusal):
    """The unit has had the floor on this item."""

    code: str


@dataclass(eq=False)
class UnitNotPresent(Refusal):
    """Nobody of the unit is recorded as present."""

    name: str


@dataclass(eq=False)
class NoQuorum(Refusal):
    """Too few units are present to vote: `wanting` more are needed (R9)."""

    present: int
    total: int
    wanting: int


@dataclass(eq=False)
class NotAmongVoters(Refusal):
    """No unit of the person was present when the vote was opened (R9)."""


@dataclass(eq=False)
class CastByLeader(Refusal):
    """The unit's leader or recorded substitute is present and casts its vote; not this person."""

    unit_name: str
    names: tuple[str, ...]


@dataclass(eq=False)
class BallotCast(Refusal):
    """The unit has cast its secret ballot, which cannot be changed."""

    unit_name: str


@dataclass(eq=False)
class NotThreeNumbers(Unfit):
    """The text is not three whole numbers: agree, disagree, other."""


@dataclass(eq=False)
class TooManyHands(Unfit):
    """More hands were counted than units are present."""

    counted: int
    present: int


@dataclass(eq=False)
class HallChanged(Refusal):
    """The hall screen's link was changed since the button was shown; that change stands."""


@dataclass(eq=False)
class NotHeldYet(Refusal):
    """Minutes and news are written after the close; `state` is None without a conference."""

    state: ConferenceState | None
