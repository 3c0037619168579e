"""What an import changed: two pictures of a cycle, compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from storage.kinds import Role, SignMode
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.bloc_people import KnownPerson

Seat = tuple[str, str, Role]
OF_UNIT = ("name", "position", "standing", "merged_into", "merged_on", "merger_decision")


@dataclass(frozen=True)
class Picture:
    """A cycle at one moment; units and people by code, seats by (unit, person, role).

    Units, people and seats are those of now; `ended` are seats that nobody gave again since.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    seats: Mapping[Seat, Assignment] = field(default_factory=dict)
    ended: Mapping[Seat, Assignment] = field(default_factory=dict)

    def known(self) -> list[KnownPerson]:
        """Return everybody who holds or held a role."""
        seats = {**self.ended, **self.seats}
        names = {code: seat.full_name for (_, code, _), seat in seats.items()}
        return [
            KnownPerson(code, name, frozenset(unit for unit, holder, _ in seats if holder == code))
            for code, name in names.items()
        ]


class ChangeKind(StrEnum):
    """What can be new or different after an import."""

    FIELD = "field"
    UNIT_NEW = "unit_new"
    UNIT_CHANGED = "unit_changed"
    PERSON_NEW = "person_new"
    PERSON_RENAMED = "person_renamed"
    ROLE_NEW = "role_new"
    ROLE_CHANGED = "role_changed"


@dataclass(frozen=True)
class Change:
    """One difference and the facts its line needs."""

    kind: ChangeKind
    facts: Mapping[str, Any]


async def picture(uow: UnitOfWork, cycle_id: int) -> Picture:
    """Return the cycle as it stands, with the roles held now and those that ended."""
    cycle = await uow.blocs.cycle(cycle_id)
    bloc = await uow.blocs.get(cycle.bloc_id)
    units = await uow.units.of_cycle(cycle_id)
    held = await uow.people.assigned_in(cycle_id, uow.now)
    seats = await _by_seat(uow, units, held)
    ended = await _by_seat(uow, units, await uow.people.ended_in(cycle_id, uow.now))
    return Picture(
        fields={
            "name": bloc.name,
            "superior": bloc.superior,
            "place": bloc.place,
            "theme": cycle.theme,
            "tasks_per_unit": cycle.tasks_per_unit,
            "highlights_min": cycle.highlights_min,
            "highlights_max": cycle.highlights_max,
            "reminder_offsets": cycle.reminder_offsets,
            "reminder_hours": cycle.reminder_hours,
            "notice_hours": cycle.notice_hours,
            **{step.value: day for step, day in (await uow.blocs.deadlines(cycle_id)).items()},
        },
        units={unit.code: unit for unit in units},
        people={code: seat.full_name for (_, code, _), seat in seats.items()},
        seats=seats,
        ended={at: seat for at, seat in ended.items() if at not in seats},
    )


async def _by_seat(
    uow: UnitOfWork, units: Sequence[Unit], found: Sequence[Assignment]
) -> dict[Seat, Assignment]:
    unit_codes = {unit.id: unit.code for unit in units}
    codes = {a.person_id: (await uow.people.get(a.person_id)).code for a in found}
    return {(unit_codes.get(a.unit_id or 0, ""), codes[a.person_id], a.role): a for a in found}


def changes(before: Picture, after: Picture) -> tuple[Change, ...]:
    """Return what differs, in reading order: the bloc, its units, its people, their roles."""
    found = (_fields, _units, _people, _roles)
    return tuple(change for part in found for change in part(before, after))


def _fields(before: Picture, after: Picture) -> Iterator[Change]:
    for key, new in after.fields.items():
        old = before.fields.get(key)
        if old != new:
            yield Change(ChangeKind.FIELD, {"key": key, "old": old, "new": new})


def _units(before: Picture, after: Picture) -> Iterator[Change]:
    for code, unit in after.units.items():
        old = before.units.get(code)
        if old is None:
            yield Change(ChangeKind.UNIT_NEW, {"code": code, "name": unit.name})
            continue
        for key in OF_UNIT:
            was, now = getattr(old, key), getattr(unit, key)
            if was != now:
                facts = {"code": code, "key": key, "old": was, "new": now}
                yield Change(ChangeKind.UNIT_CHANGED, facts)


def _people(before: Picture, after: Picture) -> Iterator[Change]:
    for code, name in after.people.items():
        old = before.people.get(code)
        if old is None:
            yield Change(ChangeKind.PERSON_NEW, {"name": name})
        elif old != name:
            yield Change(ChangeKind.PERSON_RENAMED, {"old": old, "new": name})


def _roles(before: Picture, after: Picture) -> Iterator[Change]:
    for (unit, code, role), seat in after.seats.items():
        facts: dict[str, Any] = {"name": seat.full_name, "role": role, "unit": unit}
        old = before.seats.get((unit, code, role))
        if old is None:
            yield Change(ChangeKind.ROLE_NEW, facts)
        elif _terms(old) != _terms(seat):
            words = {"old": " ".join(_terms(old)), "new": " ".join(_terms(seat))}
            yield Change(ChangeKind.ROLE_CHANGED, {**facts, **words})


def _terms(seat: Assignment) -> tuple[str, ...]:
    """Return what a row may change of a role: title, and the capacity when it is not the head's."""
    mode = () if seat.sign_mode is SignMode.HEAD else (f"({seat.sign_mode.value})",)
    return (seat.position_title, *mode)
