from dataclasses import replace
from datetime import timedelta

from messages import chase
from messages.obligation import Day
from storage.kinds import ObligationKind, Role
from tests.messages.cases.case import Cases
from tests.messages.facts import CHAIR, DUE, NOW, UNITS
from tests.messages.table_facts import begun, signing
from tests.messages.work import duty
from workflow.chase import Asked, Chase, Earlier
from workflow.overview import Progress, Table
from workflow.progress import Column

LATER = NOW + timedelta(hours=22)


def _asked(row: Progress) -> Asked:
    owed = row.duties(Column.KEY_TASKS) or row.duties(Column.SIGN)
    return Asked(row.people[0], (row.unit,), {Column.KEY_TASKS: owed})


def _step(view: Table, *rows: int) -> Chase:
    people = tuple(_asked(view.rows[number]) for number in rows)
    return Chase(view, Column.KEY_TASKS, None, people, (), (), (), NOW)


TWO = _step(begun(), 3, 6)
LEFT = replace(
    TWO,
    unreached=(begun().rows[1].people[1],),
    silent=(UNITS[4],),
    already=(Earlier(begun().rows[5].people[1], NOW, CHAIR.full_name),),
)
UNIT = replace(_step(begun(), 3), column=None, unit=UNITS[3])
NOBODY = replace(LEFT, people=())
SIGNING = signing(20)

CASES: Cases = {
    "preview": lambda: chase.preview(TWO),
    "preview.left_out": lambda: chase.preview(LEFT),
    "preview.unit": lambda: chase.preview(UNIT),
    "preview.later": lambda: chase.preview(replace(LEFT, leaves_at=LATER)),
    "preview.twenty": lambda: chase.preview(_step(SIGNING, *range(20)), 1),
    "preview.nobody": lambda: chase.preview(NOBODY),
    "preview.nobody_of_unit": lambda: chase.preview(replace(UNIT, people=())),
    "stale": lambda: chase.stale(TWO),
    "sent": lambda: chase.sent(TWO),
    "sent.left_out": lambda: chase.sent(LEFT),
    "sent.later": lambda: chase.sent(replace(UNIT, leaves_at=LATER)),
    "reminder": lambda: chase.reminder(
        Day(DUE, [duty(ObligationKind.KEY_TASKS, late=3)]), CHAIR.full_name, Role.CHAIR, late=False
    ),
    "reminder.several": lambda: chase.reminder(
        Day(DUE, [duty(ObligationKind.KEY_TASKS, late=3), duty(ObligationKind.SIGN)]),
        CHAIR.full_name,
        Role.SECRETARY,
        late=True,
    ),
}
