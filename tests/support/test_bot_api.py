"""The tests' Bot API server is as strict as Telegram; asked over plain HTTP, without any library."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.rehearsal.clock import MovableClock
from tests.support.bot_api import BotApi, Drops, Flood, Hangs, User, server_error, too_many
from tests.support.bot_api.entities import plain
from tests.support.bot_api.refusal import Refusal

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class Client:
    """Calls the server as any program would."""

    def __init__(self, http: httpx.AsyncClient, server: BotApi) -> None:
        self.http = http
        self.base = f"{server.base_url}{server.token}"

    async def call(self, method: str, **params: Any) -> httpx.Response:
        sent = {k: v if isinstance(v, str) else json.dumps(v) for k, v in params.items()}
        return await self.http.post(f"{self.base}/{method}", data=sent)

    async def says(self, method: str, **params: Any) -> str:
        """Return "" for a call that is taken, else the refusal's description."""
        return str((await self.call(method, **params)).json().get("description", ""))

    async def updates(self, **params: Any) -> list[int]:
        found = (await self.call("getUpdates", **params)).json()["result"]
        return [update["update_id"] for update in found]


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(MORNING)


@pytest.fixture
async def server(clock: MovableClock) -> AsyncIterator[BotApi]:
    async with BotApi(now=clock.now) as running:
        yield running


@pytest.fixture
async def client(server: BotApi) -> AsyncIterator[Client]:
    async with httpx.AsyncClient(timeout=5, trust_env=False) as http:
        yield Client(http, server)


@pytest.fixture
def user(server: BotApi) -> User:
    opened = server.user(1001)
    opened.opens_chat()
    return opened


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<b>Hạn <i>nộp</i></b>", "Hạn nộp"),
        ("a &lt; b &amp; &#34;c&#34; > d", 'a < b & "c" > d'),
        ('<a href="https://example.vn/?a=1&amp;b">xem</a>', "xem"),
        ("<blockquote>trích</blockquote>\n", "trích"),
    ],
)
def test_html_that_telegram_accepts_is_shown(source: str, shown: str) -> None:
    assert plain(source) == shown


@pytest.mark.parametrize(
    "source",
    ["<p>x</p>", "<b>x", "x</b>", "<b><i>x</b></i>", "a < b", "a & b", "<br>", "&nbsp;", "<b"],
)
def test_html_that_telegram_refuses_is_refused(source: str) -> None:
    with pytest.raises(Refusal, match="can't parse entities"):
        plain(source)


async def test_text_limits_count_utf16_after_tags(client: Client, user: User) -> None:
    fits, too_long = "🏅" * 2048, "🏅" * 2048 + "x"

    assert await client.says("sendMessage", chat_id=user.id, text="<b>" + fits + "</b>") != ""
    assert (
        await client.says(
            "sendMessage", chat_id=user.id, text="<b>" + fits + "</b>", parse_mode="HTML"
        )
        == ""
    )
    assert "too long" in await client.says("sendMessage", chat_id=user.id, text=too_long)
    assert "empty" in await client.says(
        "sendMessage", chat_id=user.id, text="<b> </b>", parse_mode="HTML"
    )


@pytest.mark.parametrize(
    ("button", "complaint"),
    [
        ({"text": "Ký", "callback_data": "a" * 64}, ""),
        ({"text": "Ký", "callback_data": "ă" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "Ký", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "", "callback_data": "x"}, "non-empty"),
        ({"text": "Ký"}, "unallowed"),
    ],
)
async def test_button_is_checked(
    client: Client, user: User, button: dict[str, str], complaint: str
) -> None:
    markup = {"inline_keyboard": [[button]]}

    said = await client.says("sendMessage", chat_id=user.id, text="x", reply_markup=markup)

    assert complaint in said
    assert bool(complaint) == bool(said)


