"""Buttons that every submission has: who may decide on it now, and how it is opened."""

from messages import actions
from messages.message import Button, Rows
from messages.render import button
from storage.kinds import ListState, SubmissionKind
from workflow.deciding import WAITING
from workflow.submission import Sheet

PER_ROW = 2
OPENING = {
    SubmissionKind.KEY_TASKS: ("key_task.open", actions.OpenKeyTasks),
    SubmissionKind.REGISTRATION: ("registration.open", actions.OpenRegistration),
}


def decisions(sheet: Sheet) -> Rows:
    """Return what the reader may decide now: approve or return, or take back."""
    at = (sheet.submission.id, sheet.submission.revision)
    rows: list[tuple[Button, ...]] = []
    if sheet.may_decide:
        rows.append(
            (
                button("approval.approve", actions.Approve(*at)),
                button("approval.return", actions.Return(*at)),
            )
        )
    if sheet.is_own and sheet.submission.state in WAITING:
        rows.append((button("approval.withdraw", actions.Withdraw(*at)),))
    return tuple(rows)


def further(sheet: Sheet) -> Rows:
    """Return what else can be done with it: its past, its paper, its amendment."""
    known = sheet.submission
    at = (known.id, known.revision)
    wanted = {
        "version.with_approved": (sheet.is_amendment, actions.CompareVersions(known.id, 0, 0, 0)),
        "version.open": (known.submitted_at is not None, actions.OpenVersions(known.id)),
        "approval.scan": (known.signed_paper_id is not None, actions.FetchPaper(known.id)),
        "approval.paper": (sheet.needs_paper, actions.HandInPaper(*at)),
        "approval.amend": (
            sheet.is_own and known.state is ListState.APPROVED,
            actions.Amend(*at),
        ),
        "approval.drop": (sheet.is_amendment and sheet.may_edit, actions.DropAmendment(*at)),
    }
    buttons = [button(name, action) for name, (shown, action) in wanted.items() if shown]
    return tuple(tuple(buttons[i : i + PER_ROW]) for i in range(0, len(buttons), PER_ROW))


def opening(sheet: Sheet) -> Rows:
    """Return the one row that opens the sheet."""
    name, action = OPENING[sheet.submission.kind]
    return ((button(name, action(sheet.unit.id)),),)
