"""What one step costs in a record of ten units and in one of ten thousand (500 blocs of twenty).

Ours both times: an officer renames a key task, a button and a text each, from the stored update
to the committed answer. The small record is the peer of the vast one in the same run.
"""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.full_hall import Invitee, joined, plan_of
from benchmarks.table import Line
from bot.app import App, open_app
from bot.config import Config, DatabaseSection
from messages.render import label
from storage.kinds import Role
from tests.crash.bloc import database_url
from workflow.bloc import import_plan
from workflow.clock import SystemClock

SMALL, VAST = (10, 1), (20, 500)
RENAMES = 40
ROUNDS = 5
GOAL = 1.2


async def lines() -> list[Line]:
    """Time the same steps in both records."""
    small, vast = await _step(*SMALL), await _step(*VAST)
    ratio = vast / small
    shown = f"{vast * 1000:.1f} ms", f"{small * 1000:.1f} ms (10 units)", f"{ratio:.2f}"
    return [Line("a step among 10,000 units", *shown, f"<= {GOAL}", ratio <= GOAL)]


async def _step(n_units: int, n_blocs: int) -> float:
    """Return the seconds of one step in a record of so many blocs."""
    with TemporaryDirectory() as folder:
        url = database_url(Path(folder) / "giaouoc.db")
        config = Config(database=DatabaseSection(url=url))
        async with open_app(config, SystemClock()) as app:
            officer = await _fill(app, n_units, n_blocs)
            await _say(app, officer, ("/nhiemvu", label("key_task.add"), "Viec trong tam"))
            await _say(app, officer, (label("go.skip"), label("go.skip"), "1"))
            return median([await _renames(app, officer) for _ in range(ROUNDS)])


async def _fill(app: App, n_units: int, n_blocs: int) -> Invitee:
    """Import the blocs; return one officer, joined on the web channel."""
    roles = (Role.LEADER, Role.OFFICER)
    for number in range(n_blocs):
        async with app.storage.begin() as uow:
            await import_plan(uow, plan_of(roles, code=f"K{number}", n_units=n_units))
    async with app.storage.begin() as uow:
        held = await uow.people.held_in((await uow.blocs.cycles())[0].id, uow.now)
        seat = next(seat for seat in held if seat.role is Role.OFFICER)
        return await joined(uow, seat, "web")


async def _renames(app: App, officer: Invitee) -> float:
    acts = [
        text
        for number in range(RENAMES)
        for text in (label("key_task.title"), f"Viec trong tam {number}")
    ]
    begun = perf_counter()
    await _say(app, officer, acts)
    return (perf_counter() - begun) / len(acts)


async def _say(app: App, officer: Invitee, texts: Sequence[str]) -> None:
    """Store the texts as the officer's and take them one after the other, delivered in between."""
    for text in texts:
        update = {"account": f"page-{officer.person_id}", "kind": "text", "text": text}
        key = f"bench:{perf_counter()}"
        await app.intake.receive("web", [(key, update)])
        assert await app.intake.drain() == 1
        await app.carrier.drain()
