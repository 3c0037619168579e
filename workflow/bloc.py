"""Brings a planned bloc into the database, and finds a cycle by its names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from storage.blocs import Bloc, Cycle
from storage.kinds import Role
from storage.people import Assignment, NewAssignment
from storage.unit_of_work import UnitOfWork
from storage.units import Merger, Unit
from workflow import award, obligation, reminder
from workflow.bloc_changes import Change, Picture, Seat, changes, picture
from workflow.bloc_fixed import refuse_late
from workflow.bloc_people import person_codes
from workflow.bloc_plan import BlocRow, PersonRow, Plan, UnitRow
from workflow.calendar import local
from workflow.errors import Refusal
from workflow.settling import hand_over_signing
from workflow.words import fold

NamedRow = tuple[PersonRow, str]
"""A row and its person's stored code."""


@dataclass(frozen=True)
class Imported:
    """What an import did; `absent_*` are in the cycle but not in the file, and stay.

    `ended_seats` are in the file but have ended, and stay so; `n_people` and `n_roles` leave
    them out.
    """

    bloc: Bloc
    cycle: Cycle
    is_new: bool
    n_units: int
    n_people: int
    n_roles: int
    changes: tuple[Change, ...]
    absent_units: tuple[Unit, ...]
    absent_seats: tuple[Assignment, ...]
    ended_seats: tuple[Assignment, ...]


@dataclass(eq=False)
class CycleUnclear(Refusal):
    """The names given fit no cycle or several; `known` are all (bloc code, year)."""

    fitting: tuple[tuple[str, int], ...]
    known: tuple[tuple[str, int], ...]


async def find_cycle(
    uow: UnitOfWork, code: str | None = None, year: int | None = None
) -> tuple[Bloc, Cycle]:
    """Return the one cycle that fits the bloc code and year; refuse with `CycleUnclear`."""
    known = [(await uow.blocs.get(cycle.bloc_id), cycle) for cycle in await uow.blocs.cycles()]
    fitting = [
        (bloc, cycle)
        for bloc, cycle in known
        if (code is None or fold(bloc.code) == fold(code)) and year in (None, cycle.year)
    ]
    if len(fitting) != 1:
        names = [tuple((b.code, c.year) for b, c in pairs) for pairs in (fitting, known)]
        raise CycleUnclear(*names)
    return fitting[0]


async def import_plan(uow: UnitOfWork, plan: Plan, *, restore: bool = False) -> Imported:
    """Bring a checked plan into the database; what comes too late refuses all of it: `TooLate`.

    Repeating it changes nothing and leaves no trace. Whoever the file no longer names keeps
    their role: ending a role is an act of its own, and so is giving it back with `restore`.
    """
    async with uow.attempt():
        done = await _import(uow, plan, restore=restore)
        await refuse_late(uow, done.cycle.id, done.changes)
    if done.changes:
        await _record(uow, done)
    return done


async def _import(uow: UnitOfWork, plan: Plan, *, restore: bool) -> Imported:
    before = await _before(uow, plan.bloc)
    cycle = await uow.blocs.cycle(await _save_cycle(uow, plan.bloc))
    codes = person_codes(plan.people, before.known())
    unit_ids = await _save_units(uow, cycle, plan.units)
    all_rows = list(zip(plan.people, codes, strict=True))
    ended = {} if restore else _ended(all_rows, before)
    rows = [named for named in all_rows if _place(*named) not in ended]
    seats = await _save_people(uow, cycle, rows, unit_ids)
    await obligation.open_for_bloc(uow, cycle.id)
    await reminder.replan(uow, cycle.id)
    await hand_over_signing(uow, cycle.id)
    await award.ensure(uow)
    after = await picture(uow, cycle.id)
    return Imported(
        bloc=await uow.blocs.get(cycle.bloc_id),
        cycle=cycle,
        is_new=not before.fields,
        n_units=len(plan.units),
        n_people=len({code for _, code in rows}),
        n_roles=len(rows),
        changes=changes(before, after),
        absent_units=tuple(u for u in after.units.values() if u.id not in unit_ids.values()),
        absent_seats=tuple(a for a in after.seats.values() if a.id not in seats),
        ended_seats=tuple(ended.values()),
    )


