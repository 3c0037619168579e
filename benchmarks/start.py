"""From the command to the first poll of Telegram, the record there already.

Peer: the bare echo bot, which has nothing to open.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.full_hall import prepare
from benchmarks.process import Process, ours, peer
from benchmarks.table import Line
from tests.crash.bloc import database_url
from tests.support.bot_api import BotApi

TIMES = 3
LIMIT = 2.0


async def lines() -> list[Line]:
    """Start each a few times; return the medians."""
    with TemporaryDirectory() as folder:
        await prepare(database_url(Path(folder) / "giaouoc.db"), "telegram")
        mine = await _median(lambda server: ours(Path(folder), server))
        echo = await _median(lambda server: peer(server, "echo"))
    shown = f"{mine:.2f} s", f"{echo:.2f} s (echo bot)", f"{mine / echo:.1f}"
    return [Line("start to first poll", *shown, f"<= {LIMIT:.0f} s", mine <= LIMIT)]


async def _median(program: Callable[[BotApi], AbstractAsyncContextManager[Process]]) -> float:
    """Return the seconds of a start with compiled modules, as installed."""
    times = []
    for _ in range(TIMES + 1):
        async with BotApi() as server:
            begun = perf_counter()
            async with program(server):
                times.append(perf_counter() - begun)
    # The first one compiles.
    return median(times[1:])
