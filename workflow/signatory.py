"""Who may sign the pledge for a unit, and in which capacity (R7).

The capacity is the one of the unit's answer to the invitation, else of the seat; it is never
inferred from a job title. TL and TUQ stand only with the file that authorises the signer.
"""

from dataclasses import dataclass

from storage.kinds import Role, SignMode
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow.permission import UNIT_ROLES, Actor
from workflow.rsvp import BY_PAPER
from workflow.words import fold


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
    """Who may have signed on paper for a unit; `person_id` is None for a stand-in."""

    full_name: str
    position_title: str
    person_id: int | None
    capacity: Capacity


async def capacity_of(uow: UnitOfWork, seat: Assignment) -> Capacity:
    """Return the capacity that the unit's answer to the invitation names, else the seat's own."""
    conference = await uow.conferences.newest([seat.cycle_id])
    if conference is not None and seat.unit_id is not None:
        said = await uow.rsvps.of_unit(conference.id, seat.unit_id)
        named = said is not None and fold(said.signer_name) == fold(seat.full_name)
        if said is not None and named and said.sign_mode is not None:
            return Capacity(said.sign_mode, said.authorisation_id)
    return Capacity(seat.sign_mode)


async def signatories(uow: UnitOfWork, actor: Actor, unit_id: int) -> tuple[Signatory, ...]:
    """Return the unit's leaders, and the stand-in whom its answer to the invitation names."""
    actor.require(*UNIT_ROLES, unit_id=unit_id)
    held = await uow.people.held_in(actor.cycle.id, uow.now, (Role.LEADER,))
    found = [
        Signatory(one.full_name, one.position_title, one.person_id, await capacity_of(uow, one))
        for one in held
        if one.unit_id == unit_id
    ]
    conference = await uow.conferences.newest([actor.cycle.id])
    said = await uow.rsvps.of_unit(conference.id, unit_id) if conference else None
    if said is not None and said.signer_name and said.sign_mode is not None:
        capacity = Capacity(said.sign_mode, said.authorisation_id)
        if fold(said.signer_name) not in {fold(one.full_name) for one in found}:
            found.append(Signatory(said.signer_name, said.signer_title, None, capacity))
    return tuple(found)
