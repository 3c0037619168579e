"""Typing, pressing, sending files: stored once, before they are answered."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.channels.channel import Incoming, Pressed, TypedText
from bot.rehearsal.phone import Bubble
from bot.rehearsal.web_phone import WebPhone
from messages.actions import OpenMenu
from messages.message import Button, Message
from tests.support.web_rig import HOST, SETTINGS, WebRig, open_web_rig

ACT = "00112233445566778899aabbccddeeff"
TEXT = {"id": ACT, "text": "Đã gửi báo cáo"}


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[WebRig]:
    async with open_web_rig(tmp_path) as rig:
        yield rig


async def upload(
    browser: httpx.AsyncClient, name: str, content: bytes, caption: str = "a < b"
) -> httpx.Response:
    return await browser.post(
        "file", data={"id": ACT, "caption": caption}, files={"file": (name, content, "x/y; z=1")}
    )


async def test_same_act_sent_again_is_stored_once(web: WebRig) -> None:
    """The page repeats an act whose answer was lost."""
    phone, browser = await web.phone_and_browser()
    web.inlet.n_wakes = 0

    answers = [await browser.post("send", json=TEXT) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert web.inlet.n_wakes == 1
    assert len(await web.arrive()) == 1
    assert await phone.reads() == [Bubble("Đã gửi báo cáo", mine=True)]


async def test_same_file_sent_again_is_stored_once(web: WebRig) -> None:
    phone, browser = await web.phone_and_browser()

    answers = [await upload(browser, "a.txt", b"abc") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert len(await web.arrive()) == 1
    assert await phone.reads() == [Bubble("a < b", mine=True, files=("a.txt",))]
    assert web.rows("SELECT content FROM upload") == [(b"abc",)]


async def test_file_of_somebody_who_has_not_joined_is_refused_unstored(web: WebRig) -> None:
    browser = await web.browser()
    await WebPhone(browser).opens_invite("ma-bia-ra")
    await web.arrive()

    refused = await upload(browser, "a.txt", b"abc")

    assert refused.status_code == 403
    assert "xác nhận mã mời trước" in refused.json()["error"]
    assert await web.arrive() == []
    assert web.rows("SELECT 1 FROM upload") == []


@pytest.mark.parametrize(
    ("name", "caption"),
    [
        ("TOI MAT.pdf", ""),
        (f"{'a' * 200} TỐI MẬT.pdf", ""),
        ("Kế hoạch.pdf", "Độ mật: TỐI MẬT"),
    ],
)
async def test_file_marked_as_secret_is_refused_unstored(
    web: WebRig, name: str, caption: str
) -> None:
    phone, browser = await web.phone_and_browser()

    refused = await upload(browser, name, b"abc", caption)

    assert refused.status_code == 403
    assert "dấu mật" in refused.json()["error"]
    assert await web.arrive() == []
    assert await phone.reads() == []
    assert web.rows("SELECT 1 FROM upload") == []


@pytest.mark.parametrize("becomes", ["done", "failed"])
async def test_upload_goes_when_its_update_is_dealt_with(web: WebRig, becomes: str) -> None:
    phone, browser = await web.phone_and_browser()
    await upload(browser, "a.txt", b"abc")

    async with web.storage.begin() as uow:
        while (received := await uow.inbox.next()) is not None:
            if becomes == "done":
                await uow.inbox.finish(received.id, uow.now)
            else:
                await uow.inbox.fail(received, "ValueError", uow.now, final=True)

    assert web.rows("SELECT 1 FROM upload UNION ALL SELECT 1 FROM file") == []
    assert [bubble.files for bubble in await phone.reads()] == [("a.txt",)]


async def test_upload_stays_while_its_update_is_tried_again(web: WebRig) -> None:
    _, browser = await web.phone_and_browser()
    await upload(browser, "a.txt", b"abc")
    (*_, arrival) = await web.arrive()

    async with web.storage.begin() as uow:
        while (received := await uow.inbox.next()) is not None:
            if received.external_id == arrival.external_id:
                break
            await uow.inbox.finish(received.id, uow.now)
        assert received is not None
        await uow.inbox.fail(received, "ValueError", uow.now, final=False)

    assert await web.channel.fetch(arrival.raw["ref"]) == b"abc"


async def test_same_id_from_two_people_is_two_acts(web: WebRig) -> None:
    (_, one), (_, other) = await web.phone_and_browser(), await web.phone_and_browser()

    for browser in (one, other):
        await browser.post("send", json=TEXT)

    assert len(await web.arrive()) == 2


async def test_page_recognises_what_it_sent(web: WebRig) -> None:
    _, browser = await web.phone_and_browser()

    await browser.post("send", json=TEXT)

    (bubble,) = (await browser.get("messages")).json()["bubbles"]
    assert bubble["act"] == ACT


async def test_press_leaves_no_bubble(web: WebRig) -> None:
    phone, _ = await web.phone_and_browser()
    shown = Message("Chọn:", buttons=((Button("Mở", OpenMenu()),),))
    await web.deliver(phone, shown.to_json())

    await phone.presses("Mở")

    (arrival,) = await web.arrive()
    understood = web.channel.understand(arrival.raw)
    assert understood == Incoming(
        web.account_of(phone),
        Pressed(OpenMenu().encode(), arrival.raw["press_id"], arrival.raw["message_id"]),
    )
    assert [bubble.mine for bubble in await phone.reads()] == [False]


@pytest.mark.parametrize(
    "origin", [{"Origin": "https://elsewhere.test"}, {"Origin": "null"}, {"Origin": ""}]
)
@pytest.mark.parametrize("address", ["send", "press", "file", "j"])
async def test_post_from_another_page_is_refused(
    web: WebRig, address: str, origin: dict[str, str]
) -> None:
    _, browser = await web.phone_and_browser()

    refused = await browser.post(address, json=TEXT, headers=origin)

    assert refused.status_code == 403
    assert "không đến từ trang này" in refused.json()["error"]
    assert await web.arrive() == []


@pytest.mark.parametrize(("site", "status"), [("same-origin", 200), ("same-site", 403)])
async def test_browser_that_names_the_sender_is_believed(
    web: WebRig, site: str, status: int
) -> None:
    _, browser = await web.phone_and_browser()

    answer = await browser.post("send", json=TEXT, headers={"Sec-Fetch-Site": site})

    assert answer.status_code == status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[1]",
        b"{not json",
        json.dumps({"id": "short", "text": "x"}).encode(),
        json.dumps({"id": ACT, "text": "   "}).encode(),
        json.dumps({"id": ACT, "text": 5}).encode(),
        json.dumps({"id": ACT, "text": "x" * 16_001}).encode(),
    ],
)
async def test_unreadable_act_is_explained(web: WebRig, body: bytes) -> None:
    _, browser = await web.phone_and_browser()

    refused = await browser.post("send", content=body)

    assert refused.status_code == 400
    assert refused.json()["error"].endswith(".")
    assert await web.arrive() == []


async def test_half_a_surrogate_pair_is_stored_as_a_question_mark(web: WebRig) -> None:
    _, browser = await web.phone_and_browser()

    await browser.post("send", content=b'{"id": "%s", "text": "a\\ud800"}' % ACT.encode())

    (arrival,) = await web.arrive()
    assert web.channel.understand(arrival.raw).what == TypedText("a?")


async def test_body_that_is_too_large_is_refused(tmp_path: Path) -> None:
    small = replace(SETTINGS, largest_file=1024 * 1024)
    async with open_web_rig(tmp_path, settings=small) as web:
        _, browser = await web.phone_and_browser()

        declared = await upload(browser, "a.bin", bytes(2 * 1024 * 1024))
        typed = await browser.post("send", json={"id": ACT, "text": "x" * 200_000})
        streamed = await browser.post("send", content=endless())

        assert [a.status_code for a in (declared, typed, streamed)] == [413, 413, 413]
        assert "Tệp tối đa 1 MB" in declared.json()["error"]
        assert await web.arrive() == []


async def endless() -> AsyncIterator[bytes]:
    """A body whose length nobody declared."""
    while True:
        yield b"x" * 50_000


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Kế hoạch số 12.pdf", "Kế hoạch số 12.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a" * 300 + ".docx", "a" * 140 + ".docx"),
    ],
)
async def test_file_name_is_kept_readable_and_harmless(web: WebRig, given: str, kept: str) -> None:
    _, browser = await web.phone_and_browser()

    await upload(browser, given, b"abc")

    (arrival,) = await web.arrive()
    assert (arrival.raw["name"], arrival.raw["media_type"]) == (kept, "x/y")


async def test_form_without_a_file_is_explained(web: WebRig) -> None:
    _, browser = await web.phone_and_browser()

    plain = await browser.post("file", data={"id": ACT})
    broken = await browser.post(
        "file", content=b"--", headers={"Content-Type": "multipart/form-data"}
    )

    assert [(a.status_code, "không đọc được" in a.json()["error"]) for a in (plain, broken)] == [
        (400, True),
        (400, True),
    ]


async def test_too_many_acts_at_once_are_slowed_down(tmp_path: Path) -> None:
    slow = replace(SETTINGS, acts=3, per=timedelta(hours=1))
    async with open_web_rig(tmp_path, settings=slow) as web:
        (_, browser), other = await web.phone_and_browser(), await web.phone()

        answers = [
            await browser.post("send", json={"id": f"{ACT[:-1]}{n}", "text": "x"}) for n in range(4)
        ]

        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert "giữ lại" in answers[-1].json()["error"]
        await other.types("người khác vẫn gửi được")
        assert len(await web.arrive()) == 4


async def test_forged_message_id_draws_a_new_bubble(web: WebRig) -> None:
    """Nobody redraws another person's screen."""
    (mine, browser), other = await web.phone_and_browser(), await web.phone()
    shown = await web.deliver(other, Message("Của người khác").to_json())
    target = getattr(shown, "message_id", "")
    press = {"id": ACT, "data": OpenMenu().encode(), "message_id": target}
    assert (await browser.post("press", json=press)).status_code == 200

    await web.deliver(mine, Message("Của tôi").redrawn().to_json(), target_id=target)

    assert await mine.reads() == [Bubble("Của tôi")]
    assert await other.reads() == [Bubble("Của người khác")]


async def test_host_of_the_office_may_differ_behind_a_proxy(web: WebRig) -> None:
    _, browser = await web.phone_and_browser()

    answer = await browser.post("send", json=TEXT, headers={"Host": "10.0.0.5", "Origin": HOST})

    assert answer.status_code == 200
