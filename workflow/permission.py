"""Who may do what, decided at the moment of acting from dated roles."""

from collections.abc import Collection
from dataclasses import dataclass

from storage.accounts import Account
from storage.blocs import Cycle
from storage.kinds import AccountState, Role
from storage.people import Assignment, Person
from storage.unit_of_work import UnitOfWork
from workflow.errors import NotPermitted

UNIT_ROLES = (Role.OFFICER, Role.LEADER)
BLOC_ROLES = (Role.CHAIR, Role.SECRETARY, Role.DEPUTY)
READERS = (*BLOC_ROLES, Role.AGENCY, Role.PATRON)


@dataclass(frozen=True)
class Actor:
    """A person acting now, with the roles they hold at this moment in one cycle."""

    account: Account
    person: Person
    cycle: Cycle
    assignments: tuple[Assignment, ...]

    def seat(self, *roles: Role, unit_id: int | None = None) -> Assignment | None:
        """Return the first role held among `roles`, in their order, in that unit when given."""
        held = [a for a in self.assignments if unit_id is None or a.unit_id == unit_id]
        return next((a for role in roles for a in held if a.role == role), None)

    def require(self, *roles: Role, unit_id: int | None = None) -> Assignment:
        """Return the seat; refuse with `NotPermitted`."""
        seat = self.seat(*roles, unit_id=unit_id)
        if seat is None:
            raise NotPermitted
        return seat

    @property
    def units(self) -> tuple[int, ...]:
        """Return the units this person acts for as officer or leader, each once."""
        ids = [a.unit_id for a in self.assignments if a.role in UNIT_ROLES]
        return tuple(dict.fromkeys(i for i in ids if i is not None))

    @property
    def seats(self) -> Collection[tuple[int, Role]]:
        return [(a.unit_id, a.role) for a in self.assignments if a.unit_id is not None]


async def actor_of(uow: UnitOfWork, account: Account) -> Actor | None:
    """Return who acts through the account; None without a person or a role held now."""
    if account.person_id is None or account.state is AccountState.ENDED:
        return None
    seats = await uow.people.seats_of(account.person_id, uow.now)
    if not seats:
        return None
    # A person may be in several cycles; the newest one is the year they work in.
    newest = max(seats, key=lambda seat: seat.cycle.id)
    return Actor(
        account=account,
        person=newest.person,
        cycle=newest.cycle,
        assignments=tuple(seat.assignment for seat in seats if seat.cycle == newest.cycle),
    )
