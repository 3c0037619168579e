"""A program killed again and again while people go on, and what is left when all is quiet."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 (seeded, handed in)
from typing import Any

from storage.kinds import Role
from tests.crash.bloc import READING, Member, database_url, prepare
from tests.crash.chair import Chair
from tests.crash.hands import TelegramHand, WebHand
from tests.crash.people import Someone, Year
from tests.crash.program import Program
from tests.crash.waiting import NeverCame, until
from tests.support.bot_api import BotApi, Flood
from workflow.calendar import at_local, local, next_working
from workflow.clock import SystemClock

QUIET = 120.0
SILENT_FROM = 3
OPEN = """
SELECT (SELECT count(*) FROM inbox WHERE state = 'new')
     + (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending'))
     + (SELECT count(*) FROM notice WHERE state IN ('scheduled', 'sending', 'paused'))
"""


@dataclass(frozen=True)
class Moment:
    """When the program is killed: `delay` (seconds, from and to) after something `begins`.

    When that does not begin within `soon` (seconds), it is killed all the same.
    """

    name: str
    begins: Callable[["Campaign"], Awaitable[None]]
    delay: tuple[float, float] = (0.02, 0.4)
    is_up: bool = True
    sends: bool = False
    """Whether a chair has to have a notice ready for it."""
    soon: float = 2.5


@dataclass
class Campaign:
    """One database, one Telegram, people in the middle of their work."""

    program: Program
    server: BotApi
    rng: Random
    people: list[Someone] = field(default_factory=list)
    year: Year = field(default_factory=Year)
    acts: int = 0
    kills: list[str] = field(default_factory=list)

    async def wages(self, n_kills: int, moments: Sequence[Moment]) -> None:
        """Kill the program so often while everybody goes on; end with it quiet and stopped."""
        async with asyncio.TaskGroup() as living:
            for person in self.people:
                if not _is_silent(person.member):
                    living.create_task(person.live())
            for number in range(n_kills):
                self.year.passed = number / n_kills
                if self.rng.random() < 0.3:
                    self.server.updates.double_next()
                possible = [one for one in moments if self.year.n_ready or not one.sends]
                await self.kill_at(self.rng.choice(possible))
            await self.comes_up()
            self.year.passed = 1.0
            await until(self._is_signed, "every unit has signed", QUIET, every=0.2)
            self.year.over.set()
        await self.comes_to_rest()

    async def comes_up(self) -> None:
        await self.program.start()
        await self.program.answers()

    async def comes_to_rest(self) -> None:
        """Wait until nothing is left to do, and stop."""
        await until(self.is_quiet, "all is taken, delivered and counted", QUIET, every=0.2)
        assert await self.program.stop() == 0

    async def is_quiet(self) -> bool:
        return not self.server.updates.unconfirmed() and not self.rows(OPEN)[0][0]

    async def kill_at(self, moment: Moment) -> None:
        """Start it and kill it soon after the moment, but without it rather than not at all."""
        self.server.polls.waiting.clear()
        await self.program.start()
        if moment.is_up:
            await self.program.answers()
        came = ""
        try:
            await asyncio.wait_for(moment.begins(self), moment.soon)
        except (TimeoutError, NeverCame):
            came = "no "
        delay = self.rng.uniform(*moment.delay)
        self.kills.append(f"{came}{moment.name}+{delay * 1000:.0f}ms")
        await self.program.kill(after=delay)

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Read the database as a connection of its own sees it."""
        with closing(reading(self.program.database)) as database:
            return database.execute(statement, values).fetchall()

    def acknowledge(self) -> None:
        self.acts += 1

    async def _is_signed(self) -> bool:
        return all(state == "complete" for (state,) in self.rows("SELECT state FROM pledge"))


def reading(file: Path) -> sqlite3.Connection:
    """Open a database that nothing here can change, save for undoing what a kill left half-done."""
    database = sqlite3.connect(f"file:{file}?mode=rw", uri=True, timeout=10)
    database.execute("PRAGMA query_only = ON")
    return database


def ahead_of(day: date, hour: time) -> timedelta:
    """Return how far the local hour of a day is ahead of the machine's clock."""
    return at_local(day, hour) - SystemClock().now()


def next_morning() -> timedelta:
    """Return how far ahead the next working day's morning is, when all hours are open."""
    tomorrow = local(SystemClock().now()).date() + timedelta(days=1)
    return ahead_of(next_working(tomorrow), time(9))


def _is_silent(member: Member) -> bool:
    """Tell who only reads: twenty chat pages that look for news would slow all others."""
    return (
        member.bloc == READING
        and member.role is not Role.CHAIR
        and int(member.unit.removeprefix(READING)) >= SILENT_FROM
    )


@asynccontextmanager
async def open_campaign(
    folder: Path,
    rng: Random,
    *codes: str,
    ahead: timedelta | None = None,
    per_second: float = 28.95,
) -> AsyncIterator[Campaign]:
    """Prepare the database and the people; the program is not started yet."""
    members = await prepare(database_url(folder / "giaouoc.db"), *codes)
    async with BotApi(flood=Flood.off()) as server:
        program = Program(folder, server.base_url, ahead=ahead, per_second=per_second)
        campaign = Campaign(program, server, rng)
        for member in members:
            campaign.people.append(_someone(campaign, member))
        try:
            yield campaign
        finally:
            await program.close()
            for person in campaign.people:
                await person.hand.close()


def _someone(campaign: Campaign, member: Member) -> Someone:
    rng = Random(campaign.rng.random())
    hand: WebHand | TelegramHand
    if member.is_on_web:
        hand = WebHand(member, campaign.program, campaign.acknowledge)
    else:
        user = campaign.server.user(member.chat_id, member.name)
        hand = TelegramHand(user, campaign.program.up, campaign.acknowledge)
    kind = Chair if member.role is Role.CHAIR else Someone
    return kind(member, hand, campaign.year, rng)
