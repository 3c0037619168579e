"""The rehearsal page on a small phone, as one person walks a whole cycle on it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import FrameLocator, Locator, Page, expect

from bot.app import Server, listen
from bot.channels.web.rehearsal_page import build_rehearsal
from bot.rehearsal.live import Live, open_live
from bot.rehearsal.stage import HOST, rehearsal_config
from tests.support.three_units import three_units

# The program plays the other units at the same time, on a machine that may be busy.
PATIENCE = 30_000


@dataclass(frozen=True)
class Phone:
    """One of the page's phones, with the thumb on it."""

    page: Page
    place: int

    @property
    def screen(self) -> FrameLocator:
        return self.page.frame_locator(f'.phone[data-place="{self.place}"] iframe')

    @property
    def newest(self) -> Locator:
        return self.screen.locator(".bubble").last

    async def in_hand(self) -> None:
        await self.page.locator("#tabs button").nth(self.place).click()

    async def joins(self) -> None:
        """Walk from the invite to the home screen."""
        await self.screen.get_by_role("button", name="Mở", exact=True).click()
        await self.presses("Đúng, là tôi", "Tôi đã đọc")
        await self.says("Việc cần làm")

    async def presses(self, *labels: str) -> None:
        for label in labels:
            await self.screen.get_by_role("button", name=label, exact=True).last.click()

    async def types(self, text: str) -> None:
        await self.screen.get_by_label("Nhập tin nhắn").fill(text)
        await self.screen.get_by_label("Nhập tin nhắn").press("Enter")

    async def says(self, text: str) -> None:
        """Wait until the newest bubble says so."""
        await expect(self.newest).to_contain_text(text, timeout=PATIENCE)


async def fits(page: Page) -> bool:
    """Tell whether nothing is wider than the screen, on the page and on every phone."""
    script = "document.documentElement.scrollWidth <= innerWidth"
    return all([await frame.evaluate(script) for frame in page.frames])


@asynccontextmanager
async def open_rehearsal(tmp_path: Path) -> AsyncIterator[tuple[Live, str]]:
    """Yield a running rehearsal and its address."""
    listening = listen(rehearsal_config(tmp_path / "rehearsal.db", 0))
    port = listening.getsockname()[1]
    stop = asyncio.Event()
    async with open_live(tmp_path, port, three_units(tmp_path)) as live:
        server = Server(live.stage.app, listening, build_rehearsal(live))
        running = asyncio.create_task(live.run(server, stop))
        try:
            yield live, f"http://{HOST}:{port}/"
        finally:
            stop.set()
            await running
