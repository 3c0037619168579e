"""Reads a list of key tasks pasted as text: one task a line, as offices write them.

    1. ⭐ Title – target – 30/9
    2) Title; target; due 30/09/2027
    - Title (highlight)

A line without a number below numbered ones goes on with the task above it. What cannot be
read for certain is kept as written and named as a doubt; nothing is guessed silently.
"""

import re
from dataclasses import replace
from datetime import date

from storage.unit_of_work import UnitOfWork
from workflow.batch import LIMITS, Batch, Doubted, Row, Source, judged
from workflow.due_text import read_due, vague_words
from workflow.errors import Blank, TooLong
from workflow.key_task import to_edit
from workflow.permission import Actor
from workflow.words import clean, fold, paragraphs

TEXT_LIMIT = 12_000
# A number needs its mark, so that "100% of files" is no numbering; a bullet needs its blank.
NUMBERED = re.compile(r"^\s*(?:nhiem vu\s*)?(\d{1,2})\s*[.)/:\-]\s*(?!\d)", re.IGNORECASE)
BULLET = re.compile(r"^\s*[-–—•*+]\s+")
STAR = re.compile(r"[⭐★]\ufe0f?|\(\s*\*\s*\)")
MARK = re.compile(r"\(?\bdiem nhan\b\)?")
# The first of these that a row uses divides it: a title may well hold a weaker one.
DIVIDERS = tuple(map(re.compile, (r"\s*[|\t]\s*", r"\s+[–—]\s+", r"\s*;\s*", r"\s+-\s+")))
DATED = re.compile(
    r"(?:^|\b)(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.\-]\d{1,2}(?:[/.\-](?:\d{4}|\d{2}))?)$"
)
DUE_WORDS = re.compile(r"\b(?:han|truoc|xong|hoan thanh|thoi gian|den|ngay|cuoi|quy|thang)\b")


async def read(uow: UnitOfWork, actor: Actor, unit_id: int, text: str) -> Batch:
    """Read a pasted text for a list that may be changed now; nothing is saved."""
    if len(text) > TEXT_LIMIT:
        raise TooLong(len(text), TEXT_LIMIT)
    sheet = await to_edit(uow, actor, unit_id)
    rows = read_tasks(text, actor.cycle.year)
    if not rows:
        raise Blank
    return Batch(sheet, rows, Source.PASTED)


def read_tasks(text: str, year: int) -> tuple[Row, ...]:
    """Return the tasks of a pasted text in order; an empty text has none."""
    return judged(_read_row(n, row, year) for n, row in enumerate(rows_of(text), start=1))


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


def _read_row(number: int, row: str, year: int) -> Row:
    is_highlight, bare = _unstarred(row)
    title, *rest = [part for part in _parts(bare) if part] or [""]
    targets, due_on, doubts = _read_rest(rest, year)
    # One letter more than can be saved tells that it is too long.
    title, target = title[: LIMITS["title"] + 1], "; ".join(targets)[: LIMITS["target"] + 1]
    return Row(number, title, is_highlight, target, due_on=due_on, doubts=doubts)


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


def _read_rest(parts: list[str], year: int) -> tuple[list[str], date | None, tuple[Doubted, ...]]:
    """Sort what follows the title into targets and one due date; a vague one stays a target."""
    targets: list[str] = []
    due_on: date | None = None
    doubted: Doubted | None = None
    for part in parts:
        written = _written_day(part)
        vague = None if written or "%" in part else vague_words(part)
        if due_on is None and (written or vague):
            due_on, doubted = read_due(written or part, year)
        if doubted and vague:
            doubted = replace(doubted, said=vague)
        if not written and not (vague and due_on):
            targets.append(part)
    return targets, due_on, (doubted,) if doubted else ()


def _written_day(part: str) -> str | None:
    """Return the date with which a part ends, when nothing but words of time stand before it."""
    found = DATED.search(part)
    if found and (found.start() == 0 or DUE_WORDS.search(fold(part))):
        return found.group(1)
    return None
