"""The speaking list of the present agenda item: each unit once, in the order of asking."""

from storage.conferences import AgendaItem
from storage.kinds import ItemState
from storage.people import Assignment
from storage.speakers import Speaker
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import history
from workflow.conference import View, open_one
from workflow.errors import NoSuchThing, NotPermitted
from workflow.meeting_errors import AlreadySpoke, ItemNotOpen, UnitNotPresent
from workflow.permission import UNIT_ROLES, Actor
from workflow.presiding import runner


async def enlist(uow: UnitOfWork, actor: Actor, item_id: int, unit_id: int) -> bool:
    """Put the unit on the list; False when it waits there already. It has to be present."""
    view, item = await _open_item(uow, actor, item_id)
    seat = actor.require(*UNIT_ROLES, unit_id=unit_id)
    unit = _unit(view, unit_id)
    if unit not in view.present_units:
        raise UnitNotPresent(unit.name)
    mine = next((s for s in await uow.speakers.of_item(item.id) if s.unit_id == unit_id), None)
    if mine is not None and mine.called_at is not None:
        raise AlreadySpoke(unit.code)
    if mine is not None:
        return False
    await uow.speakers.add(item.id, unit_id, actor.person.id, uow.now)
    await _record(uow, seat, "meeting.asked_to_speak", view, item, unit_id)
    return True


async def leave(uow: UnitOfWork, actor: Actor, speaker_id: int) -> AgendaItem:
    """Take the own unit off the list, unless it was called; a second press changes nothing."""
    speaker = await uow.speakers.get(speaker_id)
    if speaker is None:
        raise NoSuchThing
    view, item = await _open_item(uow, actor, speaker.agenda_item_id)
    seat = actor.require(*UNIT_ROLES, unit_id=speaker.unit_id)
    if speaker.called_at is None:
        await uow.speakers.remove(speaker_id)
        await _record(uow, seat, "meeting.left_speakers", view, item, speaker.unit_id)
    return item


async def call(uow: UnitOfWork, actor: Actor, speaker_id: int) -> AgendaItem:
    """Give a unit the floor; whoever had it has finished. A second press changes nothing."""
    seat, view, item, speaker = await _led(uow, actor, speaker_id)
    if speaker.called_at is None:
        await uow.speakers.end(item.id, uow.now)
        await uow.speakers.call(speaker_id, uow.now)
        await _record(uow, seat, "meeting.gave_floor", view, item, speaker.unit_id)
    return item


async def end(uow: UnitOfWork, actor: Actor, speaker_id: int) -> AgendaItem:
    """Note that who has the floor has finished."""
    seat, view, item, speaker = await _led(uow, actor, speaker_id)
    if speaker.called_at is not None and speaker.done_at is None:
        await uow.speakers.end(item.id, uow.now)
        await _record(uow, seat, "meeting.ended_speech", view, item, speaker.unit_id)
    return item


async def take_wishes(uow: UnitOfWork, view: View, item: AgendaItem) -> None:
    """Put on the list the present units that wished to speak when they answered the invitation."""
    listed = {speaker.unit_id for speaker in await uow.speakers.of_item(item.id)}
    answers = await uow.rsvps.of_conference(view.conference.id)
    for unit in view.present_units:
        said = answers.get(unit.id)
        if said is not None and said.speaks_on == item.id and unit.id not in listed:
            await uow.speakers.add(item.id, unit.id, said.answered_by, uow.now)


async def _led(
    uow: UnitOfWork, actor: Actor, speaker_id: int
) -> tuple[Assignment, View, AgendaItem, Speaker]:
    speaker = await uow.speakers.get(speaker_id)
    if speaker is None:
        raise NoSuchThing
    view, item = await _open_item(uow, actor, speaker.agenda_item_id)
    return await runner(uow, actor, view), view, item, speaker


async def _open_item(uow: UnitOfWork, actor: Actor, item_id: int) -> tuple[View, AgendaItem]:
    item = await uow.conferences.item(item_id)
    if item is None:
        raise NoSuchThing
    view = await open_one(uow, actor, item.conference_id)
    if item.state is not ItemState.OPEN:
        raise ItemNotOpen(item.title)
    return view, item


def _unit(view: View, unit_id: int) -> Unit:
    unit = next((unit for unit in view.units if unit.id == unit_id), None)
    if unit is None:
        raise NotPermitted
    return unit


async def _record(
    uow: UnitOfWork, seat: Assignment, act: str, view: View, item: AgendaItem, unit_id: int
) -> None:
    await history.record(uow, seat, act, view.conference.id, unit_id=unit_id, number=item.number)
