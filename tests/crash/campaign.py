"""A program killed again and again while people go on, and what is left when all is quiet."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random  # noqa: TID251 (seeded, handed in)

from tests.crash.bloc import Member, database_url, prepare
from tests.crash.hands import TelegramHand, WebHand
from tests.crash.people import Someone, Year
from tests.crash.program import Program
from tests.crash.waiting import NeverCame, until
from tests.support.bot_api import BotApi, Flood

MOMENTS = ("start", "up", "poll", "act", "message", "broadcast")
DELAY = (0.02, 0.4)
SOON = 2.5
QUIET = 120.0
OPEN = """
SELECT (SELECT count(*) FROM inbox WHERE state = 'new')
     + (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending'))
     + (SELECT count(*) FROM notice WHERE state = 'sending')
"""


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

    async def wages(self, n_kills: int, moments: Sequence[str]) -> None:
        """Kill the program so often while everybody goes on; end with it quiet and stopped."""
        async with asyncio.TaskGroup() as living:
            for person in self.people:
                living.create_task(person.live())
            for number in range(n_kills):
                self.year.passed = number / n_kills
                await self._kill_at(self.rng.choice(moments))
            await self.program.start()
            await self.program.answers()
            self.year.passed = 1.0
            await until(self._is_signed, "every unit has signed", QUIET, every=0.2)
            self.year.over.set()
        await self.comes_to_rest()

    async def comes_to_rest(self) -> None:
        """Wait until nothing is left to do, and stop."""
        await until(self._is_quiet, "all is taken, delivered and counted", QUIET, every=0.2)
        assert await self.program.stop() == 0

    async def _kill_at(self, name: str) -> None:
        moments = {
            "start": self._is_starting,
            "up": self.program.answers,
            "poll": self.server.polls.waiting.wait,
            "act": self._next_act,
            "message": self._next_message,
            "broadcast": self._broadcast,
        }
        if self.rng.random() < 0.3:
            self.server.updates.double_next()
        self.server.polls.waiting.clear()
        await self.program.start()
        if name != "start":
            await self.program.answers()
        await self._wait(moments[name], SOON)
        delay = self.rng.uniform(*DELAY)
        self.kills.append(f"{name}+{delay * 1000:.0f}ms")
        await self.program.kill(after=delay)

    async def _is_starting(self) -> None:
        """Let it come some way into its imports, its migrations, its first lines of work."""
        await self._wait(asyncio.Event().wait, self.rng.uniform(0.3, 1.2))

    async def _next_act(self) -> None:
        before = self.acts

        async def acknowledged() -> bool:
            return self.acts > before

        await until(acknowledged, "an act")

    async def _next_message(self) -> None:
        before = len(self.server.calls)

        async def sent() -> bool:
            return any(call.method == "sendMessage" for call in self.server.calls[before:])

        await until(sent, "a message")

    async def _broadcast(self) -> None:
        """Let a chair send the notice that is ready."""
        self.year.released.clear()
        self.year.notice_wanted.set()
        await self.year.released.wait()

    async def _wait(self, moment: Callable[[], Awaitable[object]], at_most: float) -> None:
        """Wait for a moment, but kill without it rather than not at all."""
        try:
            await asyncio.wait_for(moment(), at_most)
        except (TimeoutError, NeverCame):
            return

    async def _is_signed(self) -> bool:
        with closing(reading(self.program.database)) as database:
            return bool(database.execute("SELECT state = 'complete' FROM pledge").fetchone()[0])

    async def _is_quiet(self) -> bool:
        if self.server.updates.unconfirmed():
            return False
        with closing(reading(self.program.database)) as database:
            return not database.execute(OPEN).fetchone()[0]

    def acknowledge(self) -> None:
        self.acts += 1


def reading(file: Path) -> sqlite3.Connection:
    """Open a database that nothing here can change."""
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)
    database.row_factory = None
    return database


@asynccontextmanager
async def open_campaign(folder: Path, rng: Random) -> AsyncIterator[Campaign]:
    """Prepare the database and the people; the program is not started yet."""
    members = await prepare(database_url(folder / "giaouoc.db"))
    async with BotApi(flood=Flood.off()) as server:
        program = Program(folder, server.base_url, rng)
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
        hand = TelegramHand(user, campaign.acknowledge)
    return Someone(member, hand, campaign.year, rng)