async def test_unknown_parameter_and_method_are_refused(client: Client, user: User) -> None:
    assert "sparkle" in await client.says("sendMessage", chat_id=user.id, text="x", sparkle=1)
    assert (await client.call("sendSparkles")).status_code == 404


async def test_chat_opens_with_the_first_words_and_closes_with_a_block(
    client: Client, server: BotApi
) -> None:
    stranger = server.user(5)
    assert "chat not found" in await client.says("sendMessage", chat_id=5, text="x")
    assert "chat not found" in await client.says("sendMessage", chat_id=6, text="x")

    stranger.types("/start")
    assert await client.says("sendMessage", chat_id=5, text="x") == ""

    stranger.blocks_bot()
    refused = await client.call("sendMessage", chat_id=5, text="x")
    assert (refused.status_code, refused.json()["description"]) == (
        403,
        "Forbidden: bot was blocked by the user",
    )


async def test_wrong_token_is_unauthorised(client: Client) -> None:
    client.base = client.base.removesuffix("w") + "x"

    assert (await client.call("getMe")).status_code == 401


async def test_burst_is_taken_then_one_a_second(
    client: Client, user: User, clock: MovableClock
) -> None:
    answers = [await client.call("sendMessage", chat_id=user.id, text="x") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3].json()["parameters"] == {"retry_after": 1}

    clock.move(timedelta(seconds=1))

    assert await client.says("sendMessage", chat_id=user.id, text="x") == ""
    assert "Too Many" in await client.says("sendMessage", chat_id=user.id, text="x")


async def test_thirty_a_second_in_all(clock: MovableClock) -> None:
    flood = Flood()
    for chat_id in range(30):
        flood.pass_through(chat_id, clock.now())

    with pytest.raises(Refusal, match="Too Many"):
        flood.pass_through(99, clock.now())

    clock.move(timedelta(seconds=1))
    flood.pass_through(99, clock.now())


async def test_updates_come_again_until_confirmed(
    client: Client, server: BotApi, user: User
) -> None:
    first, second = user.types("một"), user.types("hai")

    assert await client.updates() == [first, second]
    assert await client.updates(offset=first) == [first, second]
    assert await client.updates(offset=second) == [second]
    assert await client.updates() == [second]
    assert await client.updates(offset=second + 1) == []
    assert server.updates.unconfirmed() == []


async def test_updates_can_come_twice_in_one_answer(
    client: Client, server: BotApi, user: User
) -> None:
    server.updates.double_next()
    only = user.types("một")

    assert await client.updates() == [only, only]
    assert await client.updates() == [only]


async def test_press_dies_in_an_outage_and_text_lives(
    client: Client, user: User, clock: MovableClock
) -> None:
    markup = {"inline_keyboard": [[{"text": "Ký", "callback_data": "x"}]]}
    await client.call("sendMessage", chat_id=user.id, text="?", reply_markup=markup)
    user.presses("Ký")
    typed = user.types("KÝ")

    clock.move(timedelta(minutes=3))

    assert await client.updates() == [typed]


async def test_long_poll_ends_with_the_first_update(
    client: Client, server: BotApi, user: User
) -> None:
    poll = asyncio.create_task(client.updates(timeout=5))
    await server.polls.waiting.wait()

    update_id = user.types("một")

    assert await poll == [update_id]


async def test_second_poll_ends_the_first_with_conflict(client: Client, server: BotApi) -> None:
    first = asyncio.create_task(client.call("getUpdates", timeout=5))
    await server.polls.waiting.wait()

    second = await client.call("getUpdates")

    assert (await first).status_code == 409
    assert second.status_code == 200


async def test_poll_under_a_webhook_conflicts(client: Client, server: BotApi) -> None:
    server.world.webhook = "https://example.vn/hook"
    assert (await client.call("getUpdates")).status_code == 409

    await client.call("deleteWebhook")

    assert (await client.call("getUpdates")).status_code == 200


