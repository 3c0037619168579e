"""How many statements one step of a dialogue costs inside intake's transaction."""

from collections.abc import AsyncIterator, Awaitable
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.rehearsal.stage import Stage
from tests.support.prepared import frozen
from tests.support.world import World, make_template, open_world

# Transaction marks aside. The aim is twelve; saving a task writes seven rows besides what it reads.
MOST = {"/nhiemvu": 11, "Số hóa hồ sơ một cửa": 18, "/menu": 9}
# A signature writes eight rows: itself, its act, its certificate, the duty that ends, and the
# step's own four; before them stands what it must not overlook, and after them what it changed.
# A confirmed paper ends two duties, reads the scan it seals, and writes to two people.
SIGNING = {
    "open": 12,
    "press": 12,
    "sign": 22,
    "hand in": 16,
    "page": 16,
    "send": 23,
    "confirm": 26,
}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    folder = tmp_path / "world"
    folder.mkdir()
    async with open_world(await make_template("web", tmp_path), folder) as opened:
        yield opened


async def test_a_step_of_a_dialogue_takes_few_statements(world: World) -> None:
    await world.officer.opens("/nhiemvu")
    counted = {}
    for text in MOST:
        if text[0] != "/":
            await world.officer.presses("Thêm nhiệm vụ")
        counted[text] = await _counted(world, world.officer.phone.types(text))

    assert all(counted[text] <= most for text, most in MOST.items()), counted


async def test_a_step_of_signing_takes_few_statements(world: World) -> None:
    await frozen(world)
    leader, officer, secretary = world.leader.phone, world.other.phone, world.secretary
    steps = {
        "open": leader.types("/giaouoc"),
        "press": leader.presses("Tôi ký"),
        "sign": leader.types(world.leader.name),
    }
    counted = {name: await _counted(world, step) for name, step in steps.items()}
    await world.other.opens("/giaouoc")
    counted["hand in"] = await _counted(world, officer.presses("Nộp bản ký giấy"))
    page = officer.sends_file("a.pdf", "application/pdf", b"%PDF-1.4 signed", "")
    counted["page"] = await _counted(world, page)
    counted["send"] = await _counted(world, officer.presses("Gửi đối chiếu"))
    await secretary.opens("/viec")
    await secretary.presses("1. Đối chiếu bản ký")
    counted["confirm"] = await _counted(world, secretary.phone.presses("Khớp, xác nhận"))

    assert all(counted[name] <= most for name, most in SIGNING.items()), counted


async def _counted(world: World, step: Awaitable[None]) -> int:
    """Take the one update that the step brings; return how many statements that took."""
    await step
    n_statements = await _taken(world.stage)
    await world.stage.goes_on()
    return n_statements


async def _taken(stage: Stage) -> int:
    said: list[str] = []
    engine = stage.app.storage._engine.sync_engine

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    assert await stage.app.intake._take_one()
    event.remove(engine, "before_cursor_execute", note)
    return sum(statement.split()[0] not in {"BEGIN", "SAVEPOINT", "RELEASE"} for statement in said)
