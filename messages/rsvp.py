"""A unit's answer to the invitation: shown, changed part by part."""

from messages import actions
from messages.menu import leave_row
from messages.message import Attachment, Button, Message, Rows
from messages.render import button, say, shorten
from storage.kinds import Answer, ConferenceState, SignMode
from workflow.rsvp import PEOPLE_LIMIT, Sheet

QUICK = 4
PER_ROW = 4
NAME = 18


def shown(sheet: Sheet, *, overtaken: bool = False) -> Message:
    """Show the unit's answer with what can still be said or changed.

    `overtaken` tells that somebody answered since the person's screen was drawn.
    """
    known = sheet.view.conference
    rows: Rows = (*_paper(sheet), _away(sheet))
    if known.state is ConferenceState.CALLED:
        at = (known.id, sheet.unit.id)
        answers = [
            button(f"rsvp.{word}", actions.AnswerInvitation(*at, word, sheet.revision))
            for word in _open_answers(sheet)
        ]
        rows = (*((one,) for one in answers), *_details(sheet), *rows)
    return say("rsvp/shown", rows, sheet=sheet, overtaken=overtaken)


def _paper(sheet: Sheet) -> Rows:
    if not sheet.authorisation:
        return ()
    read = actions.OpenAuthorisation(sheet.view.conference.id, sheet.unit.id)
    return ((button("rsvp.authorisation", read),),)


def authorisation(sheet: Sheet) -> Message:
    """Send the paper that authorises the signer, as it was handed in."""
    assert sheet.rsvp is not None
    assert sheet.rsvp.authorisation_id is not None
    files = (Attachment(sheet.rsvp.authorisation_id, sheet.authorisation),)
    return say("rsvp/authorisation", (_back(sheet),), files, sheet=sheet)


def _away(sheet: Sheet) -> tuple[Button, ...]:
    """Return the row that leads back to where the person came from."""
    known = sheet.view.conference
    if sheet.is_own:
        return (button("conference.open", actions.OpenConference(known.id)),)
    return (button("answers.open", actions.OpenAnswers(known.id, 0)),)


def _open_answers(sheet: Sheet) -> list[str]:
    """Return what may be answered: to confirm first, and what was not answered already."""
    given = sheet.rsvp.answer if sheet.rsvp else None
    words = [one.value for one in Answer if one is not given or one is Answer.SUBSTITUTE]
    return words if given is None or sheet.is_current else ["confirm", *words]


def _details(sheet: Sheet) -> Rows:
    if sheet.rsvp is None or sheet.rsvp.answer is Answer.ABSENT:
        return ()
    at = (sheet.view.conference.id, sheet.unit.id)
    return (
        (
            button("rsvp.people", actions.AskPeople(*at)),
            button("rsvp.signer", actions.OpenSigner(*at)),
        ),
        (button("rsvp.speak", actions.OpenSpeaking(*at)),),
    )


def ask_substitute(sheet: Sheet) -> Message:
    return say("rsvp/ask_substitute", leave_row(), sheet=sheet)


def ask_absent(sheet: Sheet) -> Message:
    return say("rsvp/ask_absent", leave_row(), sheet=sheet)


def ask_people(sheet: Sheet) -> Message:
    at = (sheet.view.conference.id, sheet.unit.id)
    numbers = tuple(
        Button(str(n), actions.CountPeople(*at, n, sheet.revision)) for n in range(1, QUICK + 1)
    )
    return say("rsvp/ask_people", (numbers, *leave_row()), sheet=sheet, limit=PEOPLE_LIMIT)


def choose_signer(sheet: Sheet) -> Message:
    """Ask who signs, and once that is known, in which capacity."""
    at = (sheet.view.conference.id, sheet.unit.id)
    leaders = tuple(
        (
            button(
                "rsvp.leader",
                actions.ChooseSigner(*at, one.person_id, sheet.revision),
                number=number,
                name=shorten(one.full_name, NAME),
            ),
        )
        for number, one in enumerate(sheet.leaders, start=1)
    )
    others = [button("rsvp.name", actions.NameSigner(*at))]
    if sheet.rsvp and sheet.rsvp.substitute_name:
        stand_in = actions.ChooseSigner(*at, 0, sheet.revision)
        others.insert(0, button("rsvp.stand_in", stand_in))
    rows = (*leaders, tuple(others), *_modes(sheet), _back(sheet))
    return say("rsvp/choose_signer", rows, sheet=sheet)


def _modes(sheet: Sheet) -> Rows:
    if sheet.rsvp is None or not sheet.rsvp.signer_name:
        return ()
    at = (sheet.view.conference.id, sheet.unit.id)
    modes = [
        button(f"rsvp.{mode}", actions.ChooseSignMode(*at, mode.value, sheet.revision))
        for mode in SignMode
    ]
    return tuple(tuple(modes[i : i + 2]) for i in range(0, len(modes), 2))


def ask_signer(sheet: Sheet) -> Message:
    """Ask for the signer's name and position."""
    return say("rsvp/ask_signer", leave_row(), sheet=sheet)


def ask_authorisation(sheet: Sheet, mode: SignMode) -> Message:
    """Ask for the paper that authorises the signer."""
    return say("rsvp/ask_authorisation", leave_row(), sheet=sheet, mode=mode)


def choose_item(sheet: Sheet) -> Message:
    """Ask on which agenda item the unit wishes to speak."""
    at = (sheet.view.conference.id, sheet.unit.id)
    numbers = [
        Button(str(item.number), actions.SpeakOn(*at, item.id, sheet.revision))
        for item in sheet.view.items
    ]
    rows = (
        *(tuple(numbers[i : i + PER_ROW]) for i in range(0, len(numbers), PER_ROW)),
        (button("rsvp.no_speech", actions.SpeakOn(*at, 0, sheet.revision)),),
        _back(sheet),
    )
    return say("rsvp/choose_item", rows, sheet=sheet)


def told_answered(sheet: Sheet) -> Message:
    """Tell a unit's people what the chair's side recorded for them."""
    change = actions.OpenRsvp(sheet.view.conference.id, sheet.unit.id)
    rows = ((button("conference.change_answer", change),),)
    return say("rsvp/told_answered", rows, sheet=sheet)


def told_leader(sheet: Sheet) -> Message:
    """Tell a leader what the unit's officer answered about the leader."""
    change = actions.OpenRsvp(sheet.view.conference.id, sheet.unit.id)
    rows = ((button("conference.change_answer", change),),)
    return say("rsvp/told_leader", rows, sheet=sheet)


def _back(sheet: Sheet) -> tuple[Button, ...]:
    return (button("rsvp.back", actions.OpenRsvp(sheet.view.conference.id, sheet.unit.id)),)
