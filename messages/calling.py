"""The invitation and what follows it by letter: previewed, sent, postponed, taken back."""

from dataclasses import replace

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Message, Paper, Rows
from messages.office_paper import print_button
from messages.render import button, label, say
from storage.kinds import Role
from storage.people import Assignment
from storage.units import Unit
from workflow.calendar import local
from workflow.calling import Called, Preview
from workflow.conference import View
from workflow.office_paper import PaperKind
from workflow.permission import UNIT_ROLES
from workflow.postponing import Postponement

GUEST_PAGE = 1


def preview(shown: Preview, page: int) -> Message:
    """Show the letter itself, how many people get which, and whom nothing reaches."""
    known = shown.view.conference
    for_guests = page == GUEST_PAGE
    view = replace(shown.view, conference=replace(known, rsvp_due_on=shown.due_on))
    letter = invited_guest(view, shown.by) if for_guests else invited_unit(view, shown.by, None)
    name, other = ("as_unit", 0) if for_guests else ("as_guest", GUEST_PAGE)
    rows: Rows = (
        (button("calling.send", actions.CallConference(known.id, known.revision)),),
        (button(f"calling.{name}", actions.PreviewInvitation(known.id, other)),),
        (print_button(PaperKind.INVITATION, known.id),),
        (button("go.back", actions.OpenPreparation(known.id)),),
    )
    return say(
        "calling/preview",
        rows,
        shown=shown,
        for_guests=for_guests,
        n_units=len(shown.of_kind(*UNIT_ROLES)),
        n_guests=len(shown.of_kind(Role.AGENCY, Role.PATRON)),
        copy=letter.text,
    )


def invited_unit(view: View, by: Assignment, unit: Unit | None) -> Message:
    """Invite a unit's officer or leader; `unit` is whose answer the first button gives."""
    rows = ((button("rsvp.open", actions.OpenRsvp(view.conference.id, unit.id)),),) if unit else ()
    return say("calling/invited_unit", (*rows, *_reading(view)), _files(view), view=view, by=by)


def invited_guest(view: View, by: Assignment) -> Message:
    """Invite the agency or the patron, who answer nothing here."""
    return say("calling/invited_guest", _reading(view), _files(view), view=view, by=by)


def sent(called: Called) -> Message:
    known = called.view.conference
    rows = (
        (button("answers.open", actions.OpenAnswers(known.id, 0)),),
        (
            print_button(PaperKind.INVITATION, known.id),
            button("conference.open", actions.OpenConference(known.id)),
        ),
    )
    return say("calling/sent", rows, called=called)


def ask_cancel(view: View) -> Message:
    return say("calling/ask_cancel", leave_row(), view=view)


def cancelled(called: Called) -> Message:
    return say("calling/cancelled", (to_menu(),), called=called)


def told_cancelled(called: Called, reason: str) -> Message:
    """Tell the invited that the conference will not take place; their calendars are told too."""
    return say(
        "calling/told_cancelled",
        (to_menu(),),
        _files(called.view),
        view=called.view,
        by=called.by,
        reason=reason,
    )


def ask_reason(view: View) -> Message:
    """Ask why the conference is postponed."""
    return say("calling/ask_reason", leave_row(), view=view)


def postponing(proposal: Postponement) -> Message:
    """Show what would move; nothing is saved yet."""
    start = proposal.hash_start
    alone = "calling.postpone" if proposal.signing else "calling.postpone_only"
    rows: Rows = ((button(alone, actions.PostponeConference(start, 0)),),)
    if proposal.signing:
        rows = ((button("calling.postpone_all", actions.PostponeConference(start, 1)),), *rows)
    return say("calling/postponing", (*rows, *leave_row()), proposal=proposal)


def told_postponed_unit(called: Called, proposal: Postponement, unit: Unit) -> Message:
    """Tell a unit the new time, and ask it to confirm its answer."""
    answer = (button("rsvp.open", actions.OpenRsvp(called.view.conference.id, unit.id)),)
    return _postponed(called, proposal, (answer, *_reading(called.view)), answers=True)


def told_postponed(called: Called, proposal: Postponement) -> Message:
    """Tell the agency or the patron the new time."""
    return _postponed(called, proposal, _reading(called.view), answers=False)


def _postponed(called: Called, proposal: Postponement, rows: Rows, *, answers: bool) -> Message:
    return say(
        "calling/told_postponed",
        rows,
        _files(called.view),
        called=called,
        proposal=proposal,
        answers=answers,
    )


def postponed(called: Called, proposal: Postponement, *, with_sign: bool) -> Message:
    known = called.view.conference
    rows = (
        (button("answers.open", actions.OpenAnswers(known.id, 0)),),
        (button("conference.open", actions.OpenConference(known.id)),),
    )
    return say("calling/postponed", rows, called=called, proposal=proposal, with_sign=with_sign)


def _reading(view: View) -> Rows:
    known = view.conference
    agenda = button("conference.agenda", actions.OpenAgenda(known.id))
    papers = (button("comment.papers", actions.OpenPapers(known.id, 0)),) if view.papers else ()
    return ((agenda, *papers),)


def _files(view: View) -> tuple[Paper, ...]:
    known = view.conference
    if known.starts_at is None:
        return ()
    name = label("calling.file", day=f"{local(known.starts_at):%d-%m-%Y}")
    return (Paper("meeting", {"conference_id": known.id}, name),)
