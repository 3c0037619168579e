"""A bot with nothing of the trade in it, so that a page has somebody to talk to."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Mount

from bot.channels.channel import CarriedFile, Incoming, Outgoing, Pressed, SentFile, TypedText
from bot.channels.web.app import build_app
from bot.channels.web.channel import WebChannel
from bot.channels.web.settings import WebSettings
from messages.actions import OpenDuties, OpenKeyTasks, OpenMenu
from messages.message import Button, Message
from tests.support.rig import NewFile
from tests.support.web_rig import join, open_storage, queue, serve

KEYBOARD = (
    ("📌 Việc cần làm", "📝 Nhiệm vụ"),
    ("🏅 Đăng ký", "🏛 Hội nghị"),
    ("✍️ Giao ước", "📣 Thông báo"),
)
ROWS = (
    (Button("Xem việc", OpenDuties()), Button("Nhiệm vụ", OpenKeyTasks(1))),
    (Button("Về màn hình chính", OpenMenu()),),
)
WELCOME = Message("<b>Chào đồng chí.</b> Còn 2 việc cần làm.", buttons=ROWS, keyboard=KEYBOARD)
PAPER = NewFile("Kế hoạch số 12 – khối thi đua.txt", "text/plain", "Nội dung kế hoạch".encode())


@dataclass
class ToyBot:
    """Answers every text by repeating it, every press by drawing `screen` in its place."""

    channel: WebChannel
    account: str = ""

    def __post_init__(self) -> None:
        self.heard: list[Incoming] = []
        self.screen = Message("Đây là màn hình mới.", buttons=ROWS)
        self._woken = asyncio.Event()

    async def receive(self, channel: str, updates: Sequence[tuple[str, Mapping[str, Any]]]) -> int:
        raise AssertionError((channel, updates))

    def wake(self) -> None:
        self._woken.set()

    async def works(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            while (incoming := await self._next()) is not None:
                self.heard.append(incoming)
                await self._answer(incoming)

    async def says(
        self, message: Message, target_id: str | None = None, file: NewFile | None = None
    ) -> None:
        """Send a message to the person who wrote last."""
        async with self.channel.storage.begin() as uow:
            account = await uow.accounts.open("web", self.account, uow.now)
            carried: tuple[CarriedFile, ...] = ()
            if file is not None:
                at = await uow.files.add(file.name, file.media_type, file.content, uow.now)
                carried = (CarriedFile(at, file.name, file.media_type, file.content),)
            delivery_id = await queue(uow, account.id, message.to_json())
        await self.channel.send(
            Outgoing(delivery_id, self.account, message.to_json(), carried, target_id=target_id)
        )

    async def _next(self) -> Incoming | None:
        async with self.channel.storage.begin() as uow:
            received = await uow.inbox.next()
            if received is None:
                return None
            await uow.inbox.finish(received.id, uow.now)
            return self.channel.understand(received.raw)

    async def _answer(self, incoming: Incoming) -> None:
        self.account = incoming.account
        match incoming.what:
            case TypedText(text) if text.startswith("/start"):
                async with self.channel.storage.begin() as uow:
                    await join(uow, self.account)
                await self.says(WELCOME)
            case TypedText("tệp"):
                await self.says(Message("Gửi đồng chí kế hoạch."), file=PAPER)
            case TypedText(text):
                await self.says(Message(f"Đã nhận: {text}"))
            case Pressed(message_id=target):
                await self.says(self.screen.redrawn("Đã lưu"), target_id=target)
            case SentFile(name=name, size=size):
                await self.says(Message(f"Đã nhận tệp {name}, {size} byte"))
            case _:
                raise AssertionError(incoming)


@asynccontextmanager
async def open_toy_bot(tmp_path: Path, mount: str = "") -> AsyncIterator[tuple[ToyBot, str]]:
    """Yield a working toy bot and the address of its chat, ending in a slash."""
    async with open_storage(tmp_path) as storage:
        channel = WebChannel(storage, WebSettings(title="Khối thi đua số 1", acts=1000))
        bot = ToyBot(channel)
        working = asyncio.create_task(bot.works())
        app = Starlette(routes=[Mount(mount, build_app(channel, bot))])
        try:
            async with serve(app) as address:
                yield bot, f"{address}{mount}/"
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
            await channel.close()
