"""The year's deadlines and their extension: reached from the chair's table (R13).

Nothing is saved before the last press; what was typed waits with the open question.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.request import Request, Routes
from messages import actions
from messages import deadline as messages
from messages.message import Message
from messages.render import label
from workflow import extending
from workflow.deadline import GRANTERS, dates_of
from workflow.extending import Proposal


async def open_deadlines(request: Request, _: actions.OpenDeadlines) -> Message:
    return messages.listed(await dates_of(request.uow, request.actor))


async def choose_unit(request: Request, action: actions.ExtendDeadline) -> Message:
    aim = await extending.to_extend(request.uow, request.actor, action.step_name)
    return messages.choose_unit(aim, action.page)


async def ask_day(request: Request, action: actions.AskNewDeadline) -> Message:
    wanted = (action.step_name, action.unit_id)
    aim = await extending.to_extend(request.uow, request.actor, *wanted)
    request.ask("deadline.day", step=action.step_name, unit_id=action.unit_id)
    return messages.ask_day(aim)


async def read_day(request: Request) -> Message:
    step, unit_id = request.about["step"], request.about["unit_id"]
    aim = await extending.to_extend(request.uow, request.actor, step, unit_id)
    day = extending.day_of(aim, request.text, request.actor.cycle.year)
    request.ask("deadline.reason", step=step, unit_id=unit_id, day=day.isoformat(), reason="")
    return messages.ask_reason(aim)


async def read_reason(request: Request) -> Message:
    about = {**request.about, "reason": request.text}
    proposal = await _propose(request, about)
    request.ask("deadline.reason", **about)
    return messages.previewed(proposal)


async def grant(request: Request, action: actions.GrantExtension) -> Message:
    question = request.open
    if question is None or question.question != "deadline.reason":
        dates = await dates_of(request.uow, request.actor)
        return messages.listed(dates).redrawn(label("toast.stale"))
    proposal = await _propose(request, question.about)
    units = await extending.grant(request.uow, request.actor, proposal, action.hash_start)
    seat = request.actor.require(*GRANTERS)
    for unit, people in units:
        request.tell(people, messages.told(proposal, unit, seat))
    return messages.granted(proposal)


async def _propose(request: Request, about: Mapping[str, Any]) -> Proposal:
    uow, actor = request.uow, request.actor
    aim = await extending.to_extend(uow, actor, about["step"], about["unit_id"])
    day = date.fromisoformat(about["day"])
    return await extending.propose(uow, actor, aim, day, about["reason"])


ROUTES = Routes(
    actions={
        actions.OpenDeadlines: open_deadlines,
        actions.ExtendDeadline: choose_unit,
        actions.AskNewDeadline: ask_day,
        actions.GrantExtension: grant,
    },
    answers={"deadline.day": read_day, "deadline.reason": read_reason},
)
