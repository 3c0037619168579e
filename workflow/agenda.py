"""The agenda of a conference, item by item, until the meeting begins."""

from typing import Any

from storage.conferences import AgendaItem
from storage.kinds import AgendaKind, ConferenceState
from storage.unit_of_work import UnitOfWork
from workflow.conference import View, moved, refuse_beyond, to_change, touched
from workflow.conference_errors import ConferenceIncomplete, ItemInUse, MinutesOutside, Missing
from workflow.conference_field import line_of
from workflow.errors import NoSuchThing
from workflow.freezing import move_freezing
from workflow.permission import Actor
from workflow.words import clean

LIMITS = {"title": 200, "presenter": 150}
FIELDS = (*LIMITS, "minutes", "kind")
MINUTES = 15
MINUTES_LIMIT = 480
ITEMS_LIMIT = 20


async def to_edit(
    uow: UnitOfWork, actor: Actor, item_id: int, revision: int | None = None
) -> tuple[View, AgendaItem]:
    """Return an item of an agenda that may still be changed."""
    item = await uow.conferences.item(item_id)
    if item is None:
        raise NoSuchThing
    return await to_change(uow, actor, item.conference_id, revision), item


async def add(uow: UnitOfWork, actor: Actor, conference_id: int, text: str) -> AgendaItem:
    """Add an item at the end; its kind and minutes can be changed afterwards."""
    view = await to_change(uow, actor, conference_id)
    refuse_beyond(ITEMS_LIMIT, len(view.items))
    title = line_of(text, LIMITS["title"])
    values = {
        "number": len(view.items) + 1,
        "kind": AgendaKind.OTHER,
        "title": title,
        "minutes": MINUTES,
    }
    item_id = await uow.conferences.add_item(conference_id, values)
    await touched(uow, actor, view, {"field": "agenda", "before": "", "after": title})
    return await _get(uow, item_id)


async def write(uow: UnitOfWork, actor: Actor, item_id: int, field: str, text: str) -> AgendaItem:
    """Save a typed field: title, presenter or minutes."""
    if field not in (*LIMITS, "minutes"):
        raise NoSuchThing
    view, item = await to_edit(uow, actor, item_id)
    value = _minutes(text) if field == "minutes" else line_of(text, LIMITS[field])
    return await _change(uow, actor, view, item, {field: value})


async def choose_kind(uow: UnitOfWork, actor: Actor, item_id: int, kind: str) -> AgendaItem:
    """Set what the item is, and so what may be opened from it during the meeting."""
    view, item = await to_edit(uow, actor, item_id)
    if kind not in set(AgendaKind):
        raise NoSuchThing
    return await _change(uow, actor, view, item, {"kind": AgendaKind(kind)})


async def move(uow: UnitOfWork, actor: Actor, item_id: int, step: int, revision: int) -> AgendaItem:
    """Move the item one place up (-1) or down (1); at either end nothing changes."""
    view, item = await to_edit(uow, actor, item_id, revision)
    order = moved([one.id for one in view.items], item_id, step)
    if order is None:
        return item
    await uow.conferences.put_in_order(order)
    facts = {"field": "agenda", "before": f"{item.number}. {item.title}"}
    await touched(uow, actor, view, {**facts, "after": f"{item.number + step}. {item.title}"})
    return await _get(uow, item_id)


async def remove(uow: UnitOfWork, actor: Actor, item_id: int, revision: int) -> View:
    """Remove an item nobody has commented on; whoever wished to speak on it no longer does.

    Refuse with `ConferenceIncomplete` the last one of an invitation that has left (R15).
    """
    view, item = await to_edit(uow, actor, item_id, revision)
    if await uow.conferences.has_traces(item_id):
        raise ItemInUse(item.number, item.title)
    if view.conference.state is ConferenceState.CALLED and len(view.items) == 1:
        raise ConferenceIncomplete((Missing.AGENDA,))
    await uow.rsvps.forget_item(item_id)
    await uow.conferences.remove_item(item)
    await move_freezing(uow, actor.cycle.id)
    return await touched(uow, actor, view, {"field": "agenda", "before": item.title, "after": ""})


async def _change(
    uow: UnitOfWork, actor: Actor, view: View, item: AgendaItem, values: dict[str, Any]
) -> AgendaItem:
    (field, value), *_ = values.items()
    before = str(getattr(item, field))
    await uow.conferences.change_item(item.id, values)
    await move_freezing(uow, actor.cycle.id)
    facts = {"title": item.title, "field": field, "before": before, "after": str(value)}
    await touched(uow, actor, view, facts)
    return await _get(uow, item.id)


def _minutes(text: str) -> int:
    said = clean(text)
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:4]) <= MINUTES_LIMIT):
        raise MinutesOutside(said[:40], MINUTES_LIMIT)
    return int(said)


async def _get(uow: UnitOfWork, item_id: int) -> AgendaItem:
    item = await uow.conferences.item(item_id)
    assert item is not None
    return item
