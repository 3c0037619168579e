"""The invented bloc of the rehearsal, as a TOML file and as a workbook filled in by hand."""

import tomllib
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

import bot.rehearsal
from messages.documents.bloc_form import bloc_template

SAMPLE = Path(bot.rehearsal.__file__).parent / "bloc.toml"

BLOC_ROWS = {
    "code": 2,
    "name": 3,
    "superior": 4,
    "place": 5,
    "year": 6,
    "theme": 7,
    "tasks_per_unit": 8,
    "highlights_min": 9,
    "highlights_max": 10,
    "key_tasks": 11,
    "registration": 12,
    "sign": 13,
    "join": 14,
    "reminder_offsets": 15,
    "reminder_hours": 16,
    "notice_hours": 17,
}
MERGER_COLUMNS = ("merged_into", "merged_on", "merger_decision")
UNIT_COLUMNS = ("position", "code", "name", "standing", *MERGER_COLUMNS)
PERSON_COLUMNS = ("code", "name", "unit", "role", "title", "sign_mode")


def sample() -> dict[str, Any]:
    """Return the sample's content, to be changed freely."""
    return tomllib.loads(SAMPLE.read_text(encoding="utf-8"))


def filled(content: dict[str, Any] | None = None) -> Workbook:
    """Return the empty form with the content typed in, row for row."""
    content = content or sample()
    workbook = load_workbook(BytesIO(bloc_template()))
    for key, value in {**content["bloc"], **content["deadlines"]}.items():
        workbook["Khối"].cell(BLOC_ROWS[key], 2, value)
    for row, unit in enumerate(content["unit"], 2):
        for column, key in enumerate(UNIT_COLUMNS, 1):
            workbook["Đơn vị"].cell(row, column, unit.get(key))
    for row, person in enumerate(content["person"], 2):
        for column, key in enumerate(PERSON_COLUMNS, 1):
            workbook["Người"].cell(row, column, person.get(key))
    return workbook
