"""Writes what was done to the append-only record (R12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storage.histories import Act, Head
from storage.kinds import Role, SubmissionKind
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.errors import NoSuchThing
from workflow.permission import READERS, UNIT_ROLES, Actor

PAGE = 8
SUBMITTED = tuple(f"{kind}.submitted" for kind in SubmissionKind)
RETURNED = tuple(f"{kind}.returned" for kind in SubmissionKind)
PASSED_ON = tuple(
    f"{kind}.{how}" for kind in SubmissionKind for how in ("to_waiting_chair", "on_paper")
)
ACCEPTED = tuple(f"{kind}.to_approved" for kind in SubmissionKind)
# What concerns the bloc as well as the unit.
OUTWARD = (
    *SUBMITTED,
    *RETURNED,
    *PASSED_ON,
    *ACCEPTED,
    "deadline.extended",
    "chase.sent",
    "pledge.signed",
    "pledge.declined",
    "pledge.decline_taken_back",
    "pledge.excepted",
    "pledge.exception_withdrawn",
    "pledge.paper_handed_in",
    "pledge.paper_refused",
    "pledge.signed_on_paper",
    "pledge.addendum_frozen",
    "rsvp.answered",
)


@dataclass(frozen=True)
class Past:
    """One page of a unit's history, newest first; pages count from 0."""

    unit: Unit
    acts: tuple[Act, ...]
    n_acts: int
    page: int
    n_pages: int
    is_own: bool
    has_others: bool
    """Whether the person may read other units' histories too."""


async def record(
    uow: UnitOfWork,
    seat: Assignment,
    act: str,
    subject_id: int,
    *,
    unit_id: int | None = None,
    **facts: Any,
) -> Head:
    """Append one act of the seat's person; `unit_id` is the unit it concerns, the own by default.

    `facts` must be JSON; they are part of the hash chain. Return where the chain ends now.
    """
    return await uow.histories.append(
        {
            "at": uow.now,
            "cycle_id": seat.cycle_id,
            "unit_id": seat.unit_id if unit_id is None else unit_id,
            "person_id": seat.person_id,
            "role": seat.role.value,
            "act": act,
            "subject_id": subject_id,
            "facts": {"name": seat.full_name, **facts},
        }
    )


async def head_for(uow: UnitOfWork, person_id: int | None) -> Head | None:
    """Return the log's head for somebody who chairs the bloc now; None for everybody else.

    Kept outside the database, it proves later that nothing before it was rewritten.
    """
    held = [] if person_id is None else await uow.people.held_by(person_id, uow.now)
    is_chair = any(seat.role is Role.CHAIR for seat in held)
    return await uow.histories.head() if is_chair else None


async def of_unit(uow: UnitOfWork, actor: Actor, unit_id: int, page: int) -> Past:
    """Return one page of what was done in a unit; beyond the last page comes the last.

    Its own people read all of it (R12); the bloc's side reads only what reached the bloc (R5).
    """
    unit = await uow.units.get(actor.cycle.id, unit_id)
    if unit is None:
        raise NoSuchThing
    if actor.seat(*UNIT_ROLES, unit_id=unit_id):
        n_acts = await uow.histories.count_of_unit(actor.cycle.id, unit_id)
        at, n_pages = _place(page, n_acts)
        acts = await uow.histories.of_unit(actor.cycle.id, unit_id, PAGE, at * PAGE)
    else:
        actor.require(*READERS)
        found = reached(await uow.histories.named(actor.cycle.id, unit_id, OUTWARD))
        at, n_pages = _place(page, len(found))
        n_acts, acts = len(found), found[at * PAGE : (at + 1) * PAGE]
    return Past(
        unit=unit,
        acts=tuple(acts),
        n_acts=n_acts,
        page=at,
        n_pages=n_pages,
        is_own=actor.seat(*UNIT_ROLES, unit_id=unit_id) is not None,
        has_others=len(await readable(uow, actor)) > 1,
    )


def reached(acts: Sequence[Act]) -> list[Act]:
    """Return those of the outward acts, newest first, that are not between unit and leader.

    Of the sendings to the leader it is the one that was passed on; a leader's return never is.
    """
    passed: set[int] = set()
    seen = []
    for act in acts:
        if act.act in SUBMITTED and act.subject_id not in passed:
            continue
        if act.act in RETURNED and act.role in UNIT_ROLES:
            continue
        if act.act in SUBMITTED:
            passed.discard(act.subject_id)
        if act.act in PASSED_ON:
            passed.add(act.subject_id)
        seen.append(act)
    return seen


async def readable(uow: UnitOfWork, actor: Actor) -> tuple[Unit, ...]:
    """Return the units whose history the actor may read: every unit, or their own."""
    everyone = actor.seat(*READERS) is not None
    if not everyone:
        actor.require(*UNIT_ROLES)
    members = await uow.units.of_cycle(actor.cycle.id)
    return tuple(unit for unit in members if everyone or unit.id in actor.units)


def _place(page: int, n_acts: int) -> tuple[int, int]:
    n_pages = max(1, -(-n_acts // PAGE))
    return min(max(page, 0), n_pages - 1), n_pages
