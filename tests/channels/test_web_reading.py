"""History, live changes, files, and what guards every answer."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.channel import Sent
from bot.channels.web.settings import WebSettings
from bot.rehearsal.phone import Bubble
from bot.rehearsal.web_phone import WebPhone
from messages.actions import OpenMenu
from messages.message import Button, Message
from tests.support.rig import NewFile
from tests.support.web_rig import WebRig, open_web_rig, serve

PAPER = NewFile("Kế hoạch số 12.html", "text/html", b"<script>alert(1)</script>")
KEYBOARD = (("📌 Việc cần làm",), ("✍️ Giao ước",))


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[WebRig]:
    async with open_web_rig(tmp_path) as rig:
        yield rig


async def heard(answer: httpx.Response) -> AsyncIterator[tuple[str, Any]]:
    """Yield each event's name and content."""
    name = ""
    async for line in answer.aiter_lines():
        field, _, content = line.partition(": ")
        if field == "event":
            name = content
        elif field == "data":
            yield name, json.loads(content)


async def file_id_of(browser: httpx.AsyncClient) -> int:
    bubbles = (await browser.get("messages")).json()["bubbles"]
    return int(bubbles[-1]["files"][0]["id"])


async def test_same_delivery_sent_again_shows_one_bubble(web: WebRig) -> None:
    phone = await web.phone()
    outgoing = await web.outgoing(phone, Message("Nhắc việc").to_json())

    outcomes = [await web.channel.send(outgoing) for _ in range(2)]

    assert isinstance(outcomes[0], Sent)
    assert outcomes[0] == outcomes[1]
    assert await phone.reads() == [Bubble("Nhắc việc")]


async def test_long_chat_is_read_page_by_page(web: WebRig) -> None:
    phone = await web.phone()
    for n in range(95):
        await phone.types(f"tin {n}")

    assert [bubble.text for bubble in await phone.reads()] == [f"tin {n}" for n in range(95)]


async def test_keyboard_outlives_what_follows_it(web: WebRig) -> None:
    phone = await web.phone()
    await web.deliver(phone, Message("Chào đồng chí.", keyboard=KEYBOARD).to_json())

    for n in range(60):
        await phone.types(f"tin {n}")
    await web.deliver(phone, Message("Không có bàn phím").to_json())

    assert await phone.keyboard() == KEYBOARD


async def test_redraw_that_brings_a_keyboard_changes_it(web: WebRig) -> None:
    phone = await web.phone()
    shown = await web.deliver(phone, Message("Cũ", keyboard=(("Cũ",),)).to_json())
    assert isinstance(shown, Sent)
    await web.deliver(phone, Message("Ở dưới").to_json())

    drawn = Message("Mới", keyboard=KEYBOARD).redrawn()
    await web.deliver(phone, drawn.to_json(), target_id=shown.message_id)

    assert await phone.keyboard() == KEYBOARD


async def test_changes_are_new_and_redrawn_bubbles_in_order(web: WebRig) -> None:
    phone, browser = await web.phone_and_browser()
    first = await web.deliver(phone, Message("Một").to_json())
    assert isinstance(first, Sent)
    after = (await browser.get("messages")).json()["revision"]

    await web.deliver(phone, Message("Hai").to_json())
    await web.deliver(phone, Message("Một mới").redrawn().to_json(), target_id=first.message_id)

    changes = (await browser.get("changes", params={"after": after})).json()["bubbles"]
    assert [bubble["text"] for bubble in changes] == ["Hai", "Một mới"]


