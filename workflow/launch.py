"""The year's theme declared by the chair, once, and told to everybody."""

import hashlib
from dataclasses import dataclass

from storage.kinds import Role
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.bloc_document import one_line
from workflow.discussion_errors import ThemeDeclared, WordingChanged
from workflow.permission import READERS, UNIT_ROLES, Actor

ACT = "launch.declared"
LIMIT = 300
HASH_START = 16


@dataclass(frozen=True)
class Launch:
    """A theme as it would be declared; empty as long as the year has none."""

    year: int
    theme: str
    by: Assignment

    @property
    def hash_start(self) -> str:
        return hash_start(self.theme)


def hash_start(text: str) -> str:
    """Name a text that was shown."""
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_START]


async def to_declare(uow: UnitOfWork, actor: Actor, typed: str = "") -> Launch:
    """Return the theme for a last look; a typed one only where the year has none yet.

    Refuse with `ThemeDeclared` once it was declared.
    """
    seat = actor.require(Role.CHAIR)
    cycle = actor.cycle
    if await uow.histories.last_on(cycle.id, ACT, cycle.id) is not None:
        raise ThemeDeclared(cycle.theme)
    theme = cycle.theme or (one_line(typed, LIMIT) if typed else "")
    return Launch(cycle.year, theme, seat)


async def declare(
    uow: UnitOfWork, actor: Actor, typed: str, start: str
) -> tuple[Launch, tuple[int, ...]]:
    """Declare the theme that was shown; return it with everybody to be told."""
    shown = await to_declare(uow, actor, typed)
    if not shown.theme or shown.hash_start != start:
        raise WordingChanged
    cycle = actor.cycle
    await uow.blocs.save_cycle(cycle.bloc_id, cycle.year, {"theme": shown.theme})
    await history.record(uow, shown.by, ACT, cycle.id, title=shown.theme)
    held = await uow.people.held_in(cycle.id, uow.now, (*UNIT_ROLES, *READERS))
    return shown, tuple(dict.fromkeys(seat.person_id for seat in held))
