"""The chair's table of answers to an invitation."""

from dataclasses import dataclass

from storage.conferences import AgendaItem
from storage.kinds import Answer, ConferenceState
from storage.rsvps import Rsvp
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.conference import View, open_one
from workflow.errors import NoSuchThing
from workflow.permission import READERS, Actor
from workflow.rsvp import is_current


@dataclass(frozen=True)
class Line:
    """One unit with what it answered."""

    unit: Unit
    rsvp: Rsvp | None
    is_current: bool
    item: AgendaItem | None

    @property
    def comes(self) -> bool:
        """Tell whether the unit comes on the day that counts now."""
        is_said = self.rsvp is not None and self.rsvp.answer is not Answer.ABSENT
        return is_said and self.is_current


@dataclass(frozen=True)
class Answers:
    """Every unit's line, in the bloc's order."""

    view: View
    lines: tuple[Line, ...]
    may_act: bool

    @property
    def silent(self) -> tuple[Unit, ...]:
        """Return the units that have not answered the invitation as it now stands."""
        return tuple(line.unit for line in self.lines if not line.is_current)

    @property
    def n_answered(self) -> int:
        return sum(line.rsvp is not None for line in self.lines)

    @property
    def n_outdated(self) -> int:
        """Count the answers given before the conference was postponed and not confirmed since."""
        return sum(line.rsvp is not None and not line.is_current for line in self.lines)

    @property
    def n_people(self) -> int:
        return sum(line.rsvp.people_count for line in self.lines if line.rsvp and line.comes)

    @property
    def n_coming(self) -> int:
        return sum(line.comes for line in self.lines)


async def answers_of(uow: UnitOfWork, actor: Actor, conference_id: int) -> Answers:
    """Return the table; for the chair's side, the agency and the patron."""
    actor.require(*READERS)
    view = await open_one(uow, actor, conference_id)
    if view.conference.state is ConferenceState.DRAFT:
        raise NoSuchThing
    given = await uow.rsvps.of_conference(conference_id)
    items = {item.id: item for item in view.items}
    lines = []
    for unit in view.units:
        rsvp = given.get(unit.id)
        item = items.get(rsvp.speaks_on) if rsvp and rsvp.speaks_on else None
        lines.append(Line(unit, rsvp, is_current(view, rsvp), item))
    return Answers(view, tuple(lines), view.may_prepare)
