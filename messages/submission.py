"""Buttons that every submission has: who may decide on it now, and how it is opened."""

from messages import actions
from messages.message import Button, Rows
from messages.render import button
from storage.kinds import SubmissionKind
from workflow.deciding import WAITING
from workflow.submission import Sheet

OPENING = {SubmissionKind.KEY_TASKS: ("key_task.open", actions.OpenKeyTasks)}


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


def opening(sheet: Sheet) -> Rows:
    """Return the one row that opens the sheet."""
    name, action = OPENING[sheet.submission.kind]
    return ((button(name, action(sheet.unit.id)),),)
