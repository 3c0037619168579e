"""Getting in: links, codes, sessions."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.channels.channel import Blocked
from messages.message import Message
from tests.support.web_rig import HOST, SETTINGS, WebRig, open_web_rig


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[WebRig]:
    async with open_web_rig(tmp_path) as rig:
        yield rig


async def enter(browser: httpx.AsyncClient, code: str, **fields: str) -> httpx.Response:
    return await browser.post("j", data={"code": code, **fields})


async def test_looking_at_an_invite_link_changes_nothing(web: WebRig) -> None:
    """Chat programs open links to show a preview; that must use nothing up."""
    robot = await web.browser()

    page = await robot.get("j/abc-DEF_123")

    assert page.status_code == 200
    assert "abc-DEF_123" in page.text
    assert "set-cookie" not in page.headers
    assert await web.arrive() == []


async def test_entering_hands_the_code_to_the_bot_and_hides_it(web: WebRig) -> None:
    browser = await web.browser()

    entered = await enter(browser, "abc-DEF_123")

    assert (entered.status_code, entered.headers["location"]) == (303, "./")
    (arrival,) = await web.arrive()
    assert arrival.raw["text"] == "/start abc-DEF_123"
    assert web.inlet.n_wakes == 1
    history = await browser.get("messages")
    assert "abc-DEF_123" not in history.text
    assert history.json()["bubbles"] == []


async def test_pressing_the_same_button_twice_is_one_act(web: WebRig) -> None:
    browser = await web.browser()

    for _ in range(2):
        await enter(browser, "abc", visit="0123456789abcdef")

    assert len(await web.arrive()) == 1


async def test_opening_a_second_link_keeps_the_session(web: WebRig) -> None:
    browser = await web.browser()
    await enter(browser, "one")

    second = await enter(browser, "two")

    assert "set-cookie" not in second.headers
    first, other = await web.arrive()
    assert first.raw["account"] == other.raw["account"]
    assert other.raw["text"] == "/start two"


@pytest.mark.parametrize(
    "pasted", [f"{HOST}/j/abc-1 ", "/start abc-1", "https://t.me/some_bot?start=abc-1"]
)
async def test_whole_link_may_be_pasted_for_a_code(web: WebRig, pasted: str) -> None:
    browser = await web.browser()

    await enter(browser, pasted)

    (arrival,) = await web.arrive()
    assert arrival.raw["text"] == "/start abc-1"


async def test_code_that_cannot_be_one_is_explained(web: WebRig) -> None:
    browser = await web.browser()

    typed = await enter(browser, "mã của tôi")
    opened = await browser.get("j/<script>")

    assert (typed.status_code, opened.status_code) == (400, 404)
    assert "Mã mời chỉ gồm" in typed.text
    assert "<script>" not in opened.text
    assert await web.arrive() == []


async def test_stranger_is_told_how_to_get_in_and_nothing_else(web: WebRig) -> None:
    stranger = await web.browser()

    page = await stranger.get("")

    assert page.status_code == 401
    assert "Chưa có mã mời" in page.text


@pytest.mark.parametrize("address", ["messages", "changes", "events", "files/1"])
async def test_without_a_session_nothing_is_read(web: WebRig, address: str) -> None:
    stranger = await web.browser()
    stranger.cookies.set("giaouoc", "forged")

    refused = await stranger.get(address)

    assert refused.status_code == 401
    assert "mã mời" in refused.json()["error"]


@pytest.mark.parametrize("address", ["send", "press", "file"])
async def test_without_a_session_nothing_is_done(web: WebRig, address: str) -> None:
    stranger = await web.browser()

    refused = await stranger.post(address, json={"id": "12345678", "text": "x"})

    assert refused.status_code == 401
    assert await web.arrive() == []


async def test_session_cookie_is_guarded_and_only_its_hash_is_stored(web: WebRig) -> None:
    browser = await web.browser()

    entered = await enter(browser, "abc")

    cookie = entered.headers["set-cookie"]
    for word in ("HttpOnly", "SameSite=lax", "Secure", "Path=/;", "Max-Age=34560000"):
        assert word in f"{cookie};"
    token = browser.cookies["giaouoc"]
    assert len(token) >= 43
    async with web.storage.begin() as uow:
        assert await uow.web_chats.session_account(token) is None


async def test_plain_http_gets_a_cookie_it_can_keep(tmp_path: Path) -> None:
    async with open_web_rig(tmp_path, settings=replace(SETTINGS, public_url="")) as web:
        entered = await enter(await web.browser(), "abc")

    assert "Secure" not in entered.headers["set-cookie"]


async def test_mounted_twice_each_mount_has_its_own_session(tmp_path: Path) -> None:
    """The rehearsal shows several phones of one host on one page."""
    async with open_web_rig(tmp_path, mount="/phone/a") as web:
        browser = await web.browser()
        entered = await enter(browser, "abc")
        page = await browser.get("")

    assert "Path=/phone/a/" in entered.headers["set-cookie"]
    assert "giaouoc-phone-a=" in entered.headers["set-cookie"]
    assert page.status_code == 200
    assert 'href="/' not in page.text
    assert 'src="/' not in page.text


async def test_ended_account_is_blocked_and_its_page_closed(web: WebRig) -> None:
    """Who joins on a new phone ends the old one, which may be lost."""
    old, old_browser = await web.phone_and_browser()
    new = await web.phone()
    async with web.storage.begin() as uow:
        bloc = {"name": "Khối thi đua số 1", "superior": "UBND tỉnh", "place": "Thượng Cát"}
        bloc_id = await uow.blocs.save_bloc("K1", bloc)
        person_id = await uow.people.save(bloc_id, "P1", "Nguyễn Văn An")
    for phone in (old, new):
        account_id = await web.account_id_of(phone)
        async with web.storage.begin() as uow:
            await uow.accounts.bind(account_id, person_id, uow.now)

    outcome = await web.deliver(old, Message("Còn đó không?").to_json())

    assert outcome == Blocked("ended")
    assert (await old_browser.get("messages")).status_code == 401
    await enter(old_browser, "again")
    (arrival,) = await web.arrive()
    assert arrival.raw["account"] != web.account_of(old)
