"""What waits for one person's decision for the bloc."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from storage.kinds import ListState, Role
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.contents import CONTENTS, open_round
from workflow.deciding import seat_on
from workflow.errors import FourEyes, NotPermitted
from workflow.obligation import side_of
from workflow.permission import Actor
from workflow.submission import Sheet


async def waiting_for(uow: UnitOfWork, actor: Actor) -> list[Submission]:
    """Return what this person decides on for the bloc, longest waiting first."""
    if actor.seat(Role.CHAIR, Role.DEPUTY) is None:
        return []
    units = await uow.units.of_cycle(actor.cycle.id)
    newest = [
        one
        for kind in CONTENTS
        for one in (await uow.submissions.newest(actor.cycle.id, kind)).values()
    ]
    return list(decidable(actor, units, newest, uow.now))


def decidable(
    actor: Actor, units: Sequence[Unit], newest: Iterable[Submission], now: datetime
) -> tuple[Submission, ...]:
    """Return those of the newest rounds that wait for this person, longest waiting first."""
    waiting = [one for one in newest if one.state is ListState.WAITING_CHAIR]
    mine = [one for one in waiting if _decides(actor, units, one)]
    return tuple(sorted(mine, key=lambda one: one.approved_at or now))


def _decides(actor: Actor, units: Sequence[Unit], submission: Submission) -> bool:
    try:
        seat_on(side_of(units, submission.unit_id), actor, submission)
    except (NotPermitted, FourEyes):
        return False
    return True


async def opened(uow: UnitOfWork, actor: Actor, rounds: Iterable[Submission]) -> list[Sheet]:
    """Return those rounds with their content."""
    return [await open_round(uow, actor, one.id) for one in rounds]
