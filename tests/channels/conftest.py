"""Both channels under the same cases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.rig import Rig
from tests.support.telegram_rig import TelegramRig, open_telegram_rig


@pytest.fixture(params=["telegram", "web"])
async def rig(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Rig]:
    """A channel with its peer and phones."""
    if request.param == "telegram":
        async with open_telegram_rig(tmp_path) as telegram:
            yield telegram
    else:
        from tests.support.web_rig import open_web_rig

        async with open_web_rig(tmp_path) as web:
            yield web


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramRig]:
    """The Telegram channel and its server."""
    async with open_telegram_rig() as opened:
        yield opened
