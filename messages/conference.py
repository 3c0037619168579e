"""The bloc's conference: its screen for everybody, and its preparation by the chair."""

from collections.abc import Mapping

from messages import (
    actions,
    announcement,
    attendance,
    bloc_document,
    comment,
    hall,
    minutes,
    running,
)
from messages.menu import leave_row, to_menu
from messages.message import Button, Message, Rows
from messages.render import button, label, say
from storage.conferences import Conference
from storage.kinds import ConferenceState, MeetingMode
from storage.rsvps import Rsvp
from workflow.calling import Called
from workflow.conference import View
from workflow.meeting_time import Said
from workflow.rsvp import is_current

PER_ROW = 2


def none_yet(*, may_prepare: bool, last_year: int | None) -> Message:
    rows: list[tuple[Button, ...]] = []
    if may_prepare:
        rows.append((button("conference.new", actions.PrepareConference("blank")),))
    if may_prepare and last_year is not None:
        follow = actions.PrepareConference("follow")
        rows.append((button("conference.follow", follow, year=last_year),))
    return say(
        "conference/none_yet",
        (*rows, to_menu()),
        may_prepare=may_prepare,
        last_year=last_year,
    )


def opened(view: View, given: Mapping[int, Rsvp]) -> Message:
    """Show the conference; `given` are the units' answers, of which one's own are shown."""
    own = [unit for unit in view.units if unit.id in view.own_units]
    lines = [(unit, given.get(unit.id), is_current(view, given.get(unit.id))) for unit in own]
    rows = (
        *_tools(view),
        *_answering(view, given),
        (button("conference.agenda", actions.OpenAgenda(view.conference.id)),),
        *comment.rows(view),
        *attendance.rows(view),
        *(() if view.may_prepare else running.rows(view)),
        *minutes.rows(view),
        *announcement.rows(view),
        *bloc_document.rows(view),
        *hall.rows(view),
        *_calling_off(view),
        to_menu(),
    )
    answers = [given[unit.id] for unit in view.units if unit.id in given]
    return say(
        "conference/opened",
        rows,
        view=view,
        lines=lines,
        n_answered=len(answers),
        n_outdated=sum(not is_current(view, one) for one in answers),
    )


def _answering(view: View, given: Mapping[int, Rsvp]) -> Rows:
    """Return the rows by which the person's units answer the invitation, while they may."""
    known = view.conference
    if known.state is not ConferenceState.CALLED:
        return ()
    if len(view.own_units) == 1:
        unit_id = view.own_units[0]
        name = "conference.change_answer" if unit_id in given else "rsvp.open"
        return ((button(name, actions.OpenRsvp(known.id, unit_id)),),)
    codes = {unit.id: unit.code for unit in view.units}
    return tuple(
        (Button(codes[unit_id], actions.OpenRsvp(known.id, unit_id)),) for unit_id in view.own_units
    )


def _tools(view: View) -> Rows:
    """Return what the chair's side comes for: the answers, where the meeting is, the contents."""
    known = view.conference
    if not view.may_prepare:
        return ()
    answers = button("answers.open", actions.OpenAnswers(known.id, 0))
    if known.state is not ConferenceState.CALLED:
        return (*running.rows(view), (answers,))
    change = button("conference.prepare", actions.OpenPreparation(known.id))
    return ((answers, change), *running.rows(view))


def _calling_off(view: View) -> Rows:
    known = view.conference
    if not view.may_prepare or known.state is not ConferenceState.CALLED:
        return ()
    postpone = button("conference.postpone", actions.AskPostpone(known.id))
    return ((postpone, button("conference.cancel", actions.AskCancelConference(known.id))),)


def prepared(view: View) -> Message:
    """Show what the invitation says so far, each part with the button that changes it."""
    known = view.conference
    is_draft = known.state is ConferenceState.DRAFT
    fields = ["title", *(["starts"] if is_draft else []), "mode"]
    fields += [] if known.mode is MeetingMode.ONLINE else ["place"]
    fields += [] if known.mode is MeetingMode.IN_PERSON else ["link"]
    fields += ["rsvp_due"] if is_draft and known.starts_at else []
    buttons = [button(f"conference.{field}", _edit(known, field)) for field in fields]
    buttons += [
        button("conference.agenda", actions.OpenAgenda(known.id)),
        button("conference.papers", actions.OpenConferencePapers(known.id), count=len(view.papers)),
        button("conference.guests", actions.OpenGuests(known.id, 0), count=len(view.guests)),
    ]
    rows = tuple(tuple(buttons[i : i + PER_ROW]) for i in range(0, len(buttons), PER_ROW))
    return say("conference/prepared", (*rows, *_last(view)), view=view, is_draft=is_draft)


def _edit(known: Conference, field: str) -> actions.Action:
    if field == "mode":
        return actions.ChooseMeetingMode(known.id, "")
    return actions.EditConference(known.id, field)


def _last(view: View) -> Rows:
    known = view.conference
    if known.state is not ConferenceState.DRAFT:
        return ((button("conference.open", actions.OpenConference(known.id)),),)
    preview = (button("conference.preview", actions.PreviewInvitation(known.id, 0)),)
    cancel = button("conference.cancel", actions.AskCancelConference(known.id))
    return (*(() if view.gaps else (preview,)), (cancel, *to_menu()))


def stale(view: View) -> Message:
    """Redraw the preparation as it now stands, after a press on an outdated screen."""
    return prepared(view).redrawn(label("toast.stale"))


def ask_field(view: View, field: str, overtaken: str = "", mode: str = "") -> Message:
    """Ask for a field; `overtaken` was typed while somebody else changed it.

    The `mode` waits for the answer.
    """
    return say(f"conference/ask_{field}", leave_row(), view=view, overtaken=overtaken, mode=mode)


def ask_starts(view: View, said: Said, *, postpones: bool = False) -> Message:
    """Ask for the day and the hour, or for the half that is still missing."""
    return say("conference/ask_starts", leave_row(), view=view, said=said, postpones=postpones)


def choose_mode(view: View) -> Message:
    known = view.conference
    rows = tuple(
        (button(f"conference.{mode}", actions.ChooseMeetingMode(known.id, mode.value)),)
        for mode in MeetingMode
    )
    back = (button("go.back", actions.OpenPreparation(known.id)),)
    return say("conference/choose_mode", (*rows, back), view=view)


def told_changed(called: Called) -> Message:
    """Tell the invited that what the invitation says was corrected."""
    known = called.view.conference
    rows = ((button("conference.open", actions.OpenConference(known.id)),),)
    return say("conference/told_changed", rows, view=called.view, by=called.by)
