"""Sixty people check in and vote within thirty seconds: how long each waits for the answer.

Ours: the real program as a process of its own, its hall screen open; once on the web channel
over real HTTP, once through Telegram's adapter against the tests' strict Bot API server. All
check in during the first half, the chair puts the item to the vote, all press a vote during the
second; one of each unit may, the others are refused, which is an answer too.
Peer: the same program and people in the same run, one act at a time.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from pathlib import Path
from random import Random  # noqa: TID251 (seeded)
from tempfile import TemporaryDirectory

from benchmarks.crowd import Phone, percentile, projector, telegram_phones, web_phones
from benchmarks.full_hall import UNITS, FullHall, prepare
from benchmarks.table import Line
from messages import actions
from storage.kinds import Choice, Role, VoteKind
from tests.crash.bloc import database_url
from tests.crash.program import Program
from tests.crash.waiting import until
from tests.support.bot_api import BotApi

HALF = 15.0
LIMIT = 1.0
SEED = 2027


async def lines() -> list[Line]:
    """Hold it on both channels; return how long the answers took."""
    found = []
    for channel in ("web", "telegram"):
        with TemporaryDirectory() as folder:
            found.append(await _hold(channel, Path(folder)))
    return found


async def _hold(channel: str, folder: Path) -> Line:
    """Hold the conference on one channel; refuse a figure that lost or doubled something."""
    hall = await prepare(database_url(folder / "giaouoc.db"), channel)
    everybody = (hall.chair, *hall.invitees)
    async with BotApi() as server:
        program = Program(folder, server.base_url)
        await program.start()
        try:
            await program.answers()
            opened = (
                web_phones(program, everybody)
                if channel == "web"
                else telegram_phones(server, everybody)
            )
            async with opened as (chair, *people), projector(program, hall.hall_token):
                idle, busy = await _meet(hall, chair, people)
                n_unasked = await _unasked(people)
            await program.stop()
        finally:
            await program.close()
    lost, doubled = _count(program.database, len(people))
    lost += 2 * len(people) - len(busy)
    assert lost == doubled == n_unasked == 0, f"lost {lost}, doubled {doubled + n_unasked}"
    return _line(channel, idle, busy)


async def _meet(
    hall: FullHall, chair: Phone, people: Sequence[Phone]
) -> tuple[list[float], list[float]]:
    """Return the seconds of each answer: one act at a time, and in the crowd."""
    rng = Random(SEED)
    for phone in (chair, *people):
        await phone.types("/diemdanh")
    idle = [phone.watch.times.pop() for phone in people]
    await _within_half(rng, people, lambda one: one.presses(actions.CheckIn(hall.conference_id)))
    before = {phone: phone.watch.n_shown for phone in people}
    await chair.presses(actions.PutVote(hall.item_id, VoteKind.OPEN, 0))
    leaders = [phone for phone in people if phone.who.role is Role.LEADER]
    await until(lambda: _reached(leaders, before), "the letters that ask to vote")
    await _within_half(rng, people, lambda one: one.presses(_vote(one)))
    return idle, [seconds for phone in people for seconds in phone.watch.times]


async def _within_half(
    rng: Random, people: Sequence[Phone], act: Callable[[Phone], Awaitable[None]]
) -> None:
    """Let everybody act once, at a moment of their own."""

    async def at(moment: float, phone: Phone) -> None:
        await asyncio.sleep(moment)
        await act(phone)

    await asyncio.gather(*(at(rng.uniform(0, HALF), phone) for phone in people))


async def _reached(leaders: Sequence[Phone], before: dict[Phone, int]) -> bool:
    return all(phone.watch.n_shown > before[phone] for phone in leaders)


def _vote(phone: Phone) -> actions.CastVote:
    # The database is fresh: the first vote has the first number.
    return actions.CastVote(1, phone.who.unit_id, Choice.AGREE)


async def _unasked(people: Sequence[Phone]) -> int:
    """Return how much was shown beyond one answer an act and one letter a unit."""
    await asyncio.sleep(1)
    return sum(phone.watch.n_shown - phone.watch.n_acts for phone in people) - UNITS


def _line(channel: str, idle: list[float], busy: list[float]) -> Line:
    p50, p95 = (percentile(busy, n) for n in (50, 95))
    alone = percentile(idle, 50)
    shown = (
        f"p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms",
        f"{alone * 1000:.0f} ms (one at a time)",
        f"{p95 / alone:.1f}",
    )
    what = f"{len(busy)} acts of 60 people in {2 * HALF:.0f} s, {channel}"
    return Line(what, *shown, f"p95 < {LIMIT:.0f} s", p95 < LIMIT)


def _count(database: Path, n_people: int) -> tuple[int, int]:
    """Return how much of what the people did the stopped program's record lost or doubled."""
    present = "SELECT count(DISTINCT person_id) FROM attendance"
    unfinished = "SELECT count(*) FROM inbox WHERE state != 'done'"
    unsent = "SELECT count(*) FROM outbox WHERE state != 'sent'"
    resent = "SELECT count(*) FROM outbox WHERE resend_of IS NOT NULL"
    with closing(sqlite3.connect(database)) as opened:

        def n(question: str) -> int:
            return int(opened.execute(question).fetchone()[0])

        n_present, n_voted = n(present), n("SELECT count(*) FROM ballot")
        lost = n_people - n_present + UNITS - n_voted + n(unfinished) + n(unsent)
        return lost, n("SELECT count(*) FROM attendance") - n_present + n(resent)
