"""Whatever happens meanwhile: each reminder once, one message a person a day, in its hours (R14)."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 (seeded, handed in)

import pytest

from bot.delivery import Carrier
from bot.rehearsal.clock import MovableClock
from storage.calendars import OfficialDay
from storage.engine import Storage
from storage.kinds import AccountState, ObligationKind, Role
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.support.empty_database import make_empty_database
from tests.support.fake_channel import FakeChannel
from tests.support.rows import Rows
from tests.workflow.small_bloc import SmallBloc, add_cycle, build
from workflow import obligation, official_days, reminder, snooze
from workflow.calendar import LOCAL, add_working, is_working, local
from workflow.official_days import YearPlan
from workflow.quiet_hours import DEFAULT, of_reminders

STEPS = 140
STARTS = datetime(2027, 1, 25, 7, 0, tzinfo=LOCAL)
KINDS = (ObligationKind.KEY_TASKS, ObligationKind.RSVP, ObligationKind.COMMENT, ObligationKind.SIGN)


class Walk:
    """A bloc, its clock and its channel, moved about at random."""

    def __init__(self, file: Path, seed: int) -> None:
        self.file, self.random = file, Random(seed)
        self.clock = MovableClock(STARTS)
        self.done: set[int] = set()
        self.told: list[tuple[int | None, datetime]] = []
        self.open()

    def open(self) -> None:
        """Begin as after a start: with nothing but what is on the disk."""
        self.storage = Storage(f"sqlite+aiosqlite:///{self.file}", self.clock)
        self.channel = FakeChannel("web")
        self.carrier = Carrier(self.storage, {"web": self.channel}, self.clock)

    async def begin(self) -> None:
        async with self.storage.begin() as uow:
            self.bloc: SmallBloc = await build(uow)
            first = await uow.blocs.cycle(self.bloc.cycle_id)
            hours = {"reminder_hours": "09:00-16:00"}
            self.second = await add_cycle(uow, first.bloc_id, first.year + 1)
            await uow.blocs.save_cycle(first.bloc_id, first.year + 1, hours)
            await self.sits_in_both(uow)

    async def sits_in_both(self, uow: UnitOfWork) -> None:
        """Let the chair and an officer sit in the second cycle as well, with duties there."""
        for name, role in (("chair", Role.CHAIR), ("officer", Role.OFFICER)):
            unit = self.bloc.units["chair" if name == "chair" else "ordinary"]
            seat = NewAssignment(self.second, unit, self.bloc.people[name], role, "Giám đốc")
            await uow.people.assign(seat, uow.now)
        for due_on in (date(2027, 2, 26), date(2027, 3, 12)):
            unit = self.bloc.units["ordinary"]
            subject = due_on.toordinal()
            new = obligation.NewObligation(
                self.second, KINDS[-1], subject, Role.OFFICER, due_on, unit_id=unit
            )
            await obligation.open_one(uow, new)

    async def step(self) -> None:
        act = self.random.choice(
            (
                *(self.passes,) * 5,
                *(self.opens,) * 4,
                self.jumps,
                self.restarts,
                self.finishes,
                self.snoozes,
                self.swaps,
                self.moves,
                self.reseats,
            )
        )
        await act()

    async def passes(self) -> None:
        """Let hours pass, the ticks ticking; now and then the channel is down."""
        is_down = self.random.random() < 0.2
        for _ in range(self.random.randint(1, 90)):
            self.clock.move(timedelta(minutes=20))
            async with self.storage.begin() as uow:
                await reminder.sweep(uow)
            if not is_down:
                await self.deliver()

    async def deliver(self) -> None:
        before = len(self.channel.sent)
        await self.carrier.drain()
        now = self.clock.now()
        async with self.storage.begin() as uow:
            for one in self.channel.sent[before:]:
                account = await uow.accounts.find("web", one.account)
                assert account is not None
                assert account.state is AccountState.ACTIVE, "a phone that is no longer theirs"
                self.told.append((account.person_id, now))

    async def jumps(self) -> None:
        """Let the clock be set forward up to three days, or back an hour."""
        forward = timedelta(hours=self.random.randint(1, 72))
        self.clock.move(self.random.choice((forward, -timedelta(hours=1))))

    async def restarts(self) -> None:
        await self.storage.close()
        self.open()
        await self.carrier.recover()

    async def opens(self) -> None:
        """Open a duty, or move it: the same duty with another date."""
        unit = self.random.choice(list(self.bloc.units.values()))
        today = local(self.clock.now()).date()
        new = obligation.NewObligation(
            self.bloc.cycle_id,
            self.random.choice(KINDS),
            unit,
            self.random.choice((Role.OFFICER, Role.LEADER)),
            add_working(today, self.random.randint(1, 12)),
            unit_id=unit,
        )
        async with self.storage.begin() as uow:
            await obligation.open_for_unit(uow, new)

    async def finishes(self) -> None:
        async with self.storage.begin() as uow:
            found = await uow.obligations.open_in(self.bloc.cycle_id)
            chosen = [one.id for one in found if self.random.random() < 0.3]
            await uow.obligations.finish(chosen, uow.now)

    async def snoozes(self) -> None:
        name = self.random.choice(list(self.bloc.people))
        day = local(self.clock.now()).date() - timedelta(days=self.random.randint(0, 2))
        async with self.storage.begin() as uow:
            actor = await self.bloc.actor(uow, name)
            for _ in range(2):
                await snooze.to_tomorrow(uow, actor, day.toordinal())

    async def moves(self) -> None:
        """Let somebody take up a new phone."""
        person_id = self.random.choice(list(self.bloc.people.values()))
        async with self.storage.begin() as uow:
            new = await uow.accounts.open("web", f"phone {self.random.random()}", uow.now)
            await uow.accounts.bind(new.id, person_id, uow.now)
            for name, known in self.bloc.people.items():
                if known == person_id:
                    self.bloc.accounts[name] = new.id

    async def reseats(self) -> None:
        """Let the leader take the officer's seat, or the officer come back into it."""
        async with self.storage.begin() as uow:
            held = await uow.people.held_in(self.bloc.cycle_id, uow.now)
            unit = self.bloc.units["ordinary"]
            theirs = [a for a in held if (a.unit_id, a.role) == (unit, Role.OFFICER)]
            # A clock that was set back finds the former one in the seat as well.
            seat = max(theirs, key=lambda one: one.id)
            names = ("officer", "leader")
            other = next(n for n in names if self.bloc.people[n] != seat.person_id)
            await uow.people.end(seat.id, uow.now)
            taken = NewAssignment(
                self.bloc.cycle_id, unit, self.bloc.people[other], Role.OFFICER, "Chuyên viên"
            )
            await uow.people.assign(taken, uow.now)

    async def swaps(self) -> None:
        """Enter official days: a Friday off, made up for on its Saturday."""
        friday = date(2027, 2, 19) + timedelta(weeks=self.random.randint(0, 8))
        days = (
            OfficialDay(friday, is_working=False, name="Nghỉ hoán đổi"),
            OfficialDay(friday + timedelta(days=1), is_working=True, name="Làm bù"),
        )
        async with self.storage.begin() as uow:
            await official_days.import_year(uow, YearPlan(2027, "Thông báo", days))


