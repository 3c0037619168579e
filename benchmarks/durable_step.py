"""What one durable step of a dialogue costs above the commits it cannot do without.

Ours: an officer renames a key task, a button and a text each time, from the stored update to
the committed reply. Peer: the same number of bare SQLite transactions, each writing the update
and marking it done, on the same journal mode and `synchronous=FULL`, without any program.
"""

import sqlite3
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.table import Line
from bot.rehearsal import acts
from bot.rehearsal.stage import Player, Stage, open_stage
from messages.render import label
from storage.engine import journal_mode
from storage.kinds import Role

RENAMES = 200


async def lines() -> list[Line]:
    """Time our steps and as many bare commits."""
    with TemporaryDirectory() as folder:
        async with open_stage(Path(folder)) as stage:
            officer = stage.of(stage.units[2], Role.OFFICER)
            await _prepare(stage, officer)
            ours = await _timed(lambda: _rename(stage, officer)) / (2 * RENAMES)
        peer = await _timed(lambda: _bare(Path(folder) / "bare.db")) / (2 * RENAMES)
    shown = f"{ours * 1000:.2f} ms", f"{peer * 1000:.2f} ms (bare commit)", f"{ours / peer:.1f}"
    return [Line("a durable step, without the network", *shown)]


async def _timed(work: Callable[[], Awaitable[None]]) -> float:
    """Return the wall seconds that the work took."""
    begin = time.perf_counter()
    await work()
    return time.perf_counter() - begin


async def _prepare(stage: Stage, officer: Player) -> None:
    await acts.join(stage, officer)
    await officer.types("/nhiemvu")
    await officer.presses(label("key_task.add"))
    await officer.types("Viec trong tam")
    await officer.presses(label("go.skip"), label("go.skip"))
    await officer.presses("1")


async def _rename(stage: Stage, officer: Player) -> None:
    """Store all updates first, so that only taking them is timed beside one insert each."""
    async with stage.app.storage.begin() as uow:
        account = (await uow.accounts.known([officer.person_id]))[officer.person_id]
    await stage.app.intake.receive(
        "web",
        [
            (
                f"bench:{n}:{kind}",
                {"account": account.external_id, "kind": "text", "text": text},
            )
            for n in range(RENAMES)
            for kind, text in (("press", label("key_task.title")), ("text", f"Viec thu {n}"))
        ],
    )
    taken = await stage.app.intake.drain()
    assert taken == 2 * RENAMES


async def _bare(file: Path) -> None:
    database = sqlite3.connect(file, isolation_level=None)
    database.execute(f"PRAGMA journal_mode = {journal_mode()}")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE inbox (id INTEGER PRIMARY KEY, raw TEXT, state TEXT)")
    for n in range(2 * RENAMES):
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO inbox (raw, state) VALUES (?, 'new')", (f"update {n}",))
        database.execute("UPDATE inbox SET state = 'done' WHERE id = ?", (n + 1,))
        database.execute("COMMIT")
    database.close()
