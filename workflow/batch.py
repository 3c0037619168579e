"""A whole list of key tasks at once: its rows are read, shown with every doubt, then saved.

Where the rows come from is told by workflow/pasting.py, uploading.py and copying.py. Nothing is
saved before it was shown; then all of it or nothing (R1, R2).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from storage.key_tasks import KeyTask
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.batch_errors import RowsOutdated, RowsUnfit, TooManyRows
from workflow.comparing import Kind, compare
from workflow.key_task import TaskSheet, facts_of, open_sheet, to_edit
from workflow.permission import UNIT_ROLES, Actor
from workflow.task_field import FIELDS
from workflow.words import fold, is_wordless, plain

LIMITS = {**{one.column: one.limit for one in FIELDS.values()}, "criterion": 20}
del LIMITS["due_on"]
# What a pasted line does not say.
DETAILS = ("basis", "measures", "lead", "partners", "evidence", "criterion", "note")


class Source(StrEnum):
    """Where the rows come from; the history says it."""

    PASTED = "pasted"
    UPLOADED = "uploaded"
    COPIED = "copied"


class Way(StrEnum):
    """What becomes of the tasks that were there."""

    REPLACE = "replace"
    APPEND = "append"


class Doubt(StrEnum):
    """Why a person should look at a row before it is saved."""

    NO_TITLE = "no_title"
    TOO_LONG = "too_long"
    UNREAD_CELL = "unread_cell"
    UNREAD_DATE = "unread_date"
    OUTSIDE_YEAR = "outside_year"
    UNREAD_MARK = "unread_mark"
    UNKNOWN_CRITERION = "unknown_criterion"
    SAME_TITLE = "same_title"


UNFIT = {Doubt.NO_TITLE, Doubt.TOO_LONG}


@dataclass(frozen=True)
class Doubted:
    """One doubt: the column it is about, what was written there, and the date perhaps meant."""

    doubt: Doubt
    column: str = "title"
    said: str = ""
    proposal: date | None = None


@dataclass(frozen=True)
class Row:
    """One task as read; `number` is where a person finds it: the line, or the row of the sheet."""

    number: int
    title: str = ""
    is_highlight: bool = False
    target: str = ""
    target_unit: str = ""
    due_on: date | None = None
    basis: str = ""
    measures: str = ""
    lead: str = ""
    partners: str = ""
    evidence: str = ""
    criterion: str = ""
    note: str = ""
    doubts: tuple[Doubted, ...] = ()

    @property
    def is_unfit(self) -> bool:
        return any(one.doubt in UNFIT for one in self.doubts)


COLUMNS = tuple(one.name for one in fields(Row) if one.name not in ("number", "doubts"))


@dataclass(frozen=True)
class Batch:
    """The rows read so far, beside the list they are meant for."""

    sheet: TaskSheet
    rows: tuple[Row, ...]
    source: Source

    @property
    def unfit(self) -> tuple[int, ...]:
        """Return the numbers of the rows that cannot be saved as they are."""
        return tuple(row.number for row in self.rows if row.is_unfit)

    @property
    def replacing(self) -> tuple[Row, ...]:
        """Return the rows that replace the list.

        A pasted one keeps the details of the task of the same name, and the unit of its target
        as long as the target is the same.
        """
        if self.source is not Source.PASTED:
            return self.rows
        earlier = {plain(task.title): task for task in reversed(self.sheet.tasks)}
        return tuple(_detailed(row, earlier.pop(plain(row.title), None)) for row in self.rows)

    @property
    def n_kept(self) -> int:
        """Count the rows that keep details of the task of the same name."""
        return sum(new != row for new, row in zip(self.replacing, self.rows, strict=True))

    @property
    def lost(self) -> tuple[int, ...]:
        """Return the numbers of the tasks whose details no pasted row keeps."""
        if self.source is not Source.PASTED:
            return ()
        names = {plain(row.title) for row in self.rows}
        return tuple(
            task.number
            for task in self.sheet.tasks
            if plain(task.title) not in names and any(getattr(task, one) for one in DETAILS)
        )

    @property
    def ways(self) -> tuple[Way, ...]:
        """Return the ways in which all of it can be saved now."""
        possible = (Way.REPLACE, *((Way.APPEND,) if self.sheet.tasks else ()))
        return () if self.unfit else tuple(way for way in possible if not self.surplus(way))

    @property
    def n_highlights(self) -> int:
        return sum(row.is_highlight for row in self.rows)

    @property
    def n_proposals(self) -> int:
        return sum(one.proposal is not None for row in self.rows for one in row.doubts)

    @property
    def changes(self) -> Counter[Kind]:
        """Count the tasks that replacing the list would add, remove and change; rows must fit."""
        rows = [{**_written(row), "number": number} for number, row in enumerate(self.replacing, 1)]
        return Counter(one.kind for one in compare(facts_of(self.sheet), rows))

    def surplus(self, way: Way) -> tuple[int, ...]:
        """Return the numbers of the rows that the list would not hold (R1)."""
        kept = len(self.sheet.tasks) if way is Way.APPEND else 0
        return tuple(row.number for row in self.rows[max(self.sheet.limit - kept, 0) :])


def judged(rows: Iterable[Row], codes: Collection[str] = ()) -> tuple[Row, ...]:
    """Return the rows with the doubts that any source may raise.

    `codes` are those of the bloc's criteria; without any, none is doubted.
    """
    seen: set[str] = set()
    marked = []
    for row in rows:
        name = fold(row.title)
        missing = (Doubted(Doubt.NO_TITLE),) if is_wordless(row.title) else ()
        same = (Doubted(Doubt.SAME_TITLE),) if name in seen and not missing else ()
        long = tuple(
            Doubted(Doubt.TOO_LONG, column)
            for column, limit in LIMITS.items()
            if len(getattr(row, column)) > limit
        )
        is_strange = codes and row.criterion and row.criterion not in codes
        strange = Doubted(Doubt.UNKNOWN_CRITERION, "criterion", row.criterion)
        after = ((strange,) if is_strange else ()) + same
        marked.append(replace(row, doubts=(*missing, *long, *row.doubts, *after)))
        seen.add(name)
    return tuple(marked)


def _detailed(row: Row, task: KeyTask | None) -> Row:
    if task is None:
        return row
    columns = (*DETAILS, "target_unit") if row.target == task.target else DETAILS
    return replace(row, **{one: getattr(row, one) or getattr(task, one) for one in columns})


def with_proposals(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows with every proposed date taken, and its words with it."""
    return tuple(_with_proposal(row) for row in rows)


