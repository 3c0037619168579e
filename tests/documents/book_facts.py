"""Every workbook that leaves, from invented facts, with the texts that have to stand in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any

from messages.documents.award_form import awards_book
from messages.documents.bloc_tasks import bloc_book, unit_book
from messages.documents.comments import comment_book
from messages.documents.criteria_form import criteria_book
from messages.documents.ledger_book import ledger_book
from messages.documents.printed_table import quantity
from messages.documents.roll_book import roll_book
from messages.documents.table_book import table_book
from messages.documents.task_form import task_form
from storage.kinds import DeliveryState, NoticeState, ObligationKind
from storage.notices import Recipient
from tests.documents.paper_facts import ALL_TASKS, AWARDS
from tests.documents.test_criteria_form import CRITERIA
from tests.messages.cases.bloc_tasks import sent, view
from tests.messages.comment_facts import ITEMS, remark
from tests.messages.comment_facts import MEETING as CALLED
from tests.messages.facts import CHAIR, LEADER, NOW, ODD, OFFICER, UNITS, WHOLE
from tests.messages.minutes_facts import MEETING
from tests.messages.table_facts import signing
from tests.messages.work import duty, notice
from workflow import ledger
from workflow.debt import Debt
from workflow.member import Member
from workflow.task_form import TaskForm

# A task of which nothing is left out.
FULL = replace(WHOLE, target="95 hồ sơ", note="Ghi chú riêng", partners="Sở Y, Sở Z")


@dataclass(frozen=True)
class Book:
    """A workbook, and the texts of its facts."""

    make: Callable[[], bytes]
    texts: Callable[[], Sequence[str]]


def said(*records: Any) -> list[str]:
    """Return every typed text of records; a number is a number in its cell, and no text."""
    found = [text for record in records for text in _strings(record)]
    return [text for text in found if isinstance(quantity(text), str)]


def _strings(record: Any) -> Iterator[str]:
    for value in astuple(record):
        if type(value) is str and value:
            yield value


def _came() -> list[str]:
    names = [roll.unit.name for roll in MEETING.rolls]
    people = [one for roll in MEETING.rolls for one in roll.came] + list(MEETING.guests)
    whom = [text for one in people for text in (one.who.name, one.who.title)]
    reasons = [roll.reason for roll in MEETING.rolls if roll.reason]
    opinions = [text for _, ballot in MEETING.ballots for text in ballot.opinions]
    return [*names, *whom, *reasons, *opinions, MEETING.conference.title]


def _remarks() -> list[str]:
    return [text for one in REMARKS for text in (one.unit.name, one.person, one.comment.text)]


def _bloc() -> list[str]:
    lists = ALL_TASKS[20].view.lists
    return [
        *(unit.name for unit in ALL_TASKS[20].view.units),
        *(text for one in lists for text in said(*one.tasks)),
    ]


def _recipients() -> list[str]:
    units = [one.unit_name for one in RECIPIENTS if one.unit_name]
    return [ODD, *units, *(one.full_name for one in RECIPIENTS)]


def _table() -> list[str]:
    units = [text for row in TABLE.rows for text in (row.unit.code, row.unit.name)]
    return [*units, *(one.full_name for debt in DEBTS for one in debt.owners), ODD, "Toàn khối"]


RECIPIENTS = tuple(
    Recipient(
        seat.person_id,
        seat.full_name,
        seat.unit_name,
        NOW if state is DeliveryState.SENT else None,
        state,
        settled_at=NOW if state else None,
        channel="telegram" if state else None,
        reminded=number,
    )
    for number, (seat, state) in enumerate(
        zip((OFFICER, LEADER, CHAIR), (DeliveryState.SENT, DeliveryState.QUEUED, None), strict=True)
    )
)
LEDGER = ledger.Book(
    ledger.Ledger(
        notice(NoticeState.SENT, subject=ODD, released_at=NOW),
        tuple((one, ledger.reached(one)) for one in RECIPIENTS),
    ),
    {seat.person_id: seat for seat in (OFFICER, LEADER, CHAIR)},
)
# Nothing of it has left.
HELD = replace(
    LEDGER,
    ledger=replace(LEDGER.ledger, notice=replace(LEDGER.ledger.notice, released_at=None), rows=()),
)
TABLE = signing(20)
DEBTS = (
    Debt(
        duty(ObligationKind.CONFIRM, late=2, title=ODD),
        UNITS[2],
        (Member(OFFICER.person_id, OFFICER.full_name),),
        4,
    ),
    Debt(duty(ObligationKind.FREEZE), None, (), 0),
)
REMARKS = (
    remark(1, UNITS[2], "Đề nghị bổ sung chỉ tiêu", item=ITEMS[1]),
    remark(2, UNITS[3], ODD, about=UNITS[2]),
)
FORM = TaskForm(UNITS[2], 2027, 10, (1, 3), tasks=(FULL,))
BOOKS: Mapping[str, Book] = {
    "bloc_book": Book(lambda: bloc_book(ALL_TASKS[20].view), _bloc),
    "unit_book": Book(
        lambda: unit_book(view(replace(sent(UNITS[2]), tasks=(FULL,)))), lambda: said(FULL)
    ),
    "criteria_book": Book(lambda: criteria_book(CRITERIA), lambda: said(*CRITERIA)),
    "roll_book": Book(lambda: roll_book(MEETING), _came),
    "ledger_book": Book(lambda: ledger_book(LEDGER, NOW), _recipients),
    "ledger_book.held": Book(lambda: ledger_book(HELD, NOW), lambda: [ODD, "Chưa gửi"]),
    "table_book": Book(lambda: table_book(TABLE, DEBTS), _table),
    "comment_book": Book(lambda: comment_book(CALLED, REMARKS), _remarks),
    "awards_book": Book(lambda: awards_book(AWARDS), lambda: [one.name for one in AWARDS]),
    "task_form": Book(lambda: task_form(FORM), lambda: said(FULL)),
}
