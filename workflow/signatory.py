"""Who may sign the pledge for a unit, and in which capacity (R7).

The capacity is the one of the unit's answer to the invitation, else of the seat; it is never
inferred from a job title. TL and TUQ stand only with the file that authorises the signer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from storage.kinds import Role, SignMode
from storage.people import Assignment
from storage.rsvps import Rsvp
from storage.unit_of_work import UnitOfWork
from workflow.declared_signer import BY_PAPER, by_rank, seat_of
from workflow.paper_signer import Signer, of_units
from workflow.permission import UNIT_ROLES, Actor


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
    """Who may sign for a unit; `person_id` is None for somebody whom the bloc does not know.

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
    answers = await uow.rsvps.newest(cycle_id)
    return await _named(uow, cycle_id, answers) if answers else {}


async def declared_by(
    uow: UnitOfWork, cycle_id: int, unit_id: int, seat: Assignment | None
) -> Signatory | None:
    """Return whom one unit declared; `seat` is of its leader who asks, who may be just that."""
    answers = await uow.rsvps.newest(cycle_id, unit_id)
    said = answers.get(unit_id)
    if said is None or not said.signer_name:
        return None
    if seat is not None and seat.person_id == said.signer_person_id:
        return _signatory(said, seat, None)
    return (await _named(uow, cycle_id, answers)).get(unit_id)


async def _named(
    uow: UnitOfWork, cycle_id: int, answers: Mapping[int, Rsvp]
) -> dict[int, Signatory]:
    held = await uow.people.held_in(cycle_id, uow.now, (Role.LEADER,))
    joined = await uow.accounts.known([one.person_id for one in held])
    named = {}
    for unit_id, said in answers.items():
        leaders = by_rank([one for one in held if one.unit_id == unit_id])
        one = _signatory(said, seat_of(said, leaders), leaders[0].person_id if leaders else None)
        if one is not None:
            seated = any(held_by.person_id == one.person_id for held_by in leaders)
            named[unit_id] = replace(one, signs_in_chat=seated and one.person_id in joined)
    return named


def _signatory(said: Rsvp, seat: Assignment | None, head_id: int | None) -> Signatory | None:
    mode = said.sign_mode or (seat.sign_mode if seat else None)
    if not said.signer_name or mode is None:
        return None
    capacity = Capacity(mode, said.authorisation_id)
    if seat is None:
        at = (said.signer_name, said.signer_title, said.signer_person_id)
    else:
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


def capacity_of(seat: Assignment, named: Signatory | None) -> Capacity:
    """Return the capacity in which the unit declared them as its signer, else the seat's own."""
    is_named = named is not None and named.person_id == seat.person_id
    return named.capacity if named and is_named else Capacity(seat.sign_mode)


async def signatories(uow: UnitOfWork, actor: Actor, unit_id: int) -> tuple[Signatory, ...]:
    """Return the unit's leaders, and whoever else its answer to the invitation names."""
    actor.require(*UNIT_ROLES, unit_id=unit_id)
    held = await uow.people.held_in(actor.cycle.id, uow.now, (Role.LEADER,))
    leaders = [one for one in held if one.unit_id == unit_id]
    named = (await declared(uow, actor.cycle.id)).get(unit_id)
    found = [
        Signatory(one.full_name, one.position_title, one.person_id, capacity_of(one, named))
        for one in leaders
    ]
    is_other = named and all(named.person_id != one.person_id for one in leaders)
    return (*found, named) if named and is_other else tuple(found)
