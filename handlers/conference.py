"""The conference: reached by "Hội nghị" or /hoinghi; its chair's side prepares it here (4.3)."""

from handlers.request import Request, Routes
from messages import actions
from messages import conference as messages
from messages.message import Message
from storage.kinds import ConferenceState
from workflow import calling, conference, conference_field, meeting_time
from workflow.calendar import local
from workflow.conference import PREPARERS, View
from workflow.conference_errors import ConferenceChanged, ConferenceIncomplete
from workflow.meeting_time import Said

TOLD = ("title", "place", "link")


async def open_current(request: Request) -> Message:
    view = await conference.current(request.uow, request.actor)
    return await _opened(request, view) if view else await _none(request)


async def press_conference(request: Request, action: actions.OpenConference) -> Message:
    if not action.conference_id:
        return await open_current(request)
    view = await conference.open_one(request.uow, request.actor, action.conference_id)
    return await _opened(request, view)


async def _opened(request: Request, view: View) -> Message:
    if view.conference.state is ConferenceState.DRAFT:
        return messages.prepared(view)
    return messages.opened(view, await request.uow.rsvps.of_conference(view.conference.id))


async def _none(request: Request) -> Message:
    uow, actor = request.uow, request.actor
    earlier = await conference.to_follow(uow, actor)
    year = (await uow.blocs.cycle(earlier.cycle_id)).year if earlier else None
    may_prepare = actor.seat(*PREPARERS) is not None
    return messages.none_yet(may_prepare=may_prepare, last_year=year)


async def prepare(request: Request, action: actions.PrepareConference) -> Message:
    follow = action.way == "follow"
    view = await conference.prepare(request.uow, request.actor, follow=follow)
    if view.conference.starts_at is not None:
        return messages.prepared(view)
    return _ask_starts(request, view, Said())


async def open_preparation(request: Request, action: actions.OpenPreparation) -> Message:
    view = await conference.to_change(request.uow, request.actor, action.conference_id)
    return messages.prepared(view)


async def ask_field(request: Request, action: actions.EditConference) -> Message:
    view = await conference_field.to_write(
        request.uow, request.actor, action.conference_id, action.field
    )
    if action.field == "starts":
        return _ask_starts(request, view, Said())
    return _ask_field(request, view, action.field)


def _ask_starts(request: Request, view: View, said: Said) -> Message:
    request.ask("conference.starts", conference_id=view.conference.id, **said.to_json())
    return messages.ask_starts(view, said)


def _ask_field(
    request: Request, view: View, field: str, overtaken: str = "", mode: str = ""
) -> Message:
    """Ask for a field; with a mode, for what is to be known before it is chosen."""
    was = conference_field.said(view, field)
    about = {"conference_id": view.conference.id, "field": field, "was": was, "mode": mode}
    request.ask("conference.field", **about)
    return messages.ask_field(view, field, overtaken, mode)


async def save_starts(request: Request) -> Message:
    conference_id = request.about["conference_id"]
    uow, actor = request.uow, request.actor
    view = await conference_field.to_write(uow, actor, conference_id, "starts")
    today = local(uow.now).date()
    said = meeting_time.read(request.text, actor.cycle.year, today, Said.of_json(request.about))
    if not said.is_whole:
        return _ask_starts(request, view, said)
    at = meeting_time.instant(said, uow.now)
    view = await conference_field.set_start(uow, actor, conference_id, at)
    return messages.prepared(view) if view.conference.place else _ask_field(request, view, "place")


async def save_field(request: Request) -> Message:
    conference_id, field = request.about["conference_id"], request.about["field"]
    uow, actor, mode = request.uow, request.actor, request.about["mode"]
    try:
        view = await conference_field.write(
            uow, actor, conference_id, field, request.text, request.about["was"]
        )
    except ConferenceChanged:
        view = await conference_field.to_write(uow, actor, conference_id, field)
        return _ask_field(request, view, field, request.text, mode)
    if mode:
        view = await conference_field.choose_mode(uow, actor, conference_id, mode)
    if field in TOLD:
        await _tell(request, view)
    return messages.prepared(view)


async def choose_mode(request: Request, action: actions.ChooseMeetingMode) -> Message:
    uow, actor, conference_id = request.uow, request.actor, action.conference_id
    if not action.mode:
        return messages.choose_mode(await conference.to_change(uow, actor, conference_id))
    try:
        view = await conference_field.choose_mode(uow, actor, conference_id, action.mode)
    except ConferenceIncomplete as refused:
        view = await conference.to_change(uow, actor, conference_id)
        return _ask_field(request, view, refused.gaps[0].value, mode=action.mode)
    await _tell(request, view)
    return messages.prepared(view)


async def _tell(request: Request, view: View) -> None:
    """Tell the invited what changed, once the invitation has left."""
    if view.conference.state is ConferenceState.CALLED and not view.gaps:
        called = await calling.told(request.uow, request.actor, view)
        request.tell(called.everybody, messages.told_changed(called))


ROUTES = Routes(
    commands={"hoinghi": open_current},
    actions={
        actions.OpenConference: press_conference,
        actions.PrepareConference: prepare,
        actions.OpenPreparation: open_preparation,
        actions.EditConference: ask_field,
        actions.ChooseMeetingMode: choose_mode,
    },
    answers={"conference.starts": save_starts, "conference.field": save_field},
)
