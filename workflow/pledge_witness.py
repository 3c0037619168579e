"""Who stands under the pledge as its witness (domain notes, 4c): a guest of the signing, no party."""

from collections.abc import Iterable

from storage.attendances import Attendance
from storage.conferences import Conference
from storage.kinds import AgendaKind, Role, SignMode
from storage.people import Assignment
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from workflow.paper_signer import Signer
from workflow.unit_name import held_at
from workflow.words import fold

# The overseeing leader before the standing agency.
WITNESSES = (Role.PATRON, Role.AGENCY)


async def witness(uow: UnitOfWork, frozen: Pledge) -> Signer | None:
    """Return the patron, else the agency's person, recorded as present where the text was signed.

    Nobody witnesses an addendum, nor a text that no meeting with a signing was held over.
    """
    held = await _conference(uow, frozen) if frozen.unit_id is None else None
    if held is None or held.started_at is None:
        return None
    seats = await held_at(uow, frozen.cycle_id, held.started_at, WITNESSES)
    present = await uow.attendances.present(held.id)
    for seat in sorted(seats, key=lambda one: WITNESSES.index(one.role)):
        found = _record(seat, present)
        if found is not None:
            return Signer(found.full_name, found.position_title, SignMode.HEAD)
    return None


async def _conference(uow: UnitOfWork, frozen: Pledge) -> Conference | None:
    """Return the newest meeting at which this very text could be signed."""
    for one in reversed(await uow.conferences.of_cycle(frozen.cycle_id)):
        if one.started_at is None or (one.closed_at and one.closed_at < frozen.frozen_at):
            continue
        is_void_by_then = frozen.replaced_at is not None and frozen.replaced_at < one.started_at
        items = await uow.conferences.items(one.id)
        if not is_void_by_then and any(item.kind is AgendaKind.SIGNING for item in items):
            return one
    return None


def _record(seat: Assignment, present: Iterable[Attendance]) -> Attendance | None:
    """Return how somebody was recorded as present, by account or by name."""
    guests = [one for one in present if one.unit_id == seat.unit_id]
    by_person = (one for one in guests if one.person_id == seat.person_id)
    by_name = (one for one in guests if fold(one.full_name) == fold(seat.full_name))
    return next(by_person, None) or next(by_name, None)
