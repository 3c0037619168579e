"""Promise 1: killing the process at any moment loses nothing acknowledged and doubles nothing.

`GIAOUOC_KILLS` is how often in all, `GIAOUOC_SEED` chooses the moments of a former run again.
"""

import asyncio
import os
import secrets
from pathlib import Path
from random import Random  # noqa: TID251 (seeded, handed in)

import pytest

from tests.crash import reminding
from tests.crash.bloc import DRAFTING, READING, SIGNING
from tests.crash.campaign import Campaign, next_morning, open_campaign
from tests.crash.checks import wrong_in
from tests.crash.importing import Imports
from tests.crash.moments import (
    ACT,
    COPIES,
    DEPARTED,
    HELD,
    LEAVING,
    MESSAGE,
    POLL,
    SOME,
    START,
    STEERED,
    SWEEP,
    UP,
)
from tests.crash.reminding import reminder_days, undisturbed, wrong_reminders

pytestmark = pytest.mark.crash
KILLS = -(-int(os.environ.get("GIAOUOC_KILLS", "12")) // 4)
SEED = int(os.environ.get("GIAOUOC_SEED") or secrets.randbelow(1_000_000))


async def test_nothing_acknowledged_is_lost_or_doubled(tmp_path: Path) -> None:
    """People write lists and sign; a chair sends a notice now and then."""
    async with open_campaign(
        tmp_path, Random(SEED), DRAFTING, SIGNING, ahead=next_morning()
    ) as campaign:
        await campaign.wages(KILLS, (START, UP, POLL, ACT, MESSAGE, HELD))

        await is_sound(campaign)
        assert campaign.acts > KILLS


async def test_every_notice_reaches_whom_it_is_for_and_nobody_else(tmp_path: Path) -> None:
    """Chairs send, stop, pause, let go on and cancel notices to twenty people."""
    async with open_campaign(
        tmp_path, Random(SEED), READING, SIGNING, ahead=next_morning(), per_second=10
    ) as campaign:
        await campaign.wages(KILLS, (START, HELD, LEAVING, DEPARTED, COPIES, COPIES, STEERED))

        await is_sound(campaign)


async def test_everybody_is_reminded_of_everything_once(tmp_path: Path) -> None:
    """On each of many days the hour of the reminders passes, and nobody types a word."""
    async with open_campaign(tmp_path, Random(SEED), READING, SIGNING, per_second=10) as campaign:
        wanted = await undisturbed(campaign.program.database, reminder_days(-(-KILLS // 4)))
        await reminding.wage(campaign, KILLS, (START, SWEEP, MESSAGE, SOME), wanted)

        assert wrong_reminders(campaign, wanted) == []
        await is_sound(campaign)


async def test_an_import_is_whole_or_nothing_while_people_go_on(tmp_path: Path) -> None:
    """The command is killed beside the running program, which goes on."""
    async with open_campaign(tmp_path, Random(SEED), DRAFTING, SIGNING) as campaign:
        await campaign.comes_up()
        async with asyncio.TaskGroup() as living:
            for person in campaign.people:
                living.create_task(person.live())
            await Imports(campaign, tmp_path).wage(KILLS)
            campaign.year.over.set()
        await campaign.comes_to_rest()

        await is_sound(campaign)
        assert campaign.acts > KILLS


async def is_sound(campaign: Campaign) -> None:
    print(f"GIAOUOC_SEED={SEED}: {campaign.acts} acts, killed at", *campaign.kills)  # noqa: T201
    assert await wrong_in(campaign) == []
