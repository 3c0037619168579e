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

SHOWN = 6
PER_PAGE = 6


@dataclass(frozen=True)
class Line:
    """One row that differs, in words: (field, before, after) of each change."""

    kind: Kind
    title: str
    changes: tuple[tuple[str, str, str], ...]


def listed(sheet: Sheet, sent: Sequence[Sent]) -> Message:
    """Show the newest sendings first, each to be compared with the one before it."""
    shown = list(reversed(sent))[:SHOWN]
    rows = [(_pair(sheet, one.number),) for one in shown if one.number > 1]
    if sent and sheet.may_edit:
        at = actions.CompareVersions(sheet.submission.id, sent[-1].number, 0, 0)
        rows.insert(0, (button("version.with_now", at, older=sent[-1].number),))
    return say("version/listed", (*rows, *opening(sheet)), sheet=sheet, sent=shown, n_all=len(sent))


def _pair(sheet: Sheet, number: int) -> Button:
    at = actions.CompareVersions(sheet.submission.id, number - 1, number, 0)
    return button("version.pair", at, older=number - 1, newer=number)


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
