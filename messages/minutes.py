"""What is written after a conference: its minutes, its news item, its attendance and votes."""

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Attachment, Button, Message, Paper, Rows
from messages.render import button, label, say
from storage.final_papers import FinalPaper
from storage.kinds import ConferenceState, FinalKind
from workflow.conference import View
from workflow.final_paper import Desk

FIRST = 1


def rows(view: View) -> Rows:
    """Return the row by which the screens of a conference that is over lead to its papers."""
    if view.conference.state is not ConferenceState.CLOSED:
        return ()
    key = "minutes.open" if view.may_prepare else "minutes.read"
    return ((button(key, actions.OpenMeetingPapers(view.conference.id)),),)


def opened(desk: Desk) -> Message:
    """Show the papers there are, with the drafts to those who write them."""
    finals = tuple(_final(one, f"minutes.final_{one.kind}", 0) for one in desk.shown)
    made = (*_writing(desk), *((finals,) if finals else ()), _back(desk.view))
    return say("minutes/opened", made, desk=desk, kinds=tuple(FinalKind))


def _writing(desk: Desk) -> Rows:
    if not desk.may_write:
        return ()
    id_ = desk.view.conference.id
    drafts = tuple(
        button(f"minutes.draft_{kind}", actions.FetchDraft(id_, kind)) for kind in FinalKind
    )
    sends = tuple(_send(id_, kind) for kind in FinalKind)
    return (drafts, (button("minutes.roll", actions.FetchRoll(id_)),), sends)


def _send(conference_id: int, kind: FinalKind) -> Button:
    return button(f"minutes.send_{kind}", actions.SendFinal(conference_id, kind))


def _final(one: FinalPaper, key: str, number: int) -> Button:
    return button(key, actions.FetchFinal(one.conference_id, one.kind, number))


def drafted(view: View, kind: FinalKind, year: int) -> Message:
    """Hand the draft of the minutes or of the news item to who finishes it."""
    id_ = view.conference.id
    about = {"conference_id": id_}
    name = label(f"minutes.file_{kind}", year=year)
    is_news = kind is FinalKind.NEWS
    made = Paper("news", about, name) if is_news else Paper("minutes", about, name)
    return say("minutes/drafted", ((_send(id_, kind),), _to_desk(id_)), (made,), kind=kind)


def roll(view: View, year: int) -> Message:
    """Hand attendance and votes out as a workbook."""
    id_ = view.conference.id
    made = Paper("roll", {"conference_id": id_}, label("minutes.file_roll", year=year))
    return say("minutes/roll", (_to_desk(id_),), (made,))


def ask_final(desk: Desk, kind: FinalKind) -> Message:
    """Ask for the finished paper, with the one that it replaces."""
    return say("minutes/ask_final", leave_row(), kind=kind, newest=desk.newest(kind))


def kept(desk: Desk, kind: FinalKind) -> Message:
    """Say that the finished paper is kept."""
    id_ = desk.view.conference.id
    return say("minutes/kept", (_to_desk(id_),), kind=kind, newest=desk.newest(kind))


def final(desk: Desk, one: FinalPaper, name: str) -> Message:
    """Hand a finished paper out; who writes them is led to the version before."""
    earlier = (
        ((_final(one, "minutes.earlier", one.number - 1),),)
        if desk.may_write and one.number > FIRST
        else ()
    )
    made = (*earlier, _to_desk(one.conference_id))
    files = (Attachment(one.file_id, name),)
    is_newest = desk.newest(one.kind) == one
    by = desk.keepers[one.kept_by]
    return say("minutes/final", made, files, one=one, by=by, is_newest=is_newest)


def _to_desk(conference_id: int) -> tuple[Button, ...]:
    return (button("minutes.back", actions.OpenMeetingPapers(conference_id)),)


def _back(view: View) -> tuple[Button, ...]:
    return (button("conference.open", actions.OpenConference(view.conference.id)), *to_menu())
