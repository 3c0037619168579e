"""Lists of units on papers: a merged one under its old name, with who took it over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from messages.documents.bloc_tasks import bloc_book
from messages.documents.letter_paper import invitation_fields
from messages.documents.minutes_paper import fields as minutes_fields
from messages.documents.office_words import unit_name
from messages.documents.pledge_sheet import sheet_of
from messages.documents.registration_paper import bloc_fields as award_fields
from messages.documents.task_paper import bloc_fields, bloc_paper
from storage.units import Unit
from tests.documents.paper_facts import ALL_TASKS, INVITATION, SOME_AWARDS, units
from tests.messages.facts import BLOC, CYCLE, NOW
from tests.messages.minutes_facts import MEETING
from tests.messages.work import pledge
from workflow.pledge_paper import PledgePaper

DECISION = "Quyết định số 15/QĐ-UBND"
NOTE = f"đã sáp nhập vào Sở Công Thương từ ngày 22/02/2027 theo {DECISION}"
DAY = date(2027, 2, 22)


def merged(unit: Unit, on: date = DAY) -> Unit:
    return replace(unit, merged_into="Sở Công Thương", merged_on=on, merger_decision=DECISION)


def tasks() -> Any:
    paper = ALL_TASKS[3]
    first, *others = paper.view.lists
    lists = (replace(first, unit=merged(first.unit)), *others)
    return replace(paper, view=replace(paper.view, lists=lists, units=(lists[0].unit,)))


def awards() -> Any:
    first, *others = SOME_AWARDS.units
    return replace(SOME_AWARDS, units=(replace(first, unit=merged(first.unit)), *others))


def meeting() -> Any:
    first, *others = MEETING.rolls
    return replace(MEETING, rolls=(replace(first, unit=merged(first.unit)), *others))


def invitation() -> Any:
    first, *others = INVITATION.view.units
    return replace(INVITATION, view=replace(INVITATION.view, units=(merged(first), *others)))


LISTS: dict[str, Callable[[], Any]] = {
    "tasks": lambda: bloc_fields(tasks()),
    "awards": lambda: award_fields(awards()),
    "minutes": lambda: minutes_fields(meeting()),
    "invitation": lambda: invitation_fields(invitation()),
}


@pytest.mark.parametrize("paper", LISTS)
def test_a_list_names_who_took_a_merged_unit_over(paper: str) -> None:
    assert str(LISTS[paper]()).count(NOTE) == 1


def test_the_note_stands_on_the_page_and_in_the_workbook() -> None:
    cells = [
        cell.text
        for table in Document(BytesIO(bloc_paper(tasks(), NOW))).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert any(f"{units(3)[0].name} ({NOTE})" in text for text in cells)
    book = load_workbook(BytesIO(bloc_book(tasks().view)))
    assert NOTE in str([row for page in book.worksheets for row in page.values])


def test_before_its_day_a_merger_is_not_told() -> None:
    assert unit_name(merged(units(3)[0], date(2027, 2, 23)), NOW) == units(3)[0].name


def test_a_party_merged_before_its_pledge_was_frozen_says_so() -> None:
    paper = PledgePaper(BLOC, CYCLE, pledge(), ((merged(units(3)[0]), None),), NOW)

    assert sheet_of(paper).parties[0].mark == f"Đơn vị Trưởng khối, {NOTE}"
