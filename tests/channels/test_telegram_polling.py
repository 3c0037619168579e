"""Telegram is told "received" only after the inlet has it; failures of either side lose nothing."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.channel import Ignored
from bot.channels.telegram import polling
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import BadToken
from bot.rehearsal.clock import MovableClock
from tests.support.bot_api import Answers, Dribbles, server_error, too_many
from tests.support.bot_api.refusal import Refusal
from tests.support.telegram_rig import (
    PROFILE,
    RecordingInlet,
    TelegramRig,
    open_telegram_rig,
    settings_for,
)
from workflow.clock import SystemClock

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class WaitingInlet(RecordingInlet):
    """Fails as often as told, and lets a test wait until something is stored."""

    def __init__(self, n_failures: int = 0) -> None:
        super().__init__()
        self._n_failures = n_failures
        self.stored = asyncio.Event()

    async def receive(self, channel: str, updates: Sequence[tuple[str, Mapping[str, Any]]]) -> int:
        if self._n_failures:
            self._n_failures -= 1
            raise OSError("disk full")
        new = await super().receive(channel, updates)
        self.stored.set()
        return new


@asynccontextmanager
async def running(
    channel: TelegramChannel, inlet: RecordingInlet
) -> AsyncIterator[asyncio.Task[None]]:
    """Keep the channel's loop running; it must end when told to."""
    stop = asyncio.Event()
    task = asyncio.create_task(channel.run(inlet, stop))
    try:
        yield task
    finally:
        stop.set()
        await asyncio.wait_for(asyncio.gather(task, return_exceptions=True), 5)


def ids(inlet: RecordingInlet) -> list[str]:
    return [arrival.external_id for arrival in inlet.received]


async def test_update_is_stored_as_it_came(telegram: TelegramRig) -> None:
    phone = await telegram.phone("An")
    update_id = phone.user.types("một")

    (arrival,) = await telegram.arrive()

    assert arrival.external_id == str(update_id)
    assert arrival.raw["message"]["text"] == "một"


async def test_offset_moves_only_after_the_inlet_has_it(telegram: TelegramRig) -> None:
    phone = await telegram.phone("An")
    update_id = phone.user.types("một")

    with pytest.raises(OSError, match="disk full"):
        await telegram.channel.poll_once(WaitingInlet(n_failures=1))
    assert telegram.server.updates.unconfirmed() == [update_id]

    inlet = RecordingInlet()
    await telegram.channel.poll_once(inlet)
    assert ids(inlet) == [str(update_id)]
    assert telegram.server.updates.unconfirmed() == [update_id]

    await telegram.channel.poll_once(inlet)
    assert telegram.server.updates.unconfirmed() == []
    assert ids(inlet) == [str(update_id)]


async def test_repeated_update_keeps_its_id(telegram: TelegramRig) -> None:
    phone = await telegram.phone("An")
    telegram.server.updates.double_next()
    update_id = phone.user.types("một")

    arrived = await telegram.arrive()

    assert [arrival.external_id for arrival in arrived] == [str(update_id)] * 2


async def test_update_of_an_unknown_shape_stops_nothing(telegram: TelegramRig) -> None:
    phone = await telegram.phone("An")
    telegram.server.receives({"message": {"chat": 7, "entities": "?"}})
    phone.user.types("sau đó")

    poison, after = await telegram.arrive()

    assert telegram.channel.understand(poison.raw).what == Ignored()
    assert after.raw["message"]["text"] == "sau đó"


async def test_last_poll_is_told() -> None:
    clock = MovableClock(MORNING)
    async with open_telegram_rig(clock=clock) as telegram:
        assert telegram.channel.last_poll_at is None

        await telegram.arrive()
        assert telegram.channel.last_poll_at == MORNING

        clock.move(timedelta(minutes=1))
        telegram.server.arm("getUpdates", server_error())
        with pytest.raises(Exception, match="Internal Server Error"):
            await telegram.arrive()
        assert telegram.channel.last_poll_at == MORNING


async def test_loop_receives_and_stops_at_once(telegram: TelegramRig) -> None:
    phone = await telegram.phone("An")
    inlet = WaitingInlet()
    async with running(telegram.channel, inlet):
        await telegram.server.polls.waiting.wait()
        update_id = phone.user.types("một")
        await inlet.stored.wait()

    assert ids(inlet) == [str(update_id)]
    assert telegram.server.refused() == []


