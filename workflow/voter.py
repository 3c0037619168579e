"""Who casts a unit's vote: its leader who is present, else the one who stands in (R9).

1. Of a unit's present people one stands in for the leader: who is recorded so, else who is
   named in the unit's answer to the invitation.
2. They cast the vote themselves. For one without an account an officer of the unit who is
   present casts it in that name; nobody casts it from home.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.attendances import Attendance
from storage.kinds import Role
from storage.people import Assignment
from storage.rsvps import Rsvp
from storage.unit_of_work import UnitOfWork
from workflow.conference import View
from workflow.permission import UNIT_ROLES, Actor
from workflow.words import fold


def stand_in(here: Iterable[Attendance], said: Rsvp | None) -> Attendance | None:
    """Return who of a unit's present people stands in for its leader."""
    named = fold(said.substitute_name) if said else ""
    fitting = [one for one in here if one.stands_in or (named and fold(one.full_name) == named)]
    return max(fitting, key=lambda one: one.stands_in, default=None)


@dataclass(frozen=True)
class Voters:
    """Who of the units is present; `joined` are those of them who have an account."""

    view: View
    held: Sequence[Assignment]
    answers: Mapping[int, Rsvp]
    joined: Collection[int]

    def names(self, unit_id: int) -> tuple[str, ...]:
        """Return by name whose vote the unit's is."""
        return tuple(one.full_name for one in self.heads(unit_id))

    def leaders(self, unit_id: int) -> list[Attendance]:
        """Return the unit's leaders who are present."""
        ids = {seat.person_id for seat in self._seats(unit_id, Role.LEADER)}
        return [one for one in self.view.present if one.person_id in ids]

    def heads(self, unit_id: int) -> list[Attendance]:
        """Return whose vote the unit's is: its leaders' who are present, else the stand-in's."""
        leaders = self.leaders(unit_id)
        here = [one for one in self.view.present if one.unit_id == unit_id]
        instead = None if leaders else stand_in(here, self.answers.get(unit_id))
        return [instead] if instead else leaders

    def for_whom(self, actor: Actor, unit_id: int) -> str | None:
        """Return in whose name the actor casts, "" for their own; None when they do not."""
        if actor.person.id not in self.people([unit_id]):
            return None
        heads = self.heads(unit_id)
        return "" if actor.person.id in _ids(heads) else heads[0].full_name

    def people(self, unit_ids: Collection[int]) -> list[int]:
        """Return the people who cast the votes of these units."""
        return list(dict.fromkeys(one for id_ in unit_ids for one in self._casting(id_)))

    def is_by_proxy(self, unit_id: int) -> bool:
        """Tell whether whoever should cast the unit's vote has no account."""
        heads = self.heads(unit_id)
        return bool(heads) and not self._joined(_ids(heads))

    def _casting(self, unit_id: int) -> list[int]:
        if not self.is_by_proxy(unit_id):
            return self._joined(_ids(self.heads(unit_id)))
        officers = {seat.person_id for seat in self._seats(unit_id, Role.OFFICER)}
        return self._joined(id_ for id_ in _ids(self.view.present) if id_ in officers)

    def _seats(self, unit_id: int, role: Role) -> list[Assignment]:
        return [seat for seat in self.held if seat.unit_id == unit_id and seat.role is role]

    def _joined(self, person_ids: Iterable[int]) -> list[int]:
        return [id_ for id_ in person_ids if id_ in self.joined]


def _ids(people: Iterable[Attendance]) -> list[int]:
    return [one.person_id for one in people if one.person_id is not None]


async def voters_of(uow: UnitOfWork, view: View) -> Voters:
    held = await uow.people.held_in(view.conference.cycle_id, uow.now, UNIT_ROLES)
    answers = await uow.rsvps.of_conference(view.conference.id)
    return Voters(view, held, answers, await uow.accounts.known(_ids(view.present)))
