"""Who casts a unit's vote: its leader who is present, or an officer for its present substitute.

A substitute is somebody without an account recorded as present for the unit, or the one named
in the unit's answer to the invitation. An officer may be that substitute.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from storage.kinds import Role
from storage.people import Assignment
from storage.rsvps import Rsvp
from storage.unit_of_work import UnitOfWork
from workflow.conference import View
from workflow.permission import UNIT_ROLES, Actor
from workflow.words import fold


@dataclass(frozen=True)
class Voters:
    """The leaders and officers of the bloc, and who of the units is present."""

    view: View
    held: Sequence[Assignment]
    answers: Mapping[int, Rsvp]

    def names(self, unit_id: int) -> tuple[str, ...]:
        """Return who votes for the unit, by name: its leaders present, else its substitutes."""
        leaders = [seat.full_name for seat in self._leaders(unit_id)]
        return tuple(leaders or self._substitutes(unit_id))

    def for_whom(self, actor: Actor, unit_id: int) -> str | None:
        """Return in whose name the actor casts, "" for their own; None when they do not."""
        if self._leaders(unit_id):
            here = [seat.person_id for seat in self._leaders(unit_id)]
            return "" if actor.person.id in here else None
        names = self._substitutes(unit_id)
        if not names or actor.seat(Role.OFFICER, unit_id=unit_id) is None:
            return None
        own = fold(actor.person.full_name) in map(fold, names)
        return "" if own else names[0]

    def people(self, unit_ids: Collection[int]) -> list[int]:
        """Return the people with an account's worth of role who may cast for these units."""
        found: list[int] = []
        for unit_id in unit_ids:
            leaders = self._leaders(unit_id)
            officers = self._held(unit_id, Role.OFFICER) if self._substitutes(unit_id) else []
            found += [seat.person_id for seat in leaders or officers]
        return list(dict.fromkeys(found))

    def _leaders(self, unit_id: int) -> list[Assignment]:
        here = {one.person_id for one in self.view.present}
        return [seat for seat in self._held(unit_id, Role.LEADER) if seat.person_id in here]

    def _substitutes(self, unit_id: int) -> list[str]:
        said = self.answers.get(unit_id)
        named = fold(said.substitute_name) if said else ""
        return [
            one.full_name
            for one in self.view.present
            if one.unit_id == unit_id
            and (one.person_id is None or (named and fold(one.full_name) == named))
        ]

    def _held(self, unit_id: int, role: Role) -> list[Assignment]:
        return [seat for seat in self.held if seat.unit_id == unit_id and seat.role is role]


async def voters_of(uow: UnitOfWork, view: View) -> Voters:
    held = await uow.people.held_in(view.conference.cycle_id, uow.now, UNIT_ROLES)
    return Voters(view, held, await uow.rsvps.of_conference(view.conference.id))
