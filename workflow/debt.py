"""Every open duty of the bloc with who owes it and how often they were reminded."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.chase import ACT
from workflow.obligation import Duty, described
from workflow.permission import READERS, Actor
from workflow.seating import seated

EVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Debt:
    """One open duty; `unit` is None where the bloc as a whole owes it.

    `n_reminded` counts the days on which it was reminded by itself, and the chair's own reminders.
    """

    duty: Duty
    unit: Unit | None
    owners: tuple[str, ...]
    n_reminded: int


async def open_duties(uow: UnitOfWork, actor: Actor) -> tuple[Debt, ...]:
    """Return them by unit, the nearest due first; for those who read the table."""
    actor.require(*READERS)
    cycle_id = actor.cycle.id
    units = {unit.id: unit for unit in await uow.units.of_cycle(cycle_id)}
    held = await uow.people.held_in(cycle_id, uow.now)
    duties = await _described(uow, cycle_id)
    times = await _reminded(uow, cycle_id, duties)
    found = [
        Debt(
            duty,
            units.get(duty.obligation.unit_id or 0),
            _owners(duty, held),
            times[duty.obligation.id],
        )
        for duty in duties
    ]
    return tuple(sorted(found, key=lambda one: one.unit.position if one.unit else 0))


async def _described(uow: UnitOfWork, cycle_id: int) -> list[Duty]:
    """Describe each subject once, however many people owe it."""
    known: dict[tuple[str, int], Duty] = {}
    found = []
    for one in await uow.obligations.open_in(cycle_id):
        same = known.get((one.kind, one.subject_id))
        if same is None or same.obligation.due_on != one.due_on:
            same = known[one.kind, one.subject_id] = await described(uow, one)
        found.append(replace(same, obligation=one))
    return found


def _owners(duty: Duty, held: list[Assignment]) -> tuple[str, ...]:
    ids = seated(held).responsible(duty.obligation, 0)
    return tuple({one.person_id: one.full_name for one in held if one.person_id in ids}.values())


async def _reminded(uow: UnitOfWork, cycle_id: int, duties: Sequence[Duty]) -> Counter[int]:
    times = Counter(await uow.overviews.n_reminded([one.obligation.id for one in duties]))
    for act in await uow.histories.during(cycle_id, (ACT,), EVER, uow.now):
        asked = {id_ for _, _, ids in act.facts["asked"] for id_ in ids}
        times.update(asked)
    return times
