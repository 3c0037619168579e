"""The registrations announced: a last look, the table, what came after it."""

from messages import actions, launch
from messages.menu import to_menu
from messages.message import Button, Message, Rows
from messages.paging import page_of
from messages.render import button, say
from storage.kinds import AgendaKind, Role
from workflow.announcement import Table
from workflow.conference import View
from workflow.running import HELD

SIZE = 4
NAMED = 8


def rows(view: View) -> Rows:
    """Return the rows to the announced registrations, the launch and the signing."""
    if view.conference.state not in HELD:
        return ()
    return (_ways(view), *launch.rows(view))


def at_hand(view: View) -> Rows:
    """Return what the open item lets the reader do, for the screen of the meeting."""
    if view.open_item is not None and view.open_item.kind is AgendaKind.ANNOUNCEMENT:
        return (_ways(view),)
    return launch.at_hand(view)


def _ways(view: View) -> tuple[Button, ...]:
    read = button("announcement.open", actions.OpenAnnouncement(0, 0))
    preview = button("announcement.preview", actions.PreviewAnnouncement(0))
    publishes = view.roles & {Role.CHAIR, Role.DEPUTY}
    return (preview, read) if publishes else (read,)


def previewed(table: Table, page: int) -> Message:
    """Show the table for a last look, and name who will not be in it."""
    shown = page_of(table.lines, page, SIZE)
    publish = button("announcement.publish", actions.PublishAnnouncement(table.hash_start))
    buttons = (*shown.turns(actions.PreviewAnnouncement), (publish,), to_menu())
    return say("announcement/previewed", buttons, table=table, page=shown, named=NAMED)


def opened(table: Table, page: int) -> Message:
    """Show one page of what was announced, with what came after it beside."""
    found = table.announcement
    if found is None:
        return say("announcement/none", (to_menu(),), year=table.year)
    shown = page_of(table.lines, page, SIZE)
    turns = shown.turns(lambda to: actions.OpenAnnouncement(found.number, to))
    others = tuple(
        (button("announcement.number", actions.OpenAnnouncement(one, 0), number=one),)
        for one in table.numbers[-3:]
        if one != found.number
    )
    return say("announcement/opened", (*turns, *others, to_menu()), table=table, page=shown)


def told(table: Table) -> Message:
    """Tell everybody that the registrations were announced."""
    assert table.announcement is not None
    read = button("announcement.open", actions.OpenAnnouncement(table.announcement.number, 0))
    return say("announcement/told", ((read,),), table=table)
