"""Who is present at a conference: checking in, the list, recording others."""

from collections.abc import Sequence

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Button, Message, Rows
from messages.paging import page_of
from messages.render import button, say
from storage.attendances import Attendance
from storage.kinds import ConferenceState
from storage.units import Unit
from workflow.attendance import Instead, Roll
from workflow.comer import Comer
from workflow.conference import UNDER_WAY, View

SHOWN = 8
PER_ROW = 4


def rows(view: View) -> Rows:
    """Return the row by which the conference's screen leads to attendance."""
    if view.conference.state not in (ConferenceState.CALLED, *UNDER_WAY):
        return ()
    return ((button("attendance.open", actions.OpenAttendance(view.conference.id)),),)


def shown(roll: Roll) -> Message:
    """Show whether the reader is recorded as present, and how many are."""
    return say("attendance/shown", _rows(roll), roll=roll)


def came(roll: Roll, *, is_new: bool) -> Message:
    """Say that the reader is recorded as present, or was already."""
    return say("attendance/came", _rows(roll), roll=roll, is_new=is_new)


def _rows(roll: Roll) -> Rows:
    id_ = roll.view.conference.id
    made: list[tuple[Button, ...]] = []
    if roll.is_open and roll.may_come and roll.mine is None:
        made.append((button("attendance.check_in", actions.CheckIn(id_)),))
    if roll.may_record:
        made.append(_listing(id_, is_open=roll.is_open))
    made.append((button("running.open", actions.OpenRunning(id_)),))
    return (*made, to_menu())


def _listing(conference_id: int, *, is_open: bool) -> tuple[Button, ...]:
    find = button("attendance.find", actions.AskPresent(conference_id))
    listed = button("attendance.roll", actions.OpenRoll(conference_id, 0))
    return (find, listed) if is_open else (listed,)


def listed(roll: Roll, page: int) -> Message:
    """Show unit by unit who is present; for those who keep the list."""
    shown = page_of(roll.by_unit, page, SHOWN)
    id_ = roll.view.conference.id
    rows = (
        *shown.turns(lambda to: actions.OpenRoll(id_, to)),
        *(((_find(id_)),) if roll.is_open else ()),
        (button("attendance.open", actions.OpenAttendance(id_)),),
    )
    return say("attendance/listed", rows, roll=roll, page=shown)


def _find(conference_id: int) -> tuple[Button, ...]:
    return (button("attendance.find", actions.AskPresent(conference_id)),)


def ask_find(roll: Roll) -> Message:
    """Ask for part of a name or unit."""
    return say("attendance/ask_find", _further(roll.view.conference.id), roll=roll)


def found(roll: Roll, words: str, people: Sequence[Comer]) -> Message:
    """Show who fits, each with the press that records or takes back."""
    id_ = roll.view.conference.id
    shown = people[:SHOWN]
    numbers = [
        button("attendance.undo", actions.UndoPresent(one.record.id), number=number)
        if one.record
        else button(
            "attendance.present", actions.RecordPresent(id_, one.source, one.id), number=number
        )
        for number, one in enumerate(shown, start=1)
    ]
    instead = [
        button("attendance.stand_in", actions.StandIn(one.record.id), number=number)
        for number, one in enumerate(shown, start=1)
        if one.record and one.may_stand_in
    ]
    return say(
        "attendance/found",
        (*_pairs(numbers), *_pairs(instead), *_further(id_)),
        words=words,
        people=shown,
        n_more=len(people) - len(shown),
    )


def _pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))


def noted(roll: Roll, one: Comer, *, is_new: bool) -> Message:
    """Say that somebody is recorded; the next name may be typed."""
    rows = _further(roll.view.conference.id)
    if one.record and one.may_stand_in:
        rows = ((button("attendance.stands_in", actions.StandIn(one.record.id)),), *rows)
    return say("attendance/noted", rows, roll=roll, one=one, is_new=is_new)


def undone(roll: Roll, record: Attendance, *, is_new: bool) -> Message:
    """Say that a record was taken back; the next name may be typed."""
    rows = _further(roll.view.conference.id)
    return say("attendance/undone", rows, roll=roll, record=record, is_new=is_new)


def standing_in(roll: Roll, instead: Instead) -> Message:
    """Say who stands in for their unit's leader; the next name may be typed."""
    rows = _further(roll.view.conference.id)
    return say("attendance/standing_in", rows, roll=roll, instead=instead)


def told_standing_in(conference_id: int, one: Comer) -> Message:
    """Tell those who cast the vote of somebody's unit from now on."""
    rows = ((button("running.open", actions.OpenRunning(conference_id)),),)
    return say("attendance/told_standing_in", rows, one=one)


def _further(conference_id: int) -> Rows:
    return (
        (button("attendance.other", actions.ChooseOther(conference_id, 0)),),
        (button("attendance.roll", actions.OpenRoll(conference_id, 0)),),
        *leave_row(),
    )


def choose_other(roll: Roll, page: int) -> Message:
    """Ask for which unit somebody came who is on no list."""
    shown = page_of(roll.view.units, page)
    id_ = roll.view.conference.id
    numbers = [
        Button(str(number), actions.AskOther(id_, unit.id))
        for number, unit in enumerate(shown.items, start=shown.first)
    ]
    rows: Rows = (
        *(tuple(numbers[i : i + PER_ROW]) for i in range(0, len(numbers), PER_ROW)),
        (button("attendance.guest", actions.AskOther(id_, 0)),),
        *shown.turns(lambda to: actions.ChooseOther(id_, to)),
        (button("go.back", actions.AskPresent(id_)),),
    )
    return say("attendance/choose_other", rows, page=shown)


def ask_other(unit: Unit | None) -> Message:
    """Ask for name and position of somebody on no list; no unit means a guest."""
    return say("attendance/ask_other", leave_row(), unit=unit)
