"""A year's official days off and made-up working days, entered from the office's notice.

They hold for every bloc. The running program looks twice a minute whether another process
entered some; a year without them is counted by the law alone, and called provisional.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from storage.calendars import OfficialDay, OfficialYear
from storage.kinds import Role
from storage.unit_of_work import UnitOfWork
from workflow import reminder
from workflow.calendar import Official, adopt, days_off_by_law, is_working, official

SOURCE_MAX = 200
NAME_MAX = 120


@dataclass(frozen=True)
class YearPlan:
    """A checked list of one year's official days, and the document it stands in."""

    year: int
    source: str
    days: tuple[OfficialDay, ...]


@dataclass(frozen=True)
class Entered:
    """What an import did: days it made off or worked, reminders it moved.

    `kept` are days off by law that the list does not name; they stay days off.
    """

    plan: YearPlan
    is_new: bool
    changed: tuple[date, ...]
    kept: tuple[tuple[date, str], ...]
    n_moved: int


async def import_year(uow: UnitOfWork, plan: YearPlan) -> Entered:
    """Put the list in place of the year's former one, and move the open duties' reminders."""
    await refresh(uow)
    is_new = plan.year not in official().years
    before = _working(plan.year)
    await uow.calendars.replace(OfficialYear(plan.year, plan.source, uow.now), plan.days)
    n_moved = await _count_anew(uow)
    after = _working(plan.year)
    done = Entered(
        plan=plan,
        is_new=is_new,
        changed=tuple(sorted(before ^ after)),
        kept=_unnamed(plan),
        n_moved=n_moved,
    )
    await _record(uow, done)
    return done


async def begin(uow: UnitOfWork) -> None:
    """Count by the days in the record from the start on; whoever entered them moved reminders."""
    days = {one.day: one.is_working for one in await uow.calendars.days()}
    adopt(Official(await _years(uow), days))


async def refresh(uow: UnitOfWork) -> int:
    """Count by the days in the record where they changed; return how many reminders moved."""
    is_known = await _years(uow) == official().years
    return 0 if is_known else await _count_anew(uow)


async def _count_anew(uow: UnitOfWork) -> int:
    await begin(uow)
    return await reminder.replan(uow)


async def _years(uow: UnitOfWork) -> dict[int, datetime]:
    return {one.year: one.confirmed_at for one in await uow.calendars.years()}


def _working(year: int) -> frozenset[date]:
    first = date(year, 1, 1).toordinal()
    days = map(date.fromordinal, range(first, date(year, 12, 31).toordinal() + 1))
    return frozenset(day for day in days if is_working(day))


def _unnamed(plan: YearPlan) -> tuple[tuple[date, str], ...]:
    named = {one.day for one in plan.days}
    by_law: Sequence[tuple[date, str]] = list(days_off_by_law(plan.year).items())
    return tuple((day, name) for day, name in by_law if day not in named and not is_working(day))


async def _record(uow: UnitOfWork, done: Entered) -> None:
    """Write it into the history of every bloc whose year it touches."""
    year = done.plan.year
    for cycle in await uow.blocs.cycles():
        if cycle.year in (year - 1, year):
            await uow.histories.append(
                {
                    "at": uow.now,
                    "cycle_id": cycle.id,
                    "unit_id": None,
                    "person_id": None,
                    "role": Role.ADMIN.value,
                    "act": "calendar.imported",
                    "subject_id": year,
                    "facts": {
                        "year": year,
                        "source": done.plan.source,
                        "n_days": len(done.plan.days),
                        "n_changes": len(done.changed),
                    },
                }
            )
