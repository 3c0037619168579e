"""Promise 1: killing the process at any moment loses nothing acknowledged and doubles nothing."""

import os
from pathlib import Path
from random import Random

import pytest

from tests.crash.campaign import open_campaign

KILLS = int(os.environ.get("GIAOUOC_KILLS", "12"))
pytestmark = pytest.mark.crash


async def test_try(tmp_path: Path) -> None:
    seed = int(os.environ.get("GIAOUOC_SEED", "1"))
    async with open_campaign(tmp_path, Random(seed)) as campaign:
        await campaign.wages(KILLS)
        print(campaign.kills, campaign.acts, [p.unanswered for p in campaign.people])
        from tests.crash.checks import wrong_in
        wrong = await wrong_in(campaign)
        assert wrong == []
