"""Every open duty of the bloc with who owes it and how often they were reminded."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from storage.kinds import ObligationKind
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.chase import ACT
from workflow.member import Member, members
from workflow.obligation import Duty, dated, described
from workflow.permission import READERS, Actor
from workflow.seating import seated

EVER = datetime(2000, 1, 1, tzinfo=UTC)
ON_LISTS = (ObligationKind.APPROVE, ObligationKind.DECIDE)


@dataclass(frozen=True)
class Debt:
    """One open duty; `unit` is None where the bloc as a whole owes it.

    `n_reminded` counts the days on which it was reminded by itself, and the chair's own reminders.
    """

    duty: Duty
    unit: Unit | None
    owners: tuple[Member, ...]
    n_reminded: int


async def open_duties(uow: UnitOfWork, actor: Actor) -> tuple[Debt, ...]:
    """Return them by unit, the nearest due first; for those who read the table."""
    actor.require(*READERS)
    cycle_id = actor.cycle.id
    units = {unit.id: unit for unit in await uow.units.of_cycle(cycle_id)}
    held = await uow.people.held_in(cycle_id, uow.now)
    known = await uow.accounts.known([one.person_id for one in held])
    people, seats = members(held, known), seated(held)
    duties = await _described(uow, cycle_id, units)
    times = await _reminded(uow, cycle_id, duties)
    found = [
        Debt(
            duty,
            units.get(duty.obligation.unit_id or 0),
            tuple(people[id_] for id_ in seats.responsible(duty.obligation, 0)),
            times[duty.obligation.id],
        )
        for duty in duties
    ]
    return tuple(sorted(found, key=lambda one: one.unit.position if one.unit else 0))


async def _described(uow: UnitOfWork, cycle_id: int, units: Mapping[int, Unit]) -> list[Duty]:
    """Describe each subject once, however many people owe it; lists are read at once."""
    lists = {one.id: one for one in await uow.overviews.rounds(cycle_id)}
    known: dict[tuple[str, int], Duty] = {}
    found = []
    for one in await uow.obligations.open_in(cycle_id):
        same = known.get((one.kind, one.subject_id))
        if same is None or same.obligation.due_on != one.due_on:
            waiting = lists.get(one.subject_id) if one.kind in ON_LISTS else None
            if waiting:
                same = dated(one, uow.now, units[waiting.unit_id].name, waiting.kind)
            else:
                same = await described(uow, one)
            known[one.kind, one.subject_id] = same
        found.append(replace(same, obligation=one))
    return found


async def _reminded(uow: UnitOfWork, cycle_id: int, duties: Sequence[Duty]) -> Counter[int]:
    times = Counter(await uow.overviews.n_reminded([one.obligation.id for one in duties]))
    for act in await uow.histories.during(cycle_id, (ACT,), EVER, uow.now):
        asked = {id_ for _, _, ids in act.facts["asked"] for id_ in ids}
        times.update(asked)
    return times
