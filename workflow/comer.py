"""Who may come to a conference: the bloc's people, substitutes, guests, and who came besides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from storage.attendances import Attendance
from storage.kinds import Role
from storage.people import Assignment
from storage.rsvps import Rsvp
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.conference import View
from workflow.errors import TooLong
from workflow.meeting_errors import NameAndTitleMissing
from workflow.voter import Voters
from workflow.words import clean, fold, is_wordless

NAME_LIMIT, TITLE_LIMIT = 100, 150
# For whom somebody of several roles comes: the first of these.
COMERS = (
    Role.LEADER,
    Role.OFFICER,
    Role.CHAIR,
    Role.DEPUTY,
    Role.SECRETARY,
    Role.AGENCY,
    Role.PATRON,
)


@dataclass(frozen=True)
class Comer:
    """Somebody who may come; `source` tells whose `id` it is, `record` that they came.

    `may_stand_in` tells that they are present, no leader of the unit is, and another stands in.
    """

    source: str
    id: int
    unit: Unit | None
    name: str
    title: str
    record: Attendance | None
    stands_in: bool = False
    may_stand_in: bool = False

    @property
    def searched(self) -> str:
        """Return what a search looks at."""
        where = f"{self.unit.code} {self.unit.name}" if self.unit else ""
        return fold(f"{self.name} {self.title} {where}")

    def is_same(self, unit_id: int | None, name: str, title: str) -> bool:
        """Tell whether this is who is typed; guests of one name differ by their positions."""
        if (self.unit.id if self.unit else None) != unit_id or fold(self.name) != fold(name):
            return False
        return unit_id is not None or self.source == "person" or fold(self.title) == fold(title)


async def comers(uow: UnitOfWork, view: View) -> list[Comer]:
    """Return everybody who may come, each once, in the order of the units, guests after them."""
    held = await uow.people.held_in(view.conference.cycle_id, uow.now, COMERS)
    said = await uow.rsvps.of_conference(view.conference.id)
    found = [
        *_from_seats(view, held),
        *_substitutes(view, said, {(a.unit_id, fold(a.full_name)) for a in held}),
        *_guests(view),
    ]
    recorded = {one.record.id for one in found if one.record}
    units = {unit.id: unit for unit in view.units}
    besides = [
        Comer("other", one.id, units.get(one.unit_id or 0), one.full_name, one.position_title, one)
        for one in view.present
        if one.id not in recorded
    ]
    last = len(units) + 1
    voters = Voters(view, held, said, ())
    everybody = [_placed(one, voters) for one in (*found, *besides)]
    return sorted(everybody, key=lambda one: one.unit.position if one.unit else last)


def known(view: View, unit_id: int | None, name: str) -> Attendance | None:
    """Return the record of somebody of a unit who was recorded by name alone."""
    wanted = fold(name)
    return next(
        (
            one
            for one in view.present
            if one.unit_id == unit_id and one.person_id is None and fold(one.full_name) == wanted
        ),
        None,
    )


def named(text: str) -> tuple[str, str]:
    """Return name and position as typed with a comma between; refuse what is not both."""
    name, _, title = (clean(part) for part in text.partition(","))
    if is_wordless(name) or is_wordless(title):
        raise NameAndTitleMissing
    for part, limit in ((name, NAME_LIMIT), (title, TITLE_LIMIT)):
        if len(part) > limit:
            raise TooLong(len(part), limit)
    return name, title


def _placed(one: Comer, voters: Voters) -> Comer:
    """Return somebody with what they are to their unit."""
    if one.record is None or one.unit is None or voters.leaders(one.unit.id):
        return one
    stands_in = one.record in voters.heads(one.unit.id)
    return replace(one, stands_in=stands_in, may_stand_in=not stands_in)


def _from_seats(view: View, held: list[Assignment]) -> Iterator[Comer]:
    units = {unit.id: unit for unit in view.units}
    here = {one.person_id: one for one in view.present}
    first = {a.person_id: a for a in sorted(held, key=lambda a: -COMERS.index(a.role))}
    for seat in first.values():
        yield Comer(
            "person",
            seat.person_id,
            units.get(seat.unit_id or 0),
            seat.full_name,
            seat.position_title,
            here.get(seat.person_id),
        )


def _substitutes(
    view: View, said: Mapping[int, Rsvp], of_the_bloc: set[tuple[int | None, str]]
) -> Iterator[Comer]:
    """Yield those named in the answers who have no account of their own."""
    for unit in view.units:
        answer = said.get(unit.id)
        name = answer.substitute_name if answer else ""
        if answer and name and (unit.id, fold(name)) not in of_the_bloc:
            record = known(view, unit.id, name)
            yield Comer("substitute", unit.id, unit, name, answer.substitute_title, record)


def _guests(view: View) -> Iterator[Comer]:
    others = [one for one in view.present if one.unit_id is None and one.person_id is None]
    for guest in view.guests:
        one = Comer("guest", guest.id, None, guest.full_name, guest.position_title, None)
        named = (o for o in others if one.is_same(None, o.full_name, o.position_title))
        yield replace(one, record=next(named, None))
