"""The unit's emulation registration: what is registered, one kind of award, the last look."""

from collections.abc import Sequence
from typing import Any

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Attachment, Button, Message, Rows
from messages.office_paper import print_button
from messages.render import button, say, shorten
from messages.submission import decisions, further
from storage.awards import Award
from storage.kinds import AwardKind
from storage.units import Unit
from workflow.office_paper import PaperKind
from workflow.registration import RegistrationSheet
from workflow.registration_warning import RegistrationWarned

PER_ROW = 5
WIDTH = 24


def choose_unit(own: Sequence[Unit]) -> Message:
    rows = tuple(
        (Button(shorten(unit.code, WIDTH), actions.OpenRegistration(unit.id)),) for unit in own
    )
    return say("registration/choose_unit", (*rows, to_menu()), units=own)


def listed(sheet: RegistrationSheet, warnings: Sequence[RegistrationWarned] = ()) -> Message:
    """Show what is registered; `warnings` are for who decides."""
    kinds = _kinds(sheet) if sheet.may_edit else ()
    send = _review(sheet) if sheet.may_edit and sheet.items else ()
    paper = ((print_button(PaperKind.UNIT_AWARDS, sheet.submission.id),),) if sheet.items else ()
    own = (*kinds, *_minutes(sheet), *send, *paper)
    rows = (*own, *decisions(sheet), *further(sheet), to_menu())
    facts: dict[str, Any] = {"kinds": tuple(AwardKind), "warnings": warnings}
    return say("registration/listed", rows, sheet=sheet, **facts)


def _kinds(sheet: RegistrationSheet) -> Rows:
    submission_id = sheet.submission.id
    collective, individual, commendation = (
        button(f"registration.{kind.value}", actions.OpenAwards(submission_id, kind.value))
        for kind in AwardKind
    )
    criteria = button("criterion.items", actions.OpenItemCriteria(submission_id))
    return ((collective, individual), (commendation, *((criteria,) if sheet.items else ())))


def _review(sheet: RegistrationSheet) -> Rows:
    review = actions.ReviewRegistration(sheet.submission.id)
    return ((button("registration.review", review),),)


def _minutes(sheet: RegistrationSheet) -> Rows:
    known = sheet.submission
    attach = button("registration.minutes", actions.AttachMinutes(known.id))
    read = button("registration.minutes_read", actions.OpenMinutes(known.id))
    remove = button("registration.minutes_remove", actions.DetachMinutes(known.id, known.revision))
    if not sheet.minutes:
        return ((attach,),) if sheet.may_edit else ()
    return ((read, remove),) if sheet.may_edit else ((read,),)


def awards(sheet: RegistrationSheet, kind: AwardKind) -> Message:
    """Show the awards of one kind with their numbers, to be chosen or counted one by one."""
    shown = [award for award in sheet.choices if award.kind is kind]
    numbers = [
        Button(str(number), _picked(sheet, award)) for number, award in enumerate(shown, start=1)
    ]
    rows = [tuple(numbers[i : i + PER_ROW]) for i in range(0, len(numbers), PER_ROW)]
    return say("registration/awards", (*rows, _back(sheet)), sheet=sheet, kind=kind, awards=shown)


def _picked(sheet: RegistrationSheet, award: Award) -> actions.Action:
    known = sheet.submission
    if award.kind is AwardKind.COLLECTIVE:
        return actions.ToggleAward(known.id, award.id, known.revision)
    return actions.CountAward(known.id, award.id)


def ask_count(award: Award, count: int, *, overtaken: str = "") -> Message:
    """Ask for a number; `overtaken` is what was typed while somebody else wrote another one."""
    rows = leave_row()
    return say("registration/ask_count", rows, award=award, count=count, overtaken=overtaken)


def ask_minutes(sheet: RegistrationSheet) -> Message:
    return say("registration/ask_minutes", leave_row(), sheet=sheet)


def minutes(sheet: RegistrationSheet) -> Message:
    """Send the minutes as they were handed in."""
    assert sheet.submission.minutes_id is not None
    files = (Attachment(sheet.submission.minutes_id, sheet.minutes),)
    return say("registration/minutes", (_back(sheet),), files, sheet=sheet)


def reviewed(sheet: RegistrationSheet, warnings: Sequence[RegistrationWarned] = ()) -> Message:
    """Show it for a last look, with what had better be looked at; nothing of it blocks."""
    at = (sheet.submission.id, sheet.submission.revision)
    send = (button("approval.submit", actions.Submit(*at)),)
    ready = sheet.may_edit and not sheet.gaps
    rows = (send, _back(sheet)) if ready else (_back(sheet),)
    facts: dict[str, Any] = {"kinds": tuple(AwardKind), "warnings": warnings}
    return say("registration/reviewed", rows, sheet=sheet, **facts)


def _back(sheet: RegistrationSheet) -> tuple[Button, ...]:
    return (button("registration.open", actions.OpenSubmission(sheet.submission.id)),)
