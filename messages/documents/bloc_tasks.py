"""Key tasks as workbooks to print: the whole bloc's, or one unit's own list (form 4a)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook

from messages.documents.bloc_words import book
from messages.documents.office_words import unit_name
from messages.documents.printed_table import Value, fill, quantity
from messages.render import day, moment, word
from storage.key_tasks import KeyTask
from workflow.bloc_tasks import BlocTasks, UnitTasks
from workflow.calendar import local

NAME_LIMIT = 31
UNFIT_FOR_A_SHEET = re.compile(r"[\[\]:*?/\\]")
# A name that Excel keeps for itself.
RESERVED = "history"


def bloc_book(view: BlocTasks) -> bytes:
    """Return the workbook of every list sent: highlights, units, then one sheet for each list."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _add(workbook, _words("summary"), _head(view, "highlights"), "highlights", _highlights(view))
    _add(workbook, _words("units"), _head(view, "units"), "states", _states(view))
    taken = {RESERVED, *(name.casefold() for name in workbook.sheetnames)}
    for one in view.lists:
        _add_list(workbook, _sheet_name(one.unit.code, taken), view, one)
    return _saved(workbook)


def unit_book(view: BlocTasks) -> bytes:
    """Return the workbook of the view's only list, whatever its state."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    (one,) = view.lists
    _add_list(workbook, _sheet_name(one.unit.code, {RESERVED}), view, one)
    return _saved(workbook)


def _highlights(view: BlocTasks) -> list[Sequence[Value]]:
    return [
        (number, unit.name, task.title, quantity(task.target), task.target_unit, task.due_on)
        for number, (unit, task) in enumerate(view.highlights, start=1)
    ]


def _states(view: BlocTasks) -> list[Sequence[Value]]:
    sent = {one.unit.id: one for one in view.lists}
    told = [(unit, unit_name(unit, view.at), sent.get(unit.id)) for unit in view.units]
    return [
        (number, unit.code, name, *_state(one)) for number, (unit, name, one) in enumerate(told, 1)
    ]


def _state(one: UnitTasks | None) -> Sequence[Value]:
    if one is None:
        return (_words("unsent"), *(None,) * 5)
    found = one.submission
    counts = (len(one.tasks), len(one.highlights), one.days_late)
    days = (_day(found.approved_at), _day(found.decided_at))
    return (_stage(one), *counts, *days)


def _stage(one: UnitTasks) -> str:
    state = word(one.stage)
    return _line("amended", state=state) if one.is_amended else state


def _task(task: KeyTask) -> Sequence[Value]:
    return (
        task.number,
        task.title,
        _words("yes") if task.is_highlight else None,
        quantity(task.target),
        task.target_unit,
        task.basis,
        task.measures,
        task.lead,
        task.partners,
        task.due_on,
        task.evidence,
        task.criterion,
        task.note,
    )


def _head(view: BlocTasks, title: str) -> list[str]:
    counts = {"n_highlights": len(view.highlights), "n_lists": len(view.lists)}
    said = _line("count", n_units=len(view.units), at=moment(view.at), **counts)
    return [_title(view, title), view.bloc.name, said]


def _list_head(view: BlocTasks, one: UnitTasks) -> list[str]:
    found = one.submission
    lines = [_title(view, "tasks"), _line("unit", name=one.unit.name), view.bloc.name]
    if found.round > 1:
        lines.append(_line("amendment", number=found.round - 1, reason=found.amend_reason))
    if found.approved_at:
        way = "on_paper" if found.signed_paper_id else "approved"
        lines.append(_line(way, leader=one.leader, day=day(found.approved_at)))
    state = _line("state", state=_stage(one), at=moment(view.at))
    late = _line("late", days=one.days_late)
    return [*lines, f"{state} {late}" if one.days_late else state]


def _title(view: BlocTasks, key: str) -> str:
    return str(book("bloc_tasks")["title"][key].format(year=view.cycle.year))


def _line(key: str, **facts: object) -> str:
    return str(book("bloc_tasks")["line"][key].format(**facts))


def _words(key: str) -> str:
    return str(book("bloc_tasks")[key])


def _add_list(workbook: Workbook, name: str, view: BlocTasks, one: UnitTasks) -> None:
    _add(workbook, name, _list_head(view, one), "tasks", [_task(task) for task in one.tasks])


def _add(
    workbook: Workbook,
    name: str,
    lines: Sequence[str],
    table: str,
    rows: Sequence[Sequence[Value]],
) -> None:
    page = workbook.create_sheet(name)
    headings: Mapping[str, str] = book("bloc_tasks")[table]
    fill(page, lines, headings, rows, book("bloc_tasks")["width"])
    page.oddFooter.center.text = _words("footer")


def _sheet_name(code: str, taken: set[str]) -> str:
    """Return a sheet's name for a unit, other than those taken, and take it."""
    plain = UNFIT_FOR_A_SHEET.sub("-", code).strip("'")[:NAME_LIMIT]
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: NAME_LIMIT - 4]} ({number})"
    taken.add(name.casefold())
    return name


def _day(moment_: datetime | None) -> date | None:
    return local(moment_).date() if moment_ else None


def _saved(workbook: Workbook) -> bytes:
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()
