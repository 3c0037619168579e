"""The web channel against phones that speak HTTP to it inside this process."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from bot.channels.channel import CarriedFile, Outcome, Outgoing
from bot.channels.web.app import build_app
from bot.channels.web.channel import WebChannel
from bot.channels.web.settings import WebSettings
from bot.rehearsal.phone import Phone
from bot.rehearsal.web_phone import WebPhone
from storage.engine import Storage
from storage.kinds import Lane
from storage.unit_of_work import UnitOfWork
from tests.support.empty_database import make_empty_database
from tests.support.rig import Arrival, NewFile
from tests.support.rows import Rows
from workflow.clock import SystemClock

HOST = "https://phone.test"
# Tests type faster than people.
SETTINGS = WebSettings(title="Khối thi đua số 1", public_url=HOST, acts=1000)


class WakefulInlet:
    """Counts how often it was woken; the web channel stores by itself."""

    def __init__(self) -> None:
        self.n_wakes = 0

    async def receive(self, channel: str, updates: Sequence[tuple[str, Mapping[str, Any]]]) -> int:
        raise AssertionError((channel, updates))

    def wake(self) -> None:
        self.n_wakes += 1


class WebRig:
    """Implements `tests.support.rig.Rig`; the chat is mounted at `mount`."""

    name = "web"

    def __init__(self, channel: WebChannel, stack: AsyncExitStack, mount: str) -> None:
        self.inlet = WakefulInlet()
        self.mount = mount
        self.app = Starlette(routes=[Mount(mount, build_app(channel, self.inlet))])
        self._channel = channel
        self._stack = stack
        self._accounts: dict[Phone, str] = {}
        self.rows = Rows(Path(channel.storage.url.partition("///")[2]))
        self._last_seen = 0

    @property
    def channel(self) -> WebChannel:
        return self._channel

    @property
    def storage(self) -> Storage:
        return self._channel.storage

    async def browser(self) -> httpx.AsyncClient:
        """Return a client without a session; posts carry the page's origin."""
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app),
            base_url=f"{HOST}{self.mount}/",
            headers={"Origin": HOST},
        )
        return await self._stack.enter_async_context(client)

    async def phone(self, name: str = "An") -> WebPhone:  # noqa: ARG002 (pages bear no name)
        return (await self.phone_and_browser())[0]

    async def phone_and_browser(self) -> tuple[WebPhone, httpx.AsyncClient]:
        """Return a phone that has entered and joined, with the client that holds its session."""
        browser = await self.browser()
        phone = WebPhone(browser)
        await phone.opens_invite("mo-dau")
        await self.adopt(phone)
        return phone, browser

    async def adopt(self, phone: WebPhone) -> None:
        """Let a phone join that has just entered; its opening is no arrival."""
        (opening,) = await self.arrive()
        self._accounts[phone] = opening.raw["account"]
        async with self.storage.begin() as uow:
            await join(uow, opening.raw["account"])

    def account_of(self, phone: Phone) -> str:
        return self._accounts[phone]

    async def account_id_of(self, phone: Phone) -> int:
        async with self.storage.begin() as uow:
            return await self._account_id(uow, phone)

    async def arrive(self) -> list[Arrival]:
        """Return what is new; it goes on waiting, so that its file can be fetched."""
        new = self.rows(
            "SELECT id, external_id, raw FROM inbox WHERE id > ? ORDER BY id", self._last_seen
        )
        self._last_seen = new[-1][0] if new else self._last_seen
        return [Arrival(external_id, json.loads(raw)) for _, external_id, raw in new]

    async def deliver(
        self,
        phone: Phone,
        content: Mapping[str, Any],
        *,
        files: tuple[NewFile, ...] = (),
        press_id: str | None = None,
        target_id: str | None = None,
    ) -> Outcome:
        outgoing = await self.outgoing(phone, content, files)
        return await self._channel.send(replace(outgoing, press_id=press_id, target_id=target_id))

    async def outgoing(
        self, phone: Phone, content: Mapping[str, Any], files: tuple[NewFile, ...] = ()
    ) -> Outgoing:
        """Return a new delivery, which stands in the outbox like any other."""
        async with self.storage.begin() as uow:
            carried = [
                CarriedFile(
                    await uow.files.add(file.name, file.media_type, file.content, uow.now),
                    file.name,
                    file.media_type,
                    file.content,
                )
                for file in files
            ]
            named = {**content, "files": [{"id": f.file_id, "name": f.name} for f in carried]}
            delivery_id = await queue(uow, await self._account_id(uow, phone), named)
        return Outgoing(delivery_id, self.account_of(phone), named, tuple(carried))

    async def toasts(self, phone: Phone) -> list[str]:
        async with self.storage.begin() as uow:
            account_id = await self._account_id(uow, phone)
            bubbles = await uow.web_chats.since(account_id, 0, 100)
        return [bubble.content["toast"] for bubble in bubbles if bubble.content["toast"]]

    async def sends_sticker(self, phone: Phone) -> bool:  # noqa: ARG002 (it has none)
        return False

    async def blocks(self, phone: Phone) -> bool:  # noqa: ARG002 (a page is only closed)
        return False

    async def _account_id(self, uow: UnitOfWork, phone: Phone) -> int:
        return (await uow.accounts.open("web", self.account_of(phone), uow.now)).id


async def join(uow: UnitOfWork, external_id: str) -> None:
    """Put a person of their own behind a web account."""
    account = await uow.accounts.open("web", external_id, uow.now)
    bloc_id = await uow.blocs.save_bloc("KTN", {"name": "Khối", "superior": "Tỉnh", "place": "Xã"})
    person_id = await uow.people.save(bloc_id, external_id, "Nguyễn Văn An")
    await uow.accounts.bind(account.id, person_id, uow.now)


async def queue(uow: UnitOfWork, account_id: int, content: Mapping[str, Any]) -> int:
    """Put a delivery into the outbox; bubbles refer to it."""
    delivery_id = await uow.outbox.add(
        {
            "account_id": account_id,
            "lane": Lane.REPLY,
            "kind": "reply",
            "content": dict(content),
            "due_at": uow.now,
            "created_at": uow.now,
        }
    )
    assert delivery_id is not None
    return delivery_id


@asynccontextmanager
async def open_storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """Yield a fresh database with the newest schema."""
    make_empty_database(tmp_path / "web.db")
    storage = Storage(f"sqlite+aiosqlite:///{tmp_path / 'web.db'}", SystemClock())
    try:
        yield storage
    finally:
        await storage.close()


@asynccontextmanager
async def open_web_rig(
    tmp_path: Path, mount: str = "", settings: WebSettings = SETTINGS
) -> AsyncIterator[WebRig]:
    """Yield a channel, its app mounted at `mount`, and its phones."""
    async with open_storage(tmp_path) as storage, AsyncExitStack() as stack:
        channel = WebChannel(storage, settings)
        yield WebRig(channel, stack, mount)
        await channel.close()


@asynccontextmanager
async def serve(app: ASGIApp) -> AsyncIterator[str]:
    """Serve an app on a free port of this machine; yield its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    config = uvicorn.Config(
        app, log_level="warning", lifespan="off", ws="none", timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving
