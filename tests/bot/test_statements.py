"""How many statements one step of a dialogue costs inside intake's transaction."""

from pathlib import Path

from sqlalchemy import event

from bot.rehearsal.stage import Stage
from tests.support.world import make_template, open_world

# Transaction marks aside. The aim is twelve; saving a task writes seven rows besides what it reads.
MOST = {"/nhiemvu": 11, "Số hóa hồ sơ một cửa": 18, "/menu": 9}


async def test_a_step_of_a_dialogue_takes_few_statements(tmp_path: Path) -> None:
    folder = tmp_path / "world"
    folder.mkdir()
    async with open_world(await make_template("web", tmp_path), folder) as world:
        await world.officer.opens("/nhiemvu")
        counted = {}
        for text in MOST:
            if text[0] != "/":
                await world.officer.presses("Thêm nhiệm vụ")
            await world.officer.phone.types(text)
            counted[text] = await _taken(world.stage)
            await world.stage.goes_on()

    assert all(counted[text] <= most for text, most in MOST.items()), counted


async def _taken(stage: Stage) -> int:
    """Take the one update that waits; return how many statements that took."""
    said: list[str] = []
    engine = stage.app.storage._engine.sync_engine

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    assert await stage.app.intake._take_one()
    event.remove(engine, "before_cursor_execute", note)
    return sum(statement.split()[0] not in {"BEGIN", "SAVEPOINT", "RELEASE"} for statement in said)
