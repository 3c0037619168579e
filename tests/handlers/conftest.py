"""Most tests here run twice: through the chat page, and through Telegram."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.support.prepared import all_accepted, frozen
from tests.support.world import Template, World, make_template, open_world

BOTH = ("web", "telegram")
TemplateOf = Callable[[str, str], Awaitable[Template]]
PREPARED: dict[str, Callable[[World], Awaitable[None]]] = {
    "accepted": all_accepted,
    "frozen": frozen,
}


@pytest.fixture(scope="session")
def template_of(tmp_path_factory: pytest.TempPathFactory) -> TemplateOf:
    """Make what many tests begin from once for each channel; tests work on copies."""

    known: dict[tuple[str, str], Template] = {}

    async def made(channel: str, prepared: str) -> Template:
        if (channel, prepared) not in known:
            folder = tmp_path_factory.mktemp(f"{channel}-{prepared}")
            known[channel, prepared] = (
                await make_template(channel, folder)
                if prepared == "joined"
                else await _prepared(await made(channel, "joined"), folder, prepared)
            )
        return known[channel, prepared]

    return made


async def _prepared(joined: Template, folder: Path, prepared: str) -> Template:
    async with open_world(joined, folder) as world:
        await PREPARED[prepared](world)
    return joined.moved_to(folder)


@pytest.fixture(params=BOTH)
async def world(
    request: pytest.FixtureRequest, template_of: TemplateOf, tmp_path: Path
) -> AsyncIterator[World]:
    """Everybody has joined."""
    async with open_world(await template_of(request.param, "joined"), tmp_path) as opened:
        yield opened


@pytest.fixture(params=BOTH)
async def accepted_world(
    request: pytest.FixtureRequest, template_of: TemplateOf, tmp_path: Path
) -> AsyncIterator[World]:
    """Every list is accepted, and nobody was told."""
    async with open_world(await template_of(request.param, "accepted"), tmp_path) as opened:
        yield opened


@pytest.fixture(params=BOTH)
async def signing_world(
    request: pytest.FixtureRequest, template_of: TemplateOf, tmp_path: Path
) -> AsyncIterator[World]:
    """The pledge is frozen, and nobody was told."""
    async with open_world(await template_of(request.param, "frozen"), tmp_path) as opened:
        yield opened


@pytest.fixture
async def telegram(template_of: TemplateOf, tmp_path: Path) -> AsyncIterator[World]:
    """For what only Telegram has: stickers, blocking, edits that fail."""
    async with open_world(await template_of("telegram", "joined"), tmp_path) as opened:
        yield opened


@pytest.fixture
async def web(template_of: TemplateOf, tmp_path: Path) -> AsyncIterator[World]:
    """For what no channel has a part in: the calendar, the wording of one input after another."""
    async with open_world(await template_of("web", "joined"), tmp_path) as opened:
        yield opened


@pytest.fixture
async def accepted_web(template_of: TemplateOf, tmp_path: Path) -> AsyncIterator[World]:
    """Every list is accepted; on the chat page only."""
    async with open_world(await template_of("web", "accepted"), tmp_path) as opened:
        yield opened


@pytest.fixture
async def signing_web(template_of: TemplateOf, tmp_path: Path) -> AsyncIterator[World]:
    """The pledge is frozen; on the chat page only."""
    async with open_world(await template_of("web", "frozen"), tmp_path) as opened:
        yield opened
