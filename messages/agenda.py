"""The agenda of a conference: read by everybody, changed by the chair's side."""

from messages import actions
from messages.menu import leave_row
from messages.message import Button, Message, Rows
from messages.render import button, say
from storage.conferences import AgendaItem
from storage.kinds import AgendaKind
from workflow.conference import EDITABLE, View

PER_ROW = 4
FIELDS = ("title", "presenter", "minutes", "kind")


def listed(view: View) -> Message:
    """Show the agenda; who prepares it may press an item's number to change it."""
    known = view.conference
    may_edit = view.may_prepare and known.state in EDITABLE
    numbers = [Button(str(item.number), actions.OpenAgendaItem(item.id)) for item in view.items]
    editing: Rows = (
        *(tuple(numbers[i : i + PER_ROW]) for i in range(0, len(numbers), PER_ROW)),
        (
            button("agenda.add", actions.AddAgendaItem(known.id)),
            button("go.back", actions.OpenPreparation(known.id)),
        ),
    )
    back: Rows = ((button("conference.open", actions.OpenConference(known.id)),),)
    return say("agenda/listed", editing if may_edit else back, view=view, may_edit=may_edit)


def shown(view: View, item: AgendaItem) -> Message:
    """Show one item with what can be changed of it."""
    at = (item.id, view.conference.revision)
    fields = [button(f"agenda.{field}", actions.EditAgendaItem(item.id, field)) for field in FIELDS]
    moves = []
    if item.number > 1:
        moves.append(button("agenda.up", actions.MoveAgendaItem(at[0], -1, at[1])))
    if item.number < len(view.items):
        moves.append(button("agenda.down", actions.MoveAgendaItem(at[0], 1, at[1])))
    rows = (
        tuple(fields[:2]),
        tuple(fields[2:]),
        *((tuple(moves),) if moves else ()),
        (
            button("agenda.remove", actions.AskRemoveAgendaItem(item.id)),
            button("conference.agenda", actions.OpenAgenda(view.conference.id)),
        ),
    )
    return say("agenda/shown", rows, item=item)


def ask_title(view: View) -> Message:
    """Ask for the title of a new item."""
    return say("agenda/ask_title", leave_row(), view=view)


def ask_field(item: AgendaItem, field: str) -> Message:
    return say("agenda/ask_field", leave_row(), item=item, field=field)


def choose_kind(item: AgendaItem) -> Message:
    kinds = [
        button(f"agenda.{kind}", actions.ChooseAgendaKind(item.id, kind.value))
        for kind in AgendaKind
    ]
    pairs = tuple(tuple(kinds[i : i + 2]) for i in range(0, len(kinds), 2))
    rows = (*pairs, (button("go.back", actions.OpenAgendaItem(item.id)),))
    return say("agenda/choose_kind", rows, item=item)


def ask_remove(view: View, item: AgendaItem) -> Message:
    remove = actions.RemoveAgendaItem(item.id, view.conference.revision)
    rows = (
        (button("agenda.remove_yes", remove, number=item.number),),
        (button("agenda.keep", actions.OpenAgendaItem(item.id)),),
    )
    return say("agenda/ask_remove", rows, item=item)
