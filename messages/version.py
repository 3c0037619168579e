"""What was sent of a submission, and what differs between two sendings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from messages import actions
from messages.message import Button, Message
from messages.paging import page_of
from messages.render import button, day, label, say
from messages.submission import opening
from workflow.comparing import Compared, Difference, Kind, Sent
from workflow.submission import Sheet

PER_PAGE = 6


@dataclass(frozen=True)
class Line:
    """One row that differs, in words: (field, before, after) of each change."""

    kind: Kind
    title: str
    changes: tuple[tuple[str, str, str], ...]


def listed(sheet: Sheet, sent: Sequence[Sent], page: int) -> Message:
    """Show the newest sendings first, each to be compared with the one before it."""
    part = page_of(sent[::-1], page, PER_PAGE)
    rows = [row for one in part.items if (row := _row(sheet, one))]
    if sent and sheet.may_edit and part.at == 0:
        at = actions.CompareVersions(sheet.submission.id, sent[-1].number, 0, 0)
        rows.insert(0, (button("version.with_now", at, older=sent[-1].number),))
    turns = part.turns(lambda to: actions.PageVersions(sheet.submission.id, to))
    return say("version/listed", (*rows, *turns, *opening(sheet)), sheet=sheet, part=part)


def _row(sheet: Sheet, one: Sent) -> tuple[Button, ...]:
    """Return what can be done with one sending: compare it, read the paper that was signed."""
    submission_id, number = sheet.submission.id, one.number
    pair = actions.CompareVersions(submission_id, number - 1, number, 0)
    paper = actions.FetchSentPaper(submission_id, number)
    wanted = (
        (number > 1, button("version.pair", pair, older=number - 1, newer=number)),
        (one.version.signed_paper_id, button("version.paper", paper, number=number)),
    )
    return tuple(found for holds, found in wanted if holds)


def compared(found: Compared, older: int, page: int) -> Message:
    """Show what differs, paged; `older` is the number as it was asked for."""
    newer = found.newer.number if found.newer else 0
    submission_id = found.sheet.submission.id
    part = page_of(found.differences, page, PER_PAGE)
    turns = part.turns(lambda at: actions.CompareVersions(submission_id, older, newer, at))
    back = (button("version.back", actions.OpenVersions(submission_id)),)
    counted = Counter(one.kind.value for one in found.differences)
    return say(
        "version/compared",
        (*turns, back, *opening(found.sheet)),
        sheet=found.sheet,
        older=found.older.number,
        newer=newer,
        counts={kind.value: counted[kind.value] for kind in Kind},
        n_all=len(found.differences),
        shown=[_line(one) for one in part.items],
        page=part.at,
        n_pages=part.n_pages,
    )


def _line(one: Difference) -> Line:
    row = one.after or one.before
    assert row is not None
    changes = tuple(
        (label(f"field.{name}"), _said((one.before or {}).get(name)), _said(row[name]))
        for name in one.fields
    )
    return Line(one.kind, str(row.get("title") or row["name"]), changes)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return label("field.yes" if value else "field.no")
    if value in (None, ""):
        return label("field.empty")
    return _day_of(value) or str(value)


def _day_of(value: Any) -> str:
    """Return the stored date as it is read; empty for anything else."""
    try:
        return day(date.fromisoformat(value)) if isinstance(value, str) else ""
    except ValueError:
        return ""
