"""What waits for one person's decision for the bloc."""

from collections.abc import Iterable

from storage.kinds import ListState, Role
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from workflow.contents import CONTENTS, open_round
from workflow.deciding import may_decide
from workflow.permission import Actor
from workflow.submission import Sheet


async def waiting_for(uow: UnitOfWork, actor: Actor) -> list[Submission]:
    """Return what this person decides on for the bloc, longest waiting first."""
    if actor.seat(Role.CHAIR, Role.DEPUTY) is None:
        return []
    waiting = [
        one
        for kind in CONTENTS
        for one in (await uow.submissions.newest(actor.cycle.id, kind)).values()
        if one.state is ListState.WAITING_CHAIR and await may_decide(uow, actor, one)
    ]
    return sorted(waiting, key=lambda one: one.approved_at or uow.now)


async def opened(uow: UnitOfWork, actor: Actor, rounds: Iterable[Submission]) -> list[Sheet]:
    """Return those rounds with their content."""
    return [await open_round(uow, actor, one.id) for one in rounds]
