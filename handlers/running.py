"""A meeting under way: reached from the conference; the chair steps, everybody looks."""

from collections.abc import Awaitable

from handlers.request import Request, Routes
from messages import actions
from messages import running as messages
from messages.message import Message
from messages.render import label
from workflow import conference, running, speaking
from workflow.conference_errors import ConferenceStage
from workflow.errors import NoSuchThing
from workflow.meeting_errors import MeetingMoved
from workflow.running import Meeting


async def open_running(request: Request, action: actions.OpenRunning) -> Message:
    """Show the meeting; of no conference by number, the year's."""
    if action.conference_id:
        return await _shown(request, action.conference_id)
    view = await conference.current(request.uow, request.actor)
    if view is None:
        raise NoSuchThing
    return await _shown(request, view.conference.id)


async def ask_start(request: Request, action: actions.AskStartMeeting) -> Message:
    id_ = action.conference_id
    try:
        meeting, _ = await running.to_start(request.uow, request.actor, id_)
    except ConferenceStage:
        return await _as_it_stands(request, id_)
    return messages.ask_start(meeting)


async def start(request: Request, action: actions.StartMeeting) -> Message:
    id_ = action.conference_id
    return await _moved(request, id_, running.start(request.uow, request.actor, id_))


async def step(request: Request, action: actions.StepOn) -> Message:
    at = (action.conference_id, action.item_id)
    return await _moved(request, at[0], running.step(request.uow, request.actor, *at))


async def step_back(request: Request, action: actions.StepBack) -> Message:
    at = (action.conference_id, action.item_id)
    return await _moved(request, at[0], running.back(request.uow, request.actor, *at))


async def _moved(request: Request, conference_id: int, moving: Awaitable[Meeting]) -> Message:
    """Show the meeting after a move; where somebody moved it before, only as it stands."""
    try:
        return messages.shown(await moving)
    except (MeetingMoved, ConferenceStage):
        return await _as_it_stands(request, conference_id)


async def _as_it_stands(request: Request, conference_id: int) -> Message:
    return (await _shown(request, conference_id)).redrawn(label("toast.stale"))


async def ask_skip(request: Request, action: actions.SkipItem) -> Message:
    at = (action.conference_id, action.item_id)
    meeting = await running.to_skip(request.uow, request.actor, *at)
    request.ask("running.skip", conference_id=at[0], item_id=at[1])
    return messages.ask_skip(meeting)


async def skip(request: Request) -> Message:
    at = (request.about["conference_id"], request.about["item_id"])
    skipping = running.skip(request.uow, request.actor, *at, request.text)
    return await _moved(request, at[0], skipping)


async def pause(request: Request, action: actions.PauseMeeting) -> Message:
    id_ = action.conference_id
    return await _moved(request, id_, running.pause(request.uow, request.actor, id_))


async def resume(request: Request, action: actions.ResumeMeeting) -> Message:
    id_ = action.conference_id
    return await _moved(request, id_, running.resume(request.uow, request.actor, id_))


async def ask_close(request: Request, action: actions.AskCloseMeeting) -> Message:
    id_ = action.conference_id
    meeting, _ = await running.to_close(request.uow, request.actor, id_)
    return messages.ask_close(meeting)


async def close(request: Request, action: actions.CloseMeeting) -> Message:
    id_ = action.conference_id
    return await _moved(request, id_, running.close(request.uow, request.actor, id_))


async def ask_conclusions(request: Request, action: actions.WriteConclusions) -> Message:
    view = await running.to_conclude(request.uow, request.actor, action.conference_id)
    request.ask("running.conclusions", conference_id=action.conference_id)
    return messages.ask_conclusions(view)


async def conclude(request: Request) -> Message:
    id_ = request.about["conference_id"]
    return messages.concluded(await running.conclude(request.uow, request.actor, id_, request.text))


async def ask_to_speak(request: Request, action: actions.AskToSpeak) -> Message:
    await speaking.enlist(request.uow, request.actor, action.item_id, action.unit_id)
    return await _of_item(request, action.item_id)


async def call_speaker(request: Request, action: actions.CallSpeaker) -> Message:
    item = await speaking.call(request.uow, request.actor, action.speaker_id)
    return await _shown(request, item.conference_id)


async def end_speech(request: Request, action: actions.EndSpeech) -> Message:
    item = await speaking.end(request.uow, request.actor, action.speaker_id)
    return await _shown(request, item.conference_id)


async def leave_speakers(request: Request, action: actions.LeaveSpeakers) -> Message:
    item = await speaking.leave(request.uow, request.actor, action.speaker_id)
    return await _shown(request, item.conference_id)


async def _of_item(request: Request, item_id: int) -> Message:
    item = await request.uow.conferences.item(item_id)
    assert item is not None
    return await _shown(request, item.conference_id)


async def _shown(request: Request, conference_id: int) -> Message:
    return messages.shown(await running.open_meeting(request.uow, request.actor, conference_id))


ROUTES = Routes(
    actions={
        actions.OpenRunning: open_running,
        actions.AskStartMeeting: ask_start,
        actions.StartMeeting: start,
        actions.StepOn: step,
        actions.StepBack: step_back,
        actions.SkipItem: ask_skip,
        actions.PauseMeeting: pause,
        actions.ResumeMeeting: resume,
        actions.AskCloseMeeting: ask_close,
        actions.CloseMeeting: close,
        actions.WriteConclusions: ask_conclusions,
        actions.AskToSpeak: ask_to_speak,
        actions.CallSpeaker: call_speaker,
        actions.EndSpeech: end_speech,
        actions.LeaveSpeakers: leave_speakers,
    },
    answers={"running.skip": skip, "running.conclusions": conclude},
)
