"""Finding what is to be reminded among 100,000 open duties, and one step in a small and a vast record.

Ours: `workflow.reminder.sweep` at 08:00 with forty duties due, rolled back each time. Peer: the
same question asked by reading every open duty. A step: one officer renames a key task, in a
record of ten units and in one of ten thousand.
"""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.full_hall import plan_of
from benchmarks.table import Line
from bot.rehearsal.clock import MovableClock
from storage.engine import Storage
from storage.kinds import Role
from storage.unit_of_work import UnitOfWork
from tests.crash.bloc import database_url
from workflow import reminder
from workflow.bloc import import_plan
from workflow.calendar import at_local

DUTIES = 100_000
DUE = 40
TIMES = 9
LIMIT = 0.1
MORNING = at_local(date(2027, 3, 1), time(8, 0))
EVERY_OPEN = "SELECT id, due_on, remind_at FROM obligation WHERE done_at IS NULL"
"""What a program would read that keeps no time of the next reminder."""


class _UndoneError(Exception):
    """Rolls the sweep back."""


async def lines() -> list[Line]:
    """Sweep and scan the same record; return the times of both."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "giaouoc.db"
        storage = Storage(database_url(file), MovableClock(MORNING))
        try:
            await _fill(storage, file)
            mine = await _median(lambda: _sweep(storage))
            plan = await _plan(file)
        finally:
            await storage.close()
        peer = await _median(lambda: _scan(file))
    what = f"due sweep, {DUTIES} open duties, {DUE} due"
    shown = f"{mine * 1000:.0f} ms", f"{peer * 1000:.0f} ms (reads all)", f"{mine / peer:.2f}"
    is_met = mine <= LIMIT and "USING INDEX ix_obligation_remind" in plan
    return [Line(what, *shown, f"<= {LIMIT * 1000:.0f} ms, by index", is_met)]


async def _fill(storage: Storage, file: Path) -> None:
    await storage.upgrade()
    async with storage.begin() as uow:
        await import_plan(uow, plan_of((Role.LEADER, Role.OFFICER)))
        (cycle,) = await uow.blocs.cycles()
        units = [unit.id for unit in await uow.units.of_cycle(cycle.id)]
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute("UPDATE obligation SET remind_at = NULL")
        opened.executemany(
            "INSERT INTO obligation (cycle_id, kind, subject_id, unit_id, role, due_on, opened_at,"
            " remind_at, remind_offset) VALUES (?, 'comment', ?, ?, 'officer', ?, ?, ?, 0)",
            [(cycle.id, 10_000 + n, units[n % len(units)], *_dates(n)) for n in range(DUTIES)],
        )


def _dates(number: int) -> tuple[str, str, str]:
    """Return due day, opening and next reminder; the first forty are due now."""
    later = timedelta(0) if number < DUE else timedelta(days=1 + number % 200)
    day = MORNING + later
    return day.date().isoformat(), _written(MORNING - timedelta(days=9)), _written(day)


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


async def _sweep(storage: Storage) -> None:
    with suppress(_UndoneError):
        async with storage.begin() as uow:
            await reminder.sweep(uow)
            await _undo(uow)


async def _undo(uow: UnitOfWork) -> None:
    """Roll back a sweep that did its work."""
    assert not await uow.obligations.reminder_due(uow.now), "the sweep left something due"
    raise _UndoneError


async def _plan(file: Path) -> str:
    question = "SELECT * FROM obligation WHERE done_at IS NULL AND remind_at <= ?"
    with closing(sqlite3.connect(file)) as opened:
        rows = opened.execute(f"EXPLAIN QUERY PLAN {question}", (_written(MORNING),))
        return " ".join(str(row[-1]) for row in rows)


async def _scan(file: Path) -> None:
    with closing(sqlite3.connect(file)) as opened:
        due = [
            row
            for row in opened.execute(EVERY_OPEN)
            if row[2] and datetime.fromisoformat(row[2]) <= MORNING
        ]
    assert len(due) == DUE


async def _median(work: Callable[[], Awaitable[None]]) -> float:
    """Return the median wall seconds of several runs."""
    times = []
    for _ in range(TIMES):
        begun = perf_counter()
        await work()
        times.append(perf_counter() - begun)
    return median(times)
