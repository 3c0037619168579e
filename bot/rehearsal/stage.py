"""Where a rehearsal happens: the whole program, a clock that only moves when told, phones.

Nothing is stood in but the clock: what a phone does goes through its channel, the inbox, the
handlers, the outbox and back.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

import httpx

from bot.app import App, open_app
from bot.bloc_file import read_plan
from bot.channels.web.app import build_app
from bot.config import Config, DatabaseSection, TelegramSection, WebSection
from bot.rehearsal.clock import MovableClock
from bot.rehearsal.phone import Phone
from bot.rehearsal.web_phone import WebPhone
from storage.kinds import Role, Standing
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import hall, invite, outage
from workflow.bloc import import_plan
from workflow.calendar import at_local, is_working, local
from workflow.quiet_hours import REMINDER_HOUR

BLOC_FILE = Path(__file__).with_name("bloc.toml")
OPENING = at_local(date(2027, 1, 4), time(8, 30))
HOST = "127.0.0.1"
SOON = timedelta(minutes=5)
A_MOMENT = timedelta(seconds=20)
OUTAGE = timedelta(minutes=5)


class Carrying(Protocol):
    """What differs between channels: handing out phones, and letting updates arrive."""

    def phone(self, person_id: int, name: str) -> Phone: ...

    async def opens_invite(self, phone: Phone, code: str) -> None:
        """Follow an invite link on the phone."""
        ...

    async def arrive(self, app: App) -> None:
        """Let all that the phones sent reach the inbox."""
        ...


class WebCarrying:
    """Phones with the chat page open, in this process."""

    def __init__(self, app: App) -> None:
        self._transport = httpx.ASGITransport(build_app(app.web, app.intake))

    def phone(self, person_id: int, name: str) -> WebPhone:
        del person_id, name
        return WebPhone(httpx.AsyncClient(transport=self._transport, base_url="http://rehearsal/"))

    async def opens_invite(self, phone: Phone, code: str) -> None:
        assert isinstance(phone, WebPhone)
        await phone.opens_invite(code)

    async def arrive(self, app: App) -> None:
        del app


@dataclass
class Player:
    """One person of the bloc with a phone in hand."""

    name: str
    person_id: int
    roles: frozenset[Role]
    unit: Unit | None
    phone: Phone
    stage: "Stage" = field(repr=False)

    async def opens_invite(self, code: str) -> None:
        await self.stage.carrying.opens_invite(self.phone, code)
        await self.stage.goes_on()

    async def types(self, *texts: str) -> None:
        for text in texts:
            await self.phone.types(text)
            await self.stage.goes_on()

    async def presses(self, *labels: str) -> None:
        for label in labels:
            await self.phone.presses(label)
            await self.stage.goes_on()

    async def sends_file(self, name: str, media_type: str, content: bytes) -> None:
        await self.phone.sends_file(name, media_type, content)
        await self.stage.goes_on()

    async def last(self) -> str:
        """Return what the bot said last."""
        said = [bubble.text for bubble in await self.phone.reads() if not bubble.mine]
        return said[-1] if said else ""


async def nobody_looks(moment: str) -> None:
    """Take no notice of a moment of the story."""
    del moment


@dataclass
class Stage:
    """The running program, its clock, its players in the order of the bloc file.

    `looks` is told the moments at which somebody might look at the wall of the hall.
    """

    app: App
    clock: MovableClock
    carrying: Carrying
    cycle_id: int
    units: tuple[Unit, ...]
    players: tuple[Player, ...] = ()
    looks: Callable[[str], Awaitable[None]] = nobody_looks

    async def goes_on(self) -> None:
        """Let everything that was said arrive, and a moment pass."""
        await self.settle()
        self.clock.move(A_MOMENT)

    async def settle(self) -> None:
        """Take what was said, deliver and follow until nothing is left; the pace moves the clock."""
        app = self.app
        # Only what a phone does fills the inbox, and the phones are still meanwhile.
        await self.carrying.arrive(app)
        await app.intake.drain()
        while True:
            await app.carrier.drain()
            next_at = app.carrier.next_at
            if next_at is not None and next_at - self.clock.now() <= SOON:
                self.clock.set(max(next_at, self.clock.now() + timedelta(milliseconds=1)))
            elif not await app.ticks.follow():
                return

    async def until(self, day: date, hour: time = time(9, 0), *, asleep: bool = False) -> None:
        """Move to a local day and hour, waking for each morning's reminders and each notice.

        `asleep`: the program is down on the way and finds on arrival how long it was away.
        """
        await self.reach(at_local(day, hour), asleep=asleep)

    async def reach(self, goal: datetime, *, asleep: bool = False) -> None:
        """Move to an instant, as `until` does; one that has passed is reached already."""
        goal = max(goal, self.clock.now())
        await self._run_until(self.clock.now())
        while not asleep and (wakes_at := await self._next_wake(goal)) < goal:
            await self._run_until(wakes_at)
            await self._tick()
        if asleep:
            self.clock.set(goal)
        else:
            await self._run_until(goal)
        await self._tick()

    async def _run_until(self, moment: datetime) -> None:
        """Move the clock while the program runs, so that no outage is found."""
        async with self.app.storage.begin() as uow:
            self.clock.set(moment)
            await outage.keep_alive(uow, moment)

    async def sleeps_while(self, *typing: tuple[Player, str]) -> None:
        """Let the program be down for some minutes, in which these people type."""
        for player, text in typing:
            await player.phone.types(text)
        await self.reach(self.clock.now() + OUTAGE, asleep=True)

    async def _next_wake(self, goal: datetime) -> datetime:
        """Return when the running program next has something to do by itself."""
        async with self.app.storage.begin() as uow:
            held = await uow.notices.leaving(goal)
        due = [one.leaves_at for one in held if one.leaves_at and one.leaves_at > self.clock.now()]
        return min([self.next_morning(), *due])

    def next_morning(self) -> datetime:
        """Return when reminders next leave: 08:00 of a working day, after now."""
        today = local(self.clock.now()).date()
        days = (today + timedelta(days=n) for n in range(400))
        mornings = (at_local(on, REMINDER_HOUR) for on in days if is_working(on))
        return next(morning for morning in mornings if morning > self.clock.now())

    async def _tick(self) -> None:
        await self.app.ticks.beat()
        await self.app.ticks.remind()
        await self.settle()

    def of(self, unit: Unit, role: Role) -> Player:
        """Return the unit's first player in a role."""
        return next(p for p in self.players if p.unit and p.unit.id == unit.id and role in p.roles)

    def holding(self, role: Role) -> Player:
        return next(p for p in self.players if role in p.roles)

    def unit_with(self, standing: Standing) -> Unit:
        return next(unit for unit in self.units if unit.standing is standing)

    async def hall_code(self) -> str:
        """Return the code for checking in that the wall of the hall shows now."""
        async with self.app.storage.begin() as uow:
            conference = await uow.conferences.current(self.cycle_id)
            assert conference is not None
            assert conference.hall_token_hash is not None
            return hall.code_at(conference.hall_token_hash, uow.now)

    async def code_for(self, player: Player) -> str:
        """Issue a fresh invite code for the player's first seat."""
        async with self.app.storage.begin() as uow:
            held = await uow.people.held_by(player.person_id, uow.now)
            return await invite.issue(uow, held[0].id)


