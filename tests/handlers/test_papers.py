"""A paper asked for in the chat arrives there as a file, on both channels."""

from collections.abc import Mapping
from typing import Any

import pytest

from handlers import router
from handlers.papers import PAPERS, Maker
from handlers.request import Request
from messages.message import Message, Paper
from storage.kinds import Role
from storage.unit_of_work import UnitOfWork
from tests.support.world import World
from workflow.permission import Actor


@pytest.fixture(autouse=True)
def _a_command_answers_with_a_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    async def gather(_: UnitOfWork, actor: Actor, __: Mapping[str, Any]) -> Maker:
        (held,) = actor.assignments

        def make() -> bytes:
            if held.role is not Role.OFFICER:
                raise ValueError(held.role)
            return str(held.unit_name).encode()

        return make

    async def answer(_: Request) -> Message:
        return Message("Danh mục", files=(Paper("try", {}, "Danh mục.pdf"),))

    monkeypatch.setitem(PAPERS, "try", gather)
    monkeypatch.setitem(router.COMMANDS, "nhiemvu", answer)


async def test_a_paper_can_be_downloaded(world: World) -> None:
    officer = world.officer

    await officer.opens("/nhiemvu")

    assert (await officer.shown()).files == ("Danh mục.pdf",)
    assert await officer.phone.downloads("Danh mục.pdf") == officer.unit.name.encode()


async def test_a_paper_that_cannot_be_made_is_told(world: World) -> None:
    await world.leader.opens("/nhiemvu")

    shown = await world.leader.shown()
    assert shown.files == ()
    assert shown.text.startswith("Danh mục")
    assert "Danh mục.pdf" in shown.text
