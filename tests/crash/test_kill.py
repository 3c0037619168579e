"""Promise 1: killing the process at any moment loses nothing acknowledged and doubles nothing.

`GIAOUOC_KILLS` is how often in all, `GIAOUOC_SEED` chooses the moments of a former run again.
"""

import os
import secrets
from pathlib import Path
from random import Random  # noqa: TID251 (seeded, handed in)

import pytest

from tests.crash.campaign import MOMENTS, open_campaign
from tests.crash.checks import wrong_in

KILLS = int(os.environ.get("GIAOUOC_KILLS", "12"))
SEED = int(os.environ.get("GIAOUOC_SEED") or secrets.randbelow(1_000_000))


@pytest.mark.crash
@pytest.mark.parametrize(
    "moments", [MOMENTS, ("broadcast", "broadcast", "message")], ids=["updates", "broadcast"]
)
async def test_nothing_is_lost_or_doubled(tmp_path: Path, moments: tuple[str, ...]) -> None:
    async with open_campaign(tmp_path, Random(SEED)) as campaign:
        await campaign.wages(-(-KILLS // 2), moments)

        print(f"GIAOUOC_SEED={SEED}: {campaign.acts} acts, killed at", *campaign.kills)  # noqa: T201
        assert await wrong_in(campaign) == []
        assert campaign.acts > KILLS
