"""Every test here runs twice: through the chat page, and through Telegram."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.world import Template, World, make_template, open_world


@pytest.fixture(scope="session")
def template_of(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    """Everybody has joined once, on each channel; tests work on copies."""
    return {
        channel: asyncio.run(make_template(channel, tmp_path_factory.mktemp(channel)))
        for channel in ("web", "telegram")
    }


@pytest.fixture(params=["web", "telegram"])
async def world(
    request: pytest.FixtureRequest, template_of: dict[str, Template], tmp_path: Path
) -> AsyncIterator[World]:
    async with open_world(template_of[request.param], tmp_path) as opened:
        yield opened


@pytest.fixture
async def telegram(template_of: dict[str, Template], tmp_path: Path) -> AsyncIterator[World]:
    """For what only Telegram has: stickers, blocking, edits that fail."""
    async with open_world(template_of["telegram"], tmp_path) as opened:
        yield opened
