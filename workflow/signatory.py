"""Who may sign the pledge for a unit, and in which capacity (R7).

The capacity is the one of the unit's answer to the invitation, else of the seat; it is never
inferred from a job title. TL and TUQ stand only with the file that authorises the signer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from storage.kinds import Role, SignMode
from storage.people import Assignment
from storage.rsvps import Rsvp
from storage.unit_of_work import UnitOfWork
from workflow.paper_signer import Signer, of_units
from workflow.permission import UNIT_ROLES, Actor
from workflow.rsvp import BY_PAPER, by_rank, seat_of


@dataclass(frozen=True)
class Capacity:
    """In which capacity somebody signs, and the paper that allows it."""

    mode: SignMode
    authorisation_id: int | None = None

    @property
    def lacks_paper(self) -> bool:
        return self.mode in BY_PAPER and self.authorisation_id is None


@dataclass(frozen=True)
class Signatory:
    """Who may sign for a unit; `person_id` is None for who leads it in no seat.

    `signs_in_chat` tells that they hold a seat of the unit's leader, and have joined; `head_id`
    is the person who heads the unit, as far as the bloc knows.
    """

    full_name: str
    position_title: str
    person_id: int | None
    capacity: Capacity
    signs_in_chat: bool = True
    head_id: int | None = None

    def admits(self, seat: Assignment) -> bool:
        """Tell whether a leader may sign where this signer was declared: the unit's head always."""
        return seat.person_id in (self.person_id, self.head_id)


async def declared(uow: UnitOfWork, cycle_id: int) -> dict[int, Signatory]:
    """Return whom each unit's answer to the invitation names as its signer, by unit id.

    Nobody is declared until the capacity is: the one of the answer, else of the seat.
    """
    conference = await uow.conferences.newest([cycle_id])
    if conference is None:
        return {}
    answers = await uow.rsvps.of_conference(conference.id)
    held = await uow.people.held_in(cycle_id, uow.now, (Role.LEADER,))
    joined = await uow.accounts.known([one.person_id for one in held])
    named = {
        unit_id: _named(said, by_rank([one for one in held if one.unit_id == unit_id]))
        for unit_id, said in answers.items()
    }
    return {
        unit_id: replace(one, signs_in_chat=one.person_id in joined)
        for unit_id, one in named.items()
        if one is not None
    }


def _named(said: Rsvp, leaders: Sequence[Assignment]) -> Signatory | None:
    seat = seat_of(said, leaders)
    mode = said.sign_mode or (seat.sign_mode if seat else None)
    if not said.signer_name or mode is None:
        return None
    capacity = Capacity(mode, said.authorisation_id)
    head_id = leaders[0].person_id if leaders else None
    if seat is None:
        return Signatory(said.signer_name, said.signer_title, None, capacity, head_id=head_id)
    at = (seat.full_name, seat.position_title, seat.person_id)
    return Signatory(*at, capacity, head_id=head_id)


async def signers(uow: UnitOfWork, cycle_id: int) -> dict[int, Signer]:
    """Return who is to sign for every unit: whom its answer declares, else its head of now."""
    heads = await of_units(uow, cycle_id, uow.now)
    named = await declared(uow, cycle_id)
    return heads | {
        unit_id: Signer(one.full_name, one.position_title, one.capacity.mode)
        for unit_id, one in named.items()
    }


async def capacity_of(uow: UnitOfWork, seat: Assignment) -> Capacity:
    """Return the capacity that the unit's answer to the invitation names, else the seat's own."""
    named = (await declared(uow, seat.cycle_id)).get(seat.unit_id or 0)
    is_named = named is not None and named.person_id == seat.person_id
    return named.capacity if named and is_named else Capacity(seat.sign_mode)


async def signatories(uow: UnitOfWork, actor: Actor, unit_id: int) -> tuple[Signatory, ...]:
    """Return the unit's leaders, and the stand-in whom its answer to the invitation names."""
    actor.require(*UNIT_ROLES, unit_id=unit_id)
    held = await uow.people.held_in(actor.cycle.id, uow.now, (Role.LEADER,))
    found = [
        Signatory(one.full_name, one.position_title, one.person_id, await capacity_of(uow, one))
        for one in held
        if one.unit_id == unit_id
    ]
    named = (await declared(uow, actor.cycle.id)).get(unit_id)
    return (*found, named) if named and named.person_id is None else tuple(found)
