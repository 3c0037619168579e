"""An approved submission amended: a new round with a reason, the approved one beside it.

Its states are those of any round (workflow/submission.py); the counts hold for it as well (R1).
"""

from storage.kinds import ListState
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.approval import Move, at, moved
from workflow.contents import CONTENTS, open_round
from workflow.errors import WrongState
from workflow.obligation import DUTIES, finish
from workflow.permission import UNIT_ROLES, Actor
from workflow.reason import reason_of
from workflow.submission import Sheet


async def to_amend(uow: UnitOfWork, actor: Actor, submission_id: int, revision: int) -> Sheet:
    """Return an approved submission that its unit may amend now; refuse any other."""
    sheet = await at(uow, actor, submission_id, revision)
    actor.require(*UNIT_ROLES, unit_id=sheet.unit.id)
    known = sheet.submission
    newest = await uow.submissions.newest_of(known.cycle_id, known.unit_id, known.kind)
    if known.state is not ListState.APPROVED or newest != known:
        raise WrongState(newest.state if newest else known.state)
    return sheet


async def amend(
    uow: UnitOfWork, actor: Actor, submission_id: int, revision: int, reason: str
) -> Sheet:
    """Begin the next round as a copy of the approved one; both stay readable (R2)."""
    sheet = await to_amend(uow, actor, submission_id, revision)
    why = reason_of(reason)
    known = sheet.submission
    begun = await uow.submissions.begin(known.cycle_id, known.unit_id, known.kind, why)
    await CONTENTS[known.kind].copy(uow, sheet, begun)
    seat = actor.require(*UNIT_ROLES, unit_id=known.unit_id)
    await history.record(uow, seat, f"{known.kind.value}.amended", begun, reason=why)
    return await open_round(uow, actor, begun)


async def drop(uow: UnitOfWork, actor: Actor, submission_id: int, revision: int) -> Sheet:
    """Give up an amendment that is not on its way; the approved round stands as it was."""
    sheet = await at(uow, actor, submission_id, revision)
    known = sheet.submission
    seat = actor.require(*UNIT_ROLES, unit_id=known.unit_id)
    after = moved(known.state, Move.DROP, known.round)
    await uow.submissions.touch(known.id, {"state": after})
    await finish(uow, DUTIES[known.kind], known.unit_id, cycle_id=known.cycle_id)
    await history.record(uow, seat, f"{known.kind.value}.dropped", known.id)
    stands = await uow.submissions.newest_of(known.cycle_id, known.unit_id, known.kind)
    assert stands is not None
    return await open_round(uow, actor, stands.id)
