"""Adding key tasks over Telegram's adapter, an hour of a busy bloc in one run.

Twenty officers at once, each waiting for the answer before the next act: a button, a title, two
fields skipped. Ours is the whole program; the peers run the same acts in the same run: a bare
echo bot that keeps nothing, and the usual stack (ConversationHandler, PicklePersistence every 60 s,
SQLAlchemy). The server counts no flood here: the programs are measured, not Telegram.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.crowd import TelegramPhone, telegram_phones
from benchmarks.full_hall import Invitee, prepare
from benchmarks.process import Process, ours, peer
from benchmarks.table import Line
from messages.render import label
from storage.kinds import Role
from tests.crash.bloc import database_url
from tests.support.bot_api import BotApi, Flood

TASKS = 45
ACTS = 4
MEMORY_LIMIT = 150
# Messages a second, as of a local Bot API server.
AT_WILL = 100_000.0


@dataclass(frozen=True)
class Run:
    """What one program took for all acts; memory in MiB after a quarter and at the end."""

    rate: float
    cpu: float
    """Processor seconds of one act."""
    early: float
    late: float


@dataclass(frozen=True)
class Words:
    """How a program is spoken to: its first command, and its buttons' labels."""

    begin: str
    add: str
    skip: str


async def lines() -> list[Line]:
    """Run all three; return our rate, cost and memory beside the peers'."""
    with TemporaryDirectory() as folder:
        hall = await prepare(database_url(Path(folder) / "giaouoc.db"), "telegram")
        people = tuple(one for one in hall.invitees if one.role is Role.LEADER)
        words = Words("/nhiemvu", label("key_task.add"), label("go.skip"))
        mine = await _measured(lambda at: ours(Path(folder), at, AT_WILL), people, words)
        words = Words("/start", "Add", "Skip")
        usual = await _measured(lambda server: peer(server, "usual_stack", folder), people, words)
        words = Words("/start", "", "")
        echo = await _measured(lambda server: peer(server, "echo"), people, words)
    return [
        _rate("a bare echo bot", mine, echo, 1),
        _cost("a bare echo bot", mine, echo),
        _rate("the usual stack", mine, usual, 3),
        _cost("the usual stack", mine, usual),
        _memory(mine, usual),
    ]


def _rate(name: str, mine: Run, other: Run, goal: float) -> Line:
    ratio = mine.rate / other.rate
    what = f"acts answered a second, beside {name}"
    shown = f"{mine.rate:.0f}/s", f"{other.rate:.0f}/s", f"{ratio:.2f}"
    return Line(what, *shown, f">= {goal}", ratio >= goal)


def _cost(name: str, mine: Run, other: Run) -> Line:
    shown = f"{mine.cpu * 1000:.1f} ms", f"{other.cpu * 1000:.1f} ms", f"{mine.cpu / other.cpu:.2f}"
    return Line(f"processor time of an act, beside {name}", *shown)


def _memory(mine: Run, other: Run) -> Line:
    return Line(
        f"memory after {20 * TASKS * ACTS} acts (after a quarter of them)",
        f"{mine.late:.0f} MiB ({mine.early:.0f})",
        f"{other.late:.0f} MiB ({other.early:.0f})",
        f"{mine.late / other.late:.2f}",
        f"<= {MEMORY_LIMIT} MiB",
        mine.late <= MEMORY_LIMIT,
    )


async def _measured(
    program: Callable[[BotApi], AbstractAsyncContextManager[Process]],
    people: Sequence[Invitee],
    words: Words,
) -> Run:
    async with (
        BotApi(flood=Flood.off()) as server,
        program(server) as process,
        telegram_phones(server, tuple(people)) as phones,
    ):
        await asyncio.gather(*(phone.types(words.begin) for phone in phones))
        quarter = TASKS // 4
        begun, spent = perf_counter(), process.cpu_seconds
        await asyncio.gather(*(_adds(phone, words, range(quarter)) for phone in phones))
        early = process.memory
        await asyncio.gather(*(_adds(phone, words, range(quarter, TASKS)) for phone in phones))
        took, spent = perf_counter() - begun, process.cpu_seconds - spent
        acts = len(people) * TASKS * ACTS
        assert all(len(phone.watch.times) == phone.watch.n_acts for phone in phones), "lost"
        return Run(acts / took, spent / acts, early, process.memory)


async def _adds(phone: TelegramPhone, words: Words, numbers: range) -> None:
    for number in numbers:
        title = f"Nhiem vu trong tam thu {number + 1} cua don vi"
        if words.add:
            await phone.presses_label(words.add)
            await phone.types(title)
            await phone.presses_label(words.skip)
            await phone.presses_label(words.skip)
        else:
            for _ in range(ACTS):
                await phone.types(title)