async def test_loop_takes_over_from_a_webhook(telegram: TelegramRig) -> None:
    telegram.server.world.webhook = "https://example.vn/hook"

    async with running(telegram.channel, WaitingInlet()):
        await telegram.server.polls.waiting.wait()

    assert telegram.server.refused() == []


async def test_loop_introduces_the_bot(telegram: TelegramRig) -> None:
    async with running(telegram.channel, WaitingInlet()):
        await telegram.server.polls.waiting.wait()

    assert telegram.server.world.profile == {
        "description": PROFILE.description,
        "short_description": PROFILE.short_description,
        "commands": list(PROFILE.commands),
        "menu_button": "commands",
    }
    assert await telegram.channel.open() == "giaouoc_test_bot"


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("getUpdates", server_error(502)),
        ("getUpdates", too_many(1)),
        ("getMe", server_error(502)),
        ("setMyDescription", too_many(3)),
    ],
)
async def test_loop_outlives_a_failing_telegram(
    telegram: TelegramRig, method: str, fault: Any
) -> None:
    phone = await telegram.phone("An")
    telegram.server.arm(method, fault)
    update_id = phone.user.types("một")
    inlet = WaitingInlet()

    async with running(telegram.channel, inlet):
        await asyncio.wait_for(inlet.stored.wait(), 5)

    assert ids(inlet) == [str(update_id)]


async def test_loop_outlives_a_failing_inlet(
    telegram: TelegramRig, caplog: pytest.LogCaptureFixture
) -> None:
    phone = await telegram.phone("An")
    update_id = phone.user.types("một")
    inlet = WaitingInlet(n_failures=1)

    async with running(telegram.channel, inlet):
        await asyncio.wait_for(inlet.stored.wait(), 5)

    assert ids(inlet) == [str(update_id)]
    assert "could not be stored" in caplog.text


async def test_loop_gives_up_a_poll_whose_answer_has_no_end() -> None:
    short = timedelta(seconds=0.1)
    async with open_telegram_rig(
        poll_timeout=short, read_timeout=short, poll_pool_size=1
    ) as telegram:
        phone = await telegram.phone("An")
        telegram.server.arm("getUpdates", Dribbles())
        update_id = phone.user.types("một")
        inlet = WaitingInlet()
        async with running(telegram.channel, inlet):
            await asyncio.wait_for(inlet.stored.wait(), 5)

    assert ids(inlet) == [str(update_id)]


async def test_two_programs_with_one_token_are_explained(
    telegram: TelegramRig, caplog: pytest.LogCaptureFixture
) -> None:
    said = asyncio.Event()
    logger = logging.getLogger("bot.channels.telegram.polling")
    listener = _Listener(said)
    logger.addHandler(listener)
    async with running(telegram.channel, WaitingInlet()) as task:
        await telegram.server.polls.waiting.wait()
        second = TelegramChannel(settings_for(telegram.server), PROFILE, SystemClock())
        await second.poll_once(RecordingInlet())
        await asyncio.wait_for(said.wait(), 5)
        assert not task.done()
        await second.close()
    logger.removeHandler(listener)

    assert "Two programs poll Telegram with the same token" in caplog.text


async def test_wrong_token_ends_the_loop_with_words_for_the_operator(telegram: TelegramRig) -> None:
    channel = TelegramChannel(
        settings_for(telegram.server, token="700:wrong"), PROFILE, SystemClock()
    )

    with pytest.raises(BadToken, match="BotFather") as caught:
        await channel.run(RecordingInlet(), asyncio.Event())

    await channel.close()
    assert "700:wrong" not in str(caught.value)


async def test_a_token_that_was_known_is_asked_for_again(
    telegram: TelegramRig, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "LONGEST_PAUSE", timedelta(0))
    phone = await telegram.phone("An")
    inlet = WaitingInlet()
    await telegram.channel.poll_once(inlet)
    telegram.server.arm("getUpdates", Answers(Refusal(404, "Not Found")))
    update_id = phone.user.types("một")

    async with running(telegram.channel, inlet) as task:
        await asyncio.wait_for(inlet.stored.wait(), 5)
        assert not task.done()

    assert ids(inlet) == [str(update_id)]
    assert "no longer knows this token" in caplog.text


class _Listener(logging.Handler):
    def __init__(self, said: asyncio.Event) -> None:
        super().__init__(logging.ERROR)
        self._said = said

    def emit(self, _record: logging.LogRecord) -> None:
        self._said.set()
