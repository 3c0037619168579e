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


@pytest.fixture(autouse=True)
def _a_command_answers_with_a_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    async def gather(uow: UnitOfWork, about: Mapping[str, Any]) -> Maker:
        seats = await uow.people.held_by(about["person_id"], uow.now)

        def make() -> bytes:
            if seats[0].role is not Role.OFFICER:
                raise ValueError(seats[0].role)
            return str(seats[0].unit_name).encode()

        return make

    async def answer(asked: Request) -> Message:
        about = {"person_id": asked.actor.person.id}
        return Message("Danh mục", files=(Paper("try", about, "Danh mục.pdf"),))

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
