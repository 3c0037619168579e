"""A bloc's criteria as an office wrote them in a table: read, doubted, saved as a new version."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from storage.criteria import Criterion, CriterionSet
from storage.kinds import CriterionKind, Role, SubmissionKind
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.criterion import Group, grouped, total_of
from workflow.errors import NoSuchThing
from workflow.file_errors import CriteriaNewer, CriteriaSame
from workflow.key_task import tasks_by_unit
from workflow.permission import Actor
from workflow.words import clean, fold

IMPORTERS = (Role.CHAIR, Role.SECRETARY)
CODE = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
# "12,5" as well as "12.5 điểm"; offices write a penalty with its minus.
POINTS = re.compile(r"([+\-\u2013]?)\s*(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:diem|d)?")
CODE_LIMIT, GROUP_LIMIT, TEXT_LIMIT = 20, 200, 1000
POINTS_LIMIT = Decimal(1000)
USUAL_TOTALS = (100, 1000)


class Doubt(StrEnum):
    """Why a row cannot be saved as it stands."""

    UNREAD = "unread"
    NO_GROUP = "no_group"
    LONG_GROUP = "long_group"
    NO_CODE = "no_code"
    BAD_CODE = "bad_code"
    SAME_CODE = "same_code"
    NO_TEXT = "no_text"
    LONG_TEXT = "long_text"
    BAD_POINTS = "bad_points"
    BAD_KIND = "bad_kind"


@dataclass(frozen=True)
class Written:
    """One row of the table as text; `kind` is a stored word, empty when the written one is none."""

    number: int
    group: str
    code: str
    text: str
    points: str
    kind: str
    is_unread: bool = False
    """A cell holds something that cannot be used: an unsaved formula, an error."""


@dataclass(frozen=True)
class Entry:
    """One criterion as read from the row of that number; `doubts` keep it from being saved."""

    number: int
    kind: CriterionKind
    group_name: str
    code: str
    text: str
    max_points: Decimal
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Draft:
    """What was read, as the version it would become.

    `dropped` are the codes in use that this version no longer has.
    """

    version: int
    entries: tuple[Entry, ...]
    dropped: tuple[str, ...]

    @property
    def doubtful(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.doubts)

    @property
    def groups(self) -> tuple[Group, ...]:
        return grouped(self.entries)

    @property
    def total(self) -> Decimal:
        return total_of(self.entries)

    @property
    def is_usual(self) -> bool:
        """Tell whether the scale adds up to what scales add up to."""
        return self.total in USUAL_TOTALS


def read_rows(rows: Iterable[Written]) -> tuple[Entry, ...]:
    """Return every row as a criterion, the doubtful ones named."""
    seen: set[str] = set()
    entries = []
    for row in rows:
        entries.append(_read(row, seen))
        seen.add(entries[-1].code.lower())
    return tuple(entries)


def _read(row: Written, seen: set[str]) -> Entry:
    kind = CriterionKind(row.kind or CriterionKind.SCALE)
    code, text, group = clean(row.code).rstrip("."), clean(row.text), clean(row.group)
    points = read_points(row.points, kind)
    found = {
        Doubt.NO_GROUP: not group,
        Doubt.LONG_GROUP: len(group) > GROUP_LIMIT,
        Doubt.NO_CODE: not code,
        Doubt.BAD_CODE: bool(code) and not _is_code(code),
        Doubt.SAME_CODE: _is_code(code) and code.lower() in seen,
        Doubt.NO_TEXT: not text,
        Doubt.LONG_TEXT: len(text) > TEXT_LIMIT,
        Doubt.BAD_POINTS: points is None,
        Doubt.BAD_KIND: not row.kind,
    }
    doubts = tuple(doubt for doubt, holds in found.items() if holds)
    if row.is_unread:
        doubts = (Doubt.UNREAD,)
    return Entry(row.number, kind, group, code, text, points or Decimal(), doubts)


def _is_code(code: str) -> bool:
    return len(code) <= CODE_LIMIT and CODE.fullmatch(code) is not None


def read_points(text: str, kind: CriterionKind) -> Decimal | None:
    """Return points from 0 to 1000 with at most two decimals; None for anything else.

    Only a penalty may be written with a minus: it is kept as the most that can be taken.
    """
    found = POINTS.fullmatch(fold(text))
    if found is None or (found[1] not in ("", "+") and kind is not CriterionKind.PENALTY):
        return None
    points = Decimal(found[2].replace(",", "."))
    return points if points <= POINTS_LIMIT else None


async def to_import(uow: UnitOfWork, actor: Actor) -> CriterionSet | None:
    """Return the version that the next one replaces; for the chair and the secretary."""
    actor.require(*IMPORTERS)
    return await uow.criteria.current(actor.cycle.id)


async def prepare(uow: UnitOfWork, actor: Actor, rows: Sequence[Written]) -> Draft:
    """Return what the rows would become; refuse what the current version says already.

    For the chair and the secretary; nothing is saved.
    """
    current = await to_import(uow, actor)
    entries = read_rows(rows)
    known = await uow.criteria.of_set(current.id) if current else []
    if current is not None and list(map(_content, entries)) == list(map(_content, known)):
        raise CriteriaSame(current.version)
    dropped = await _pointed_at(uow, actor.cycle.id) - {entry.code for entry in entries}
    return Draft(current.version + 1 if current else 1, entries, tuple(sorted(dropped)))


async def save(
    uow: UnitOfWork, actor: Actor, rows: Sequence[Written], file_id: int, version: int
) -> CriterionSet:
    """Save the rows as that version; older ones stay as they are, tasks keep their codes.

    Refuses doubtful rows, and a version that somebody else saved meanwhile.
    """
    seat = actor.require(*IMPORTERS)
    draft = await prepare(uow, actor, rows)
    if draft.version != version:
        raise CriteriaNewer(draft.version - 1)
    if draft.doubtful:
        raise NoSuchThing
    values = {
        "cycle_id": actor.cycle.id,
        "version": version,
        "imported_by": actor.person.id,
        "imported_at": uow.now,
        "file_id": file_id,
    }
    set_id = await uow.criteria.add(values, [_content(entry) for entry in draft.entries])
    facts: dict[str, Any] = {
        "version": version,
        "count": len(draft.entries),
        "dropped": list(draft.dropped),
    }
    await history.record(uow, seat, "criteria.imported", set_id, **facts)
    saved = await uow.criteria.version(set_id)
    assert saved is not None
    return saved


def _content(one: Entry | Criterion) -> dict[str, Any]:
    columns = ("kind", "group_name", "code", "text", "max_points")
    return {column: getattr(one, column) for column in columns}


async def _pointed_at(uow: UnitOfWork, cycle_id: int) -> set[str]:
    """Return the codes in use: by tasks and by registered titles, sent or not."""
    tasks = await tasks_by_unit(uow, cycle_id)
    registered = await uow.submissions.newest(cycle_id, SubmissionKind.REGISTRATION)
    items = await uow.registrations.items_of([one.id for one in registered.values()])
    in_use = [one.criterion for listed in tasks.values() for one in listed]
    in_use += [one.criterion for listed in items.values() for one in listed]
    return set(filter(None, in_use))
