"""Two versions of a submission side by side: what was added, removed, changed (R2)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from storage.kinds import ListState
from storage.submissions import Submission, Version
from storage.unit_of_work import UnitOfWork
from workflow.contents import facts_of, open_round
from workflow.errors import NoSuchThing
from workflow.permission import Actor
from workflow.submission import Sheet, is_own
from workflow.words import plain

Row = Mapping[str, Any]
# What tells where a row is kept and not what it says.
KEPT_APART = ("id", "submission_id", "file_id")


class Kind(StrEnum):
    """What happened to a row between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """One row that differs; `fields` are the columns whose value changed."""

    kind: Kind
    before: Row | None
    after: Row | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sent:
    """A version with the round it belongs to; `number` counts all that the reader may see."""

    number: int
    version: Version
    round: Submission


@dataclass(frozen=True)
class Compared:
    """Two versions and what differs; `newer` is None for what the round says now."""

    sheet: Sheet
    older: Sent
    newer: Sent | None
    differences: tuple[Difference, ...]


def compare(before: Sequence[Row], after: Sequence[Row]) -> tuple[Difference, ...]:
    """Return what differs, in the order of the newer rows, removed ones last.

    A row is found again by its id, then by its name, then by its number.
    """
    left = list(before)
    found = list(_pairs(left, after))
    changes = [
        Difference(Kind.CHANGED, old, new, fields) if old else Difference(Kind.ADDED, None, new)
        for old, new in found
        if (fields := _changed(old, new)) or not old
    ]
    return (*changes, *(Difference(Kind.REMOVED, old, None) for old in left))


def _pairs(left: list[Row], after: Sequence[Row]) -> Iterator[tuple[Row | None, Row]]:
    """Yield each newer row with the older one it was; take that one off the list."""
    matched: dict[int, Row] = {}
    for key in (_by_id, _by_name, _by_number):
        for place, new in enumerate(after):
            if place in matched:
                continue
            old = next((one for one in left if key(one) is not None and key(one) == key(new)), None)
            if old is not None:
                left.remove(old)
                matched[place] = old
    for place, new in enumerate(after):
        yield matched.get(place), new


def _by_id(row: Row) -> tuple[int, int] | None:
    return (row["submission_id"], row["id"]) if "id" in row else None


def _by_name(row: Row) -> str:
    return plain(str(row.get("title") or row["name"]))


def _by_number(row: Row) -> int | None:
    return row.get("number")


def _changed(old: Row | None, new: Row) -> tuple[str, ...]:
    if old is None:
        return ()
    # A row that only stands at another place because one before it went is not changed.
    names = [name for name in new if name not in (*KEPT_APART, "number")]
    return tuple(name for name in names if old.get(name) != new[name])


async def versions_of(uow: UnitOfWork, actor: Actor, sheet: Sheet) -> tuple[Sent, ...]:
    """Return what was sent, oldest first; the bloc's side sees what reached the bloc (R5)."""
    rounds = {one.id: one for one in await uow.submissions.rounds(sheet.submission)}
    found = [
        one
        for one in await uow.submissions.versions(list(rounds))
        if one.reached_bloc_at is not None or is_own(actor, sheet.unit.id)
    ]
    return tuple(
        Sent(number, one, rounds[one.submission_id]) for number, one in enumerate(found, start=1)
    )


async def scan_of(
    uow: UnitOfWork, actor: Actor, submission_id: int, number: int
) -> tuple[int, str]:
    """Return (file id, name) of the scan with which the leader approved that sending."""
    sheet = await open_round(uow, actor, submission_id)
    for one in await versions_of(uow, actor, sheet):
        file_id = one.version.signed_paper_id
        if one.number == number and file_id is not None:
            return file_id, await uow.files.name_of(file_id)
    raise NoSuchThing


async def compared(
    uow: UnitOfWork, actor: Actor, submission_id: int, older: int, newer: int
) -> Compared:
    """Compare two sent versions by their numbers.

    Newer 0 is what the round says now; older 0 is the approved version that the round amends.
    """
    sheet = await open_round(uow, actor, submission_id)
    sent = {one.number: one for one in await versions_of(uow, actor, sheet)}
    base = sent.get(older) if older else _amended(sheet, sent.values())
    if base is None or newer not in (0, *sent):
        raise NoSuchThing
    after = sent[newer].version.content if newer else facts_of(sheet)
    return Compared(sheet, base, sent.get(newer), compare(base.version.content, after))


def _amended(sheet: Sheet, sent: Iterable[Sent]) -> Sent | None:
    approved = [
        one
        for one in sent
        if one.round.state is ListState.APPROVED and one.round.round < sheet.submission.round
    ]
    return approved[-1] if approved else None
