"""Guests of a conference by name and position."""

from messages import actions
from messages.menu import leave_row
from messages.message import Button, Message, Rows
from messages.paging import page_of
from messages.render import button, say
from storage.conferences import Guest
from workflow.conference import View

PER_ROW = 4


def listed(view: View, at: int) -> Message:
    """Show one page of the guests; a number opens the guest."""
    known = view.conference
    page = page_of(view.guests, at)
    numbers = [
        Button(str(number), actions.OpenGuest(guest.id))
        for number, guest in enumerate(page.items, start=page.first)
    ]
    rows: Rows = (
        *(tuple(numbers[i : i + PER_ROW]) for i in range(0, len(numbers), PER_ROW)),
        *page.turns(lambda to: actions.OpenGuests(known.id, to)),
        (
            button("guest.add", actions.AddGuests(known.id)),
            button("go.back", actions.OpenPreparation(known.id)),
        ),
    )
    return say("guest/listed", rows, page=page)


def ask_names(view: View) -> Message:
    return say("guest/ask_names", leave_row(), view=view)


def shown(guest: Guest) -> Message:
    rows = (
        (
            button("guest.remove", actions.RemoveGuest(guest.id)),
            button("go.back", actions.OpenGuests(guest.conference_id, 0)),
        ),
    )
    return say("guest/shown", rows, guest=guest)
