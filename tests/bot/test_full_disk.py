"""A full disk: one clear line for the operator, nothing is lost, and it goes on by itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.channels.channel import Sent
from bot.delivery import Carrier
from bot.intake import Intake
from bot.patience import Patience
from messages.message import Message, Paper
from messages.people import Links
from storage.engine import CannotWrite, Storage
from tests.support.fake_channel import NAME, FakeChannel
from tests.support.post import Post, open_post
from tests.support.web_rig import open_web_rig
from tests.workflow import small_bloc

A_MOMENT = timedelta(seconds=0.02)
# More than what is free within the pages that the database has.
LONG = "dài " * 5000
NOTHING_IS_LOST = "the database cannot be written; nothing is lost, it goes on by itself"


async def let_grow(storage: Storage, n_pages: int = 1_000_000) -> None:
    """Leave this much room, in pages of 4 KB; 1 is less than the database has already."""
    async with storage.begin() as uow:
        await uow._connection.execute(text(f"PRAGMA max_page_count = {n_pages}"))


async def until(holds: Callable[[], bool]) -> None:
    """Wait for loops that run by themselves."""
    while not holds():  # noqa: ASYNC110
        await asyncio.sleep(0.005)


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with open_post(tmp_path, FakeChannel()) as opened:
        yield opened


class Counting(Patience):
    """Counts how often a loop tried in vain."""

    n_tries = 0

    async def bear(self, trouble: CannotWrite, stop: asyncio.Event) -> None:
        self.n_tries += 1
        await super().bear(trouble, stop)


@dataclass
class Office:
    """Intake and carrier that share their patience; Telegram's part is played by hand."""

    post: Post

    def __post_init__(self) -> None:
        post, self.patience = self.post, Counting(A_MOMENT)
        self.carrier = Carrier(post.storage, post.channels, post.clock, patience=self.patience)
        wake = self.carrier.wake
        self.intake = Intake(post.storage, post.channels, Links("", ""), wake, self.patience)

    async def receives(self) -> None:
        await self.intake.receive(NAME, [("1", {"account": "an", "text": LONG})])

    @asynccontextmanager
    async def running(self) -> AsyncIterator[list[asyncio.Task[None]]]:
        stop = asyncio.Event()
        tasks = [asyncio.create_task(loop.run(stop)) for loop in (self.intake, self.carrier)]
        async with asyncio.timeout(10):
            yield tasks
            stop.set()
            await asyncio.gather(*tasks)


async def test_what_comes_while_the_disk_is_full_is_answered_when_there_is_room(
    post: Post,
) -> None:
    office = Office(post)
    await let_grow(post.storage, 1)
    with capture_logs() as logs:
        for _ in range(3):
            # Telegram is told nothing, so that it keeps the update.
            with pytest.raises(CannotWrite, match="full"):
                await office.receives()
        await let_grow(post.storage)
        await office.receives()
        await let_grow(post.storage, 1)
        async with office.running() as tasks:
            await until(lambda: office.patience.n_tries > 3)
            assert not any(task.done() for task in tasks)
            assert post.states() == []
            await let_grow(post.storage)
            await until(lambda: post.states() == ["sent"])

    assert post.rows("SELECT DISTINCT state FROM inbox") == [("done",)]
    told = [(line["event"], line["why"]) for line in logs if line["log_level"] == "error"]
    assert told == [(NOTHING_IS_LOST, "database or disk is full")]


async def test_what_was_sent_is_written_down_when_there_is_room(post: Post) -> None:
    post.channel.outcomes.append(Sent(LONG))
    await post.queue("an", "tin")
    post.channel.gate.clear()
    with capture_logs() as logs:
        async with Office(post).running():
            await post.channel.has_sent(1)
            await let_grow(post.storage, 1)
            post.channel.gate.set()
            await until(lambda: bool(logs))
            assert post.states() == ["sending"]
            await let_grow(post.storage)
            await until(lambda: post.states() == ["sent"])

    assert len(post.channel.texts) == 1


async def test_a_paper_that_cannot_be_stored_rests_before_it_is_made_again(post: Post) -> None:
    office = Office(post)
    n_made = 0

    async def gather(*_: object) -> Callable[[], bytes]:
        return make

    def make() -> bytes:
        nonlocal n_made
        n_made += 1
        return bytes(100_000)

    form = Message("Mẫu nhập", files=(Paper("form", {}, "Mẫu.xlsx"),)).to_json()
    carrier = Carrier(post.storage, post.channels, post.clock, {"form": gather}, office.patience)
    await bound(post, "an")
    await post.queue("an", "", content=form)
    await let_grow(post.storage, 1)
    with capture_logs():
        await carrier.drain()
        assert (n_made, post.states()) == (1, ["queued"])
        await let_grow(post.storage)
        post.clock.move(A_MOMENT)
        await carrier.drain()
    assert (n_made, post.states()) == (2, ["sent"])


async def bound(post: Post, name: str) -> None:
    """Let an account belong to somebody who may have papers."""
    async with post.storage.begin() as uow:
        bloc = await small_bloc.build(uow)
        account = await uow.accounts.open(NAME, name, uow.now)
        await uow.accounts.bind(account.id, bloc.people["chair"], uow.now)


async def test_on_the_chat_page_nothing_is_said_to_be_saved(tmp_path: Path) -> None:
    async with open_web_rig(tmp_path) as web:
        _, browser = await web.phone_and_browser()
        await let_grow(web.storage, 1)
        act = {"id": "act-00000001", "text": LONG[:15_000]}

        refused = await says(browser, act)
        assert refused.status_code == 503
        assert "Chưa lưu được" in refused.json()["error"]

        await let_grow(web.storage)
        assert (await says(browser, act)).json() == {"stored": True}
        assert len(await web.arrive()) == 1


async def says(browser: httpx.AsyncClient, act: dict[str, str]) -> httpx.Response:
    return await browser.post("send", json=act)
