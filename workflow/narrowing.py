"""How the author of a notice narrows whom it is for: roles, units, who has not yet done a thing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from storage.kinds import Audience, ObligationKind
from storage.notices import Notice
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.audience import UNIT_DUTIES, owing_of
from workflow.errors import Blank, NoSuchThing
from workflow.notice import Draft, change, draft, opened
from workflow.notice_errors import UnknownUnits
from workflow.permission import Actor
from workflow.words import clean, fold, is_wordless, plain

CHOICES = (Audience.ALL, Audience.OFFICERS, Audience.LEADERS)
NONE = "none"
RANGE = re.compile(r"(\d{1,3}) ?(?:-|\N{EN DASH}) ?(\d{1,3})")


@dataclass(frozen=True)
class UnitChoice:
    """A draft with every unit of the bloc, and the ids of those chosen; None while all are."""

    notice: Notice
    units: tuple[Unit, ...]
    chosen: frozenset[int] | None

    @property
    def picked(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.id in (self.chosen or ()))


@dataclass(frozen=True)
class Lacking:
    """A duty by which to narrow, and how many units or people owe it now.

    `notice` is the one to be confirmed, None for a unit's duty.
    """

    kind: ObligationKind
    count: int
    notice: Notice | None = None


async def choose_roles(uow: UnitOfWork, actor: Actor, notice_id: int, roles: str) -> Draft:
    """Set through which roles a draft is for somebody."""
    if roles not in CHOICES:
        raise NoSuchThing
    return await change(uow, actor, notice_id, {"audience": Audience(roles)})


async def choose_all(uow: UnitOfWork, actor: Actor, notice_id: int) -> Draft:
    """Let a draft be for every unit again."""
    return await change(uow, actor, notice_id, {"units": None})


async def units_of(uow: UnitOfWork, actor: Actor, notice_id: int) -> UnitChoice:
    """Return the units of which some may be chosen."""
    notice = await draft(uow, actor, notice_id)
    units = tuple(await uow.units.of_cycle(actor.cycle.id))
    return UnitChoice(notice, units, None if notice.units is None else frozenset(notice.units))


async def pick(
    uow: UnitOfWork, actor: Actor, notice_id: int, unit_id: int, *, on: bool
) -> UnitChoice:
    """Choose a unit or leave it out; doing so twice changes nothing."""
    choice = await units_of(uow, actor, notice_id)
    if unit_id not in {unit.id for unit in choice.units}:
        raise NoSuchThing
    chosen = (choice.chosen or frozenset()) - {unit_id} | ({unit_id} if on else frozenset())
    return await _choose(uow, choice, chosen)


async def read_units(uow: UnitOfWork, actor: Actor, notice_id: int, text: str) -> UnitChoice:
    """Choose exactly the units typed: numbers of the list ("1-3"), codes, or names."""
    choice = await units_of(uow, actor, notice_id)
    return await _choose(uow, choice, frozenset(named(text, choice.units)))


async def _choose(uow: UnitOfWork, choice: UnitChoice, chosen: frozenset[int]) -> UnitChoice:
    in_order = [unit.id for unit in choice.units if unit.id in chosen]
    await uow.notices.change(choice.notice.id, {"units": in_order})
    notice = replace(choice.notice, units=in_order, revision=choice.notice.revision + 1)
    return UnitChoice(notice, choice.units, chosen)


def named(text: str, units: Sequence[Unit]) -> list[int]:
    """Return the ids of the units that a text names; refuse what names none, or several."""
    parts = [part for part in re.split(r"[,;\n]", text) if not is_wordless(part)]
    if not parts:
        raise Blank
    found, unknown = [], []
    for part in parts:
        ids = _ids(part, units) or _each(part, units)
        found += ids
        unknown += [] if ids else [clean(part)[:40]]
    if unknown:
        raise UnknownUnits(tuple(unknown), len(units))
    return found


def _each(part: str, units: Sequence[Unit]) -> list[int]:
    """Read "1 3 5" or "STC SCT": nothing when one of the words is no number and no code.

    A word of a name would be found in the name of another unit.
    """
    each = [_numbered(word, units) for word in part.split()]
    return [unit_id for ids in each for unit_id in ids] if all(each) else []


def _ids(part: str, units: Sequence[Unit]) -> list[int]:
    wanted = plain(part)
    same = [unit.id for unit in units if wanted == plain(unit.name)]
    found = same or [unit.id for unit in units if f" {wanted} " in f" {plain(unit.name)} "]
    return _numbered(part, units) or (found if len(found) == 1 else [])


def _numbered(part: str, units: Sequence[Unit]) -> list[int]:
    """Return the units that a number of the list, a span of numbers or a code stands for."""
    wanted = plain(part)
    span = RANGE.fullmatch(fold(part))
    if span is not None:
        first, last = int(span[1]), int(span[2])
        return [u.id for n, u in enumerate(units, start=1) if first <= n <= last <= len(units)]
    number = wanted.lstrip("0")
    return [
        unit.id
        for at, unit in enumerate(units, start=1)
        if number == str(at) or wanted == plain(unit.code)
    ][:1]


async def lackings(uow: UnitOfWork, actor: Actor, notice_id: int) -> tuple[Draft, list[Lacking]]:
    """Return by what a draft may be narrowed: what units owe, then the notices to confirm."""
    shown = await opened(uow, actor, notice_id)
    cycle_id = actor.cycle.id
    duties = await uow.obligations.open_in(cycle_id)
    found = [
        Lacking(kind, len((await owing_of(uow, duties, cycle_id, kind)).units))
        for kind in UNIT_DUTIES
    ]
    confirm = ObligationKind.CONFIRM
    for notice in await uow.noticeboard.written(cycle_id, actor.person.id):
        if notice.released_at is not None and notice.needs_confirmation:
            owing = await owing_of(uow, duties, cycle_id, confirm, notice.id)
            found.append(Lacking(confirm, len(owing.people), notice))
    return shown, found


async def choose_lacking(
    uow: UnitOfWork, actor: Actor, notice_id: int, kind: str, subject_id: int
) -> Draft:
    """Narrow a draft to who still owes that duty when it leaves; "none" to nobody in particular.

    `subject_id` is the notice to confirm, zero for a unit's duty.
    """
    if kind == ObligationKind.CONFIRM:
        of = await uow.notices.get(subject_id)
        if of is None or of.cycle_id != actor.cycle.id or of.released_at is None:
            raise NoSuchThing
        narrowed: dict[str, Any] = {"lacking": ObligationKind.CONFIRM, "lacking_of": subject_id}
    elif kind in UNIT_DUTIES:
        narrowed = {"lacking": ObligationKind(kind), "lacking_of": None}
    elif kind == NONE:
        narrowed = {"lacking": None, "lacking_of": None}
    else:
        raise NoSuchThing
    return await change(uow, actor, notice_id, narrowed)
