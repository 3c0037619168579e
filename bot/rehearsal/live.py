"""A rehearsal by hand: the whole program runs, people act on a page, one clock for all.

Moves of the clock and parts played by the understudy happen one at a time, beside whatever
people do on their phones meanwhile.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import structlog

from bot.app import App, Server, open_app
from bot.channels.web.phones import build_phones
from bot.rehearsal.cast import PARTS, Cast
from bot.rehearsal.clock import KeptClock
from bot.rehearsal.stage import BLOC_FILE, HOST, OPENING, Stage, rehearsal_config, set_stage
from bot.rehearsal.understudy import Said
from bot.rehearsal.web_phone import WebPhone
from storage.kinds import ListState, SubmissionKind

GLANCE = 0.01
log = structlog.get_logger()


class LivePhone(WebPhone):
    """The same phone that a frame of the page shows: one address, one account."""

    async def wakes(self) -> None:
        """Take over the session of a person who joined elsewhere on the page."""
        await self._client.get("door")


class LiveCarrying:
    """Implements `bot.rehearsal.stage.Carrying` on the phones that the page shows."""

    def __init__(self, phones: Callable[..., Awaitable[None]]) -> None:
        self._transport = httpx.ASGITransport(phones)

    def phone(self, person_id: int, name: str) -> LivePhone:
        del name
        at = f"http://{HOST}/phone/{person_id}/"
        return LivePhone(httpx.AsyncClient(transport=self._transport, base_url=at))

    async def opens_invite(self, phone: Any, code: str) -> None:
        await phone.opens_invite(code)

    async def arrive(self, app: App) -> None:
        del app


class LiveStage(Stage):
    """A stage whose program runs by itself; it waits where the other one drives."""

    async def goes_on(self) -> None:
        await self.settle()

    async def settle(self) -> None:
        """Wait until the running program has nothing in hand."""
        # Only the rows know: there is no event for "nothing is left to do".
        while await self._is_at_work() or await self.app.ticks.follow():  # noqa: ASYNC110
            await asyncio.sleep(GLANCE)

    async def _is_at_work(self) -> bool:
        async with self.app.storage.begin() as uow:
            return bool(await uow.inbox.n_waiting() or await uow.line.n_under_way(uow.now))


@dataclass(frozen=True)
class Tally:
    """How far the cycle is; `accounts` are of those who joined, by person."""

    accounts: dict[int, int]
    approved: int
    signed: int
    next_reminder: datetime | None


class Live:
    """What the page shows and moves. `doing` is told while it lasts, `said` afterwards."""

    def __init__(self, stage: LiveStage) -> None:
        self.stage = stage
        self.doing: Said | None = None
        self.said: Said | None = None
        self._work: asyncio.Task[None] | None = None
        self._by_hand: set[int] = set()

    async def run(self, server: Server | None, stop: asyncio.Event) -> None:
        """Run the program until `stop`; what is being played then is broken off."""
        try:
            await self.stage.app.run(server, stop)
        finally:
            await self._break_off()

    def move(self, by: timedelta | None) -> bool:
        """Begin to move the clock, to the next reminder when no time is given.

        False when something else is under way.
        """
        return self._begin(self._reach(by), Said("moving"))

    def play(self, part: str, own_id: int | None) -> bool:
        """Begin a part of the understudy; False when something else is under way."""
        return self._begin(self._play(part, own_id), Said("starting"))

    def acted_by_hand(self, person_id: int) -> None:
        """Take note that somebody plays the person on the page."""
        self._by_hand.add(person_id)

    async def finished(self) -> None:
        """Wait for what is under way."""
        if self._work is not None:
            await asyncio.wait([self._work])

    async def tally(self) -> Tally:
        stage = self.stage
        async with stage.app.storage.begin() as uow:
            known = await uow.accounts.known([player.person_id for player in stage.players])
            approved = await uow.submissions.newest(
                stage.cycle_id, SubmissionKind.KEY_TASKS, (ListState.APPROVED,)
            )
            pledge = await uow.pledges.current(stage.cycle_id)
            return Tally(
                accounts={person_id: account.id for person_id, account in known.items()},
                approved=len(approved),
                signed=len(await uow.pledges.signatures(pledge.id)) if pledge else 0,
                next_reminder=await uow.obligations.next_reminder_at(),
            )

    def _begin(self, work: Any, doing: Said) -> bool:
        if self._work is not None and not self._work.done():
            work.close()
            return False
        self.doing, self.said = doing, None
        self._work = asyncio.ensure_future(self._finish(work))
        return True

    async def _finish(self, work: Awaitable[Said]) -> None:
        try:
            self.said = await work
        except (LookupError, httpx.HTTPError) as error:
            # A person pressed on the same phone in between: the part begins anew when asked.
            log.warning("rehearsal part broken off", error=type(error).__name__)
            self.said = Said("interrupted")
        finally:
            self.doing = None

    async def _play(self, part: str, own_id: int | None) -> Said:
        for player in self.stage.players:
            if player.unit is None or player.unit.id != own_id:
                assert isinstance(player.phone, LivePhone)
                await player.phone.wakes()
        return await PARTS[part](Cast(self.stage, own_id, self._tell, frozenset(self._by_hand)))

    def _tell(self, doing: Said) -> None:
        self.doing = doing

    async def _next_reminder(self) -> datetime | None:
        """Return when the next reminder is due; one held over the night leaves in the morning."""
        at = (await self.tally()).next_reminder
        if at is None:
            return None
        return at if at > self.stage.clock.now() else self.stage.next_morning()

    async def _reach(self, by: timedelta | None) -> Said:
        goal = self.stage.clock.now() + by if by else await self._next_reminder()
        if goal is None:
            return Said("no_reminder")
        before = await self._n_reminders()
        await self.stage.reach(goal)
        sent = await self._n_reminders() - before
        return Said("reminded", {"n": sent}) if sent else Said("none_reminded")

    async def _n_reminders(self) -> int:
        async with self.stage.app.storage.begin() as uow:
            return len(await uow.outbox.sent_of_kind("reminder"))

    async def _break_off(self) -> None:
        if self._work is not None:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)


@asynccontextmanager
async def open_live(folder: Path, port: int = 8090, bloc: Path = BLOC_FILE) -> AsyncIterator[Live]:
    """Open the invented bloc in `folder`, to be acted by hand; go on with what is there."""
    clock = KeptClock(OPENING, folder / "clock")
    async with open_app(rehearsal_config(folder / "rehearsal.db", port), clock) as app:
        carrying = LiveCarrying(build_phones(app.web, app.intake))
        yield Live(await set_stage(app, clock, carrying, LiveStage, bloc))
