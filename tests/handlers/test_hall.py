"""The hall screen's link, from the chair's chair: shown once, changed when lost (4.3)."""

import re

from messages.people import Links
from tests.handlers.test_conference import calls
from tests.support.world import World
from workflow.hall import behind

LINK = re.compile(r"/hall/([A-Za-z0-9_-]{22})\b")


async def is_open(world: World, token: str) -> bool:
    return await world.do(lambda uow: behind(uow, token)) is not None


async def test_the_link_is_shown_once_and_changed_when_lost(world: World) -> None:
    chair = world.chair
    await calls(chair)
    await chair.opens("/hoinghi")
    await chair.presses("Màn hình hội trường")
    (first,) = LINK.findall(await chair.text())
    assert await is_open(world, first)

    await chair.opens("/hoinghi")
    await chair.presses("Màn hình hội trường")
    assert "Màn hình hội trường đã có đường dẫn" in await chair.text()
    assert LINK.findall(await chair.text()) == []

    change = await chair.holds("Đổi đường dẫn")
    await chair.presses_held(change)
    (second,) = LINK.findall(await chair.text())
    assert not await is_open(world, first)
    assert await is_open(world, second)

    await chair.presses_held(change)
    assert "vừa được đổi nên nút này không còn hiệu lực" in await chair.text()
    assert await is_open(world, second)


async def test_only_the_chairs_side_sets_up_the_projector(world: World) -> None:
    await calls(world.chair)
    await world.chair.opens("/hoinghi")
    hall = await world.chair.holds("Màn hình hội trường")

    await world.officer.opens("/hoinghi")
    assert "Màn hình hội trường" not in await world.officer.labels()
    await world.officer.forges(hall.wire)

    assert "/hall/" not in await world.officer.text()


async def test_without_the_web_channel_its_need_is_said(telegram: World) -> None:
    await calls(telegram.chair)
    intake = telegram.stage.app.intake
    intake._links = Links("", intake._links.bot_name)
    await telegram.chair.opens("/hoinghi")
    await telegram.chair.presses("Màn hình hội trường")

    assert "Màn hình hội trường cần kênh web" in await telegram.chair.text()
    assert "/hall/" not in await telegram.chair.text()
