"""What is known of a conference that is over: the facts its papers are written from.

Names and positions are those of the day: attendance kept them, and roles are dated. A vote
tells its numbers, and the other opinions by nobody's name (R5, R9).
"""

from dataclasses import dataclass
from enum import StrEnum

from storage.announcements import Announcement
from storage.attendances import Attendance
from storage.blocs import Bloc, Cycle
from storage.conferences import AgendaItem, Conference
from storage.kinds import AgendaKind, ItemState, Role
from storage.pledges import Signature
from storage.units import Unit
from storage.votes import Vote
from workflow.comment import Remark


class Capacity(StrEnum):
    """As what somebody came."""

    LEADER = "leader"
    OFFICER = "officer"
    SUBSTITUTE = "substitute"
    GUEST = "guest"


@dataclass(frozen=True)
class Somebody:
    """A person as a paper names them, with the position of the day.

    Without `is_here` neither they nor anybody of their unit was recorded as present.
    """

    name: str
    title: str
    unit: str = ""
    role: Role | None = None
    is_here: bool = True


@dataclass(frozen=True)
class Attendee:
    """Somebody who was recorded as present."""

    who: Somebody
    capacity: Capacity
    record: Attendance


@dataclass(frozen=True)
class UnitRoll:
    """A unit with its people who came; with none of them, why, as far as it was said."""

    unit: Unit
    came: tuple[Attendee, ...]
    reason: str = ""


@dataclass(frozen=True)
class Ballot:
    """A closed vote, and the other opinions of an open one."""

    vote: Vote
    opinions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """A directive as it was given, or the theme as it was declared."""

    by: Somebody
    text: str


@dataclass(frozen=True)
class OnDraft:
    """What a unit had said on a bloc document's draft, handled while an item was open."""

    unit: Unit
    title: str
    text: str


@dataclass(frozen=True)
class ItemFacts:
    """One item of the agenda with what was said and decided on it."""

    item: AgendaItem
    speakers: tuple[Unit, ...] = ()
    remarks: tuple[Remark, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    drafts: tuple[OnDraft, ...] = ()

    @property
    def is_skipped(self) -> bool:
        return self.item.state is ItemState.SKIPPED


@dataclass(frozen=True)
class Announced:
    """The registrations as the conference heard them (R6)."""

    by: Somebody
    announcement: Announcement


@dataclass(frozen=True)
class Meeting:
    """A conference that is over."""

    bloc: Bloc
    cycle: Cycle
    conference: Conference
    rolls: tuple[UnitRoll, ...]
    guests: tuple[Attendee, ...]
    chair: Somebody
    secretary: Somebody | None
    items: tuple[ItemFacts, ...]
    announced: Announced | None
    launched: Said | None
    directives: tuple[Said, ...]
    signatures: tuple[Signature, ...]

    @property
    def present(self) -> tuple[UnitRoll, ...]:
        return tuple(roll for roll in self.rolls if roll.came)

    @property
    def absent(self) -> tuple[UnitRoll, ...]:
        return tuple(roll for roll in self.rolls if not roll.came)

    @property
    def n_signed_here(self) -> int:
        """Count the units that signed while the meeting was held and they were present at it."""
        came = {roll.unit.id for roll in self.present}
        started = self.conference.started_at
        assert started is not None
        return sum(one.unit_id in came and one.signed_at >= started for one in self.signatures)

    @property
    def ballots(self) -> tuple[tuple[AgendaItem, Ballot], ...]:
        """Return every vote with its item, in the order of the agenda."""
        return tuple((one.item, ballot) for one in self.items for ballot in one.ballots)

    def place_of(self, kind: AgendaKind) -> int | None:
        """Return the number of the item at which such a thing is told; None without an item."""
        held = [one.item for one in self.items if not one.is_skipped]
        of_kind = [item for item in held if item.kind is kind]
        return next((item.number for item in (*of_kind, *reversed(held))), None)
