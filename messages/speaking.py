"""The speaking list, as rows of the screen of the meeting."""

from messages import actions
from messages.message import Button, Rows
from messages.render import button
from storage.kinds import ConferenceState
from workflow.running import Meeting


def rows(meeting: Meeting) -> Rows:
    """Return what the reader may do on the speaking list of the present item."""
    if meeting.view.conference.state is not ConferenceState.RUNNING or meeting.item is None:
        return ()
    made = (tuple(_own(meeting)), tuple(_leading(meeting)) if meeting.may_run else ())
    return tuple(row for row in made if row)


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
