"""The hall screen over HTTP: page, stream, a token that opens nothing any more."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.web.hall import _qr
from bot.channels.web.settings import WebSettings
from storage.kinds import Choice
from tests.channels.test_web_reading import heard
from tests.support.hall_facts import SUBJECT, TITLE, TOKEN, UNITS, HallFacts, build
from tests.support.web_rig import WebRig, open_web_rig, serve
from workflow.hall import code_at, hash_of

PUBLIC = "https://giaouoc.example.vn/"


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[WebRig]:
    settings = WebSettings(title="Khối thi đua số 1", public_url=PUBLIC, acts=5)
    async with open_web_rig(tmp_path, settings=settings) as rig:
        yield rig


@pytest.fixture
async def facts(web: WebRig) -> HallFacts:
    async with web.storage.begin() as uow:
        return await build(uow)


@pytest.fixture
async def stream(web: WebRig, facts: HallFacts) -> AsyncIterator[AsyncIterator[tuple[str, Any]]]:
    """The events of one open screen."""
    async with (
        asyncio.timeout(30),
        serve(web.app) as address,
        httpx.AsyncClient(base_url=f"{address}/") as client,
        client.stream("GET", f"hall/{TOKEN}/events") as answer,
    ):
        yield heard(answer)
        await web.channel.close()


async def next_board(events: AsyncIterator[tuple[str, Any]]) -> dict[str, Any]:
    name, board = await anext(events)
    assert name == "board"
    assert isinstance(board, dict)
    return board


@pytest.mark.usefixtures("facts")
async def test_page_needs_no_cookie_and_holds_no_secret(web: WebRig) -> None:
    answer = await (await web.browser()).get(f"hall/{TOKEN}")

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert TOKEN not in answer.text
    assert hash_of(TOKEN) not in answer.text


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize("token", ["sai", TOKEN.upper(), "%00", "x" * 3000])
async def test_wrong_token_is_told_so_in_one_line(web: WebRig, token: str) -> None:
    browser = await web.browser()

    page, events = await browser.get(f"hall/{token}"), await browser.get(f"hall/{token}/events")

    assert (page.status_code, events.status_code) == (404, 404)
    assert "không đúng hoặc đã được thay" in page.text
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.usefixtures("facts")
async def test_guessing_is_slowed_down_and_keeps_nobody_out(web: WebRig) -> None:
    browser = await web.browser()

    answers = [(await browser.get(f"hall/sai-{n}")).status_code for n in range(7)]

    assert answers == [404] * 5 + [429] * 2
    assert (await browser.get(f"hall/{TOKEN}")).status_code == 200


async def test_stream_brings_the_board_and_what_changes(
    web: WebRig, facts: HallFacts, stream: AsyncIterator[tuple[str, Any]]
) -> None:
    board = await next_board(stream)
    assert (board["title"], board["presence"]["n_units"]) == (TITLE, 0)

    async with web.storage.begin() as uow:
        await facts.check_in(uow, 1, 2, 3)
    web.channel.note_change()

    board = await next_board(stream)
    assert (board["presence"]["n_units"], board["presence"]["n_missing"]) == (3, 3)


async def test_code_is_the_minutes_own_and_its_hash_stays_here(
    web: WebRig, facts: HallFacts, stream: AsyncIterator[tuple[str, Any]]
) -> None:
    board = await next_board(stream)

    async with web.storage.begin() as uow:
        conference = await facts.conference(uow)
        codes = [code_at(hash_of(TOKEN), at) for at in (uow.now, conference.starts_at or uow.now)]
    assert board["check_in"]["code"] == codes[0]
    assert board["check_in"]["qr"].startswith("<svg")
    assert hash_of(TOKEN) not in json.dumps(board)


@pytest.fixture
def named(web: WebRig) -> None:
    """The bot is known on Telegram, before any screen is open."""
    web.channel.bot_name = lambda: "giaouoc_bot"


async def test_the_code_on_the_wall_leads_to_the_chat_page_and_on_to_telegram(
    web: WebRig, named: None, stream: AsyncIterator[tuple[str, Any]]
) -> None:
    board = await next_board(stream)
    code = board["check_in"]["code"]
    assert board["check_in"]["bot_name"] == "giaouoc_bot"
    assert board["check_in"]["qr"] == _qr(f"{PUBLIC}?diemdanh={code}")

    browser = await web.browser()
    stranger = (await browser.get(f"?diemdanh={code}")).text
    assert f'<a href="https://t.me/giaouoc_bot?start=dd_{code}" >' in stranger
    # Nobody is led away from an invitation, or to a bot that is not there.
    assert "t.me" not in (await browser.get("")).text
    web.channel.bot_name = str
    assert 'href="" hidden>' in (await browser.get(f"?diemdanh={code}")).text


async def test_nothing_leaks_while_a_vote_is_open_or_a_unit_is_late(
    web: WebRig, facts: HallFacts, stream: AsyncIterator[tuple[str, Any]]
) -> None:
    async with web.storage.begin() as uow:
        await facts.check_in(uow, 1, 2, 3, 4, 5, 6)
        await facts.step(uow, 4)
        vote_id = await facts.open_vote(uow, 4, 1, 2, 3, 4, 5, 6)
        await facts.vote(uow, vote_id, 1, Choice.DISAGREE)
        await facts.sign(uow, await facts.freeze(uow), 2)
    web.channel.note_change()
    await next_board(stream)

    board = await next_board(stream)

    (poll,) = board.pop("polls")
    assert poll == {
        "number": 4,
        "subject": SUBJECT,
        "kind": "open",
        "n_voters": 6,
        "n_voted": 1,
        "outcome": None,
    }
    said = json.dumps(board, ensure_ascii=False)
    assert not [choice for choice in Choice if f'"{choice}"' in said]
    assert not [name for name in UNITS if f'"{name}"' in said]


async def test_changed_link_ends_the_open_screen(
    web: WebRig, facts: HallFacts, stream: AsyncIterator[tuple[str, Any]]
) -> None:
    await next_board(stream)

    async with web.storage.begin() as uow:
        await uow.conferences.put_hall_token(facts.conference_id, hash_of("duong-dan-moi"))
    web.channel.note_change()

    assert await anext(stream) == ("ended", 1)
    assert (await (await web.browser()).get(f"hall/{TOKEN}")).status_code == 404


@pytest.mark.usefixtures("facts")
async def test_who_has_no_chat_here_is_told_where_to_type_the_code(web: WebRig) -> None:
    browser = await web.browser()

    assert "/diemdanh 123456" in (await browser.get("", params={"diemdanh": "123456"})).text
    assert "/diemdanh" not in (await browser.get("", params={"diemdanh": "<b>"})).text
