"""The agenda: everybody reads it, the chair's side changes it until the meeting begins."""

from handlers.request import Request, Routes
from messages import actions
from messages import agenda as messages
from messages.message import Message
from storage.conferences import AgendaItem
from workflow import agenda, conference
from workflow.agenda import FIELDS
from workflow.errors import NoSuchThing


async def open_agenda(request: Request, action: actions.OpenAgenda) -> Message:
    view = await conference.open_one(request.uow, request.actor, action.conference_id)
    return messages.listed(view)


async def open_item(request: Request, action: actions.OpenAgendaItem) -> Message:
    view, item = await agenda.to_edit(request.uow, request.actor, action.item_id)
    return messages.shown(view, item)


async def ask_new(request: Request, action: actions.AddAgendaItem) -> Message:
    view = await conference.to_change(request.uow, request.actor, action.conference_id)
    request.ask("agenda.add", conference_id=action.conference_id)
    return messages.ask_title(view)


async def add(request: Request) -> Message:
    conference_id = request.about["conference_id"]
    item = await agenda.add(request.uow, request.actor, conference_id, request.text)
    return await _shown(request, item)


async def ask_field(request: Request, action: actions.EditAgendaItem) -> Message:
    _, item = await agenda.to_edit(request.uow, request.actor, action.item_id)
    if action.field not in FIELDS:
        raise NoSuchThing
    if action.field == "kind":
        return messages.choose_kind(item)
    request.ask("agenda.field", item_id=item.id, field=action.field)
    return messages.ask_field(item, action.field)


async def save_field(request: Request) -> Message:
    item_id, field = request.about["item_id"], request.about["field"]
    item = await agenda.write(request.uow, request.actor, item_id, field, request.text)
    return await _shown(request, item)


async def choose_kind(request: Request, action: actions.ChooseAgendaKind) -> Message:
    item = await agenda.choose_kind(request.uow, request.actor, action.item_id, action.kind)
    return await _shown(request, item)


async def move(request: Request, action: actions.MoveAgendaItem) -> Message:
    item = await agenda.move(
        request.uow, request.actor, action.item_id, action.step, action.revision
    )
    return await _shown(request, item)


async def ask_remove(request: Request, action: actions.AskRemoveAgendaItem) -> Message:
    view, item = await agenda.to_edit(request.uow, request.actor, action.item_id)
    return messages.ask_remove(view, item)


async def remove(request: Request, action: actions.RemoveAgendaItem) -> Message:
    view = await agenda.remove(request.uow, request.actor, action.item_id, action.revision)
    return messages.listed(view)


async def _shown(request: Request, item: AgendaItem) -> Message:
    return messages.shown(*await agenda.to_edit(request.uow, request.actor, item.id))


ROUTES = Routes(
    actions={
        actions.OpenAgenda: open_agenda,
        actions.OpenAgendaItem: open_item,
        actions.AddAgendaItem: ask_new,
        actions.EditAgendaItem: ask_field,
        actions.ChooseAgendaKind: choose_kind,
        actions.MoveAgendaItem: move,
        actions.AskRemoveAgendaItem: ask_remove,
        actions.RemoveAgendaItem: remove,
    },
    answers={"agenda.add": add, "agenda.field": save_field},
)
