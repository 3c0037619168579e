"""The year's theme declared, a directive given, signing opened: the last items of the agenda."""

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Button, Message, Rows
from messages.render import button, say
from storage.kinds import AgendaKind, Role
from workflow.conference import UNDER_WAY, View
from workflow.launch import Launch


def rows(view: View) -> Rows:
    """Return what the last items of the agenda let their people do, while the meeting is on."""
    made = tuple(_ways(view).values())
    return (made,) if made else ()


def at_hand(view: View) -> Rows:
    """Return what the open item lets the reader do, for the screen of the meeting."""
    item = view.open_item
    way = _ways(view).get(item.kind) if item else None
    return ((way,),) if way else ()


def _ways(view: View) -> dict[AgendaKind, Button]:
    if view.conference.state not in UNDER_WAY:
        return {}
    made: dict[AgendaKind, Button] = {}
    if Role.CHAIR in view.roles:
        made[AgendaKind.LAUNCH] = button("launch.ask", actions.AskLaunch())
    if view.roles & {Role.PATRON, Role.AGENCY}:
        made[AgendaKind.DIRECTIVE] = button("directive.ask", actions.AskDirective())
    if view.open_item is not None and view.open_item.kind is AgendaKind.SIGNING:
        made[AgendaKind.SIGNING] = button("pledge.open", actions.OpenPledge())
    return made


def ask_theme(shown: Launch) -> Message:
    return say("launch/ask_theme", leave_row(), shown=shown)


def previewed(shown: Launch) -> Message:
    """Show the theme for a last look before everybody is told."""
    declare = button("launch.declare", actions.DeclareLaunch(shown.hash_start))
    return say("launch/previewed", ((declare,), *leave_row()), shown=shown)


def declared(shown: Launch) -> Message:
    return say("launch/declared", (to_menu(),), shown=shown)


def told(shown: Launch) -> Message:
    """Tell everybody the theme, as the chair declared it."""
    return say("launch/told", (), shown=shown)
