"""One browser for all pages of a run, a fresh profile and a fresh bot for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.chat_page import ChatPage, open_chat_page
from tests.support.browser import open_chromium


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def chromium() -> AsyncIterator[Browser]:
    async with open_chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="package")
async def chat(chromium: Browser, tmp_path: Path) -> AsyncIterator[ChatPage]:
    """A phone on which the chat is open and the bot has said its welcome."""
    async with open_chat_page(chromium, tmp_path, mount="/phone/a") as page:
        yield page
