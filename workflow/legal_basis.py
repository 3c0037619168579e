"""The papers on which the pledge rests, as dated data (R16).

A bloc begins with the defaults of legal_bases.toml; the first change makes the list its own.
What has expired, or is not yet in force, warns and never blocks.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from storage.blocs import Cycle
from storage.pledge_sections import LegalBasis
from storage.unit_of_work import UnitOfWork
from workflow import history, section
from workflow.calendar import parse_day
from workflow.errors import Blank, NoSuchThing, NotADate
from workflow.permission import Actor
from workflow.signing_errors import BasesFull, BasisUnread
from workflow.typed import within
from workflow.words import clean, fold, is_wordless

DEFAULTS = Path(__file__).with_name("legal_bases.toml")
KEY = "bases"
LIMIT = 10
LONGEST = 300
CITED = re.compile(r"can cu:? ")
DAY = r"(\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}|\d{1,2} thang \d{1,2} nam \d{4})"
NUMBER = re.compile(r"\bso:? ([\w.\-/]*/[\w.\-/]*\w)")
ISSUED = re.compile(rf"\bngay {DAY}")
# The long form of a day, as papers write it.
IN_WORDS = re.compile(r"(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
FORCE = re.compile(rf"[;,(]? *\b(?:co )?hieu luc (?:ke )?(?P<since>tu)(?: ngay)? {DAY}\)?")
EXPIRY = re.compile(rf"[;,(]? *\bhet hieu luc(?: (?:ke )?(?P<since>tu))?(?: ngay)? {DAY}\)?")


class Doubt(StrEnum):
    """Why a paper should not be cited on a day."""

    EXPIRED = "expired"
    NOT_YET = "not_yet"


@cache
def _defaults() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))["basis"])


async def bases_of(uow: UnitOfWork, cycle: Cycle) -> tuple[LegalBasis, ...]:
    """Return the bloc's list in its order; the defaults until somebody changed it."""
    if KEY in await uow.pledge_sections.of_cycle(cycle.id):
        return tuple(await uow.pledge_sections.bases(cycle.id))
    superior = (await uow.blocs.get(cycle.bloc_id)).superior
    return tuple(
        LegalBasis(
            clean(facts["wording"].format(superior=superior)),
            facts.get("number", ""),
            facts.get("issued_on"),
            facts.get("in_force_from"),
            facts.get("expires_on"),
        )
        for facts in _defaults()
    )


def doubt_of(basis: LegalBasis, day: date) -> Doubt | None:
    """Tell whether the paper is in force on the day; both its days count."""
    if basis.expires_on is not None and basis.expires_on < day:
        return Doubt.EXPIRED
    if basis.in_force_from is not None and basis.in_force_from > day:
        return Doubt.NOT_YET
    return None


def read_basis(text: str) -> LegalBasis:
    """Read a paper as it is cited, with number and day, and perhaps from when until when it holds.

    Refuse with `BasisUnread` one without number or day, with `NotADate` a day of force that no
    calendar has. Who writes "expired since" means that the day itself does not count.
    """
    said = clean(text)
    said = said[cited.end() :] if (cited := CITED.match(fold(said))) else said
    if is_wordless(said):
        raise Blank
    # Before the beginning: the words of the end hold those of the beginning.
    end, said = _taken(EXPIRY, said)
    start, said = _taken(FORCE, said)
    wording = within(said.rstrip(" .;,"), LONGEST)
    number = NUMBER.search(fold(wording))
    issued = ISSUED.search(IN_WORDS.sub(r"\1/\2/\3", fold(wording)))
    issued_on = parse_day(issued[1], 0) if issued else None
    lacks = (("number", number), ("day", issued_on))
    if number is None or issued_on is None:
        raise BasisUnread(tuple(word for word, found in lacks if found is None))
    named = wording[slice(*number.span(1))]
    since, until = start.on if start else None, end.last if end else None
    return LegalBasis(wording, named, issued_on, since, until)


@dataclass(frozen=True)
class _Turn:
    """The day on which something begins, or ends with it or since it."""

    on: date
    is_since: bool

    @property
    def last(self) -> date:
        return self.on - timedelta(days=1) if self.is_since else self.on


def _taken(form: re.Pattern[str], said: str) -> tuple[_Turn | None, str]:
    """Return the day that the words name, and what is left without them."""
    found = form.search(fold(said))
    if found is None:
        return None, said
    day = parse_day(IN_WORDS.sub(r"\1/\2/\3", found[2]), 0)
    if day is None:
        raise NotADate(said[slice(*found.span(2))])
    left = f"{said[: found.start()]} {said[found.end() :]}".strip()
    return _Turn(day, found["since"] is not None), left


async def add(uow: UnitOfWork, actor: Actor, revision: int, text: str) -> None:
    """Cite one more paper, as the last one."""
    await section.to_edit(uow, actor, KEY, revision)
    known = await bases_of(uow, actor.cycle)
    if len(known) >= LIMIT:
        raise BasesFull(LIMIT)
    basis = read_basis(text)
    await _put(uow, actor, (*known, basis), "pledge.basis_added", basis)


async def remove(uow: UnitOfWork, actor: Actor, revision: int, place: int) -> None:
    """Cite the paper at that place, counted from 1, no longer."""
    await section.to_edit(uow, actor, KEY, revision)
    known = await bases_of(uow, actor.cycle)
    if not 1 <= place <= len(known):
        raise NoSuchThing
    left = (*known[: place - 1], *known[place:])
    await _put(uow, actor, left, "pledge.basis_removed", known[place - 1])


async def replace(
    uow: UnitOfWork, actor: Actor, revision: int, bases: tuple[LegalBasis, ...]
) -> None:
    """Cite these papers, in this order, and no others."""
    await section.to_edit(uow, actor, KEY, revision)
    await uow.pledge_sections.put_bases(actor.cycle.id, bases)
    await section.touch(uow, actor, KEY, None)
    seat = actor.require(*section.EDITORS)
    await history.record(uow, seat, "pledge.section_changed", actor.cycle.id, key=KEY)


async def _put(
    uow: UnitOfWork, actor: Actor, bases: tuple[LegalBasis, ...], act: str, what: LegalBasis
) -> None:
    cycle_id = actor.cycle.id
    await uow.pledge_sections.put_bases(cycle_id, bases)
    await section.touch(uow, actor, KEY, None)
    seat = actor.require(*section.EDITORS)
    await history.record(uow, seat, act, cycle_id, wording=what.wording)
