"""What a bloc must be before it is imported; pure functions over the plan.

Rules that count or compare stay silent about rows already reported as flawed, so that one
mistake is named once.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from storage.kinds import Role, Standing, Step
from workflow.bloc_plan import Flaw, Part, PersonRow, Plan, Problem, UnitRow
from workflow.words import fold

UNITS_MIN, UNITS_MAX = 3, 20
BLOC_WIDE = frozenset({Role.AGENCY, Role.PATRON, Role.ADMIN})
SEATED = {
    Role.CHAIR: Standing.CHAIR,
    Role.SECRETARY: Standing.CHAIR,
    Role.DEPUTY: Standing.DEPUTY,
}
STEPS_IN_ORDER = ((Step.JOIN, Step.KEY_TASKS), (Step.KEY_TASKS, Step.SIGN))

Row = TypeVar("Row", UnitRow, PersonRow)


def problems_in(plan: Plan) -> list[Problem]:
    """Return everything wrong between the cells of a plan, warnings included."""
    rules: tuple[Callable[[Plan], Iterator[Problem]], ...] = (
        _highlights,
        _dates,
        _units,
        _standings,
        _places,
        _identities,
        _leaders,
        _bloc_seats,
        _titles,
    )
    found = [problem for rule in rules for problem in rule(plan)]
    return sorted(found, key=lambda problem: problem.origin.order)


def _highlights(plan: Plan) -> Iterator[Problem]:
    bloc = plan.bloc
    if bloc.is_flawed:
        return
    low, high, tasks = bloc.highlights_min, bloc.highlights_max, bloc.tasks_per_unit
    if low > high:
        origin = bloc.origins.get("highlights_min", bloc.origin)
        yield Problem(origin, Flaw.HIGHLIGHTS_ORDER, {"low": low, "high": high})
    if high > tasks:
        origin = bloc.origins.get("highlights_max", bloc.origin)
        yield Problem(origin, Flaw.HIGHLIGHTS_MANY, {"high": high, "tasks": tasks})


def _dates(plan: Plan) -> Iterator[Problem]:
    bloc = plan.bloc
    if bloc.is_flawed:
        return
    if not bloc.theme:
        yield Problem(bloc.origins.get("theme", bloc.origin), Flaw.NO_THEME)
    for step, day in bloc.deadlines.items():
        if day.year != bloc.year:
            facts = {"label": step, "day": day, "year": bloc.year}
            yield Problem(bloc.origins[step], Flaw.DEADLINE_YEAR, facts)
    for first, second in STEPS_IN_ORDER:
        first_on, second_on = bloc.deadlines[first], bloc.deadlines[second]
        if first_on > second_on:
            facts = {"first": first, "second": second}
            days = {"first_on": first_on, "second_on": second_on}
            yield Problem(bloc.origins[first], Flaw.DEADLINE_ORDER, {**facts, **days})


def _units(plan: Plan) -> Iterator[Problem]:
    count = len(plan.units)
    if count and not UNITS_MIN <= count <= UNITS_MAX:
        facts = {"count": count, "low": UNITS_MIN, "high": UNITS_MAX}
        yield Problem(plan.wholes[Part.UNITS], Flaw.UNIT_COUNT, facts)
    sound = tuple(unit for unit in plan.units if not unit.is_flawed)
    for row, known in _repeated(sound, lambda unit: fold(unit.code)):
        yield Problem(row.origin, Flaw.DOUBLE_UNIT_CODE, {"code": row.code, **_at(known)})
    for row, known in _repeated(sound, lambda unit: unit.position):
        yield Problem(row.origin, Flaw.DOUBLE_POSITION, {"position": row.position, **_at(known)})


def _standings(plan: Plan) -> Iterator[Problem]:
    cases = (
        (Standing.CHAIR, Flaw.NO_CHAIR, Flaw.DOUBLE_CHAIR),
        (Standing.DEPUTY, Flaw.NO_DEPUTY, Flaw.DOUBLE_DEPUTY),
    )
    for standing, none, double in cases:
        found = [unit for unit in plan.units if unit.standing is standing]
        if not found and plan.units and not any(unit.is_flawed for unit in plan.units):
            yield Problem(plan.wholes[Part.UNITS], none)
        for unit in found[1:]:
            yield Problem(unit.origin, double, _at(found[0]))


def _places(plan: Plan) -> Iterator[Problem]:
    units = {fold(unit.code): unit for unit in reversed(plan.units)}
    right = {unit.standing: unit.code for unit in reversed(plan.units)}
    # A unit whose own code is wrong would make all its people look lost.
    is_certain = len(units) == len(plan.units) and "" not in units
    for row in plan.people:
        if not row.is_flawed and units:
            yield from _place(row, units, right, is_certain=is_certain)


def _place(
    row: PersonRow, units: Mapping[str, UnitRow], right: Mapping[Standing, str], *, is_certain: bool
) -> Iterator[Problem]:
    unit, standing = units.get(fold(row.unit)), SEATED.get(row.role)
    if not row.unit and row.role not in BLOC_WIDE:
        yield Problem(row.origin, Flaw.UNIT_NEEDED, {"role": row.role})
    if row.unit and unit is None and is_certain:
        options = [known.code for known in reversed(list(units.values()))]
        yield Problem(row.origin, Flaw.UNKNOWN_UNIT, {"code": row.unit, "options": options})
    if unit and standing and standing in right and unit.standing is not standing:
        facts = {"role": row.role, "right": right[standing], "code": row.unit}
        yield Problem(row.origin, Flaw.WRONG_UNIT, facts)


def _identities(plan: Plan) -> Iterator[Problem]:
    by_code: dict[str, PersonRow] = {}
    by_name: dict[tuple[str, str], list[PersonRow]] = {}
    for row in plan.people:
        if row.is_flawed:
            continue
        namesakes = by_name.setdefault((fold(row.unit), fold(row.name)), [])
        yield from _identity(row, by_code.get(fold(row.code)), namesakes)
        namesakes.append(row)
        if row.code:
            by_code.setdefault(fold(row.code), row)
    for namesakes in by_name.values():
        if len({fold(row.code) for row in namesakes if row.code}) > 1:
            unnamed = [row for row in namesakes if not row.code]
            yield from (Problem(r.origin, Flaw.WHICH_PERSON, {"name": r.name}) for r in unnamed)


def _identity(
    row: PersonRow, holder: PersonRow | None, namesakes: list[PersonRow]
) -> Iterator[Problem]:
    if holder is not None and holder.name != row.name:
        facts = {"code": row.code, "name": holder.name, **_at(holder)}
        yield Problem(row.origin, Flaw.CODE_OF_OTHER, facts)
        return
    same = [k for k in namesakes if not (k.code and row.code) or fold(k.code) == fold(row.code)]
    other = next((k for k in same if k.name != row.name), None)
    double = next((k for k in same if k.role is row.role), None)
    if other is not None:
        facts = {"name": row.name, "known": other.name, **_at(other)}
        yield Problem(row.origin, Flaw.SPELLING, facts)
    elif double is not None:
        yield Problem(
            row.origin, Flaw.DOUBLE_ROLE, {"name": row.name, "role": row.role, **_at(double)}
        )


def _leaders(plan: Plan) -> Iterator[Problem]:
    if any(row.is_flawed for row in plan.people) or not plan.people:
        return
    for role, flaw in ((Role.LEADER, Flaw.NO_LEADER), (Role.OFFICER, Flaw.NO_OFFICER)):
        held = {fold(row.unit) for row in plan.people if row.role is role}
        for unit in plan.units:
            if unit.code and fold(unit.code) not in held:
                yield Problem(unit.origin, flaw, {"code": unit.code})


def _bloc_seats(plan: Plan) -> Iterator[Problem]:
    if any(row.is_flawed for row in plan.people) or not plan.people:
        return
    for role, flaw in ((Role.CHAIR, Flaw.NOBODY_CHAIRS), (Role.DEPUTY, Flaw.NOBODY_DEPUTES)):
        if all(row.role is not role for row in plan.people):
            yield Problem(plan.wholes[Part.PEOPLE], flaw)


def _titles(plan: Plan) -> Iterator[Problem]:
    for row in plan.people:
        if row.role is Role.LEADER and not row.title and not row.is_flawed:
            yield Problem(row.origin, Flaw.NO_TITLE, {"name": row.name})


def _repeated(rows: tuple[Row, ...], key: Callable[[Row], Any]) -> Iterator[tuple[Row, Row]]:
    """Yield each row whose key came before, with the first that had it; empty keys are skipped."""
    first: dict[Any, Row] = {}
    for row in rows:
        if value := key(row):
            if value in first:
                yield row, first[value]
            first.setdefault(value, row)


def _at(row: UnitRow | PersonRow) -> dict[str, str]:
    return {"other": row.origin.text}
