"""What is known of every copy of a notice.

The words are six and never mixed (promise 5): received by the channel, confirmed by the person,
unknown, unreachable; waiting is what has not left yet, stopped what never will.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from storage.kinds import Audience, DeliveryState, NoticeState, Role
from storage.notices import Notice, Recipient
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow.errors import NoSuchThing
from workflow.permission import Actor

UNSENT = (NoticeState.DRAFT, NoticeState.OFFERED, NoticeState.DISCARDED)


class Reached(StrEnum):
    """What is known of one person's copy, those that need somebody first."""

    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"
    STOPPED = "stopped"
    WAITING = "waiting"
    RECEIVED = "received"
    CONFIRMED = "confirmed"


# In which order a sum names them.
SUMMED = (
    Reached.CONFIRMED,
    Reached.RECEIVED,
    Reached.UNKNOWN,
    Reached.UNREACHABLE,
    Reached.WAITING,
    Reached.STOPPED,
)
Row = tuple[Recipient, Reached]


@dataclass(frozen=True)
class Ledger:
    """A released notice with what is known of every copy; `steers`: its reader may steer it."""

    notice: Notice
    rows: tuple[Row, ...]
    steers: bool = True

    def count(self, *reached: Reached) -> int:
        found = Counter(state for _, state in self.rows)
        return sum(found[state] for state in reached)

    @property
    def counts(self) -> dict[str, int]:
        return {state.value: self.count(state) for state in SUMMED}

    @property
    def by_need(self) -> tuple[Row, ...]:
        """Return the rows grouped by what is known, the unreached first."""
        order = list(Reached)
        return tuple(sorted(self.rows, key=lambda row: order.index(row[1])))

    @property
    def unconfirmed(self) -> tuple[Row, ...]:
        """Return who was to confirm and has not; nobody of whom it was not asked or was stopped."""
        if not self.notice.needs_confirmation:
            return ()
        closed = (Reached.CONFIRMED, Reached.STOPPED)
        return tuple(row for row in self.by_need if row[1] not in closed)

    @property
    def n_people(self) -> int:
        """Return how many it is for: as counted at its release while nothing has left."""
        return len(self.rows) or int(self.notice.progress.get("count", 0))


@dataclass(frozen=True)
class Book:
    """The ledger as it is exported, with the role through which each person got it."""

    ledger: Ledger
    seats: dict[int, Assignment]


def reached(recipient: Recipient) -> Reached:
    """Return the ledger's word; a confirmation outweighs whatever the channel said."""
    if recipient.confirmed_at is not None:
        return Reached.CONFIRMED
    if recipient.stopped_at is not None:
        return Reached.STOPPED
    return {
        None: Reached.UNREACHABLE,
        DeliveryState.SENT: Reached.RECEIVED,
        DeliveryState.UNKNOWN: Reached.UNKNOWN,
        DeliveryState.UNREACHABLE: Reached.UNREACHABLE,
        DeliveryState.FAILED: Reached.UNREACHABLE,
    }.get(recipient.delivery, Reached.WAITING)


async def ledger_of(uow: UnitOfWork, notice: Notice, *, steers: bool = True) -> Ledger:
    rows = await uow.notices.recipients(notice.id)
    return Ledger(notice, tuple((row, reached(row)) for row in rows), steers)


def steering_seat(actor: Actor, notice: Notice) -> Assignment | None:
    """Return as what the actor may steer its sending: the chair; a directive only its giver."""
    if notice.audience is not Audience.EVERYBODY:
        return actor.seat(Role.CHAIR)
    is_giver = actor.person.id == notice.author_id
    return actor.seat(Role.PATRON, Role.AGENCY) if is_giver else None


async def of(uow: UnitOfWork, actor: Actor, notice_id: int) -> Ledger:
    """Return what is known of every copy of a released notice.

    For the chair, the secretary and its author: nobody else sees who has not read it.
    """
    notice = await uow.notices.get(notice_id)
    if notice is None or notice.cycle_id != actor.cycle.id or notice.state in UNSENT:
        raise NoSuchThing
    if actor.person.id != notice.author_id:
        actor.require(Role.CHAIR, Role.SECRETARY)
    return await ledger_of(uow, notice, steers=steering_seat(actor, notice) is not None)


async def book(uow: UnitOfWork, actor: Actor, notice_id: int) -> Book:
    """Return the ledger for export; each person with the seat held when it left."""
    found = await of(uow, actor, notice_id)
    at = found.notice.released_at or uow.now
    held = await uow.people.held_in(actor.cycle.id, at)
    return Book(found, {seat.person_id: seat for seat in reversed(held)})