async def test_edit_changes_the_screen_or_says_why_not(client: Client, user: User) -> None:
    sent = (await client.call("sendMessage", chat_id=user.id, text="Cũ")).json()["result"]
    place = {"chat_id": user.id, "message_id": sent["message_id"]}

    assert "not modified" in await client.says("editMessageText", **place, text="Cũ")
    assert await client.says("editMessageText", **place, text="Mới") == ""
    assert "to edit not found" in await client.says(
        "editMessageText", chat_id=user.id, message_id=999, text="Mới"
    )
    assert [message.text for message in user.chat] == ["Mới"]


async def test_press_is_answered_once_and_in_time(
    client: Client, server: BotApi, user: User, clock: MovableClock
) -> None:
    markup = {"inline_keyboard": [[{"text": "Ký", "callback_data": "x"}]]}
    await client.call("sendMessage", chat_id=user.id, text="?", reply_markup=markup)
    first, second = user.presses("Ký"), user.presses("Ký")
    assert server.world.unanswered() == [first, second]

    assert await client.says("answerCallbackQuery", callback_query_id=first, text="Đã lưu") == ""
    assert "too old" in await client.says("answerCallbackQuery", callback_query_id=first)
    clock.move(timedelta(minutes=1))
    assert "too old" in await client.says("answerCallbackQuery", callback_query_id=second)
    assert user.toasts == ["Đã lưu"]


async def test_file_goes_both_ways(client: Client, server: BotApi, user: User) -> None:
    paper = user.sends_document("a.pdf", "application/pdf", b"%PDF")
    path = (await client.call("getFile", file_id=paper.file_id)).json()["result"]["file_path"]
    address = client.base.replace("/bot", "/file/bot", 1)
    assert (await client.http.get(f"{address}/{path}")).content == b"%PDF"

    sent = await client.http.post(
        f"{client.base}/sendDocument",
        data={"chat_id": str(user.id), "caption": "x" * 1024},
        files={"document": ("b.pdf", b"paper", "application/pdf")},
    )

    assert sent.status_code == 200
    assert user.chat[-1].file is not None
    assert user.chat[-1].file.content == b"paper"


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        (("viec", "Việc cần làm"), ""),
        (("Viec", "Việc"), "BOT_COMMAND_INVALID"),
        (("việc", "Việc"), "BOT_COMMAND_INVALID"),
        (("viec", ""), "DESCRIPTION_INVALID"),
        (("v" * 33, "Việc"), "BOT_COMMAND_INVALID"),
    ],
)
async def test_command_is_checked(client: Client, command: tuple[str, str], complaint: str) -> None:
    name, said = command

    answer = await client.says("setMyCommands", commands=[{"command": name, "description": said}])

    assert complaint in answer
    assert bool(complaint) == bool(answer)


async def test_armed_faults_come_once(client: Client, server: BotApi, user: User) -> None:
    server.arm("sendMessage", server_error(502))
    server.arm("sendMessage", too_many(7))

    codes = [
        (await client.call("sendMessage", chat_id=user.id, text=str(n))).status_code
        for n in range(3)
    ]

    assert codes == [502, 429, 200]
    assert [message.text for message in user.chat] == ["2"]
    assert [call.status for call in server.refused()] == [429]


async def test_dropped_call_was_done(client: Client, server: BotApi, user: User) -> None:
    server.arm("sendMessage", Drops())

    with pytest.raises(httpx.RemoteProtocolError):
        await client.call("sendMessage", chat_id=user.id, text="đã đến")

    assert [message.text for message in user.chat] == ["đã đến"]


async def test_hanging_call_was_done_and_answers_when_released(
    client: Client, server: BotApi, user: User
) -> None:
    hangs = Hangs()
    server.arm("sendMessage", hangs)
    call = asyncio.create_task(client.call("sendMessage", chat_id=user.id, text="x"))
    await hangs.reached.wait()
    assert len(user.chat) == 1
    assert not call.done()

    hangs.released.set()

    assert (await call).status_code == 200
