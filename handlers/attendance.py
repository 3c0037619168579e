"""Attendance: reached from the conference, by /diemdanh, or by the code on the hall screen."""

from handlers.request import Request, Routes
from messages import actions
from messages import attendance as messages
from messages.message import Message
from workflow import attendance, hall
from workflow.conference import PREPARERS
from workflow.errors import NoSuchThing


async def open_newest(request: Request) -> Message:
    """Show attendance of the newest conference; "/diemdanh CODE" checks in by the hall's code.

    "/start dd_CODE", which the hall's link to Telegram sends, asks for the same.
    """
    code = request.text.partition(" ")[2] if request.text.startswith("/") else ""
    if code:
        sent_at = request.sent_at or request.uow.now
        given = code.removeprefix(hall.START)
        is_new = await attendance.check_in_by_code(request.uow, request.actor, given, sent_at)
        return messages.came(await _roll(request), is_new=is_new)
    return messages.shown(await _roll(request))


async def open_one(request: Request, action: actions.OpenAttendance) -> Message:
    return messages.shown(await _roll(request, action.conference_id))


async def check_in(request: Request, action: actions.CheckIn) -> Message:
    id_ = action.conference_id
    is_new = await attendance.check_in(request.uow, request.actor, id_)
    return messages.came(await _roll(request, id_), is_new=is_new)


async def open_roll(request: Request, action: actions.OpenRoll) -> Message:
    request.actor.require(*PREPARERS)
    return messages.listed(await _roll(request, action.conference_id), action.page)


async def ask_find(request: Request, action: actions.AskPresent) -> Message:
    roll, _ = await attendance.find(request.uow, request.actor, action.conference_id)
    request.ask("attendance.find", conference_id=action.conference_id)
    return messages.ask_find(roll)


async def find(request: Request) -> Message:
    id_, words = request.about["conference_id"], request.text
    roll, people = await attendance.find(request.uow, request.actor, id_, words)
    request.ask("attendance.find", conference_id=id_)
    return messages.found(roll, words, people)


async def record(request: Request, action: actions.RecordPresent) -> Message:
    id_ = action.conference_id
    one, is_new = await attendance.record(
        request.uow, request.actor, id_, action.source, action.subject_id
    )
    request.ask("attendance.find", conference_id=id_)
    return messages.noted(await _roll(request, id_), one, is_new=is_new)


async def undo(request: Request, action: actions.UndoPresent) -> Message:
    one, is_new = await attendance.undo(request.uow, request.actor, action.attendance_id)
    request.ask("attendance.find", conference_id=one.conference_id)
    return messages.undone(await _roll(request, one.conference_id), one, is_new=is_new)


async def choose_other(request: Request, action: actions.ChooseOther) -> Message:
    request.actor.require(*PREPARERS)
    return messages.choose_other(await _roll(request, action.conference_id), action.page)


async def ask_other(request: Request, action: actions.AskOther) -> Message:
    roll, _ = await attendance.find(request.uow, request.actor, action.conference_id)
    unit = next((unit for unit in roll.view.units if unit.id == action.unit_id), None)
    if unit is None and action.unit_id:
        raise NoSuchThing
    request.ask("attendance.other", conference_id=action.conference_id, unit_id=action.unit_id)
    return messages.ask_other(unit)


async def record_other(request: Request) -> Message:
    id_, unit_id = request.about["conference_id"], request.about["unit_id"]
    one, is_new = await attendance.record_other(
        request.uow, request.actor, id_, unit_id, request.text
    )
    request.ask("attendance.find", conference_id=id_)
    return messages.noted(await _roll(request, id_), one, is_new=is_new)


async def _roll(request: Request, conference_id: int | None = None) -> attendance.Roll:
    return await attendance.open_roll(request.uow, request.actor, conference_id)


ROUTES = Routes(
    commands={"diemdanh": open_newest},
    actions={
        actions.OpenAttendance: open_one,
        actions.CheckIn: check_in,
        actions.OpenRoll: open_roll,
        actions.AskPresent: ask_find,
        actions.RecordPresent: record,
        actions.UndoPresent: undo,
        actions.ChooseOther: choose_other,
        actions.AskOther: ask_other,
    },
    answers={"attendance.find": find, "attendance.other": record_other},
)
