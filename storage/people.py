"""People and the dated roles they hold."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, insert, or_, select, update

from storage import tables
from storage.blocs import Cycle
from storage.kinds import Role, SignMode
from storage.shelf import Shelf


@dataclass(frozen=True)
class Person:
    """A person known to the bloc; who they may act for is in their assignments."""

    id: int
    bloc_id: int
    code: str
    full_name: str


@dataclass(frozen=True)
class Assignment:
    """A role that a person holds in a unit of a cycle from a moment to a moment."""

    id: int
    cycle_id: int
    unit_id: int | None
    unit_name: str | None
    person_id: int
    full_name: str
    role: Role
    position_title: str
    sign_mode: SignMode


@dataclass(frozen=True)
class Seat:
    """A role held, with who holds it and the year it is held in."""

    assignment: Assignment
    person: Person
    cycle: Cycle


def _assignments() -> Select[tuple[object, ...]]:
    table = tables.role_assignment
    return (
        select(
            table.c.id,
            table.c.cycle_id,
            table.c.unit_id,
            tables.unit.c.name.label("unit_name"),
            table.c.person_id,
            tables.person.c.full_name,
            table.c.role,
            table.c.position_title,
            table.c.sign_mode,
        )
        .join(tables.person, tables.person.c.id == table.c.person_id)
        .outerjoin(tables.unit, tables.unit.c.id == table.c.unit_id)
    )


def _of_cycle() -> list[ColumnElement[Any]]:
    return [tables.cycle.c[one.name].label(f"its_cycle_{one.name}") for one in fields(Cycle)]


def _seat(found: RowMapping) -> Seat:
    return Seat(
        Assignment(**{one.name: found[one.name] for one in fields(Assignment)}),
        Person(found["person_id"], found["bloc_id"], found["code"], found["full_name"]),
        Cycle(**{one.name: found[f"its_cycle_{one.name}"] for one in fields(Cycle)}),
    )


def _held_at(moment: datetime) -> ColumnElement[bool]:
    table = tables.role_assignment
    return and_(table.c.from_at <= moment, or_(table.c.to_at.is_(None), table.c.to_at > moment))


class People(Shelf):
    """People and role assignments; "held" always means at the moment given."""

    async def get(self, person_id: int) -> Person:
        person = await self._one(
            Person, select(tables.person).where(tables.person.c.id == person_id)
        )
        assert person is not None
        return person

    async def among(self, person_ids: Collection[int]) -> dict[int, Person]:
        """Return the people of these ids, by id."""
        found = await self._all(
            Person, select(tables.person).where(tables.person.c.id.in_(person_ids))
        )
        return {person.id: person for person in found}

    async def held_by(self, person_id: int, moment: datetime) -> list[Assignment]:
        table = tables.role_assignment
        return await self._all(
            Assignment,
            _assignments()
            .where(table.c.person_id == person_id, _held_at(moment))
            .order_by(table.c.id),
        )

    async def seats_of(self, person_id: int, moment: datetime) -> list[Seat]:
        """Return what the person holds at the moment, with the year: asked at every update."""
        role, person, cycle = tables.role_assignment, tables.person, tables.cycle
        rows = await self._connection.execute(
            _assignments()
            .add_columns(person.c.bloc_id, person.c.code, *_of_cycle())
            .join(cycle, cycle.c.id == role.c.cycle_id)
            .where(role.c.person_id == person_id, _held_at(moment))
            .order_by(role.c.id)
        )
        return [_seat(row._mapping) for row in rows]  # noqa: SLF001 (public by its docs)

    async def held_in(
        self, cycle_id: int, moment: datetime, roles: Collection[Role] = tuple(Role)
    ) -> list[Assignment]:
        table = tables.role_assignment
        return await self._all(
            Assignment,
            _assignments()
            .where(table.c.cycle_id == cycle_id, table.c.role.in_(roles), _held_at(moment))
            .order_by(table.c.id),
        )

    async def ended_in(self, cycle_id: int, moment: datetime) -> list[Assignment]:
        """Return the roles that have ended, also those given again since."""
        table = tables.role_assignment
        return await self._all(
            Assignment,
            _assignments()
            .where(table.c.cycle_id == cycle_id, table.c.to_at <= moment)
            .order_by(table.c.id),
        )

    async def assignment(self, assignment_id: int) -> Assignment | None:
        return await self._one(
            Assignment, _assignments().where(tables.role_assignment.c.id == assignment_id)
        )

    async def is_held(self, assignment_id: int, moment: datetime) -> bool:
        table = tables.role_assignment
        found = select(table.c.id).where(table.c.id == assignment_id, _held_at(moment))
        return await self._scalar(found) is not None

    async def save(self, bloc_id: int, code: str, full_name: str) -> int:
        """Insert or rename the person of that code; return their id."""
        table = tables.person
        known = await self._scalar(
            select(table.c.id).where(table.c.bloc_id == bloc_id, table.c.code == code)
        )
        if known is None:
            return await self._add(
                insert(table), {"bloc_id": bloc_id, "code": code, "full_name": full_name}
            )
        await self._run(update(table).where(table.c.id == known).values(full_name=full_name))
        return int(known)

    async def assign(self, seat: "NewAssignment", moment: datetime) -> int:
        """Give the role from `moment`; a role already held is updated, not doubled."""
        table = tables.role_assignment
        known = await self._scalar(
            select(table.c.id).where(
                table.c.cycle_id == seat.cycle_id,
                table.c.unit_id.is_not_distinct_from(seat.unit_id),
                table.c.person_id == seat.person_id,
                table.c.role == seat.role,
                table.c.to_at.is_(None),
            )
        )
        values = {"position_title": seat.position_title, "sign_mode": seat.sign_mode}
        if known is not None:
            await self._run(update(table).where(table.c.id == known).values(**values))
            return int(known)
        return await self._add(
            insert(table),
            {
                "cycle_id": seat.cycle_id,
                "unit_id": seat.unit_id,
                "person_id": seat.person_id,
                "role": seat.role,
                "from_at": moment,
                **values,
            },
        )

    async def end(self, assignment_id: int, moment: datetime) -> None:
        table = tables.role_assignment
        await self._run(
            update(table)
            .where(table.c.id == assignment_id, table.c.to_at.is_(None))
            .values(to_at=moment)
        )


@dataclass(frozen=True)
class NewAssignment:
    """A role to be given."""

    cycle_id: int
    unit_id: int | None
    person_id: int
    role: Role
    position_title: str
    sign_mode: SignMode = SignMode.HEAD