def rehearsal_config(database: Path, port: int = 8090) -> Config:
    """Return settings that reach nothing outside, whatever file or environment is there."""
    url = f"http://{HOST}:{port}"
    return Config.model_construct(
        database=DatabaseSection(url=f"sqlite+aiosqlite:///{database}"),
        # People of a story type faster than any person does.
        web=WebSection(host=HOST, port=port, public_url=url, acts_per_ten_seconds=100_000),
        telegram=TelegramSection(),
        telegram_token=None,
    )


@asynccontextmanager
async def open_stage(folder: Path, clock: MovableClock | None = None) -> AsyncIterator[Stage]:
    """Open the invented bloc in a fresh database in `folder`, on the web channel."""
    clock = clock or MovableClock(OPENING)
    async with open_app(rehearsal_config(folder / "rehearsal.db"), clock) as app:
        yield await set_stage(app, clock, WebCarrying(app), Stage)


AnyStage = TypeVar("AnyStage", bound=Stage)


async def set_stage(
    app: App,
    clock: MovableClock,
    carrying: Carrying,
    kind: type[AnyStage],
    bloc: Path = BLOC_FILE,
) -> AnyStage:
    """Hand everybody of the invented bloc a phone; it is imported into an empty database."""
    async with app.storage.begin() as uow:
        cycle_id = await _cycle(uow, bloc)
        units = tuple(await uow.units.of_cycle(cycle_id))
        held = await uow.people.held_in(cycle_id, uow.now)
    stage = kind(app, clock, carrying, cycle_id, units)
    by_person: dict[int, list[Assignment]] = {}
    for seat in held:
        by_person.setdefault(seat.person_id, []).append(seat)
    stage.players = tuple(_player(stage, seats) for seats in by_person.values())
    return stage


def _player(stage: Stage, seats: list[Assignment]) -> Player:
    units = {unit.id: unit for unit in stage.units}
    first = seats[0]
    return Player(
        name=first.full_name,
        person_id=first.person_id,
        roles=frozenset(seat.role for seat in seats),
        unit=units.get(first.unit_id) if first.unit_id else None,
        phone=stage.carrying.phone(first.person_id, first.full_name),
        stage=stage,
    )


async def _cycle(uow: UnitOfWork, bloc: Path) -> int:
    if not await uow.blocs.cycles():
        plan, _ = read_plan(bloc)
        await import_plan(uow, plan)
    return (await uow.blocs.cycles())[-1].id
