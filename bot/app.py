"""The composition root: the only file that knows every concrete class."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
import uvicorn

from bot.channels.channel import Channel, Pace
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import BadToken
from bot.channels.telegram.settings import Profile, TelegramSettings
from bot.channels.web.app import build_app
from bot.channels.web.channel import WebChannel
from bot.channels.web.settings import WebSettings
from bot.config import Config
from bot.database import CannotStart, open_storage
from bot.delivery import Carrier
from bot.health import examine
from bot.intake import Intake
from bot.patience import Patience
from bot.ticks import Ticks
from messages.documents import template_folder
from messages.documents.word_paper import use_folder
from messages.language import speak
from messages.people import Links
from messages.render import label
from storage.engine import Storage
from workflow.clock import Clock

SHUTDOWN = timedelta(seconds=8)
log = structlog.get_logger()


@dataclass(frozen=True)
class App:
    """Everything wired and nothing running; `open_app` makes and closes it."""

    storage: Storage
    clock: Clock
    web: WebChannel
    telegram: TelegramChannel | None
    intake: Intake
    carrier: Carrier
    ticks: Ticks
    polled_at: Callable[[], datetime | None]

    async def health(self) -> dict[str, Any]:
        """Return the signs of life as `/healthz` shows them."""
        channels = [self.web.name, *([self.telegram.name] if self.telegram else [])]
        return (await examine(self.storage, channels, self.polled_at())).to_json()

    async def run(self, server: "Server | None", stop: asyncio.Event) -> None:
        """Run until `stop`, then finish what is in flight, at most a few seconds."""
        unknown = await self.carrier.recover()
        if unknown:
            log.warning("messages found in flight at start", unknown=unknown)
        await self.ticks.begin()
        self.ticks.start()
        parts = [self.intake.run(stop), self.carrier.run(stop)]
        if self.telegram is not None:
            parts.append(self._telegram(self.telegram, stop, alone=server is None))
        if server is not None:
            parts.append(server.serve_until(stop, self.web))
        tasks = [asyncio.ensure_future(part) for part in parts]
        try:
            # A part that ends or fails ends the program: half a bot is worse than a restart.
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.set()
            self.ticks.stop()
            await _finish(tasks)

    async def _telegram(
        self, telegram: TelegramChannel, stop: asyncio.Event, *, alone: bool
    ) -> None:
        """Run Telegram; a token that is wrong or was revoked must not stop the chat page."""
        try:
            await telegram.run(self.intake, stop)
        except BadToken as refusal:
            if alone:
                raise
            log.error("telegram is off", why=str(refusal))  # noqa: TRY400 (no bug of ours)
            await stop.wait()


async def _finish(tasks: Sequence[asyncio.Future[None]]) -> None:
    """Let every part end by itself, a few seconds long; raise what made one fail."""
    _, hanging = await asyncio.wait(tasks, timeout=SHUTDOWN.total_seconds())
    for task in hanging:
        task.cancel()
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(result, Exception):
            raise result


class Server(uvicorn.Server):
    """The web server on a socket that was bound beforehand; signals are the program's."""

    def __init__(
        self, app: App, listening: socket.socket, page: Callable[..., Any] | None = None
    ) -> None:
        """Serve the chat, or another ASGI app in its place."""
        settings = uvicorn.Config(
            page or build_app(app.web, app.intake, app.health),
            log_level="warning",
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=5,
        )
        super().__init__(settings)
        self._listening = listening

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def serve_until(self, stop: asyncio.Event, web: WebChannel) -> None:
        serving = asyncio.ensure_future(self.serve(sockets=[self._listening]))
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
        await web.close()
        self.should_exit = True
        stopping.cancel()
        await serving


def listen(config: Config) -> socket.socket:
    """Bind the web address, or say in plain words why it cannot be had."""
    host, port = config.web.host, config.web.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once only on a socket that names its protocol.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise CannotStart(
            f"web.port {port} on {host} cannot be used ({error.strerror})."
            " Stop the other program, or set another [web] port in config.toml."
        ) from error
    bound.listen()
    return bound


@asynccontextmanager
async def open_app(config: Config, clock: Clock) -> AsyncIterator[App]:
    """Wire everything on a database brought up to date; close it on every path."""
    use_folder(_templates(config))
    storage = await open_storage(config.database.url, clock)
    app = wire(config, clock, storage)
    try:
        yield app
    finally:
        await app.web.close()
        if app.telegram is not None:
            await app.telegram.close()
        await storage.close()


def wire(config: Config, clock: Clock, storage: Storage) -> App:
    """Make every part and tell each whom to wake."""
    speak(config.language)
    page = WebSettings(
        title=label("profile.title"),
        public_url=config.web.public_url,
        acts=config.web.acts_per_ten_seconds,
    )
    telegram = _telegram(config, clock)
    web = WebChannel(storage, page, lambda: telegram.username if telegram else "")
    channels: dict[str, Channel] = {web.name: web}
    if telegram is not None:
        channels[telegram.name] = telegram
    patience = Patience()
    carrier = Carrier(storage, channels, clock, patience=patience)
    links = Links(config.web.public_url if config.web.enabled else "", config.telegram.bot_name)

    def on_commit() -> None:
        carrier.wake()
        web.note_change()

    intake = Intake(storage, channels, links, on_commit, patience)
    polled_at = _polled(telegram, clock.now())
    ticks = Ticks(storage, carrier.wake, polled_at, patience)
    return App(storage, clock, web, telegram, intake, carrier, ticks, polled_at)


def _polled(telegram: TelegramChannel | None, since: datetime) -> Callable[[], datetime | None]:
    """Return what tells when Telegram last answered a poll; the start counts as one."""
    return lambda: None if telegram is None else telegram.last_poll_at or since


def _templates(config: Config) -> Path | None:
    """Return the office's folder of Word templates; refuse to start with one that is unfit."""
    if not config.papers.folder:
        return None
    folder = Path(config.papers.folder)
    found = template_folder.check(folder).sentences
    if found:
        raise CannotStart("\n".join(("[papers] folder:", *found)))
    return folder


def _telegram(config: Config, clock: Clock) -> TelegramChannel | None:
    if config.telegram_token is None:
        return None
    settings = TelegramSettings(
        token=config.telegram_token.get_secret_value(),
        base_url=config.telegram.base_url,
        proxy=config.telegram.proxy or None,
        connect_timeout=timedelta(seconds=config.telegram.timeout_seconds),
        read_timeout=timedelta(seconds=config.telegram.timeout_seconds),
        pace=Pace(
            overall=config.telegram.messages_per_second,
            per_account=config.telegram.messages_per_second_to_one,
            burst=2,
        ),
    )
    profile = Profile(
        description=label("profile.description"),
        short_description=label("profile.short"),
        commands=(("start", label("command.start")), ("trogiup", label("command.trogiup"))),
    )
    return TelegramChannel(settings, profile, clock)
