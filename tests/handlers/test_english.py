"""Where config.toml says English, English is what people are answered in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from bot.app import open_app
from bot.channels.web.app import build_app
from bot.rehearsal.clock import MovableClock
from bot.rehearsal.stage import OPENING, Stage, WebCarrying, rehearsal_config, set_stage
from messages.language import VIETNAMESE, spoken
from tests.support.world import World

PAGE = "http://rehearsal/"


@asynccontextmanager
async def open_english_world(folder: Path) -> AsyncIterator[World]:
    """Nobody has joined yet."""
    config = rehearsal_config(folder / "english.db").model_copy(update={"language": "en"})
    clock = MovableClock(OPENING)
    async with open_app(config, clock) as app:
        yield World("web", await set_stage(app, clock, WebCarrying(app), Stage), None)


async def test_a_bloc_that_speaks_english_is_answered_in_english(tmp_path: Path) -> None:
    # A task has its own context, so that no other test is answered in English.
    await asyncio.create_task(_join_and_add_a_task(tmp_path))

    assert spoken() == VIETNAMESE


async def _join_and_add_a_task(folder: Path) -> None:
    async with open_english_world(folder) as world:
        await _look_at_the_closed_page(world)
        officer = world.officer

        await officer.opens_invite(await world.code_for(officer))
        assert "Please confirm: is this you?" in await officer.text()
        await officer.presses("Yes, that is me", "I have read this")
        await officer.opens("/menu")
        assert "You have 2 things to do" in await officer.text()
        assert (await officer.entries())[:2] == ["📌 To do", "📝 Tasks"]

        await officer.opens("/nhiemvu")
        assert "Add a task" in await officer.labels()
        await officer.types("add a TASK", "Số hóa hồ sơ")
        assert "Số hóa hồ sơ" in await officer.text()
        await officer.types("stop here", "Tasks", "add a task", "Một\nHai")
        assert "2 lines were received" in await officer.text()

        await officer.opens("/dieuhanh")
        assert "Your present role does not allow this" in await officer.text()


async def _look_at_the_closed_page(world: World) -> None:
    app = world.stage.app
    transport = httpx.ASGITransport(build_app(app.web, app.intake))
    async with httpx.AsyncClient(transport=transport, base_url=PAGE) as browser:
        page = (await browser.get("/")).text
    assert '<html lang="en-GB">' in page
    assert "No invite code yet" in page
