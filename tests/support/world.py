"""The invented bloc with everybody joined, and its people as a test holds them.

`officer.opens("/nhiemvu")`, `officer.presses("Thêm nhiệm vụ")`, `officer.types("...")`, then
`await officer.shown()`: all of it through a channel, the inbox, the handlers and the outbox.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from shutil import copyfile
from typing import TypeVar

from bot.channels.web.sessions import Sessions
from bot.rehearsal.clock import MovableClock
from bot.rehearsal.phone import Bubble, Phone
from bot.rehearsal.stage import OPENING, Carrying, Player, Stage, WebCarrying, open_stage
from bot.rehearsal.web_phone import WebPhone
from storage.engine import Storage
from storage.kinds import Role
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from tests.support.bot_api import BotApi
from tests.support.pressing import Held, hold, press
from tests.support.telegram_phone import TelegramPhone
from tests.support.telegram_stage import open_telegram_stage
from workflow import invite
from workflow.send_time import HOLD

Result = TypeVar("Result")
Cookies = dict[str, str]
DATABASES = {"web": "rehearsal.db", "telegram": "telegram.db"}
GENERATIONS = count(1)
STARTS = datetime.fromisoformat("2027-01-05T09:00:00+07:00")


class Person:
    """Somebody with a phone in hand; `player` is None for a stranger."""

    def __init__(self, world: "World", phone: Phone, player: Player | None = None) -> None:
        self.world = world
        self.phone = phone
        self.player = player
        self.carrying: Carrying = world.stage.carrying

    @property
    def name(self) -> str:
        assert self.player is not None
        return self.player.name

    @property
    def id(self) -> int:
        assert self.player is not None
        return self.player.person_id

    @property
    def unit(self) -> Unit:
        assert self.player is not None
        assert self.player.unit is not None
        return self.player.unit

    async def opens(self, command: str) -> None:
        await self.types(command)

    async def types(self, *texts: str) -> None:
        for text in texts:
            await self.phone.types(text)
            await self.world.stage.goes_on()

    async def presses(self, *labels: str) -> None:
        for label in labels:
            await self.phone.presses(label)
            await self.world.stage.goes_on()

    async def opens_invite(self, code: str) -> None:
        await self.carrying.opens_invite(self.phone, code)
        await self.world.stage.goes_on()

    async def sends(
        self, name: str, content: bytes, media_type: str = "application/pdf", caption: str = ""
    ) -> None:
        await self.phone.sends_file(name, media_type, content, caption)
        await self.world.stage.goes_on()

    async def holds(self, label: str) -> Held:
        """Return a shown button, to be pressed later, when it may be outdated."""
        return await hold(self.phone, label)

    async def presses_held(self, *held: Held) -> None:
        """Press buttons one right after the other, before any answer comes."""
        for one in held:
            await press(self.phone, one)
        await self.world.stage.goes_on()

    async def forges(self, *wires: str) -> None:
        """Press buttons that no screen ever showed."""
        if not await self.said():
            await self.types("/menu")
        screen = await hold(self.phone, None)
        await self.presses_held(*(replace(screen, wire=wire) for wire in wires))

    async def said(self) -> list[Bubble]:
        """Return everything the bot said, oldest first, as it now stands."""
        return [bubble for bubble in await self.phone.reads() if not bubble.mine]

    async def shown(self) -> Bubble:
        """Return the bot's last bubble."""
        said = await self.said()
        return said[-1] if said else Bubble("")

    async def text(self) -> str:
        return (await self.shown()).text

    async def labels(self) -> list[str]:
        """Return the labels under the bot's last bubble."""
        return [label for row in (await self.shown()).buttons for label in row]

    async def sees(self, words: str) -> int:
        """Count the bot's bubbles that hold the words."""
        return sum(words in bubble.text for bubble in await self.said())

    async def entries(self) -> list[str]:
        return [entry for row in await self.phone.keyboard() for entry in row]

    async def n_said(self) -> int:
        return len(await self.said())


