"""What a projector in the hall may show of a conference, and nothing else (R9).

No absent and no late unit is named, no vote counted before it is closed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.attendances import Attendance
from storage.blocs import Cycle
from storage.conferences import AgendaItem, Conference
from storage.kinds import AgendaKind, ConferenceState, ItemState, VoteKind
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from storage.votes import Vote
from workflow.attendance import OPENS_BEFORE
from workflow.conference import UNDER_WAY
from workflow.tally import wanting

SIGNED = (ItemState.OPEN, ItemState.DONE)


@dataclass(frozen=True)
class Point:
    """An agenda item; `elapsed` since it was opened, None unless it is the present one."""

    number: int
    kind: AgendaKind
    title: str
    presenter: str
    state: ItemState
    minutes: int
    elapsed: timedelta | None


@dataclass(frozen=True)
class Presence:
    """Present units of all units, and people; `n_missing` units are wanting to the quorum."""

    n_units: int
    n_all: int
    n_people: int
    n_missing: int


@dataclass(frozen=True)
class Outcome:
    """The numbers of a closed vote."""

    n_agree: int
    n_disagree: int
    n_other: int
    n_not_cast: int
    is_passed: bool


@dataclass(frozen=True)
class Poll:
    """A vote on item `number`; `outcome` stays None until it is closed (R9)."""

    number: int
    subject: str
    kind: VoteKind
    n_voters: int
    n_voted: int
    outcome: Outcome | None


@dataclass(frozen=True)
class Talker:
    """A unit on the present item's speaking list; the one that has the floor comes first."""

    unit: str
    has_floor: bool


@dataclass(frozen=True)
class Brick:
    """A unit's place in the wall of signatures."""

    name: str
    is_signed: bool


@dataclass(frozen=True)
class Board:
    """Everything the hall screen shows."""

    bloc: str
    theme: str
    title: str
    place: str
    starts_at: datetime | None
    state: ConferenceState
    points: tuple[Point, ...]
    presence: Presence
    takes_check_in: bool
    talkers: tuple[Talker, ...]
    polls: tuple[Poll, ...]
    wall: tuple[Brick, ...]
    n_signed: int
    at: datetime


async def board_of(uow: UnitOfWork, conference: Conference) -> Board:
    cycle = await uow.blocs.cycle(conference.cycle_id)
    units = await uow.units.of_cycle(cycle.id)
    items = await uow.conferences.items(conference.id)
    wall = await _wall(uow, cycle, items, units)
    return Board(
        bloc=(await uow.blocs.get(cycle.bloc_id)).name,
        theme=cycle.theme,
        title=conference.title,
        place=conference.place,
        starts_at=conference.starts_at,
        state=conference.state,
        points=tuple(_point(item, uow.now) for item in items),
        presence=_presence(cycle, units, await uow.attendances.present(conference.id)),
        takes_check_in=_takes_check_in(conference, uow.now),
        talkers=await _talkers(uow, items, units),
        polls=await _polls(uow, items),
        wall=wall,
        n_signed=sum(brick.is_signed for brick in wall),
        at=uow.now,
    )


def _takes_check_in(conference: Conference, now: datetime) -> bool:
    if conference.state in UNDER_WAY:
        return True
    starts_at = conference.starts_at
    is_called = conference.state is ConferenceState.CALLED
    return is_called and starts_at is not None and now >= starts_at - OPENS_BEFORE


def _point(item: AgendaItem, now: datetime) -> Point:
    is_present = item.state is ItemState.OPEN and item.opened_at is not None
    return Point(
        number=item.number,
        kind=item.kind,
        title=item.title,
        presenter=item.presenter,
        state=item.state,
        minutes=item.minutes,
        elapsed=now - item.opened_at if is_present and item.opened_at else None,
    )


def _presence(cycle: Cycle, units: Sequence[Unit], here: Sequence[Attendance]) -> Presence:
    members = {unit.id for unit in units}
    n_units = len(members & {one.unit_id for one in here})
    return Presence(
        n_units=n_units,
        n_all=len(members),
        n_people=len(here),
        n_missing=wanting(n_units, len(members), cycle.quorum),
    )


async def _talkers(
    uow: UnitOfWork, items: Sequence[AgendaItem], units: Sequence[Unit]
) -> tuple[Talker, ...]:
    present = next((item for item in items if item.state is ItemState.OPEN), None)
    if present is None:
        return ()
    names = {unit.id: unit.name for unit in units}
    listed = [one for one in await uow.speakers.of_item(present.id) if one.done_at is None]
    talkers = [Talker(names[one.unit_id], one.called_at is not None) for one in listed]
    return tuple(sorted(talkers, key=lambda talker: not talker.has_floor))


async def _polls(uow: UnitOfWork, items: Sequence[AgendaItem]) -> tuple[Poll, ...]:
    numbers = {item.id: item.number for item in items}
    votes = await uow.votes.of_items(list(numbers))
    n_cast = await uow.votes.n_cast([vote.id for vote in votes if vote.result is None])
    return tuple(_poll(vote, numbers[vote.agenda_item_id], n_cast) for vote in votes)


def _poll(vote: Vote, number: int, n_cast: Mapping[int, int]) -> Poll:
    outcome = _outcome(vote.result) if vote.result is not None else None
    return Poll(
        number=number,
        subject=vote.subject,
        kind=vote.kind,
        n_voters=len(vote.voters),
        n_voted=len(vote.voters) - outcome.n_not_cast if outcome else n_cast.get(vote.id, 0),
        outcome=outcome,
    )


def _outcome(result: Mapping[str, Any]) -> Outcome:
    return Outcome(
        n_agree=result["agree"],
        n_disagree=result["disagree"],
        n_other=result["other"],
        n_not_cast=result["not_cast"],
        is_passed=result["passed"],
    )


async def _wall(
    uow: UnitOfWork, cycle: Cycle, items: Sequence[AgendaItem], units: Sequence[Unit]
) -> tuple[Brick, ...]:
    """Return the units in their order; once signing is over, only those that signed."""
    states = [item.state for item in items if item.kind is AgendaKind.SIGNING]
    pledge = await uow.pledges.current(cycle.id)
    if pledge is None or not set(states) & set(SIGNED):
        return ()
    signed = {one.unit_id for one in await uow.pledges.signatures(pledge.id)}
    bricks = [Brick(unit.name, unit.id in signed) for unit in units]
    is_open = ItemState.OPEN in states
    return tuple(brick for brick in bricks if is_open or brick.is_signed)
