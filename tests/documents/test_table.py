"""The chair's table on paper: a word or sign in every cell, a phone's width, both from one fact."""

import struct
from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook

from messages.documents.bloc_words import book
from messages.documents.table_book import table_book
from messages.documents.table_picture import brief, table_page, table_picture
from messages.language import VIETNAMESE
from messages.progress import said
from storage.kinds import ObligationKind, Role
from tests.messages.facts import ODD
from tests.messages.table_facts import begun, signing
from tests.messages.work import duty
from workflow.debt import Debt
from workflow.progress import Cell, Column, State

PHONE, DOTS, TALLEST = 360, 3, 800
TURNS = (None, Role.LEADER, Role.CHAIR, Role.DEPUTY, Role.SECRETARY)
EVERY = [
    (column, Cell(state, waits_for=turn, days_late=3, n=1, total=2))
    for column in Column
    for state in State
    for turn in (TURNS[1:] if state is State.WAITS else (None,))
]


def test_no_cell_speaks_by_its_colour_alone() -> None:
    shown = {brief(column, cell) for column, cell in EVERY}

    assert all(0 < len(word) <= 8 for word in shown)
    assert all(said(column, cell, VIETNAMESE) for column, cell in EVERY)
    legend = " ".join(book("table")["legend"].values())
    assert [word for word in shown if word.split()[-1] not in legend] == []


def test_twenty_units_are_a_picture_of_a_phones_width() -> None:
    drawn = table_picture(signing(20))

    width, height = struct.unpack(">II", drawn[16:24])
    assert width == PHONE * DOTS
    assert height < TALLEST * DOTS
    assert drawn == table_picture(signing(20))
    facts = table_page(begun()).facts
    assert facts["bloc"] == "Khối thi đua Kinh tế ngành"
    assert facts["at"] == "Tính đến 09:30 ngày 22/02/2027."
    assert facts["sums"] == ["Xong", "7/8", "1/8"]


def test_the_workbook_says_the_same_in_full() -> None:
    view = begun()
    row = replace(view.rows[3], unit=replace(view.rows[3].unit, name=f"={ODD}"))
    owed = duty(ObligationKind.CONFIRM, late=2, title=ODD)
    debts = (
        Debt(owed, row.unit, (replace(row.people[0], is_lost=True),), 4),
        Debt(duty(ObligationKind.FREEZE), None, (), 0),
    )
    rows = (*view.rows[:3], row, *view.rows[4:])

    made = load_workbook(BytesIO(table_book(replace(view, rows=rows), debts)))

    table, duties = made.worksheets
    cells = [cell.value for cell in table[9]]
    assert cells == [4, "SCT", f"={ODD}", "2/2 người", "trễ 3 ngày"]
    assert table["C9"].data_type == "s"
    first, second = list(duties.iter_rows(min_row=6, values_only=True))[:2]
    assert first[2:4] == (f"Xác nhận đã đọc “{ODD}”", "Nguyễn Thị Bích Đào (không tới được)")
    assert first[5:] == (2, 4)
    assert second[1:4] == ("Toàn khối", "Chốt văn bản giao ước", "chưa có người")
    assert table.page_setup.orientation == "landscape"
