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
from storage.units import has_left
from storage.zone import local_day


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

    @property
    def terms(self) -> tuple[str, SignMode]:
        return self.position_title, self.sign_mode


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
        """Return who sits where; a seat counts no more once its unit was merged into another."""
        table = tables.role_assignment
        left = has_left(table.c.unit_id, table.c.cycle_id, local_day(moment))
        return await self._all(
            Assignment,
            _assignments()
            .where(table.c.cycle_id == cycle_id, table.c.role.in_(roles), _held_at(moment), ~left)
            .order_by(table.c.id),
        )

    async def assigned_in(self, cycle_id: int, moment: datetime) -> list[Assignment]:
        """Return every role that was given and not taken back, in merged units too."""
        table = tables.role_assignment
        return await self._all(
            Assignment,
            _assignments()
            .where(table.c.cycle_id == cycle_id, _held_at(moment))
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
        """Give the role from `moment`; one already held on the same terms stays as it is.

        On other terms, title or sign mode, it ends and begins anew, and takes its unused codes
        along: what was signed before stays under the terms of then.
        """
        known = await self._running(seat)
        if known is not None and known.terms == seat.terms:
            return known.id
        if known is not None:
            await self.end(known.id, moment)
        values = {**vars(seat), "from_at": moment}
        new_id = await self._add(insert(tables.role_assignment), values)
        if known is not None:
            await self._move_codes(known.id, new_id)
        return new_id

    async def _running(self, seat: "NewAssignment") -> Assignment | None:
        table = tables.role_assignment
        return await self._one(
            Assignment,
            _assignments().where(
                table.c.cycle_id == seat.cycle_id,
                table.c.unit_id.is_not_distinct_from(seat.unit_id),
                table.c.person_id == seat.person_id,
                table.c.role == seat.role,
                table.c.to_at.is_(None),
            ),
        )

    async def _move_codes(self, from_id: int, to_id: int) -> None:
        code = tables.invite_code
        unused = (code.c.used_at.is_(None), code.c.revoked_at.is_(None))
        moved = update(code).where(code.c.assignment_id == from_id, *unused)
        await self._run(moved.values(assignment_id=to_id))

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

    @property
    def terms(self) -> tuple[str, SignMode]:
        return self.position_title, self.sign_mode
