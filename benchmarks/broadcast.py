"""A notice to 1,000 people through a server that enforces 30 a second and 1 a second per chat.

Twenty others write meanwhile, one every half second; their answers' times stand beside those of
the quiet minute before. Peer: python-telegram-bot's own rate limiter, in the same run.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.bulk_bloc import BulkBloc, prepare
from benchmarks.crowd import SHOWN, TelegramPhone, percentile, telegram_phones
from benchmarks.process import Process, ours, peer
from benchmarks.table import Line
from messages.render import label
from tests.crash.bloc import database_url
from tests.crash.waiting import until
from tests.support.bot_api import BotApi

ALLOWED = 30.0
EVERY = 0.5
IDLE = 40
QUIET = 20.0
OK, TOO_MANY = 200, 429
SHARE, SLOWER = 0.95, 2.0
Begin = Callable[[TelegramPhone, int], Awaitable[None]]


@dataclass(frozen=True)
class Run:
    """One broadcast; `share` is of the allowed rate, times are seconds of 95 answers in 100."""

    share: float
    n_missed: int
    """People that no copy reached; a peer gives up after five refusals."""
    n_refused: int
    idle: float
    busy: float


async def lines() -> list[Line]:
    """Send it by our program and by the peer; return rate, refusals and answer times."""
    with TemporaryDirectory() as folder:
        bloc = await prepare(database_url(Path(folder) / "giaouoc.db"))
        mine = await _measured(lambda server: ours(Path(folder), server), bloc, _release)
        chats = str(min(one.chat_id for one in bloc.readers)), str(len(bloc.readers))
        wide = lambda server: peer(server, "broadcaster", *chats)  # noqa: E731
        other = await _measured(wide, bloc, _command)
    return [*_sending(mine, other, len(bloc.readers)), _answering(mine, other)]


def _sending(mine: Run, other: Run, n_people: int) -> list[Line]:
    shares = f"{mine.share:.2f}", f"{other.share:.2f}", f"{mine.share / other.share:.2f}"
    what = f"share of Telegram's rate, {n_people} people"
    refused = str(mine.n_refused), str(other.n_refused), ""
    missed = str(mine.n_missed), str(other.n_missed), ""
    return [
        Line(what, *shares, f"share >= {SHARE}", mine.share >= SHARE),
        Line("people that no copy reached", *missed, "0", mine.n_missed == 0),
        Line("refusals (429) meanwhile", *refused, "0", mine.n_refused == 0),
    ]


def _answering(mine: Run, other: Run) -> Line:
    ratio, peers = mine.busy / mine.idle, other.busy / other.idle
    shown = _times(mine), _times(other), f"{ratio:.1f} of idle (peer {peers:.1f})"
    return Line("answer p95 meanwhile", *shown, f"<= {SLOWER} of idle", ratio <= SLOWER)


def _times(run: Run) -> str:
    return f"{run.busy * 1000:.0f} ms ({run.idle * 1000:.0f} idle)"


async def _measured(
    program: Callable[[BotApi], AbstractAsyncContextManager[Process]], bloc: BulkBloc, begin: Begin
) -> Run:
    async with BotApi() as server:
        for reader in bloc.readers:
            server.user(reader.chat_id).opens_chat()
        people = (bloc.author, *bloc.talkers)
        async with program(server), telegram_phones(server, people) as (author, *talkers):
            idle = await _talk(talkers, IDLE)
            await begin(author, len(bloc.readers))
            chats = {str(reader.chat_id) for reader in bloc.readers}
            n_first = await _first_copy(server, chats)
            begun = perf_counter()
            talking = asyncio.create_task(_talk(talkers))
            took, n_missed = await _last_copy(server, chats, begun)
            calls = server.calls[n_first:]
            talking.cancel()
            with suppress(asyncio.CancelledError):
                await talking
            busy = [seconds for phone in talkers for seconds in phone.watch.times]
    sent = sum(call.method in SHOWN and call.status == OK for call in calls)
    n_refused = sum(call.status == TOO_MANY for call in calls)
    share = sent / took / ALLOWED
    return Run(share, n_missed, n_refused, percentile(idle, 95), percentile(busy, 95))


async def _talk(talkers: Sequence[TelegramPhone], acts: int | None = None) -> list[float]:
    """Let one after the other write; return and clear the times once `acts` are done."""
    for number, phone in enumerate(cycle(talkers)):
        if number == acts:
            break
        await asyncio.gather(phone.types("/menu"), asyncio.sleep(EVERY))
    times = [seconds for phone in talkers for seconds in phone.watch.times]
    for phone in talkers:
        phone.watch.times.clear()
    return times


async def _release(author: TelegramPhone, count: int) -> None:
    await author.types("/thongbao")
    await author.presses_label(label("notice.go_on"))
    await author.presses_label(label("notice.preview"))
    await author.presses_label(label("notice.send", count=count))


async def _command(author: TelegramPhone, count: int) -> None:
    del count
    author.user.types("/broadcast")


async def _first_copy(server: BotApi, chats: set[str]) -> int:
    """Return how many calls there were before the first copy."""
    await until(lambda: _is_begun(server, chats), "the first copy", patience=90, every=0.01)
    return next(
        n for n, call in enumerate(server.calls) if str(call.params.get("chat_id")) in chats
    )


async def _last_copy(server: BotApi, chats: set[str], begun: float) -> tuple[float, int]:
    """Return the seconds until the last copy, and how many people none has reached for long."""
    n_before, last = 0, begun
    while n_before < len(chats) and perf_counter() - last < QUIET:
        await asyncio.sleep(0.1)
        if (n_now := len(_got(server) & chats)) > n_before:
            n_before, last = n_now, perf_counter()
    return last - begun, len(chats) - n_before


async def _is_begun(server: BotApi, chats: set[str]) -> bool:
    return bool(_got(server) & chats)


def _got(server: BotApi) -> set[str]:
    """Return the chats that something reached."""
    return {
        str(call.params["chat_id"])
        for call in server.calls
        if call.method in SHOWN and call.status == OK
    }
