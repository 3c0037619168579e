"""Reads a list of key tasks pasted as text: one task a line, as offices write them.

    1. ⭐ Title – target – 30/9
    2) Title; target; due 30/09/2027
    - Title (highlight)

A line without a number below numbered ones goes on with the task above it. What cannot be
read for certain is kept as written and named as a doubt; nothing is guessed silently.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.calendar import parse_day
from workflow.errors import Blank, RowsUnfit, TooLong, TooManyRows
from workflow.key_task import LIMIT, TaskSheet, facts_of, open_sheet, to_edit
from workflow.permission import UNIT_ROLES, Actor
from workflow.words import clean, fold, paragraphs

TEXT_LIMIT = 12_000
# A number needs its mark, so that "100% of files" is no numbering; a bullet needs its blank.
NUMBERED = re.compile(r"^\s*(?:nhiem vu\s*)?(\d{1,2})\s*[.)/:\-]\s*(?!\d)", re.IGNORECASE)
BULLET = re.compile(r"^\s*[-–—•*+]\s+")
STAR = re.compile(r"[⭐★]\ufe0f?|\(\s*\*\s*\)")
MARK = re.compile(r"\(?\bdiem nhan\b\)?")
# The first of these that a row uses divides it: a title may well hold a weaker one.
DIVIDERS = tuple(map(re.compile, (r"\s*[|\t]\s*", r"\s+[–—]\s+", r"\s*;\s*", r"\s+-\s+")))
DATED = re.compile(r"(?:^|\b)(\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{4})?)$")
DUE_WORDS = re.compile(r"\b(?:han|truoc|xong|hoan thanh|thoi gian|den|ngay|cuoi|quy|thang)\b")
VAGUE = re.compile(r"\b(?:cuoi nam|quy (?:[1-4]|i{1,3}|iv)|thang \d{1,2}|ca nam|thuong xuyen)\b")


class Way(StrEnum):
    """What becomes of the tasks that were there."""

    REPLACE = "replace"
    APPEND = "append"


class Doubt(StrEnum):
    """Why a person should look at a row before it is saved."""

    LONG_TITLE = "long_title"
    UNREAD_DATE = "unread_date"
    OUTSIDE_YEAR = "outside_year"
    SAME_TITLE = "same_title"
    NO_TITLE = "no_title"


@dataclass(frozen=True)
class PastedTask:
    """One row as read; `doubts` name what to look at."""

    title: str
    target: str = ""
    due_on: date | None = None
    is_highlight: bool = False
    doubts: tuple[Doubt, ...] = ()


UNFIT = {Doubt.LONG_TITLE, Doubt.NO_TITLE}


@dataclass(frozen=True)
class Pasted:
    """What was read so far, beside the list it is meant for."""

    sheet: TaskSheet
    rows: tuple[PastedTask, ...]

    @property
    def unfit(self) -> tuple[int, ...]:
        """Return the numbers of the rows that cannot be saved as they are."""
        return tuple(n for n, row in enumerate(self.rows, 1) if UNFIT & set(row.doubts))

    def fits(self, way: Way) -> bool:
        """Tell whether the list would hold its rows and these (R1)."""
        kept = len(self.sheet.tasks) if way is Way.APPEND else 0
        return kept + len(self.rows) <= self.sheet.limit


def read_tasks(text: str, year: int) -> tuple[PastedTask, ...]:
    """Return the tasks of a pasted text in order; an empty text has none."""
    rows = [_read_row(row, year) for row in rows_of(text)]
    seen: set[str] = set()
    marked = []
    for row in rows:
        name = fold(row.title)
        same = name in seen
        marked.append(replace(row, doubts=(*row.doubts, Doubt.SAME_TITLE)) if same else row)
        seen.add(name)
    return tuple(marked)


def rows_of(text: str) -> list[str]:
    """Split a text into one string a task, numbers and bullets taken off."""
    lines = [line for line in paragraphs(text).splitlines() if line]
    numbered = any(_begins(line) for line in lines)
    rows: list[str] = []
    for line in lines:
        begin = _begins(line)
        if begin is not None:
            rows.append(line[begin:].strip())
        elif not numbered:
            rows.append(line)
        elif rows:
            rows[-1] = f"{rows[-1]} {line}"
        # Before the first number stands a heading: it is no task.
    return rows


def _begins(line: str) -> int | None:
    """Return where a row's words begin after its number or bullet; None without either."""
    found = NUMBERED.match(fold(line)) or BULLET.match(line)
    return found.end() if found else None


