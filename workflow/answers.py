"""The chair's table of answers to an invitation, and the letter to exactly the silent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from storage.conferences import AgendaItem
from storage.kinds import Answer, ConferenceState
from storage.people import Assignment
from storage.rsvps import Rsvp
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import history
from workflow.calling import out_of_reach
from workflow.conference import PREPARERS, View, open_one
from workflow.conference_errors import ConferenceChanged, ConferenceStage, JustReminded
from workflow.errors import NoSuchThing
from workflow.permission import READERS, UNIT_ROLES, Actor
from workflow.rsvp import is_current

PAUSE = timedelta(minutes=10)


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


@dataclass(frozen=True)
class Reminded:
    """The silent units' people to be told now, each with the unit; nothing reaches the `unreached`.

    Whoever reminds is none of them.
    """

    answers: Answers
    people: Mapping[int, Unit]
    unreached: tuple[Assignment, ...]

    @property
    def n_told(self) -> int:
        return len(self.people) - len(self.unreached)


async def remind(uow: UnitOfWork, actor: Actor, conference_id: int, count: int) -> Reminded:
    """Return the silent units' officers and leaders, to be reminded now.

    Refuse with `ConferenceChanged` when they are no longer as many units as were counted, with
    `JustReminded` when they were a moment ago.
    """
    seat = actor.require(*PREPARERS)
    found = await answers_of(uow, actor, conference_id)
    if found.view.conference.state is not ConferenceState.CALLED:
        raise ConferenceStage(found.view.conference.state)
    if len(found.silent) != count:
        raise ConferenceChanged(conference_id)
    last = await uow.histories.last_on(actor.cycle.id, "conference.reminded", conference_id)
    if last is not None and uow.now - last.at < PAUSE:
        raise JustReminded(last.at, last.facts["name"])
    await history.record(uow, seat, "conference.reminded", conference_id, n=count)
    silent = {unit.id: unit for unit in found.silent}
    held = await uow.people.held_in(actor.cycle.id, uow.now, UNIT_ROLES)
    mine = {one.person_id: one for one in held if one.unit_id in silent}
    mine.pop(actor.person.id, None)
    people = {id_: silent[one.unit_id] for id_, one in mine.items() if one.unit_id}
    return Reminded(found, people, await out_of_reach(uow, tuple(mine.values())))
