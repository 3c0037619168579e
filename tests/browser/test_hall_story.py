"""The hall screen on a projector while the story's conference is held in front of it."""

import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from bot.channels.web.app import build_app
from bot.rehearsal.story import CONFERENCE
from storage.kinds import Role
from tests.browser.test_hall import CUT, SIZES
from tests.support.prepared import all_accepted, declared
from tests.support.web_rig import serve
from tests.support.world import World, make_template, open_world

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

SHOTS = Path(__file__).parents[2] / "out" / "hall"
BEGINS = datetime.fromisoformat("2027-03-02T09:00:00+07:00")
RESULT = ("Đồng ý", "Không đồng ý", "Được thông qua")


@dataclass
class Wall:
    """The projector; `page` is opened with the link that the secretary was given."""

    world: World
    page: Page
    address: str
    seen: list[str]

    async def looks(self, moment: str) -> None:
        """See what the wall shows at a moment of the story, on both sizes of projector."""
        if not self.seen:
            await self.page.goto(await self._link())
        self.seen.append(moment)
        await LOOKS[moment](self)
        for name, (width, height) in SIZES.items():
            await self.page.set_viewport_size({"width": width, "height": height})
            await expect(self.page.locator("#now")).to_have_text(re.compile(r"\d\d:\d\d"))
            assert await self.page.evaluate(CUT) == [], (moment, name)
            if name == "1080p" and os.environ.get("GIAOUOC_SHOTS") == "1":
                SHOTS.mkdir(parents=True, exist_ok=True)
                await self.page.screenshot(path=SHOTS / f"{moment}.png")

    async def shows(self, place: str, *texts: str) -> None:
        for text in texts:
            await expect(self.page.locator(f"#{place}")).to_contain_text(text)

    async def shows_none(self, place: str, *texts: str) -> None:
        shown = await self.page.locator(f"#{place}").inner_text()
        assert [text for text in texts if text in shown] == []

    async def _link(self) -> str:
        link = re.search(r"/hall/\S+", await self.world.secretary.text())
        assert link is not None
        return f"{self.address}{link.group()}"


async def before(wall: Wall) -> None:
    await wall.shows("stage", "Trân trọng chào mừng", "14:00 ngày 15/03/2027", "tầng 2")
    await wall.shows("agenda", "Thống nhất thời gian sơ kết", "Ký kết giao ước")
    await wall.shows("presence", "0/8")
    await expect(wall.page.locator("#check-in svg")).to_be_visible()


async def checking_in(wall: Wall) -> None:
    await wall.shows("presence", "4/8", "7 đại biểu", "Cần thêm 2 đơn vị")
    await wall.shows("check-in", await wall.world.stage.hall_code())
    # Nobody who is late is named.
    for place in ("stage", "presence", "check-in"):
        await wall.shows_none(place, *(unit.name for unit in wall.world.stage.units[4:]))


async def discussion(wall: Wall) -> None:
    await wall.shows("presence", "7/8", "Đủ số đơn vị")
    await wall.shows("stage", "Mục 3/9", "▶ Sở Tài chính", "Sở Nông nghiệp")


async def vote_open(wall: Wall) -> None:
    await wall.shows("stage", "Đang biểu quyết", "5/7 đã bỏ phiếu")
    await wall.shows_none("stage", *RESULT)


async def vote_result(wall: Wall) -> None:
    await wall.shows("stage", "Đồng ý5", "Không đồng ý1", "Ý kiến khác1", "Được thông qua")


async def launched(wall: Wall) -> None:
    await wall.shows("stage", "Mục 7/9", "“Kỷ cương, sáng tạo, bứt phá”")


async def signing(wall: Wall) -> None:
    await wall.shows("stage", "4/8 đơn vị đã ký")
    names = [wall.world.stage.units[number].name for number in (1, 2, 4, 6)]
    await expect(wall.page.locator(".wall [data-signed]")).to_have_text(names)


async def finished(wall: Wall) -> None:
    await wall.shows("stage", "Hội nghị đã bế mạc", "5/8 đơn vị đã ký giao ước")
    await expect(wall.page.locator("#check-in")).to_be_empty()


LOOKS: dict[str, Callable[[Wall], Awaitable[None]]] = {
    look.__name__: look
    for look in (
        before,
        checking_in,
        discussion,
        vote_open,
        vote_result,
        launched,
        signing,
        finished,
    )
}


@asynccontextmanager
async def open_wall(chromium: Browser, folder: Path) -> AsyncIterator[Wall]:
    """Yield a wall in front of a bloc that has registered and has yet to call its conference."""
    async with open_world(await make_template("web", folder), folder, BEGINS) as world:
        await all_accepted(world)
        for unit in world.stage.units:
            await declared(world, world.of(unit.code, Role.OFFICER))
        app = world.stage.app
        async with serve(build_app(app.web, app.intake)) as address:
            page = await chromium.new_page(reduced_motion="reduce")
            try:
                yield Wall(world, page, address, [])
            finally:
                await page.close()
                await app.web.close()


async def test_the_half_day_of_the_story_is_followed_on_the_wall(
    chromium: Browser, tmp_path: Path
) -> None:
    async with open_wall(chromium, tmp_path) as wall:
        complaints: list[Any] = []
        wall.page.on("pageerror", lambda error: complaints.append(error))  # noqa: PLW0108
        wall.world.stage.looks = wall.looks

        for _, chapter in CONFERENCE:
            await chapter(wall.world.stage)

        assert wall.seen == list(LOOKS)
        assert complaints == []
