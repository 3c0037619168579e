"""Whom a notice is for: through a role, in some units, and only who still owes something.

The three narrow one another. They are computed anew each time, so that whoever did the thing
since is left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage.kinds import Audience, ListState, ObligationKind, Role, SubmissionKind
from storage.notices import Notice
from storage.obligations import Obligation
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.permission import READERS, UNIT_ROLES

ROLES = {
    Audience.ALL: (Role.OFFICER, Role.LEADER),
    Audience.OFFICERS: (Role.OFFICER,),
    Audience.LEADERS: (Role.LEADER,),
    Audience.EVERYBODY: (*UNIT_ROLES, *READERS),
}
LISTS = {
    ObligationKind.KEY_TASKS: SubmissionKind.KEY_TASKS,
    ObligationKind.REGISTRATION: SubmissionKind.REGISTRATION,
}
# What a unit owes, in the order of the year; a notice to confirm is owed by people.
UNIT_DUTIES = (
    *LISTS,
    ObligationKind.RSVP,
    ObligationKind.COMMENT,
    ObligationKind.SIGN,
)


class Empty(StrEnum):
    """Why a notice is for nobody."""

    NO_UNIT = "no_unit"
    NO_SEAT = "no_seat"
    NONE_OWES = "none_owes"


@dataclass(frozen=True)
class Owing:
    """Who still owes a duty: units whole, or people one by one."""

    units: frozenset[int | None] = frozenset()
    people: frozenset[int | None] = frozenset()

    def holds(self, seat: Assignment) -> bool:
        return seat.person_id in self.people or (
            seat.unit_id is not None and seat.unit_id in self.units
        )


@dataclass(frozen=True)
class Readers:
    """Whom a notice is for now, with what a sentence about them says.

    `units` are those meant: chosen, and still owing. In `silent_units` nobody can be reached.
    `chosen` is None for every unit; `title` is of the notice that was not confirmed.
    """

    notice: Notice
    people: tuple[Assignment, ...]
    units: tuple[Unit, ...]
    silent_units: tuple[str, ...]
    chosen: tuple[Unit, ...] | None = None
    title: str = ""
    empty: Empty | None = None


async def people(uow: UnitOfWork, notice: Notice) -> tuple[Assignment, ...]:
    """Return a seat of each person the notice is for as of now, each person once."""
    return _once(_owing_seats(await _seats(uow, notice), await _owing(uow, notice)))


async def readers_of(uow: UnitOfWork, notice: Notice) -> Readers:
    """Return whom the notice is for as of now, and where nobody can be reached."""
    seats, owing = await _seats(uow, notice), await _owing(uow, notice)
    found = _once(_owing_seats(seats, owing))
    units = await uow.units.of_cycle(notice.cycle_id)
    chosen = None if notice.units is None else [u for u in units if u.id in notice.units]
    meant = units if chosen is None else chosen
    if owing is not None:
        theirs = owing.units | {seat.unit_id for seat in found}
        meant = [unit for unit in meant if unit.id in theirs]
    accounts = await uow.accounts.reachable([seat.person_id for seat in found])
    heard = {seat.unit_id for seat in found if seat.person_id in accounts}
    of = await uow.notices.get(notice.lacking_of) if notice.lacking_of else None
    return Readers(
        notice=notice,
        people=found,
        units=tuple(meant),
        silent_units=tuple(unit.name for unit in meant if unit.id not in heard),
        chosen=None if chosen is None else tuple(chosen),
        title=of.subject if of else "",
        empty=None if found else _why_empty(chosen, seats),
    )


async def owing_of(
    uow: UnitOfWork,
    found: Sequence[Obligation],
    cycle_id: int,
    kind: ObligationKind,
    subject_id: int | None = None,
) -> Owing:
    """Return who owes the duty, of that subject when one is given, among the open ones found.

    A unit's list is lacking until it has reached the bloc: also while its leader approves it.
    """
    same = [o for o in found if o.kind is kind and subject_id in (None, o.subject_id)]
    units = {duty.unit_id for duty in same if duty.person_id is None}
    if kind in LISTS:
        sent = await uow.submissions.first(cycle_id, LISTS[kind])
        units |= {i for i, one in sent.items() if one.state is ListState.WAITING_LEADER}
    return Owing(frozenset(units), frozenset(o.person_id for o in same if o.person_id))


async def _seats(uow: UnitOfWork, notice: Notice) -> list[Assignment]:
    held = await uow.people.held_in(notice.cycle_id, uow.now, ROLES[notice.audience])
    # Who gives a directive is among its readers by role, and does not get it.
    giver = notice.author_id if notice.audience is Audience.EVERYBODY else None
    return [
        seat
        for seat in held
        if seat.person_id != giver and (notice.units is None or seat.unit_id in notice.units)
    ]


async def _owing(uow: UnitOfWork, notice: Notice) -> Owing | None:
    if notice.lacking is None:
        return None
    found = await uow.obligations.open_in(notice.cycle_id)
    return await owing_of(uow, found, notice.cycle_id, notice.lacking, notice.lacking_of)


def _owing_seats(seats: list[Assignment], owing: Owing | None) -> list[Assignment]:
    return [seat for seat in seats if owing is None or owing.holds(seat)]


def _once(seats: list[Assignment]) -> tuple[Assignment, ...]:
    """Return the first seat of each person."""
    return tuple({seat.person_id: seat for seat in reversed(seats)}.values())[::-1]


def _why_empty(chosen: list[Unit] | None, seats: list[Assignment]) -> Empty:
    if chosen == []:
        return Empty.NO_UNIT
    return Empty.NONE_OWES if seats else Empty.NO_SEAT
