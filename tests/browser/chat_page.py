"""The chat page on a small phone, as a person sees and touches it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.toy_bot import ToyBot, open_toy_bot

PHONE = {"width": 360, "height": 740}


@dataclass
class ChatPage:
    """`complaints` are errors of the console, `strangers` requests to another origin."""

    page: Page
    context: BrowserContext
    bot: ToyBot
    address: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.context.on("request", lambda request: self._visit(request.url))

    def bubble(self, text: str) -> Locator:
        """Return the newest bubble that shows the text."""
        return self.page.locator(".bubble", has_text=text).last

    def button(self, label: str) -> Locator:
        return self.page.get_by_role("button", name=label, exact=True).last

    async def types(self, text: str) -> None:
        await self.page.get_by_label("Nhập tin nhắn").fill(text)
        await self.page.keyboard.press("Enter")

    async def shows(self, text: str) -> Locator:
        """Wait until a bubble shows the text."""
        bubble = self.bubble(text)
        await expect(bubble).to_be_visible()
        return bubble

    async def measures(self, script: str) -> Any:
        return await self.page.evaluate(script)

    def _note(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _visit(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.strangers.append(url)


@asynccontextmanager
async def open_chat_page(
    browser: Browser, tmp_path: Path, mount: str = "", **profile: Any
) -> AsyncIterator[ChatPage]:
    """Yield a page that entered by an invite link; `profile` goes to the browser context."""
    async with open_toy_bot(tmp_path, mount) as (bot, address):
        context = await browser.new_context(viewport=PHONE, locale="vi-VN", **profile)  # type: ignore[arg-type] # a TypedDict
        try:
            context.set_default_timeout(10_000)
            page = await context.new_page()
            chat = ChatPage(page, context, bot, address)
            chat.watch()
            await page.goto(f"{address}j/abc")
            await page.get_by_role("button", name="Mở").click()
            await chat.shows("Chào đồng chí")
            yield chat
        finally:
            await context.close()
