"""The hall screen's link, for those who set up the projector."""

from messages import actions
from messages.menu import to_menu
from messages.message import Message, Rows
from messages.people import Links
from messages.render import button, say
from storage.conferences import Conference
from workflow.conference import View
from workflow.hall import UNSHOWN, mark_of


def rows(view: View) -> Rows:
    """Return the row by which the conference's screen leads to the hall's."""
    if not view.may_prepare or view.conference.state in UNSHOWN:
        return ()
    return ((button("hall.open", actions.OpenHall(view.conference.id)),),)


def issued(conference: Conference, token: str, links: Links) -> Message:
    """Show a new link, this once: only its hash is kept."""
    return say("hall/issued", _rows(conference), link=links.hall(token))


def opened(conference: Conference) -> Message:
    """Say that there is a link, which nobody can read any more."""
    return say("hall/opened", _rows(conference))


def needs_web(conference: Conference) -> Message:
    """Say that the screen is a page of the chat's web server, which is off."""
    back = actions.OpenConference(conference.id)
    return say("hall/needs_web", ((button("go.back", back),), to_menu()))


def _rows(conference: Conference) -> Rows:
    change = actions.ChangeHall(conference.id, mark_of(conference))
    back = actions.OpenConference(conference.id)
    return ((button("hall.change", change),), (button("go.back", back),), to_menu())
