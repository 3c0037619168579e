"""Writes what was done to the append-only record (R12)."""

from typing import Any

from storage.histories import Act
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow.permission import UNIT_ROLES, Actor


async def record(
    uow: UnitOfWork,
    seat: Assignment,
    act: str,
    subject_id: int,
    *,
    unit_id: int | None = None,
    **facts: Any,
) -> None:
    """Append one act of the seat's person; `unit_id` is the unit it concerns, the own by default.

    `facts` must be JSON; they are part of the hash chain.
    """
    await uow.histories.append(
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


async def of_unit(uow: UnitOfWork, actor: Actor, limit: int = 10) -> list[Act]:
    """Return the newest acts that concern the actor's first unit (R12: each unit reads its own)."""
    seat = actor.require(*UNIT_ROLES)
    assert seat.unit_id is not None
    return await uow.histories.of_unit(actor.cycle.id, seat.unit_id, limit)
