"""A leader who has not joined decides on paper: the unit's officer hands in the signed scan."""

from storage.kinds import ListState
from storage.unit_of_work import UnitOfWork
from workflow import file
from workflow.approval import Decision, at, pass_on
from workflow.errors import ListIncomplete, NoSuchThing, NotPermitted, WrongState
from workflow.permission import UNIT_ROLES, Actor
from workflow.submission import Sheet, open_one


async def to_hand_in(uow: UnitOfWork, actor: Actor, submission_id: int, revision: int) -> Sheet:
    """Return what waits for a paper; refuse while a leader can decide in the chat."""
    sheet = await at(uow, actor, submission_id, revision)
    actor.require(*UNIT_ROLES, unit_id=sheet.unit.id)
    if sheet.submission.state is not ListState.WAITING_LEADER:
        raise WrongState(sheet.submission.state)
    if not sheet.needs_paper:
        raise NotPermitted
    return sheet


async def hand_in(
    uow: UnitOfWork,
    actor: Actor,
    submission_id: int,
    revision: int,
    sent: file.Sent | None,
    caption: str = "",
) -> Decision:
    """Keep the scan and send the submission on; recorded as approved on paper (R3, R4).

    Whoever hands the paper in stands for the approval and never decides for the bloc.
    """
    sheet = await to_hand_in(uow, actor, submission_id, revision)
    if sheet.gaps:
        raise ListIncomplete(sheet.gaps)
    seat = actor.require(*UNIT_ROLES, unit_id=sheet.unit.id)
    file_id = await file.keep_scan(uow, sent, caption=caption)
    return await pass_on(uow, actor, seat, sheet.submission, {"signed_paper_id": file_id})


async def scan_of(uow: UnitOfWork, actor: Actor, submission_id: int) -> tuple[int, str]:
    """Return (file id, name) of the scan with which a submission was approved on paper."""
    sheet = await open_one(uow, actor, submission_id)
    file_id = sheet.submission.signed_paper_id
    if file_id is None:
        raise NoSuchThing
    return file_id, await uow.files.name_of(file_id)
