"""Attendance and votes of a conference as a workbook: moments, numbers and percents as such.

Of a vote it tells the numbers; who voted what is in none of its cells (R5).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook

from messages.documents.meeting_words import n_people, place, share, subject, words
from messages.documents.office_words import unit_name
from messages.documents.printed_table import Quantity, Value, fill
from messages.render import moment
from storage.conferences import AgendaItem
from workflow.calendar import local
from workflow.meeting_facts import Attendee, Ballot, Meeting
from workflow.words import clean

WHOLE, BROKEN = "0%", "0.00%"


def roll_book(meeting: Meeting) -> bytes:
    """Return the workbook: who came, and what was voted."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    said = words()["roll"]
    came, voted = list(_people(meeting)), [_vote(n, *one) for n, one in _numbered(meeting)]
    pages = (
        ("attendance", [_counted(meeting)], came),
        ("votes", [] if voted else [said["no_votes"]], voted),
    )
    for key, told, rows in pages:
        page = workbook.create_sheet(said[key])
        lines = [said[f"{key}_title"], meeting.conference.title, _held(meeting), *told]
        noun = key.removesuffix("s")
        fill(page, lines, words()[f"{noun}_columns"], rows, words()[f"{noun}_width"])
        page.oddFooter.center.text = said["footer"]
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _numbered(meeting: Meeting) -> Iterator[tuple[int, tuple[AgendaItem, Ballot]]]:
    return enumerate(meeting.ballots, start=1)


def _held(meeting: Meeting) -> str:
    known = meeting.conference
    assert known.started_at is not None
    return str(words()["roll"]["held"].format(at=moment(known.started_at), place=place(known)))


def _counted(meeting: Meeting) -> str:
    return str(
        words()["roll"]["counted"].format(
            present=len(meeting.present),
            total=len(meeting.rolls),
            people=n_people(meeting),
            guests=len(meeting.guests),
        )
    )


def _people(meeting: Meeting) -> Iterator[Sequence[Value]]:
    """Yield a row for each person who came and for each unit of which nobody did."""
    said = words()["roll"]
    started = meeting.conference.started_at
    assert started is not None
    number = 0
    for roll in meeting.rolls:
        name = unit_name(roll.unit, started)
        for one in roll.came:
            number += 1
            yield _person(number, name, one)
        if not roll.came:
            number += 1
            why = clean(roll.reason) or words()["no_reason"]
            yield (number, name, None, None, said["absent"], None, None, why)
    for one in meeting.guests:
        number += 1
        yield _person(number, said["guest_unit"], one)


def _person(number: int, unit: str, one: Attendee) -> Sequence[Value]:
    return (
        number,
        unit,
        one.who.name,
        one.who.title,
        words()["capacity"][one.capacity],
        local(one.record.at),
        words()["check_in"][one.record.how],
        None,
    )


def _vote(number: int, item: AgendaItem, ballot: Ballot) -> Sequence[Value]:
    vote, result = ballot.vote, ballot.vote.result
    assert result is not None
    assert vote.closed_at is not None
    counts = [result[key] for key in ("total", "present", "agree", "disagree", "other", "not_cast")]
    return (
        number,
        item.number,
        subject(vote),
        words()["how"][vote.kind],
        local(vote.opened_at),
        local(vote.closed_at),
        *counts,
        _percent(share(vote)),
        words()["verdict"]["passed" if result["passed"] else "failed"],
        "; ".join(map(clean, ballot.opinions)) or None,
    )


def _percent(of: Decimal) -> Quantity:
    return Quantity(of / 100, WHOLE if of == of.to_integral() else BROKEN)
