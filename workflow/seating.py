"""Who sits where in a cycle now, and so whom a reminder of a duty is for (R14)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from storage.kinds import Role
from storage.obligations import Obligation
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow.reminder_plan import TO_LEADER


@dataclass(frozen=True)
class Seating:
    """The roles held in a cycle at one moment, by unit and role."""

    people: frozenset[int]
    by_seat: dict[tuple[int | None, Role], tuple[int, ...]]

    def responsible(self, duty: Obligation, offset: int) -> tuple[int, ...]:
        """Return whom to remind: the named one, those in the role, or the unit's leaders."""
        if duty.person_id is not None:
            return (duty.person_id,) if duty.person_id in self.people else ()
        role = Role.LEADER if offset >= TO_LEADER else duty.role
        return self.by_seat.get((duty.unit_id, role), ())

    def may_owe(self, duty: Obligation, person_id: int) -> bool:
        """Tell whether the duty is the person's to do, or their unit's with them as its leader."""
        return person_id in (*self.responsible(duty, 0), *self.responsible(duty, TO_LEADER))

    def holders(self, role: Role) -> Collection[int]:
        """Return who holds the role in any unit."""
        found = [people for (_, held), people in self.by_seat.items() if held is role]
        return dict.fromkeys(person for people in found for person in people)


def seated(held: Sequence[Assignment]) -> Seating:
    """Put assignments in order."""
    by_seat: dict[tuple[int | None, Role], list[int]] = defaultdict(list)
    for one in held:
        by_seat[one.unit_id, one.role].append(one.person_id)
    seats = {seat: tuple(dict.fromkeys(people)) for seat, people in by_seat.items()}
    return Seating(frozenset(one.person_id for one in held), seats)


async def seating_of(uow: UnitOfWork, cycle_id: int) -> Seating:
    """Return the cycle's seats as they are held now."""
    return seated(await uow.people.held_in(cycle_id, uow.now))


async def still_owed(
    uow: UnitOfWork, obligation_ids: Collection[int], person_id: int | None
) -> list[Obligation]:
    """Return those of the duties that are open and the person's to do as seats are held now."""
    owed = []
    seats: dict[int, Seating] = {}
    for duty in await uow.obligations.by_ids(obligation_ids):
        if duty.cycle_id not in seats:
            seats[duty.cycle_id] = await seating_of(uow, duty.cycle_id)
        if person_id is not None and seats[duty.cycle_id].may_owe(duty, person_id):
            owed.append(duty)
    return owed
