"""Whom a notice is for: through a role, in some units, and only who still owes something.

The three narrow one another. They are computed anew each time, so that whoever did the thing
since is left alone.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from storage.kinds import AccountState, Audience, ListState, ObligationKind, Role, SubmissionKind
from storage.notices import Notice
from storage.obligations import Obligation
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.calendar import local
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


MARK = 8


class Empty(StrEnum):
    """Why a notice is for nobody."""

    NO_UNIT = "no_unit"
    NO_SEAT = "no_seat"
    ALL_DONE = "all_done"
    NOT_ASKED = "not_asked"


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
    `chosen` is None for every unit; `title` is of the notice that was not confirmed. Of the
    people `n_unjoined` have no account yet, so that nothing is queued for them.
    """

    notice: Notice
    people: tuple[Assignment, ...]
    units: tuple[Unit, ...]
    silent_units: tuple[str, ...]
    chosen: tuple[Unit, ...] | None = None
    title: str = ""
    empty: Empty | None = None
    n_unjoined: int = 0


def mark_of(person_ids: Iterable[int]) -> str:
    """Return a short mark of a set of people: as many others have another one."""
    ids = ",".join(str(person_id) for person_id in sorted(person_ids))
    return hashlib.sha256(ids.encode()).hexdigest()[:MARK]


async def people(uow: UnitOfWork, notice: Notice) -> tuple[Assignment, ...]:
    """Return a seat of each person the notice is for as of now, each person once."""
    return _once(_owing_seats(await _seats(uow, notice), await _owing(uow, notice)))


async def readers_of(uow: UnitOfWork, notice: Notice) -> Readers:
    """Return whom the notice is for as of now, and where nobody can be reached."""
    seats, owing = await _seats(uow, notice), await _owing(uow, notice)
    meant_seats = _owing_seats(seats, owing)
    found = _once(meant_seats)
    units = await uow.units.members_on(notice.cycle_id, local(uow.now).date())
    chosen = None if notice.units is None else [u for u in units if u.id in notice.units]
    meant = units if chosen is None else chosen
    if owing is not None:
        theirs = owing.units | {seat.unit_id for seat in meant_seats}
        meant = [unit for unit in meant if unit.id in theirs]
    known = await uow.accounts.known([seat.person_id for seat in found])
    reached = {one.person_id for one in known.values() if one.state is AccountState.ACTIVE}
    heard = {seat.unit_id for seat in meant_seats if seat.person_id in reached}
    of = await uow.notices.get(notice.lacking_of) if notice.lacking_of else None
    return Readers(
        notice=notice,
        people=found,
        units=tuple(meant),
        silent_units=tuple(unit.name for unit in meant if unit.id not in heard),
        chosen=None if chosen is None else tuple(chosen),
        title=of.subject if of else "",
        empty=None if found else await _why_empty(uow, notice, seats),
        n_unjoined=len(found) - len(known),
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
    owing = _who(same)
    if kind not in LISTS:
        return owing
    sent = await uow.submissions.first(cycle_id, LISTS[kind])
    waiting = {i for i, one in sent.items() if one.state is ListState.WAITING_LEADER}
    return replace(owing, units=owing.units | waiting)


def _who(duties: Sequence[Obligation]) -> Owing:
    """Return who owes the duties, or owed those that are done."""
    return Owing(
        frozenset(duty.unit_id for duty in duties if duty.person_id is None),
        frozenset(duty.person_id for duty in duties if duty.person_id is not None),
    )


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


async def _why_empty(uow: UnitOfWork, notice: Notice, seats: list[Assignment]) -> Empty:
    if notice.units == []:
        return Empty.NO_UNIT
    if not seats or notice.lacking is None:
        return Empty.NO_SEAT
    asked = _who(await uow.obligations.ever(notice.cycle_id, notice.lacking, notice.lacking_of))
    return Empty.ALL_DONE if any(asked.holds(seat) for seat in seats) else Empty.NOT_ASKED
