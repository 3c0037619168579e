"""A unit that was merged into another during the year owes nothing from that day on.

Its record stays as it was. It is no more among the voters, nor asked or told anything; a frozen
pledge goes on naming it, and the chair grants the exception.
"""

from storage.unit_of_work import UnitOfWork
from workflow.calendar import local


async def settle(uow: UnitOfWork) -> int:
    """End what units owe that are members no more; return how many duties. For every tick."""
    left = await uow.obligations.of_those_who_left(local(uow.now).date())
    if left:
        await uow.obligations.finish([one.id for one in left], uow.now)
    return len(left)
