"""Titles and commendations as dated data: the law's defaults, and what an office reads in.

An award that changes is ended the day before and begins anew, so what was registered under it
keeps the wording of its day (R16).
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from storage.awards import Award
from storage.kinds import AwardKind, Role
from storage.unit_of_work import UnitOfWork
from workflow.calendar import local

DEFAULTS = Path(__file__).with_name("awards.toml")
WORDING = ("kind", "name", "quota_percent", "quota_of", "note")
"""What makes an award another one; its place in the form and its last day only change."""


@dataclass(frozen=True)
class AwardRow:
    """An award as a form states it, its codes in capitals.

    Without a first day it begins when it is read in.
    """

    code: str
    kind: AwardKind
    name: str
    position: int
    valid_from: date | None = None
    valid_to: date | None = None
    quota_percent: int | None = None
    quota_of: str = ""
    note: str = ""


class Outcome(StrEnum):
    """What an import made of a row; `ENDED` is any change of the last day."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    SAME = "same"


@dataclass(frozen=True)
class ImportedAwards:
    """What an import did, by the awards' names."""

    names: Mapping[Outcome, tuple[str, ...]]


@cache
def defaults() -> tuple[AwardRow, ...]:
    """Return the awards of the law in force since 2024."""
    book = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    return tuple(
        _row(position=position, **facts) for position, facts in enumerate(book["award"], start=1)
    )


def _row(kind: str, **facts: Any) -> AwardRow:
    return AwardRow(kind=AwardKind(kind), **facts)


async def ensure(uow: UnitOfWork) -> None:
    """Bring the defaults in where there are no awards yet."""
    if not await uow.awards.all():
        for row in defaults():
            await uow.awards.add(vars(row))


async def in_force(uow: UnitOfWork) -> list[Award]:
    """Return what can be registered today."""
    return await uow.awards.in_force(local(uow.now).date())


async def import_awards(uow: UnitOfWork, rows: Sequence[AwardRow]) -> ImportedAwards:
    """Read a checked form in; awards that it leaves out stay as they are.

    Repeating it changes nothing. A change counts from the row's first day when that is later
    than the known one, otherwise from today.
    """
    known = await uow.awards.all()
    did: dict[Outcome, list[str]] = {outcome: [] for outcome in Outcome}
    for row in rows:
        wordings = [award for award in known if award.code == row.code]
        did[await _import(uow, row, wordings)].append(row.name)
    done = ImportedAwards({outcome: tuple(names) for outcome, names in did.items()})
    if any(names for outcome, names in did.items() if outcome is not Outcome.SAME):
        await _record(uow, done)
    return done


async def _import(uow: UnitOfWork, row: AwardRow, wordings: Sequence[Award]) -> Outcome:
    same = next((award for award in wordings if _says(award, row, _today(uow))), None)
    if same is not None:
        return await _keep(uow, same, row, is_newest=same is wordings[-1])
    newest = wordings[-1] if wordings else None
    begins = row.valid_from or _today(uow)
    if newest is not None and begins <= newest.valid_from:
        begins = _today(uow)
    if row.valid_to is not None and row.valid_to < begins:
        return Outcome.SAME
    values = {**vars(row), "valid_from": begins}
    if newest is None:
        await uow.awards.add(values)
        return Outcome.ADDED
    if begins <= newest.valid_from:
        # It began today or has yet to begin: nobody relied on another wording before.
        await uow.awards.change(newest.id, {**values, "valid_from": newest.valid_from})
    else:
        await uow.awards.close(newest, before=begins)
        await uow.awards.add(values)
    return Outcome.CHANGED


def _says(award: Award, row: AwardRow, today: date) -> bool:
    """Tell whether the row is this wording; one that has ended only with its own last day."""
    alike = all(getattr(row, name) == getattr(award, name) for name in WORDING)
    is_over = award.valid_to is not None and award.valid_to < today
    return alike and (not is_over or award.valid_to == row.valid_to)


async def _keep(uow: UnitOfWork, award: Award, row: AwardRow, *, is_newest: bool) -> Outcome:
    """Let a wording stand, in its place in the form and with its last day.

    One that gives way to a later wording keeps the day on which it does.
    """
    last = max(row.valid_to, award.valid_from) if row.valid_to else None
    last = last if is_newest else award.valid_to
    await uow.awards.change(award.id, {"position": row.position, "valid_to": last})
    return Outcome.SAME if last == award.valid_to else Outcome.ENDED


def _today(uow: UnitOfWork) -> date:
    return local(uow.now).date()


async def _record(uow: UnitOfWork, done: ImportedAwards) -> None:
    """Awards belong to every bloc; the act stands in the newest year's record."""
    cycles = await uow.blocs.cycles()
    if not cycles:
        return
    facts = {outcome.value: list(names) for outcome, names in done.names.items()}
    del facts[Outcome.SAME.value]
    await uow.histories.append(
        {
            "at": uow.now,
            "cycle_id": cycles[-1].id,
            "unit_id": None,
            "person_id": None,
            "role": Role.ADMIN.value,
            "act": "award.imported",
            "subject_id": 0,
            "facts": facts,
        }
    )


def choices(now: Iterable[Award], held: Iterable[Award]) -> tuple[Award, ...]:
    """Return what can be chosen, and what was chosen and is no longer in force, in form order."""
    by_code = {award.code: award for award in (*held, *now)}
    return tuple(sorted(by_code.values(), key=lambda award: award.position))
