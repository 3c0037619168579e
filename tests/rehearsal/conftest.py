"""A rehearsal by hand, running, of three units: a chair unit, a deputy unit and one's own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.web.rehearsal_page import build_rehearsal
from bot.rehearsal.live import Live, LivePhone, open_live
from bot.rehearsal.stage import HOST, Player
from storage.kinds import Role, Standing
from storage.units import Unit
from tests.support.three_units import three_units

ORIGIN = f"http://{HOST}"


@dataclass
class Visit:
    """The page as a browser talks to it."""

    live: Live
    page: httpx.AsyncClient

    @property
    def own(self) -> Unit:
        return self.live.stage.unit_with(Standing.MEMBER)

    def player(self, role: Role) -> Player:
        return self.live.stage.of(self.own, role)

    async def plays(self, part: str, own: int | None = None) -> str:
        """Press one of the parts; return what the page says when it is done."""
        return await self.asks("part", {"part": part, "own": own or self.own.id})

    async def takes(self, player: Player) -> LivePhone:
        """Take a player's phone as the page shows it."""
        at = f"{ORIGIN}/phone/{player.person_id}/"
        transport = httpx.ASGITransport(build_rehearsal(self.live))
        phone = LivePhone(httpx.AsyncClient(transport=transport, base_url=at))
        await phone.wakes()
        return phone

    async def asks(self, address: str, wish: dict[str, Any]) -> str:
        begun = await self.page.post(address, json=wish)
        assert begun.status_code == 200, begun.text
        await self.live.finished()
        return str((await self.state())["said"])

    async def state(self) -> dict[str, Any]:
        state: dict[str, Any] = (await self.page.get("state")).raise_for_status().json()
        return state


@pytest.fixture
async def visit(tmp_path: Path) -> AsyncIterator[Visit]:
    async with visiting(tmp_path) as visit:
        yield visit


@asynccontextmanager
async def visiting(folder: Path) -> AsyncIterator[Visit]:
    """Start the rehearsal in the folder, and stop it at the end."""
    async with open_live(folder, bloc=three_units(folder)) as live:
        stop = asyncio.Event()
        running = asyncio.create_task(live.run(None, stop))
        transport = httpx.ASGITransport(build_rehearsal(live))
        headers = {"Origin": ORIGIN}
        async with httpx.AsyncClient(
            transport=transport, base_url=f"{ORIGIN}/", headers=headers
        ) as page:
            yield Visit(live, page)
        stop.set()
        await running