def _read_row(row: str, year: int) -> PastedTask:
    is_highlight, bare = _unstarred(row)
    title, *rest = [part for part in _parts(bare) if part] or [""]
    targets, due_on, doubts = _read_rest(rest, year)
    if not title:
        doubts = (*doubts, Doubt.NO_TITLE)
    if len(title) > LIMIT:
        doubts = (*doubts, Doubt.LONG_TITLE)
    target = "; ".join(targets)
    return PastedTask(title, target[:LIMIT], due_on, is_highlight, doubts)


def _parts(row: str) -> list[str]:
    divider = next((one for one in DIVIDERS if one.search(row)), None)
    return divider.split(row) if divider else [row]


def _unstarred(row: str) -> tuple[bool, str]:
    """Tell whether the row is marked as a highlight, and return it without the mark."""
    without = STAR.sub(" ", row)
    marked = MARK.search(fold(without))
    bare = clean(without)
    if marked is not None:
        bare = clean(f"{bare[: marked.start()]} {bare[marked.end() :].lstrip(' ):')}")
    return marked is not None or STAR.search(row) is not None, bare.strip(" –—-;|:")


def _read_rest(parts: list[str], year: int) -> tuple[list[str], date | None, tuple[Doubt, ...]]:
    """Sort what follows the title into targets and one due date."""
    targets: list[str] = []
    due_on: date | None = None
    doubts: tuple[Doubt, ...] = ()
    for part in parts:
        folded = fold(part)
        written = DATED.search(part)
        if due_on is None and written and (DUE_WORDS.search(folded) or written.start() == 0):
            due_on, doubt = _due(written.group(1), year)
            doubts = (*doubts, doubt) if doubt else doubts
        elif VAGUE.search(folded) and "%" not in part:
            targets.append(part)
            doubts = (*doubts, Doubt.UNREAD_DATE)
        else:
            targets.append(part)
    return targets, due_on, doubts


def _due(text: str, year: int) -> tuple[date | None, Doubt | None]:
    day = parse_day(text, year)
    if day is None:
        return None, Doubt.UNREAD_DATE
    return (day, None) if day.year == year else (None, Doubt.OUTSIDE_YEAR)


async def read(uow: UnitOfWork, actor: Actor, unit_id: int, text: str) -> Pasted:
    """Read a pasted text for a list that may be changed now; nothing is saved."""
    if len(text) > TEXT_LIMIT:
        raise TooLong(len(text), TEXT_LIMIT)
    sheet = await to_edit(uow, actor, unit_id)
    rows = read_tasks(text, actor.cycle.year)
    if not rows:
        raise Blank
    return Pasted(sheet, rows)


async def save(uow: UnitOfWork, actor: Actor, pasted: Pasted, way: Way, revision: int) -> TaskSheet:
    """Put the rows in place of the list's tasks or behind them: all of them or none.

    Refuses rows without a fit title, and more rows than the list holds (R1). The history keeps
    what was replaced (R2).
    """
    sheet = await to_edit(uow, actor, pasted.sheet.unit.id, revision)
    if pasted.unfit:
        raise RowsUnfit(pasted.unfit)
    if not pasted.fits(way):
        raise TooManyRows(len(pasted.rows), sheet.limit)
    kept = sheet.tasks if way is Way.APPEND else ()
    if not kept:
        await uow.key_tasks.clear(sheet.submission.id)
    for number, row in enumerate(pasted.rows, start=len(kept) + 1):
        await uow.key_tasks.add(sheet.submission.id, _values(row, number))
    await uow.submissions.touch(sheet.submission.id)
    after = await open_sheet(uow, actor, sheet.unit.id)
    seat = actor.require(*UNIT_ROLES, unit_id=sheet.unit.id)
    facts: dict[str, Any] = {"before": facts_of(sheet), "after": facts_of(after)}
    await history.record(uow, seat, "key_tasks.pasted", sheet.submission.id, way=way, **facts)
    return after


def _values(row: PastedTask, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "title": row.title,
        "is_highlight": row.is_highlight,
        "target": row.target,
        "due_on": row.due_on,
    }
