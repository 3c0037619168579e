"""The token opens everything: it is in no log, no error and no `repr`."""

import asyncio
import io
import logging
from collections.abc import Iterator

import httpx
import pytest
import structlog

from bot.channels.channel import Outcome, Unfetchable
from bot.channels.telegram.redaction import HIDDEN, TokenFilter, guard_logs, hiding
from bot.channels.telegram.settings import TelegramSettings
from messages.message import Message
from tests.support.bot_api import TOKEN, Drops
from tests.support.telegram_rig import TelegramRig, open_telegram_rig

SECRET = TOKEN.partition(":")[2]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that the program would write at the most talkative level, guarded as in `app`."""
    stream, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(stream), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    guard_logs(TOKEN)
    yield stream
    root.removeHandler(handler)
    for other in root.handlers:
        other.filters[:] = [kept for kept in other.filters if not isinstance(kept, TokenFilter)]
    root.setLevel(level)


async def test_failing_requests_write_no_token(written: io.StringIO) -> None:
    async with open_telegram_rig() as telegram:
        await _fails_in_every_way(telegram)

    assert f"/bot700:{HIDDEN}" in written.getvalue()
    assert SECRET not in written.getvalue()


async def test_traceback_and_arguments_are_redacted(written: io.StringIO) -> None:
    log = logging.getLogger("tests.secrets")
    try:
        int(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        log.exception("failed at %s", {"url": f"bot{TOKEN}"})

    assert SECRET not in written.getvalue()
    assert written.getvalue().count(HIDDEN) >= 2
    assert "ValueError" in written.getvalue()


def test_record_without_the_token_is_left_alone() -> None:
    record = logging.LogRecord("x", logging.INFO, "x", 1, "sent %d", (3,), None)

    assert TokenFilter(TOKEN).filter(record)
    assert (record.msg, record.args) == ("sent %d", (3,))


def test_structlog_processor_hides_the_token_everywhere() -> None:
    capture = structlog.testing.LogCapture()
    log = structlog.wrap_logger(None, processors=[hiding(TOKEN), capture])

    log.info("failed", url=httpx.URL(f"http://x/bot{TOKEN}"), many=[TOKEN], n=3)

    assert SECRET not in repr(capture.entries)
    assert capture.entries[0]["many"] == [f"700:{HIDDEN}"]
    assert capture.entries[0]["n"] == 3


def test_settings_do_not_show_secrets() -> None:
    settings = TelegramSettings(TOKEN, proxy="http://an:secret-word@127.0.0.1:1")

    assert SECRET not in repr(settings)
    assert "secret-word" not in repr(settings)


async def test_requests_go_through_the_configured_proxy() -> None:
    """An office behind a proxy reaches Telegram; the proxy sees the address asked for."""
    asked: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set_result(await reader.readline())
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    proxy = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = proxy.sockets[0].getsockname()[1]
    async with (
        proxy,
        open_telegram_rig(
            base_url="http://telegram.invalid/bot", proxy=f"http://127.0.0.1:{port}"
        ) as telegram,
    ):
        await telegram.deliver(await telegram.phone("An"), Message("x").to_json())

    assert (await asked).startswith(b"POST http://telegram.invalid/bot")


async def _fails_in_every_way(telegram: TelegramRig) -> list[Outcome]:
    phone = await telegram.phone("An")
    telegram.server.arm("sendMessage", Drops())
    outcomes = [await telegram.deliver(phone, Message("x").to_json())]
    with pytest.raises(Unfetchable):
        await telegram.channel.fetch("nothing")
    telegram.server.token = "700:changed"
    outcomes.append(await telegram.deliver(phone, Message("x").to_json()))
    with pytest.raises(Exception, match="token") as caught:
        await telegram.channel.run(telegram.inlet, asyncio.Event())
    assert SECRET not in repr(caught.value)
    return outcomes
