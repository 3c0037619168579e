"""A submission on its way to the bloc: reached from its own screen; rules R3, R4, R13."""

from handlers.request import Request, Routes
from messages import actions, pledge
from messages import approval as messages
from messages.message import Message
from storage.kinds import ListState
from storage.submissions import Submission
from workflow import amendment, approval, cautions, contents, signed_paper
from workflow.waiting import waiting_for


async def open_submission(request: Request, action: actions.OpenSubmission) -> Message:
    sheet = await contents.open_round(request.uow, request.actor, action.submission_id)
    return messages.screen(sheet, await cautions.for_decider(request.uow, sheet))


async def submit(request: Request, action: actions.Submit) -> Message:
    done = await approval.submit(request.uow, request.actor, action.submission_id, action.revision)
    request.tell(done.people, messages.asked_to_approve(done.sheet, done.due_on))
    return messages.submitted(done.sheet)


async def withdraw(request: Request, action: actions.Withdraw) -> Message:
    done = await approval.withdraw(
        request.uow, request.actor, action.submission_id, action.revision
    )
    request.tell(dict.fromkeys(done.people), messages.told_withdrawn(done.sheet))
    return messages.screen(done.sheet)


async def approve(request: Request, action: actions.Approve) -> Message:
    done = await approval.approve(request.uow, request.actor, action.submission_id, action.revision)
    request.tell(done.people, messages.moved_on(done.sheet, done.due_on))
    request.tell(done.informed, messages.told_passed_on(done.sheet))
    if done.to_freeze:
        request.tell(done.to_freeze, pledge.asked_to_freeze())
    left = await _left(request, done)
    return messages.approved(done.sheet, last=bool(done.to_freeze), left=left)


async def _left(request: Request, done: approval.Decision) -> list[Submission]:
    """Return what still waits for whoever has just decided for the bloc."""
    if done.before is not ListState.WAITING_CHAIR:
        return []
    return await waiting_for(request.uow, request.actor)


async def ask_reason(request: Request, action: actions.Return) -> Message:
    sheet = await approval.to_decide(
        request.uow, request.actor, action.submission_id, action.revision
    )
    request.ask("approval.reason", submission_id=action.submission_id, revision=action.revision)
    return messages.ask_reason(sheet)


async def send_back(request: Request) -> Message:
    about = request.about
    done = await approval.send_back(
        request.uow, request.actor, about["submission_id"], about["revision"], request.text
    )
    request.tell(done.people, messages.told_returned(done.sheet, done.due_on))
    return messages.returned(done.sheet, left=await _left(request, done))


async def ask_amend(request: Request, action: actions.Amend) -> Message:
    at = (action.submission_id, action.revision)
    sheet = await amendment.to_amend(request.uow, request.actor, *at)
    request.ask("approval.amend", submission_id=action.submission_id, revision=action.revision)
    return messages.ask_amend(sheet)


async def amend(request: Request) -> Message:
    about = request.about
    return messages.screen(
        await amendment.amend(
            request.uow, request.actor, about["submission_id"], about["revision"], request.text
        )
    )


async def drop(request: Request, action: actions.DropAmendment) -> Message:
    at = (action.submission_id, action.revision)
    return messages.screen(await amendment.drop(request.uow, request.actor, *at))


async def ask_paper(request: Request, action: actions.HandInPaper) -> Message:
    at = (action.submission_id, action.revision)
    sheet = await signed_paper.to_hand_in(request.uow, request.actor, *at)
    request.ask("approval.paper", submission_id=action.submission_id, revision=action.revision)
    return messages.ask_paper(sheet)


async def hand_in(request: Request) -> Message:
    about = request.about
    done = await signed_paper.hand_in(
        request.uow,
        request.actor,
        about["submission_id"],
        about["revision"],
        request.file,
        request.text,
    )
    request.tell(done.people, messages.moved_on(done.sheet, done.due_on))
    return messages.approved(done.sheet)


async def fetch_paper(request: Request, action: actions.FetchPaper) -> Message:
    found = await signed_paper.scan_of(request.uow, request.actor, action.submission_id)
    return messages.scan(*found)


ROUTES = Routes(
    actions={
        actions.OpenSubmission: open_submission,
        actions.Submit: submit,
        actions.Withdraw: withdraw,
        actions.Approve: approve,
        actions.Return: ask_reason,
        actions.Amend: ask_amend,
        actions.DropAmendment: drop,
        actions.HandInPaper: ask_paper,
        actions.FetchPaper: fetch_paper,
    },
    answers={
        "approval.reason": send_back,
        "approval.amend": amend,
        "approval.paper": hand_in,
    },
    takes_file=("approval.paper",),
)
