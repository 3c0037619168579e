"""A signature on paper: handed in page by page, compared, confirmed or sent back."""

from collections.abc import Sequence
from datetime import date

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Attachment, Button, Message
from messages.render import button, say, shorten
from storage.kinds import SignMode
from storage.units import Unit
from workflow.paper_signature import PaperSheet, mark_of
from workflow.roll import Signing
from workflow.signatory import Signatory

WIDTH = 20


def choose_signatory(
    signing: Signing, unit: Unit, people: Sequence[Signatory], *, has_page: bool = False
) -> Message:
    """Ask which of the unit's possible signers signed the paper; a page sent before is not kept."""
    rows = tuple(
        (
            Button(
                f"{place}. {shorten(one.full_name, WIDTH)}",
                actions.ChooseSignatory(signing.pledge.id, unit.id, mark_of(one)),
            ),
        )
        for place, one in enumerate(people, start=1)
    )
    back = (button("go.back", actions.OpenPledge()),)
    about = {"unit": unit, "people": people, "has_page": has_page}
    return say("paper_signature/choose_signatory", (*rows, back), (), **about)


def ask_authorisation(mode: SignMode) -> Message:
    return say("paper_signature/ask_authorisation", leave_row(), mode=mode)


def ask_page(sheet: PaperSheet) -> Message:
    """Ask for the scan's first file, or for more after those that came."""
    send = (button("paper_signature.send", actions.SendPaper(sheet.paper.id)),)
    rows = (send, *leave_row()) if sheet.paper.pages else leave_row()
    return say("paper_signature/ask_page", rows, sheet=sheet)


def shown(sheet: PaperSheet) -> Message:
    """Show the scan with its files; who compares it can decide."""
    paper_id = sheet.paper.id
    decide = (
        button("paper_signature.confirm", actions.ConfirmPaper(paper_id)),
        button("paper_signature.refuse", actions.RefusePaper(paper_id)),
    )
    read = (button("pledge.read", actions.ReadPledge(sheet.paper.pledge_id, 0)),)
    rows = ((decide, read) if sheet.may_decide else (read,)) + (to_menu(),)
    files = tuple(map(Attachment, sheet.paper.pages, sheet.names))
    return say("paper_signature/shown", rows, files, sheet=sheet)


def sent(sheet: PaperSheet) -> Message:
    return say("paper_signature/sent", (to_menu(),), sheet=sheet)


def asked_to_compare(sheet: PaperSheet, due_on: date) -> Message:
    """Ask those who compare it to look at the scan."""
    rows = ((button("paper_signature.open", actions.OpenPaper(sheet.paper.id)),),)
    return say("paper_signature/asked_to_compare", rows, sheet=sheet, due_on=due_on)


def confirmed(sheet: PaperSheet, now: Signing) -> Message:
    rows = ((button("pledge.who", actions.WhoSigned()),), to_menu())
    return say("paper_signature/confirmed", rows, sheet=sheet, signing=now)


def told_confirmed(sheet: PaperSheet) -> Message:
    return say("paper_signature/told_confirmed", (to_menu(),), sheet=sheet)


def ask_refusal(sheet: PaperSheet) -> Message:
    return say("paper_signature/ask_refusal", leave_row(), sheet=sheet)


def refused(sheet: PaperSheet) -> Message:
    return say("paper_signature/refused", (to_menu(),), sheet=sheet)


def told_refused(sheet: PaperSheet) -> Message:
    rows = ((button("pledge.look", actions.OpenPledge()),),)
    return say("paper_signature/told_refused", rows, sheet=sheet)