@pytest.mark.rule(14)
async def test_no_walk_reminds_twice_or_out_of_hours(tmp_path: Path) -> None:
    make_empty_database(tmp_path / "giaouoc.db")
    walk = Walk(tmp_path / "giaouoc.db", seed=0)
    await walk.begin()
    hours = of_reminders(DEFAULT)

    for _ in range(STEPS):
        before = len(walk.told)
        await walk.step()
        for _, moment in walk.told[before:]:
            here = local(moment)
            assert is_working(here.date()), here
            assert max(hours.opens, time(8)) <= here.time() <= hours.closes, here

    await walk.storage.close()
    a_day = Counter((person_id, local(moment).date()) for person_id, moment in walk.told)
    assert len(walk.told) > 20
    assert [one for one, n in a_day.items() if n > 1] == []
    rows = Rows(tmp_path / "giaouoc.db")
    given = rows(
        "SELECT count(*), count(DISTINCT obligation_id || ':' || \"offset\" || ':' ||"
        " person_id) FROM reminder"
    )
    assert given[0][0] == given[0][1] > 20
    late = rows(
        "SELECT count(*) FROM reminder r JOIN obligation o ON o.id = r.obligation_id"
        " WHERE r.queued_at > o.done_at"
    )
    assert late == [(0,)], "what is done is not reminded"
