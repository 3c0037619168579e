"""Signing in two steps, and declining to sign."""

from collections.abc import Sequence

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Message, Paper
from messages.render import button, say
from storage.kinds import SignMode
from storage.people import Assignment
from storage.signings import Decline
from workflow.roll import Signing
from workflow.signing import Mistyped


def ask_name(signing: Signing, seat: Assignment) -> Message:
    """Ask for the full name; who signs although another was declared is told so."""
    named = signing.declared
    other = named if named and named.person_id != seat.person_id else None
    return say("signing/ask_name", leave_row(), pledge=signing.pledge, seat=seat, named=other)


def ask_authorisation(mode: SignMode) -> Message:
    return say("signing/ask_authorisation", leave_row(), mode=mode)


def mistyped(wrong: Mistyped) -> Message:
    """Say that the name is not the signer's, and after the last try when signing opens again."""
    rows = (to_menu(),) if wrong.opens_at else leave_row()
    return say("signing/mistyped", rows, wrong=wrong)


def signed(signing: Signing, papers: Sequence[Paper] = ()) -> Message:
    """Confirm a signature, its certificate beside it."""
    rows = ((button("pledge.who", actions.WhoSigned()),), to_menu())
    assert signing.my_signature is not None
    return say("signing/signed", rows, papers, signing=signing, signature=signing.my_signature)


def ask_decline(signing: Signing) -> Message:
    return say("signing/ask_decline", leave_row(), signing=signing)


def declined(signing: Signing) -> Message:
    rows = ((button("pledge.open", actions.OpenPledge()),), to_menu())
    return say("signing/declined", rows, signing=signing)


def told_declined(signing: Signing) -> Message:
    """Tell the chair and who signed before that a unit does not sign, and why."""
    seat = signing.my_seat
    assert seat is not None
    assert seat.unit_id is not None
    rows = ((button("pledge.look", actions.OpenPledge()),),)
    decline = signing.declines[seat.unit_id]
    return say("signing/told_declined", rows, signing=signing, seat=seat, decline=decline)


def told_taken_back(signing: Signing, decline: Decline) -> Message:
    """Tell who heard of a refusal that the unit signed after all."""
    rows = ((button("pledge.who", actions.WhoSigned()),), to_menu())
    unit = signing.unit(decline.unit_id)
    return say("signing/told_taken_back", rows, signing=signing, unit=unit, decline=decline)
