"""A submission on its way to the bloc: reached from its own screen; rules R3, R4, R13."""

from handlers.request import Request, Routes
from messages import actions, pledge
from messages import approval as messages
from messages.message import Message
from workflow import approval, contents


async def open_submission(request: Request, action: actions.OpenSubmission) -> Message:
    return messages.screen(
        await contents.open_round(request.uow, request.actor, action.submission_id)
    )


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
    if done.to_freeze:
        request.tell(done.to_freeze, pledge.asked_to_freeze())
    return messages.approved(done.sheet, last=bool(done.to_freeze))


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
    return messages.returned(done.sheet)


ROUTES = Routes(
    actions={
        actions.OpenSubmission: open_submission,
        actions.Submit: submit,
        actions.Withdraw: withdraw,
        actions.Approve: approve,
        actions.Return: ask_reason,
    },
    answers={"approval.reason": send_back},
)