async def test_stream_delivers_live_and_resumes_after_a_revision(tmp_path: Path) -> None:
    """No connection is held meanwhile: the only one is needed to deliver."""
    async with (
        open_web_rig(tmp_path, settings=WebSettings(acts=1000)) as web,
        serve(web.app) as address,
        httpx.AsyncClient(base_url=f"{address}/") as client,
        asyncio.timeout(20),
    ):
        phone = await enter(web, client)
        await web.deliver(phone, Message("Đã có từ trước").to_json())
        async with client.stream("GET", "events", params={"after": 0}) as answer:
            events = heard(answer)
            assert await anext(events) == ("hello", 1)
            name, known = await anext(events)
            assert (name, known["text"]) == ("bubble", "Đã có từ trước")
            await web.deliver(phone, Message("Vừa tới").to_json())
            _, live = await anext(events)
            assert live["text"] == "Vừa tới"

        resumed = {"Last-Event-ID": str(known["revision"])}
        async with client.stream("GET", "events", headers=resumed) as answer:
            events = heard(answer)
            assert await anext(events) == ("hello", 1)
            assert await anext(events) == ("bubble", live)


async def test_stream_ends_when_the_channel_closes(tmp_path: Path) -> None:
    async with (
        open_web_rig(tmp_path, settings=WebSettings(acts=1000)) as web,
        serve(web.app) as address,
        httpx.AsyncClient(base_url=f"{address}/") as client,
        asyncio.timeout(20),
    ):
        await enter(web, client)
        async with client.stream("GET", "events") as answer:
            events = heard(answer)
            assert await anext(events) == ("hello", 1)
            await web.channel.close()

            assert [event async for event in events] == []


async def enter(web: WebRig, client: httpx.AsyncClient) -> WebPhone:
    """Let a phone in over the network, as one of the rig's."""
    phone = WebPhone(client)
    await phone.opens_invite("abc")
    await web.adopt(phone)
    return phone


async def test_file_is_a_download_and_never_a_page(web: WebRig) -> None:
    phone, browser = await web.phone_and_browser()
    await web.deliver(phone, Message("Gửi đồng chí.").to_json(), files=(PAPER,))

    answer = await browser.get(f"files/{await file_id_of(browser)}")

    assert answer.content == PAPER.content
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch")
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_file_of_another_chat_is_refused(web: WebRig) -> None:
    (phone, browser), (_, other) = await web.phone_and_browser(), await web.phone_and_browser()
    await web.deliver(phone, Message("Gửi đồng chí.").to_json(), files=(PAPER,))

    file_id = await file_id_of(browser)

    assert (await other.get(f"files/{file_id}")).status_code == 404
    assert (await browser.get(f"files/{file_id}")).status_code == 200


@pytest.mark.parametrize("file_id", ["0", "x", "9" * 30, "1%2F2"])
async def test_file_that_cannot_be_is_refused(web: WebRig, file_id: str) -> None:
    _, browser = await web.phone_and_browser()

    assert (await browser.get(f"files/{file_id}")).status_code == 404


@pytest.mark.parametrize("number", ["-1", "x", "9" * 30])
async def test_number_that_cannot_be_is_taken_for_none(web: WebRig, number: str) -> None:
    _, browser = await web.phone_and_browser()

    answers = [
        await browser.get("messages", params={"before": number}),
        await browser.get("changes", params={"after": number}),
    ]

    assert [answer.status_code for answer in answers] == [200, 200]


@pytest.mark.parametrize("address", ["", "messages", "j/abc", "static/chat.js", "nowhere"])
async def test_every_answer_is_guarded(web: WebRig, address: str) -> None:
    _, browser = await web.phone_and_browser()

    headers = (await browser.get(address)).headers

    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == ("no-cache" if "static" in address else "no-store")


async def test_typed_html_is_shown_as_typed(web: WebRig) -> None:
    phone, browser = await web.phone_and_browser()

    await phone.types("<img src=x onerror=alert(1)> & <b>")

    (bubble,) = (await browser.get("messages")).json()["bubbles"]
    assert "<" not in bubble["text"]
    assert (await phone.reads())[0].text == "<img src=x onerror=alert(1)> & <b>"


async def test_buttons_come_with_their_wire_data(web: WebRig) -> None:
    phone, browser = await web.phone_and_browser()
    await web.deliver(phone, Message("x", buttons=((Button("Mở", OpenMenu()),),)).to_json())

    (bubble,) = (await browser.get("messages")).json()["bubbles"]

    assert bubble["buttons"] == [[["Mở", OpenMenu().encode()]]]
