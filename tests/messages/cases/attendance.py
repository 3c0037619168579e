from dataclasses import replace
from datetime import timedelta

from messages import attendance
from storage.kinds import ConferenceState
from tests.messages.cases.case import Cases
from tests.messages.facts import ODD, UNIT, UNITS
from tests.messages.meeting_facts import GUEST, PRESENT, STARTS, WAITING, comer, roll, view
from workflow.attendance import Instead

CALLED = view(ConferenceState.CALLED, WAITING)
MINE = PRESENT[2]
KEEPING = roll(CALLED, may_record=True)
MANY = replace(CALLED, units=tuple(replace(UNITS[n % 8], id=n + 1) for n in range(11)), present=())
FOUND = (
    comer(2, unit=UNIT, record=MINE),
    comer(9, source="substitute", name=ODD),
    comer(8, source="guest", unit=None, name="Lê Thị Thu Hà"),
)
BESIDE = comer(2, unit=UNIT, record=MINE, may_stand_in=True)
INSTEAD = replace(BESIDE, stands_in=True, may_stand_in=False)

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
    "found.beside": lambda: attendance.found(KEEPING, "kh", (BESIDE, comer(3), INSTEAD)),
    "noted": lambda: attendance.noted(KEEPING, comer(2), is_new=True),
    "noted.guest": lambda: attendance.noted(KEEPING, FOUND[2], is_new=True),
    "noted.lady": lambda: attendance.noted(
        KEEPING, replace(FOUND[2], name="Bà Lê Thị Hoa"), is_new=True
    ),
    "noted.again": lambda: attendance.noted(KEEPING, FOUND[0], is_new=False),
    "noted.beside": lambda: attendance.noted(KEEPING, BESIDE, is_new=True),
    "noted.instead": lambda: attendance.noted(KEEPING, INSTEAD, is_new=True),
    "standing_in": lambda: attendance.standing_in(KEEPING, Instead(INSTEAD, (3,), is_new=True)),
    "standing_in.by_proxy": lambda: attendance.standing_in(
        KEEPING, Instead(INSTEAD, (9,), is_new=True)
    ),
    "standing_in.nobody": lambda: attendance.standing_in(
        KEEPING, Instead(INSTEAD, (), is_new=True)
    ),
    "told_standing_in": lambda: attendance.told_standing_in(3, INSTEAD),
    "undone": lambda: attendance.undone(KEEPING, MINE, is_new=True),
    "undone.again": lambda: attendance.undone(KEEPING, MINE, is_new=False),
    "choose_other": lambda: attendance.choose_other(KEEPING, 0),
    "choose_other.many": lambda: attendance.choose_other(roll(MANY, may_record=True), 1),
    "ask_other": lambda: attendance.ask_other(UNIT),
    "ask_other.guest": lambda: attendance.ask_other(None),
}
