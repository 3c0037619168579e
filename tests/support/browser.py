"""Debian's Chromium, for what only a browser can show."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def need_chromium() -> None:
    """Skip where Chromium is absent; fail instead where it has to be there."""
    if CHROMIUM.exists():
        return
    if os.environ.get("GIAOUOC_REQUIRE_BROWSER") == "1":
        pytest.fail(f"Chromium is required and is not at {CHROMIUM}")
    pytest.skip(f"no Chromium at {CHROMIUM}")


@asynccontextmanager
async def open_chromium() -> AsyncIterator[Browser]:
    """Yield a browser that talks to nobody but the pages it is sent to."""
    need_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            yield browser
        finally:
            await browser.close()
