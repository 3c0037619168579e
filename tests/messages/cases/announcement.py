from dataclasses import replace
from datetime import date

from messages import announcement
from storage.announcements import Announcement
from tests.messages.cases.case import Cases
from tests.messages.facts import NOW, ODD, UNITS
from workflow.announcement import Line, Table

ITEMS = (
    {"kind": "collective", "name": "Tập thể lao động xuất sắc", "count": 1},
    {"kind": "individual", "name": "Chiến sĩ thi đua cơ sở", "count": 6},
    {"kind": "commendation", "name": ODD, "count": 1200},
)
WIDE = tuple({**ITEMS[1], "name": f"Danh hiệu thi đua rất dài số {n}"} for n in range(30))
LINES = tuple(
    Line(unit.name, number != 2, ITEMS if number != 2 else ()) for number, unit in enumerate(UNITS)
)
FIRST = Announcement(1, 1, 4, 1, [], 21, "deputy", NOW)
SECOND = replace(FIRST, id=2, number=2)
AMENDED = replace(LINES[0], later_on=date(2027, 4, 5), later=ITEMS[:1])
ADDED = replace(LINES[2], later_on=date(2027, 4, 6), later=ITEMS[:2])
NOW_SHOWN = Table(2027, LINES, hash_start="9f86d081884c7d65")


def table(*lines: Line, found: Announcement = FIRST, numbers: tuple[int, ...] = (1,)) -> Table:
    return Table(2027, lines, announcement=found, numbers=numbers)


CASES: Cases = {
    "previewed": lambda: announcement.previewed(NOW_SHOWN, 0),
    "previewed.last": lambda: announcement.previewed(NOW_SHOWN, 9),
    "previewed.whole": lambda: announcement.previewed(replace(NOW_SHOWN, lines=LINES[:2]), 0),
    "previewed.wide": lambda: announcement.previewed(
        replace(NOW_SHOWN, lines=tuple(replace(LINES[5], items=WIDE) for _ in range(4))), 0
    ),
    "previewed.many_missing": lambda: announcement.previewed(
        replace(NOW_SHOWN, lines=(LINES[0], *(LINES[2],) * 11)), 0
    ),
    "opened": lambda: announcement.opened(table(*LINES), 0),
    "opened.amended": lambda: announcement.opened(
        table(AMENDED, LINES[1], ADDED, found=SECOND, numbers=(1, 2, 3)), 0
    ),
    "opened.none": lambda: announcement.opened(Table(2027, ()), 0),
    "told": lambda: announcement.told(table(*LINES)),
    "told.again": lambda: announcement.told(table(*LINES, found=SECOND)),
}