class World:
    """A stage on one channel with its people by what they are."""

    def __init__(self, channel: str, stage: Stage, server: BotApi | None) -> None:
        self.channel = channel
        self.stage = stage
        self.server = server
        self._people = {p.person_id: Person(self, p.phone, p) for p in stage.players}
        self.chair = self.holding(Role.CHAIR)
        self.secretary = self.holding(Role.SECRETARY)
        self.deputy = self.holding(Role.DEPUTY)
        self.agency = self.holding(Role.AGENCY)
        self.patron = self.holding(Role.PATRON)
        # An ordinary unit's two, and somebody of another unit.
        self.officer, self.leader = self.of("STC", Role.OFFICER), self.of("STC", Role.LEADER)
        self.other = self.of("SCT", Role.OFFICER)

    @property
    def clock(self) -> MovableClock:
        return self.stage.clock

    @property
    def server_(self) -> BotApi:
        assert self.server is not None
        return self.server

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(self._people.values())

    def holding(self, role: Role) -> Person:
        return self._people[self.stage.holding(role).person_id]

    def of(self, code: str, role: Role) -> Person:
        unit = next(unit for unit in self.stage.units if unit.code == code)
        return self._people[self.stage.of(unit, role).person_id]

    def stranger(self) -> Person:
        return Person(self, self.stage.carrying.phone(0, "Người lạ"))

    def on_the_web(self, person: Person) -> Person:
        """Return the same person with a chat page besides; they have yet to join there."""
        carrying = WebCarrying(self.stage.app)
        second = Person(self, carrying.phone(person.id, person.name), person.player)
        second.carrying = carrying
        return second

    async def code_for(self, person: Person) -> str:
        assert person.player is not None
        return await self.stage.code_for(person.player)

    async def release(self, person: Person, n_people: int) -> None:
        """Preview the draft on somebody's screen, send it, and let the hold pass."""
        await person.presses("Xem trước", f"Gửi cho {n_people} người")
        await self.departs()

    async def departs(self, after: timedelta = HOLD) -> None:
        """Let the hold of a released notice pass."""
        self.clock.move(after)
        await self.stage.goes_on()

    async def do(self, verb: Callable[[UnitOfWork], Awaitable[Result]]) -> Result:
        """Do something in one transaction, past the channels."""
        async with self.stage.app.storage.begin() as uow:
            return await verb(uow)


@dataclass(frozen=True)
class Template:
    """A database in which everybody has joined, and the cookies of the phones."""

    channel: str
    database: Path
    cookies: tuple[Cookies, ...]

    def moved_to(self, folder: Path) -> "Template":
        """Return the template whose database is the one in that folder."""
        return replace(self, database=folder / DATABASES[self.channel])


async def make_template(channel: str, folder: Path) -> Template:
    """Let everybody join at once, as if they had come through the channel."""
    async with (
        _stage(channel, folder, MovableClock(OPENING)) as (stage, _),
        stage.app.storage.begin() as uow,
    ):
        cookies = tuple([await _join(uow, stage, player) for player in stage.players])
    return Template(channel, folder / DATABASES[channel], cookies)


async def _join(uow: UnitOfWork, stage: Stage, player: Player) -> Cookies:
    cookies: Cookies = {}
    if isinstance(player.phone, TelegramPhone):
        account = await uow.accounts.open("telegram", str(player.phone.user.id), uow.now)
    else:
        web = stage.app.web
        account, cookies["giaouoc"] = await Sessions(web.storage, web.settings).open(uow)
    held = await uow.people.held_by(player.person_id, uow.now)
    code = await invite.issue(uow, held[0].id)
    opened = await invite.open_code(uow, account, code)
    assert isinstance(opened, invite.Invitation)
    await invite.accept(uow, account, opened.key)
    await uow.accounts.read_privacy(account.id, uow.now)
    return cookies


@asynccontextmanager
async def open_world(
    template: Template, folder: Path, starts: datetime = STARTS
) -> AsyncIterator[World]:
    """Open a copy of the template, or once more what is in the folder already."""
    database = folder / DATABASES[template.channel]
    if not database.exists():
        copyfile(template.database, database)
    async with _stage(template.channel, folder, MovableClock(starts)) as (stage, server):
        if server is not None:
            _go_on_counting(server)
        await stop_syncing(stage.app.storage)
        for player, cookies in zip(stage.players, template.cookies, strict=True):
            if isinstance(player.phone, TelegramPhone):
                player.phone.user.opens_chat()
            elif isinstance(player.phone, WebPhone):
                player.phone._client.cookies.update(cookies)
        yield World(template.channel, stage, server)


async def stop_syncing(storage: Storage) -> None:
    """Spare the disk: what outlives a crash is tested elsewhere, with real processes."""
    assert storage._held is not None
    driver = (await storage._held.get_raw_connection()).driver_connection
    assert driver is not None
    for pragma in ("synchronous = OFF", "journal_mode = MEMORY"):
        await driver.execute_fetchall(f"PRAGMA {pragma}")


def _go_on_counting(server: BotApi) -> None:
    """Let a fresh server number on where the one before it, known to the database, stopped."""
    far = next(GENERATIONS) * 100_000
    server.updates._next_id += far
    server.world.last_message_id += far


@asynccontextmanager
async def _stage(
    channel: str, folder: Path, clock: MovableClock
) -> AsyncIterator[tuple[Stage, BotApi | None]]:
    if channel == "web":
        async with open_stage(folder, clock) as stage:
            yield stage, None
    else:
        async with open_telegram_stage(folder, clock) as (stage, server):
            yield stage, server
