"""The speaking list, as rows of the screen of the meeting."""

from messages import actions
from messages.message import Button, Rows
from messages.render import button
from storage.kinds import ConferenceState
from workflow.running import Meeting


def own_wish(meeting: Meeting) -> Rows:
    """Return what the reader may do for the own unit on the speaking list of the present item."""
    return _row(_own(meeting)) if _is_on(meeting) else ()


def floor(meeting: Meeting) -> Rows:
    """Return the presses that give and end the floor, for those who run the meeting."""
    return _row(_leading(meeting)) if _is_on(meeting) and meeting.may_run else ()


def _is_on(meeting: Meeting) -> bool:
    state = meeting.view.conference.state
    return state is ConferenceState.RUNNING and meeting.item is not None


def _row(buttons: list[Button]) -> Rows:
    return (tuple(buttons),) if buttons else ()


def _own(meeting: Meeting) -> list[Button]:
    here = {unit.id for unit in meeting.view.present_units} & set(meeting.view.own_units)
    listed = {speaker.unit_id: speaker for speaker in meeting.speakers}
    waiting = [s for s in meeting.speakers if s.unit_id in here and s.called_at is None]
    free = [unit_id for unit_id in meeting.view.own_units if unit_id in here - set(listed)]
    assert meeting.item is not None
    return [
        *[button("speaking.ask", actions.AskToSpeak(meeting.item.id, id_)) for id_ in free[:1]],
        *[button("speaking.leave", actions.LeaveSpeakers(one.id)) for one in waiting[:1]],
    ]


def _leading(meeting: Meeting) -> list[Button]:
    codes = {unit.id: unit.code for unit in meeting.view.units}
    has_floor = [s for s in meeting.speakers if s.called_at and not s.done_at]
    waiting = [s for s in meeting.speakers if s.called_at is None]
    return [
        *[
            button("speaking.done", actions.EndSpeech(one.id), code=codes[one.unit_id])
            for one in has_floor[:1]
        ],
        *[
            button("speaking.call", actions.CallSpeaker(one.id), code=codes[one.unit_id])
            for one in waiting[:1]
        ],
    ]
