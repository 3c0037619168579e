"""A submission on its way: sent, decided, returned, taken back; and who is told what."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from messages import actions, key_task, registration
from messages.control import following
from messages.menu import leave_row, to_menu
from messages.message import Attachment, Message
from messages.render import button, label, say
from messages.submission import decisions, further, opening
from storage.kinds import ListState, SubmissionKind
from storage.submissions import Submission
from workflow.submission import Sheet

SCREENS: dict[SubmissionKind, Callable[..., Message]] = {
    SubmissionKind.KEY_TASKS: key_task.listed,
    SubmissionKind.REGISTRATION: registration.listed,
}


def screen(sheet: Sheet, warnings: Sequence[Any] = ()) -> Message:
    """Show the submission itself, whatever it holds; `warnings` are for who decides."""
    return SCREENS[sheet.submission.kind](sheet, warnings=warnings)


def told_passed_on(sheet: Sheet) -> Message:
    """Tell the unit's officers that their leader approved."""
    return say("approval/told_passed_on", opening(sheet), sheet=sheet)


def stale(sheet: Sheet) -> Message:
    """Redraw the submission as it now stands, after a press on an outdated screen."""
    return screen(sheet).redrawn(label("toast.stale"))


def submitted(sheet: Sheet) -> Message:
    rows = (*decisions(sheet), *further(sheet), *opening(sheet), to_menu())
    return say("approval/submitted", rows, sheet=sheet)


def asked_to_approve(sheet: Sheet, due_on: date | None) -> Message:
    return say("approval/asked_to_approve", opening(sheet), sheet=sheet, due_on=due_on)


def approved(sheet: Sheet, *, last: bool = False, left: Sequence[Submission] = ()) -> Message:
    """Say what was decided; `last` tells that every unit's list is approved now.

    `left` is what else waits for whoever decided for the bloc.
    """
    to_pledge = ((button("pledge.look", actions.OpenPledge()),),) if last else ()
    rows = (*following(left), *to_pledge, *decisions(sheet), to_menu())
    return say("approval/approved", rows, sheet=sheet, last=last)


def moved_on(sheet: Sheet, due_on: date | None) -> Message:
    """Tell the bloc's side that a submission waits, or the unit that it is accepted."""
    accepted = sheet.submission.state is ListState.APPROVED
    template = "approval/told_accepted" if accepted else "approval/asked_to_decide"
    return say(template, opening(sheet), sheet=sheet, due_on=due_on)


def told_withdrawn(sheet: Sheet) -> Message:
    """Tell those who were to decide that there is nothing to decide now."""
    return say("approval/told_withdrawn", (to_menu(),), sheet=sheet)


def ask_amend(sheet: Sheet) -> Message:
    return say("approval/ask_amend", leave_row(), sheet=sheet)


def ask_paper(sheet: Sheet) -> Message:
    return say("approval/ask_paper", leave_row(), sheet=sheet)


def scan(file_id: int, name: str) -> Message:
    return say("approval/scan", files=(Attachment(file_id, name),), name=name)


def ask_reason(sheet: Sheet) -> Message:
    return say("approval/ask_reason", leave_row(), sheet=sheet)


def returned(sheet: Sheet, left: Sequence[Submission] = ()) -> Message:
    return say("approval/returned", (*following(left), to_menu()), sheet=sheet)


def told_returned(sheet: Sheet, due_on: date | None) -> Message:
    return say("approval/told_returned", opening(sheet), sheet=sheet, due_on=due_on)
