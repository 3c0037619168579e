"""How a pledge's text becomes fixed: asked of the chair, checked against what was shown (R7)."""

from collections.abc import Sequence
from datetime import date, datetime

from storage.kinds import (
    AgendaKind,
    ListState,
    ObligationKind,
    PledgeState,
    Role,
    Standing,
    SubmissionKind,
)
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.calendar import add_working, local
from workflow.errors import ListsMissing, PledgeExists, TextChanged, ThemeMissing
from workflow.obligation import NewObligation, finish, open_one
from workflow.permission import Actor
from workflow.pledge import Draft, draft, read
from workflow.pledge_text import joined, normalised, text_hash
from workflow.settling import owe_signatures
from workflow.witness import FROZEN, facts_of

HASH_START = 16
DAYS_TO_FREEZE = 3


async def owe_freezing(uow: UnitOfWork, cycle_id: int) -> tuple[int, ...]:
    """Ask the chair to freeze once every unit's list is approved; return whom to tell.

    Nobody is asked while a list is missing, or when a text is frozen already. For a unit that
    joined since the text was complete the duty opens by itself: its addendum is to be frozen.
    """
    units = await uow.units.members_on(cycle_id, local(uow.now).date())
    current = await uow.pledges.current(cycle_id)
    approved = await uow.submissions.newest(
        cycle_id, SubmissionKind.KEY_TASKS, (ListState.APPROVED,)
    )
    ready = [unit.id for unit in units if unit.id in approved]
    joined_late = current is not None and await _awaits_addendum(uow, current, ready)
    if not joined_late and (len(ready) < len(units) or current is not None):
        return ()
    chair = next(unit for unit in units if unit.standing is Standing.CHAIR)
    await _owe(uow, cycle_id, chair.id, None if joined_late else await _signing_day(uow, cycle_id))
    if joined_late:
        return ()
    held = await uow.people.held_in(cycle_id, uow.now, (Role.CHAIR,))
    return tuple(dict.fromkeys(seat.person_id for seat in held))


async def _owe(uow: UnitOfWork, cycle_id: int, unit_id: int | None, day: date | None) -> None:
    """Open the duty by the day of the conference that signs, else within some working days."""
    due_on = day or _usual_day(uow.now)
    new = NewObligation(
        cycle_id, ObligationKind.FREEZE, cycle_id, Role.CHAIR, due_on, unit_id=unit_id
    )
    await open_one(uow, new)


async def _signing_day(uow: UnitOfWork, cycle_id: int) -> date | None:
    """Return the day of the conference that was called and is to sign."""
    known = await uow.conferences.current(cycle_id)
    if known is None or known.called_at is None or known.starts_at is None:
        return None
    items = await uow.conferences.items(known.id)
    signs = any(item.kind is AgendaKind.SIGNING for item in items)
    return local(known.starts_at).date() if signs else None


async def move_freezing(uow: UnitOfWork, cycle_id: int) -> None:
    """Let an open duty to freeze follow the conference that signs: called, moved, taken back."""
    owed = await uow.obligations.find_open(ObligationKind.FREEZE, cycle_id)
    if not owed or await uow.pledges.current(cycle_id) is not None:
        return
    day = await _signing_day(uow, cycle_id)
    if day is None and owed[0].due_on == _usual_day(owed[0].opened_at):
        return
    await _owe(uow, cycle_id, owed[0].unit_id, day)


def _usual_day(moment: datetime) -> date:
    return add_working(local(moment).date(), DAYS_TO_FREEZE)


async def _awaits_addendum(uow: UnitOfWork, current: Pledge, approved: list[int]) -> bool:
    if current.state is not PledgeState.COMPLETE:
        return False
    known = {one.unit_id for one in await uow.pledges.addenda(current.cycle_id)}
    return bool(set(approved) - set(current.parties) - known)


async def freeze(
    uow: UnitOfWork, actor: Actor, sections: Sequence[tuple[str, str]], hash_start: str, name: str
) -> Pledge:
    """Fix the text and open signing (R7); `hash_start` is of the text the chair was shown.

    The chair unit owes its signature last. `sections` are by key, `name` is the text file's.
    """
    seat, cycle = actor.require(Role.CHAIR), actor.cycle
    shown = await _ready(uow, actor)
    frozen, digest = as_shown(joined(sections), hash_start)
    file_id = await uow.files.add(name, "text/plain; charset=utf-8", frozen.encode(), uow.now)
    pledge_id = await uow.pledges.add(
        {
            "cycle_id": cycle.id,
            "version": await uow.pledges.next_version(cycle.id),
            "state": PledgeState.SIGNING,
            "text": frozen,
            "text_hash": digest,
            "sections": [[key, normalised(text).strip()] for key, text in sections],
            "parties": [party.unit.id for party in shown.parties],
            "frozen_at": uow.now,
            "frozen_by": actor.person.id,
            "file_id": file_id,
        }
    )
    made = await read(uow, actor, pledge_id)
    await owe_signatures(uow, made, shown.before_chair)
    await finish(uow, ObligationKind.FREEZE, cycle.id)
    await history.record(uow, seat, FROZEN, pledge_id, **facts_of(made))
    return made


def as_shown(text: str, hash_start: str) -> tuple[str, str]:
    """Return the text to freeze and its hash; refuse one that the chair was not shown."""
    frozen = normalised(text)
    digest = text_hash(frozen)
    if not digest.startswith(hash_start) or len(hash_start) != HASH_START:
        raise TextChanged
    return frozen, digest


async def _ready(uow: UnitOfWork, actor: Actor) -> Draft:
    """Return what would be frozen; refuse while something is missing."""
    if await uow.pledges.current(actor.cycle.id) is not None:
        raise PledgeExists
    shown = await draft(uow, actor)
    if shown.missing:
        raise ListsMissing(shown.missing)
    if not actor.cycle.theme:
        raise ThemeMissing
    return shown