async def _before(uow: UnitOfWork, row: BlocRow) -> Picture:
    bloc = await uow.blocs.by_code(row.code)
    cycle = None if bloc is None else await uow.blocs.cycle_of(bloc.id, row.year)
    return Picture() if cycle is None else await picture(uow, cycle.id)


def _place(row: PersonRow, code: str) -> Seat:
    return fold(row.unit), code, row.role


def _ended(rows: Sequence[NamedRow], before: Picture) -> dict[Seat, Assignment]:
    """Return the seats of the rows that have ended, by folded unit, person and role."""
    wanted = {_place(*named) for named in rows}
    ended = {(fold(unit), code, role): a for (unit, code, role), a in before.ended.items()}
    return {place: seat for place, seat in ended.items() if place in wanted}


async def _save_cycle(uow: UnitOfWork, row: BlocRow) -> int:
    letterhead = {"name": row.name, "superior": row.superior, "place": row.place}
    known = await uow.blocs.by_code(row.code)
    if known is not None and any(getattr(known, key) != letterhead[key] for key in letterhead):
        await uow.blocs.keep_letterhead(known, local(uow.now).date())
    bloc_id = await uow.blocs.save_bloc(row.code, letterhead)
    rules = {
        "theme": row.theme,
        "tasks_per_unit": row.tasks_per_unit,
        "highlights_min": row.highlights_min,
        "highlights_max": row.highlights_max,
        "reminder_offsets": row.reminder_offsets,
        "reminder_hours": row.reminder_hours,
        "notice_hours": row.notice_hours,
    }
    cycle_id = await uow.blocs.save_cycle(bloc_id, row.year, rules)
    for step, day in row.deadlines.items():
        await uow.blocs.save_deadline(cycle_id, step, day)
    return cycle_id


async def _save_units(uow: UnitOfWork, cycle: Cycle, rows: Sequence[UnitRow]) -> dict[str, int]:
    """Return the units' ids by folded code."""
    known = {fold(unit.code): unit.code for unit in await uow.units.of_cycle(cycle.id)}
    # The chair may move to a unit that comes later in the file: no moment may see two chairs.
    await uow.units.clear_standings(cycle.id)
    today = local(uow.now).date()
    ids = {}
    for row in rows:
        code = known.get(fold(row.code), row.code)
        unit_id = await uow.units.save(cycle.bloc_id, code, row.name, today)
        ids[fold(row.code)] = unit_id
        merger = _merger(row, rows)
        await uow.units.save_membership(
            cycle.id, unit_id, position=row.position, standing=row.standing, merger=merger
        )
    return ids


def _merger(row: UnitRow, rows: Sequence[UnitRow]) -> Merger | None:
    """Return the row's merger; who took the unit over may be named by a code of the file."""
    names = {fold(one.code): one.name for one in rows}
    found = row.merger
    return found and replace(found, into=names.get(fold(found.into), found.into))


async def _save_people(
    uow: UnitOfWork,
    cycle: Cycle,
    rows: Sequence[NamedRow],
    unit_ids: dict[str, int],
) -> set[int]:
    """Return the ids of the assignments that the rows stand for."""
    names = {code: row.name for row, code in rows}
    ids = {code: await uow.people.save(cycle.bloc_id, code, name) for code, name in names.items()}
    return {
        await uow.people.assign(
            NewAssignment(
                cycle_id=cycle.id,
                unit_id=unit_ids.get(fold(row.unit)),
                person_id=ids[code],
                role=row.role,
                position_title=row.title,
                sign_mode=row.sign_mode,
            ),
            uow.now,
        )
        for row, code in rows
    }


async def _record(uow: UnitOfWork, done: Imported) -> None:
    await uow.histories.append(
        {
            "at": uow.now,
            "cycle_id": done.cycle.id,
            "unit_id": None,
            "person_id": None,
            "role": Role.ADMIN.value,
            "act": "bloc.imported",
            "subject_id": done.bloc.id,
            "facts": {
                "code": done.bloc.code,
                "year": done.cycle.year,
                "n_units": done.n_units,
                "n_people": done.n_people,
                "n_roles": done.n_roles,
                "n_changes": len(done.changes),
            },
        }
    )
