"""Gives the raw rows of a bloc file their meaning."""

from datetime import date, time

from bot.bloc_file.cells import CellReader
from bot.bloc_file.raw import RawFile, RawRow
from storage.blocs import Cycle
from storage.kinds import Role, SignMode, Standing, Step
from storage.units import Merger
from workflow.bloc_plan import (
    BlocRow,
    Flaw,
    Part,
    PersonRow,
    Plan,
    Problem,
    UnitRow,
)

BLOC_NAME_MAX = 200
SUPERIOR_MAX = 200
PLACE_MAX = 100
THEME_MAX = 300
UNIT_NAME_MAX = 200
DECISION_MAX = 200
MERGER = ("merged_into", "merged_on", "merger_decision")
PERSON_CODE_MAX = 80
PERSON_NAME_MAX = 100
TITLE_MAX = 100
YEAR_MIN, YEAR_MAX = 2000, 2100
TASKS_MAX = 50
POSITION_MAX = 999
TASKS, HIGHLIGHTS_MIN, HIGHLIGHTS_MAX = 10, 1, 3
# A day's reminders fall at eight or at the opening; there must be time left to send them.
REMINDER_HOUR_BY = time(9, 0)


def plan_of(raw: RawFile) -> tuple[Plan, list[Problem]]:
    """Return the plan and what was wrong in its cells."""
    problems = _empty_parts(raw)
    plan = Plan(
        bloc=_bloc(raw, problems),
        units=tuple(_unit(row, problems) for row in raw.units),
        people=tuple(_person(row, problems) for row in raw.people),
        wholes=raw.wholes,
    )
    return plan, problems


def _empty_parts(raw: RawFile) -> list[Problem]:
    blamed = {problem.origin.part for problem in raw.problems if not problem.is_warning}
    return [
        Problem(raw.wholes[part], Flaw.NO_ROWS)
        for part, rows in ((Part.UNITS, raw.units), (Part.PEOPLE, raw.people))
        if not rows and part not in blamed
    ]


def _bloc(raw: RawFile, problems: list[Problem]) -> BlocRow:
    row = raw.bloc or RawRow(raw.wholes[Part.BLOC], {})
    if not row.cells:
        return _unread(row)
    cells = CellReader(row, problems)
    return BlocRow(
        origin=row.origin,
        code=cells.code("code"),
        name=cells.text("name", BLOC_NAME_MAX),
        superior=cells.text("superior", SUPERIOR_MAX),
        place=cells.text("place", PLACE_MAX),
        year=cells.whole("year", YEAR_MIN, YEAR_MAX),
        theme=cells.text("theme", THEME_MAX, required=False),
        tasks_per_unit=cells.whole("tasks_per_unit", 1, TASKS_MAX, TASKS),
        highlights_min=cells.whole("highlights_min", 1, TASKS_MAX, HIGHLIGHTS_MIN),
        highlights_max=cells.whole("highlights_max", 1, TASKS_MAX, HIGHLIGHTS_MAX),
        deadlines=_deadlines(cells),
        origins={key: cell.origin for key, cell in row.cells.items()},
        reminder_offsets=cells.offsets("reminder_offsets", Cycle.reminder_offsets),
        reminder_hours=cells.hours("reminder_hours", Cycle.reminder_hours, REMINDER_HOUR_BY),
        notice_hours=cells.hours("notice_hours", Cycle.notice_hours),
        is_flawed=cells.is_flawed,
    )


def _deadlines(cells: CellReader) -> dict[Step, date]:
    """Return the dated steps; a bloc without emulation registration leaves its date out."""
    days = {step: cells.day(step.value, required=step is not Step.REGISTRATION) for step in Step}
    return {step: day for step, day in days.items() if day is not None}


def _unread(row: RawRow) -> BlocRow:
    """Stand in for a bloc whose sheet is missing, so that the other sheets are checked too."""
    return BlocRow(row.origin, "", "", "", "", YEAR_MIN, "", 1, 1, 1, {}, {}, is_flawed=True)


def _unit(row: RawRow, problems: list[Problem]) -> UnitRow:
    cells = CellReader(row, problems)
    return UnitRow(
        origin=row.origin,
        position=cells.whole("position", 1, POSITION_MAX),
        code=cells.code("code"),
        name=cells.text("name", UNIT_NAME_MAX),
        standing=cells.word("standing", Standing, Standing.MEMBER),
        merger=_merger(row, cells),
        is_flawed=cells.is_flawed,
    )


def _merger(row: RawRow, cells: CellReader) -> Merger | None:
    """Return what became of a merged unit; who fills one of the three cells fills them all."""
    if all(row.cells[key].value is None for key in MERGER):
        return None
    into = cells.text("merged_into", UNIT_NAME_MAX)
    day = cells.day("merged_on")
    assert day is not None
    return Merger(into, day, cells.text("merger_decision", DECISION_MAX))


def _person(row: RawRow, problems: list[Problem]) -> PersonRow:
    cells = CellReader(row, problems)
    return PersonRow(
        origin=row.origin,
        code=cells.code("code", PERSON_CODE_MAX, required=False),
        name=cells.text("name", PERSON_NAME_MAX),
        unit=cells.code("unit", required=False),
        role=cells.word("role", Role),
        title=cells.text("title", TITLE_MAX, required=False),
        sign_mode=cells.word("sign_mode", SignMode, SignMode.HEAD),
        is_flawed=cells.is_flawed,
    )
