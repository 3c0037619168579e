"""Days of reminders with the program killed on each, and what they tell when nobody kills it."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path

from bot.rehearsal.clock import MovableClock
from storage.engine import Storage
from tests.crash.bloc import DUE, database_url
from tests.crash.campaign import QUIET, Campaign, Moment, ahead_of
from tests.crash.phones import MARK, said_to
from tests.crash.waiting import until
from workflow import reminder
from workflow.calendar import add_working, at_local

FIRST, LAST = -9, 4
# The day's own messages fall at eight.
HOUR = time(8, 0, 5)
GIVEN = "SELECT obligation_id, offset, person_id FROM reminder ORDER BY 1, 2, 3"
TOLD = """
SELECT dedupe FROM outbox WHERE kind = 'reminder' AND resend_of IS NULL ORDER BY dedupe
"""
SENT = """
SELECT resend_of IS NOT NULL, state = 'sent' FROM outbox WHERE account_id = ?
"""


@dataclass(frozen=True)
class Undisturbed:
    """What is told without any kill: duties by offset and person, and one message a person a day."""

    given: list[tuple[int, int, int]]
    told: dict[date, list[tuple[str]]]


def reminder_days(n_days: int) -> list[date]:
    """Return working days on each of which somebody is reminded, the first of them."""
    days = [add_working(DUE, offset) for offset in range(FIRST, LAST + 1)]
    return days[:n_days]


async def undisturbed(database: Path, days: Sequence[date]) -> Undisturbed:
    """Sweep a copy of the database once a day, as if all of it were delivered at once."""
    copy = database.with_name("undisturbed.db")
    shutil.copy(database, copy)
    clock = MovableClock(_moment(days[0]))
    storage = Storage(database_url(copy), clock)
    told = {}
    try:
        for day in days:
            clock.set(_moment(day))
            async with storage.begin() as uow:
                await reminder.sweep(uow)
            told[day] = _delivered(copy)
        async with storage.begin() as uow:
            assert uow.now == _moment(days[-1])
    finally:
        await storage.close()
    with closing(sqlite3.connect(copy)) as twin:
        return Undisturbed(twin.execute(GIVEN).fetchall(), told)


def _delivered(copy: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(copy)) as twin:
        twin.execute("UPDATE outbox SET state = 'sent', message_id = id WHERE state = 'queued'")
        twin.commit()
        return twin.execute(TOLD).fetchall()


def _moment(day: date) -> datetime:
    return at_local(day, HOUR)


async def wage(
    campaign: Campaign, n_kills: int, moments: Sequence[Moment], wanted: Undisturbed
) -> None:
    """Kill the program on every day, the last time once the day's messages are all out."""
    days = list(wanted.told)
    shares = [n_kills * n // len(days) for n in range(len(days) + 1)]
    for day, (before, after) in zip(days, pairwise(shares), strict=True):
        campaign.program.ahead = ahead_of(day, HOUR)
        for _ in range(after - before - 1):
            await campaign.kill_at(campaign.rng.choice(moments))
        await campaign.comes_up()

        async def is_told(day: date = day) -> bool:
            return campaign.rows(TOLD) == wanted.told[day] and await campaign.is_quiet()

        await until(is_told, f"everybody is told on {day}", QUIET)
        await campaign.program.kill()
        campaign.kills.append(f"{day:%d/%m}")
    await campaign.comes_up()
    await campaign.comes_to_rest()


def wrong_reminders(campaign: Campaign, wanted: Undisturbed) -> list[str]:
    """Compare with the undisturbed days, and count what stands on every phone."""
    wrong = []
    if campaign.rows(GIVEN) != wanted.given:
        wrong.append(f"given otherwise: {set(campaign.rows(GIVEN)) ^ set(wanted.given)}")
    for person in campaign.people:
        member = person.member
        rows = campaign.rows(SENT, member.account_id)
        texts = said_to(campaign, member)
        marked = [text for text in texts if text.startswith(MARK)]
        for is_again, n_there in ((0, len(texts) - len(marked)), (1, len(marked))):
            known = [is_sent for again, is_sent in rows if again == is_again]
            if not sum(known) <= n_there <= len(known):
                wrong.append(f"{member.name} has {n_there} of {known}: {texts}")
    return wrong
