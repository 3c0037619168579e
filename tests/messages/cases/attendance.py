from dataclasses import replace
from datetime import timedelta

from messages import attendance
from storage.kinds import ConferenceState
from tests.messages.cases.case import Cases
from tests.messages.facts import ODD, UNIT, UNITS
from tests.messages.meeting_facts import GUEST, PRESENT, STARTS, WAITING, comer, roll, view

CALLED = view(ConferenceState.CALLED, WAITING)
MINE = PRESENT[2]
KEEPING = roll(CALLED, may_record=True)
MANY = replace(CALLED, units=tuple(replace(UNITS[n % 8], id=n + 1) for n in range(11)), present=())
FOUND = (
    comer(2, unit=UNIT, record=MINE),
    comer(9, source="substitute", name=ODD),
    comer(8, source="guest", unit=None, name="Lê Thị Thu Hà"),
)

CASES: Cases = {
    "shown": lambda: attendance.shown(roll(CALLED)),
    "shown.here": lambda: attendance.shown(roll(CALLED, mine=MINE)),
    "shown.early": lambda: attendance.shown(roll(CALLED, STARTS - timedelta(hours=3))),
    "shown.over": lambda: attendance.shown(roll(view(ConferenceState.CLOSED, closed_at=STARTS))),
    "shown.keeper": lambda: attendance.shown(roll(CALLED, may_record=True, may_come=False)),
    "came": lambda: attendance.came(roll(CALLED, mine=MINE), is_new=True),
    "came.again": lambda: attendance.came(roll(CALLED, mine=MINE), is_new=False),
    "listed": lambda: attendance.listed(
        roll(replace(CALLED, present=(*PRESENT, GUEST)), may_record=True), 0
    ),
    "listed.many": lambda: attendance.listed(roll(MANY, may_record=True), 1),
    "ask_find": lambda: attendance.ask_find(KEEPING),
    "found": lambda: attendance.found(KEEPING, "kh", FOUND),
    "found.many": lambda: attendance.found(KEEPING, "", tuple(comer(n) for n in range(10))),
    "found.nobody": lambda: attendance.found(KEEPING, ODD, ()),
    "noted": lambda: attendance.noted(KEEPING, comer(2), is_new=True),
    "noted.guest": lambda: attendance.noted(KEEPING, FOUND[2], is_new=True),
    "noted.again": lambda: attendance.noted(KEEPING, FOUND[0], is_new=False),
    "undone": lambda: attendance.undone(KEEPING, MINE, is_new=True),
    "undone.again": lambda: attendance.undone(KEEPING, MINE, is_new=False),
    "choose_other": lambda: attendance.choose_other(KEEPING, 0),
    "choose_other.many": lambda: attendance.choose_other(roll(MANY, may_record=True), 1),
    "ask_other": lambda: attendance.ask_other(UNIT),
    "ask_other.guest": lambda: attendance.ask_other(None),
}