def _with_proposal(row: Row) -> Row:
    taken = next((one for one in row.doubts if one.proposal), None)
    if taken is None:
        return row
    target = "; ".join(part for part in row.target.split("; ") if part != taken.said)
    doubts = tuple(one for one in row.doubts if one.proposal is None)
    return replace(row, due_on=taken.proposal, target=target, doubts=doubts)


def to_json(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return rows as JSON that `from_json` reads back; what is empty is left out."""
    return [{key: _plain(value) for key, value in vars(row).items() if value} for row in rows]


def _written(row: Row) -> dict[str, Any]:
    return {column: _plain(getattr(row, column)) for column in COLUMNS}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [{key: _plain(one) for key, one in vars(doubt).items() if one} for doubt in value]
    return value


def from_json(kept: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    return tuple(
        Row(
            **{
                **row,
                "due_on": _day(row.get("due_on")),
                "doubts": tuple(
                    Doubted(
                        **{
                            **one,
                            "doubt": Doubt(one["doubt"]),
                            "proposal": _day(one.get("proposal")),
                        }
                    )
                    for one in row.get("doubts", ())
                ),
            }
        )
        for row in kept
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


async def waiting(uow: UnitOfWork, actor: Actor, unit_id: int, kept: Mapping[str, Any]) -> Batch:
    """Return the rows kept for the unit's list; refuse those that were read for another one."""
    sheet = await to_edit(uow, actor, unit_id)
    if kept["submission_id"] != sheet.submission.id:
        raise RowsOutdated
    return Batch(sheet, from_json(kept["rows"]), Source(kept["source"]))


async def save(uow: UnitOfWork, actor: Actor, batch: Batch, way: Way, revision: int) -> TaskSheet:
    """Put the rows in place of the list's tasks or behind them: all of them or none.

    Refuses unfit rows, and more rows than the list holds (R1). The history keeps what was
    replaced (R2).
    """
    sheet = await to_edit(uow, actor, batch.sheet.unit.id, revision)
    current = replace(batch, sheet=sheet)
    if batch.unfit:
        raise RowsUnfit(batch.unfit)
    kept = sheet.tasks if way is Way.APPEND else ()
    surplus = current.surplus(way)
    if surplus:
        raise TooManyRows(len(kept) + len(batch.rows), sheet.limit, surplus)
    if way is Way.REPLACE:
        await uow.key_tasks.clear(sheet.submission.id)
    rows = current.replacing if way is Way.REPLACE else batch.rows
    for number, row in enumerate(rows, start=len(kept) + 1):
        values = {column: getattr(row, column) for column in COLUMNS}
        await uow.key_tasks.add(sheet.submission.id, {**values, "number": number})
    await uow.submissions.touch(sheet.submission.id)
    after = await open_sheet(uow, actor, sheet.unit.id)
    seat = actor.require(*UNIT_ROLES, unit_id=sheet.unit.id)
    facts: dict[str, Any] = {"before": facts_of(sheet), "after": facts_of(after)}
    await history.record(
        uow, seat, f"key_tasks.{batch.source}", sheet.submission.id, way=way, **facts
    )
    return after
