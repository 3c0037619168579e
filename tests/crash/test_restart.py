"""What a stopped program leaves behind, and what the next one makes of it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from random import Random  # noqa: TID251 (seeded, handed in)

import pytest

from messages.render import label
from tests.crash.bloc import DRAFTING, SIGNING
from tests.crash.campaign import Campaign, open_campaign
from tests.crash.checks import wrong_in
from tests.crash.hands import TelegramHand, WebHand
from tests.crash.people import Someone
from tests.crash.waiting import until
from tests.support.bot_api import Hangs

pytestmark = pytest.mark.crash
MARK = label("word.resent")


@pytest.fixture
async def campaign(tmp_path: Path) -> AsyncIterator[Campaign]:
    """A program that is up, and people who do nothing by themselves."""
    async with open_campaign(tmp_path, Random(tmp_path.name), DRAFTING, SIGNING) as opened:
        await opened.comes_up()
        yield opened


def somebody(campaign: Campaign, hand: type[TelegramHand | WebHand]) -> Someone:
    return next(person for person in campaign.people if isinstance(person.hand, hand))


def rows(campaign: Campaign) -> list[tuple[str, bool]]:
    """Return the state of every delivery and whether it is a resend, oldest first."""
    found = campaign.rows("SELECT state, resend_of IS NOT NULL FROM outbox ORDER BY id")
    return [(state, bool(again)) for state, again in found if state]


async def test_a_message_in_flight_is_unknown_and_sent_once_more_marked(
    campaign: Campaign,
) -> None:
    in_flight, again = Hangs(), Hangs()
    campaign.server.arm("sendMessage", in_flight)
    campaign.server.arm("sendMessage", again)
    person = somebody(campaign, TelegramHand)

    await person.hand.types("/menu")
    await in_flight.reached.wait()
    await campaign.program.kill()
    await campaign.comes_up()
    await again.reached.wait()
    await campaign.program.kill()
    await campaign.comes_up()
    await campaign.comes_to_rest()

    said = [m.text for m in campaign.server.user(person.member.chat_id).chat if not m.mine]
    assert said == [said[0], f"{MARK} {said[0]}"]
    assert rows(campaign)[-2:] == [("unknown", False), ("unknown", True)]
    assert await wrong_in(campaign) == []


async def test_a_bubble_in_flight_goes_back_in_line_and_is_shown_once(campaign: Campaign) -> None:
    person = somebody(campaign, WebHand)
    await person.hand.types("/menu")
    await person.hand.answered()
    await campaign.comes_to_rest()
    with closing(sqlite3.connect(campaign.program.database)) as database:
        # As if it had been killed between showing the bubble and writing that down.
        database.execute("UPDATE outbox SET state = 'sending', message_id = NULL")
        database.commit()

    await campaign.comes_up()
    await campaign.comes_to_rest()

    assert ("unknown", False) not in rows(campaign)
    assert await wrong_in(campaign) == []


async def test_a_program_told_to_stop_finishes_what_it_began(campaign: Campaign) -> None:
    async with asyncio.TaskGroup() as living:
        for person in campaign.people:
            living.create_task(person.live())
        await until(lambda: has_done(campaign, 40), "40 acts")

        assert await campaign.program.stop(within=10) == 0

        assert {state for state, _ in rows(campaign)} <= {"sent", "queued"}
        campaign.year.over.set()
        await campaign.comes_up()
    await campaign.comes_to_rest()
    assert await wrong_in(campaign) == []


async def has_done(campaign: Campaign, n_acts: int) -> bool:
    return campaign.acts >= n_acts
