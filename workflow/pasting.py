"""Reads a list of key tasks pasted as text: one task a line, as offices write them.

    1. ⭐ Title – target – 30/9
    2) Title; target; due 30/09/2027
    - Title (highlight)

Below a numbered line, a dash tells how that task is done, and any other line goes on with the
one above. What cannot be read for certain is kept as written and named as a doubt; nothing is
guessed silently.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from storage.unit_of_work import UnitOfWork
from workflow.batch import LIMITS, Batch, Doubted, Row, Source, judged, with_proposals
from workflow.due_text import read_due, vague_words
from workflow.errors import Blank, TooLong
from workflow.key_task import to_edit
from workflow.permission import Actor
from workflow.words import clean, fold, paragraphs, plain

TEXT_LIMIT = 12_000
# A number needs its mark, so that "100% of files" is no numbering; a bullet needs its blank.
NUMBERED = re.compile(r"^\s*(?:nhiem vu\s*)?(\d{1,2})\s*[.)/:\-]\s*(?!\d)", re.IGNORECASE)
BULLET = re.compile(r"^\s*[-–—•*+]\s+")
STAR = re.compile(r"[⭐★]\ufe0f?|\(\s*\*\s*\)")
MARKS = {"diem nhan", "nhiem vu diem nhan"}
BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
# The first of these that a row uses divides it: a title may well hold a weaker one.
DIVIDERS = tuple(map(re.compile, (r"\s*[|\t]\s*", r"\s+[–—]\s+", r"\s*;\s*", r"\s+-\s+")))
DATED = re.compile(
    r"(?:^|\b)(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.\-]\d{1,2}(?:[/.\-](?:\d{4}|\d{2}))?)$"
)
DUE_WORDS = re.compile(r"\b(?:han|truoc|xong|hoan thanh|thoi gian|den|ngay|cuoi|quy|thang)\b")


async def read(uow: UnitOfWork, actor: Actor, unit_id: int, text: str, n_taken: int = 0) -> Batch:
    """Read a pasted text for a list that may be changed now; nothing is saved.

    Of the first `n_taken` rows the proposed dates are taken.
    """
    if len(text) > TEXT_LIMIT:
        raise TooLong(len(text), TEXT_LIMIT)
    sheet = await to_edit(uow, actor, unit_id)
    rows = read_tasks(text, actor.cycle.year)
    if not rows:
        raise Blank
    taken = (*with_proposals(rows[:n_taken]), *rows[n_taken:])
    return Batch(sheet, taken, Source.PASTED)


def read_tasks(text: str, year: int) -> tuple[Row, ...]:
    """Return the tasks of a pasted text in order; an empty text has none."""
    return judged(_read_row(n, row, year) for n, row in enumerate(rows_of(text), start=1))


def rows_of(text: str) -> list[list[str]]:
    """Split a text into tasks: the line of each, then the dashes below it, all without marks."""
    lines = [line for line in paragraphs(text).splitlines() if line]
    is_marked = any(NUMBERED.match(fold(line)) or BULLET.match(line) for line in lines)
    rows: list[list[str]] = []
    below_number = False
    for line in lines:
        number, bullet = NUMBERED.match(fold(line)), BULLET.match(line)
        begun = number or bullet
        words = line[begun.end() :].strip() if begun else line
        if number or (not below_number and (bullet or not is_marked)):
            rows.append([words])
        elif bullet:
            rows[-1].append(words)
        elif rows:
            rows[-1][-1] += f" {words}"
        # Before the first number stands a heading: it is no task.
        below_number = below_number or number is not None
    return rows


def _read_row(number: int, lines: Sequence[str], year: int) -> Row:
    is_highlight, (title, *rest) = _unmarked(lines[0])
    targets, due_on, doubts = _read_rest(rest, year)
    texts = {"title": title, "target": "; ".join(targets), "measures": "\n".join(lines[1:])}
    # One letter more than can be saved tells that it is too long.
    cut = {column: text[: LIMITS[column] + 1] for column, text in texts.items()}
    return Row(number, is_highlight=is_highlight, due_on=due_on, doubts=doubts, **cut)


def _parts(row: str) -> list[str]:
    divider = next((one for one in DIVIDERS if one.search(row)), None)
    return [part for part in (divider.split(row) if divider else [row]) if part]


def _unmarked(row: str) -> tuple[bool, list[str]]:
    """Tell whether the row is marked as a highlight, and return its parts without the mark.

    Words are a mark in brackets, before a colon, or as the whole first or last part; inside a
    title they stay.
    """
    starred = BRACKETED.sub(lambda found: "⭐" if _is_mark(found[1]) else found[0], row)
    head, _, rest = starred.partition(":")
    starred = f"⭐{rest}" if _is_mark(head) else starred
    parts = _parts(clean(STAR.sub(" ", starred)).strip(" –—-;|:"))
    ends = (0, len(parts) - 1)
    kept = [part for at, part in enumerate(parts) if at not in ends or not _is_mark(part)]
    return STAR.search(starred) is not None or kept != parts, kept or [""]


def _is_mark(words: str) -> bool:
    return plain(words) in MARKS


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
