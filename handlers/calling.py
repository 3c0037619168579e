"""The invitation to a conference: previewed, sent, postponed, taken back (R13)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from handlers.request import Request, Routes
from messages import actions
from messages import calling as messages
from messages import conference as screens
from messages.documents.meeting import meeting_file
from messages.message import Message
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import calling, conference, meeting_time, postponing
from workflow.calendar import local
from workflow.calling import Called
from workflow.errors import NoSuchThing
from workflow.meeting_time import Said
from workflow.permission import UNIT_ROLES, Actor
from workflow.postponing import Postponement

Letter = Callable[[Unit], Message]


async def preview(request: Request, action: actions.PreviewInvitation) -> Message:
    shown = await calling.preview(request.uow, request.actor, action.conference_id)
    return messages.preview(shown, action.page)


async def call(request: Request, action: actions.CallConference) -> Message:
    called = await calling.call(request.uow, request.actor, action.conference_id, action.revision)
    view, by = called.view, called.by
    await _tell_units(request, called, lambda unit: messages.invited_unit(view, by, unit))
    request.tell(called.guests, messages.invited_guest(view, by))
    for helper in called.helpers:
        request.tell([helper.person_id], messages.invited_helper(view, by, helper))
    return messages.sent(called)


async def _tell_units(request: Request, called: Called, letter: Letter) -> None:
    """Tell each unit's officers and leaders; who has several units reads of the first."""
    held = await request.uow.people.held_in(request.actor.cycle.id, request.uow.now, UNIT_ROLES)
    units = {unit.id: unit for unit in called.view.units}
    seats = {one.person_id: one.unit_id for one in reversed(held)}
    for person_id in called.members:
        unit_id = seats[person_id]
        assert unit_id is not None
        request.tell([person_id], letter(units[unit_id]))


async def ask_cancel(request: Request, action: actions.AskCancelConference) -> Message:
    view = await conference.to_change(request.uow, request.actor, action.conference_id)
    request.ask("calling.cancel", conference_id=action.conference_id)
    return messages.ask_cancel(view)


async def cancel(request: Request) -> Message:
    conference_id = request.about["conference_id"]
    called = await calling.cancel(request.uow, request.actor, conference_id, request.text)
    if called.everybody:
        request.tell(called.everybody, messages.told_cancelled(called, request.text))
    return messages.cancelled(called)


async def ask_postpone(request: Request, action: actions.AskPostpone) -> Message:
    view = await postponing.to_postpone(request.uow, request.actor, action.conference_id)
    request.ask("calling.time", conference_id=action.conference_id, **Said().to_json())
    return screens.ask_starts(view, Said(), postpones=True)


async def read_time(request: Request) -> Message:
    uow, actor, about = request.uow, request.actor, request.about
    view = await postponing.to_postpone(uow, actor, about["conference_id"])
    today = local(uow.now).date()
    said = meeting_time.read(request.text, actor.cycle.year, today, Said.of_json(about))
    if not said.is_whole:
        request.ask("calling.time", conference_id=about["conference_id"], **said.to_json())
        return screens.ask_starts(view, said, postpones=True)
    at = postponing.other_time(view, meeting_time.instant(said, uow.now))
    request.ask(
        "calling.reason", conference_id=about["conference_id"], at=at.isoformat(), reason=""
    )
    return messages.ask_reason(view)


async def read_reason(request: Request) -> Message:
    about = {**request.about, "reason": request.text}
    proposal = await _proposed(request, about)
    request.ask("calling.reason", **about)
    return messages.postponing(proposal)


async def postpone(request: Request, action: actions.PostponeConference) -> Message:
    question = request.open
    if question is None or question.question != "calling.reason":
        raise NoSuchThing
    proposal = await _proposed(request, question.about)
    with_sign = bool(action.with_sign)
    called = await postponing.postpone(
        request.uow, request.actor, proposal, action.hash_start, with_sign=with_sign
    )
    await _tell_units(
        request, called, lambda unit: messages.told_postponed_unit(called, proposal, unit)
    )
    others = (*called.guests, *(one.person_id for one in called.helpers))
    request.tell(others, messages.told_postponed(called, proposal))
    return messages.postponed(called, proposal, with_sign=with_sign)


async def _proposed(request: Request, about: Mapping[str, Any]) -> Postponement:
    at = datetime.fromisoformat(about["at"])
    return await postponing.propose(
        request.uow, request.actor, about["conference_id"], at, about["reason"]
    )


async def gather_meeting(
    uow: UnitOfWork, actor: Actor, about: Mapping[str, Any]
) -> Callable[[], bytes]:
    """Return what makes the calendar file of a conference as it now stands."""
    view = await conference.open_one(uow, actor, about["conference_id"])
    minutes = sum(item.minutes for item in view.items)
    return partial(meeting_file, view.conference, minutes, uow.now)


ROUTES = Routes(
    actions={
        actions.PreviewInvitation: preview,
        actions.CallConference: call,
        actions.AskCancelConference: ask_cancel,
        actions.AskPostpone: ask_postpone,
        actions.PostponeConference: postpone,
    },
    answers={
        "calling.cancel": cancel,
        "calling.time": read_time,
        "calling.reason": read_reason,
    },
)
