"""Promise 1: killing the process at any moment loses nothing acknowledged and doubles nothing.

`GIAOUOC_KILLS` is how often in all, `GIAOUOC_SEED` chooses the moments of a former run again.
"""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random  # noqa: TID251 (seeded, handed in)
from typing import Any

import pytest

from tests.crash import reminding
from tests.crash.bloc import DRAFTING, READING, SIGNING
from tests.crash.campaign import Campaign, next_morning, open_campaign
from tests.crash.checks import wrong_in
from tests.crash.importing import Imports
from tests.crash.moments import (
    ACT,
    COMMIT,
    COPIES,
    DEPARTED,
    HELD,
    LEAVING,
    MESSAGE,
    POLL,
    SOME,
    START,
    STEERED,
    UP,
)
from tests.crash.reminding import reminder_days, undisturbed, wrong_reminders

pytestmark = pytest.mark.crash
KILLS = -(-int(os.environ.get("GIAOUOC_KILLS", "12")) // 4)
SEED = int(os.environ.get("GIAOUOC_SEED") or secrets.randbelow(1_000_000))


async def test_nothing_acknowledged_is_lost_or_doubled(tmp_path: Path) -> None:
    """People write lists and sign; a chair sends a notice now and then."""
    async with waged_in(tmp_path, DRAFTING, SIGNING, ahead=next_morning()) as campaign:
        await campaign.wages(KILLS, (START, UP, POLL, ACT, COMMIT, MESSAGE, HELD))

        assert await wrong_in(campaign) == []
        assert campaign.acts > KILLS


async def test_every_notice_reaches_whom_it_is_for_and_nobody_else(tmp_path: Path) -> None:
    """Chairs send, stop, pause, let go on and cancel notices to twenty people."""
    # Slow enough that copies are on their way, quick enough for what twenty people ask at once.
    async with waged_in(
        tmp_path, READING, SIGNING, ahead=next_morning(), per_second=20
    ) as campaign:
        await campaign.wages(
            KILLS, (START, HELD, LEAVING, DEPARTED, COMMIT, COPIES, COPIES, STEERED)
        )

        assert await wrong_in(campaign) == []


async def test_everybody_is_reminded_of_everything_once(tmp_path: Path) -> None:
    """On each of many days the hour of the reminders passes, and nobody types a word."""
    async with waged_in(tmp_path, READING, SIGNING, per_second=10) as campaign:
        wanted = await undisturbed(campaign.program.database, reminder_days(-(-KILLS // 4)))
        await reminding.wage(campaign, KILLS, (START, COMMIT, COMMIT, MESSAGE, SOME), wanted)

        assert wrong_reminders(campaign, wanted) == []
        assert await wrong_in(campaign) == []


async def test_an_import_is_whole_or_nothing_while_people_go_on(tmp_path: Path) -> None:
    """The command is killed beside the running program, which goes on."""
    async with waged_in(tmp_path, DRAFTING, SIGNING) as campaign:
        await campaign.comes_up()
        async with asyncio.TaskGroup() as living:
            # All of them would leave the imports little of the machine.
            for person in campaign.people[::4]:
                living.create_task(person.live())
            await Imports(campaign, tmp_path).wage(KILLS)
            campaign.year.over.set()
        await campaign.comes_to_rest()

        assert await wrong_in(campaign) == []
        assert campaign.acts > KILLS


@asynccontextmanager
async def waged_in(folder: Path, *codes: str, **options: Any) -> AsyncIterator[Campaign]:
    """Open a campaign; say at its end, good or bad, what would bring it about again."""
    async with open_campaign(folder, Random(SEED), *codes, **options) as campaign:
        try:
            yield campaign
        finally:
            ((n_again,),) = campaign.rows("SELECT count(*) FROM outbox WHERE resend_of IS NOT NULL")
            facts = f"GIAOUOC_SEED={SEED}: {campaign.acts} acts, {n_again} messages sent again"
            print(f"{facts}, killed at", *campaign.kills)  # noqa: T201
