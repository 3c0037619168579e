"""The hall screen on a projector: every stage fits, nothing comes from outside, it comes back."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from bot.channels.web.app import build_app
from bot.channels.web.channel import WebChannel
from bot.channels.web.settings import WebSettings
from storage.kinds import Choice
from storage.unit_of_work import UnitOfWork
from tests.browser.chat_page import ChatPage
from tests.support.hall_facts import SUBJECT, THEME, TITLE, TOKEN, UNITS, HallFacts, build
from tests.support.web_rig import WakefulInlet, open_storage, serve
from workflow.hall import hash_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

SIZES = {"1080p": (1920, 1080), "720p": (1280, 720)}
# Lines of a big letter are lower than its box; a line that is really lost is higher than this.
CUT = """() => ["agenda", "stage", "presence", "check-in"].flatMap((id) => {
  const place = document.getElementById(id);
  return [place, ...place.querySelectorAll("ol, li, .poll, .wall")];
}).filter((one) => one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2)
  .map((one) => one.id + one.textContent)"""


@dataclass
class HallScreen:
    """A projector with the page open; `complaints` and `strangers` as for the chat page."""

    page: Page
    channel: WebChannel
    facts: HallFacts
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    async def after(self, *acts: Callable[[UnitOfWork], Awaitable[Any]]) -> Any:
        """Let something happen, which the bot tells the screen; return what the last act did."""
        done = None
        async with self.channel.storage.begin() as uow:
            for act in acts:
                done = await act(uow)
        self.channel.note_change()
        return done

    async def shows(self, place: str, *texts: str) -> None:
        """Wait for the texts, and see that nothing on the screen is cut off."""
        for text in texts:
            await expect(self.page.locator(f"#{place}")).to_contain_text(text)
        assert await self.page.evaluate(CUT) == []


@asynccontextmanager
async def open_screen(
    chromium: Browser, tmp_path: Path, size: tuple[int, int]
) -> AsyncIterator[HallScreen]:
    settings = WebSettings(title="Khối", public_url="https://giaouoc.example.vn")
    async with open_storage(tmp_path) as storage:
        channel = WebChannel(storage, settings, lambda: "giaouoc_thidua_bot")
        async with storage.begin() as uow:
            facts = await build(uow)
        async with serve(build_app(channel, WakefulInlet())) as address:
            width, height = size
            page = await chromium.new_page(
                viewport={"width": width, "height": height}, reduced_motion="reduce"
            )
            screen = HallScreen(page, channel, facts)
            watch(screen, address)
            try:
                await page.goto(f"{address}/hall/{TOKEN}")
                yield screen
            finally:
                await page.close()
                await channel.close()


def watch(screen: HallScreen, address: str) -> None:
    def note(message: Any) -> None:
        if message.type in {"error", "warning"}:
            screen.complaints.append(message.text)

    def visit(request: Any) -> None:
        if not request.url.startswith((address, "data:")):
            screen.strangers.append(request.url)

    screen.page.on("console", note)
    screen.page.on("request", visit)
    screen.page.on("pageerror", lambda error: screen.complaints.append(str(error)))


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_half_day_is_followed_on_the_wall(
    chromium: Browser, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_screen(chromium, tmp_path, size) as screen:
        facts = screen.facts
        await screen.shows("stage", "Trân trọng chào mừng các đại biểu", "08:00 ngày 16/03/2026")
        await expect(screen.page.locator("#theme")).to_have_text(f"“{THEME}”")
        await expect(screen.page.locator("#title")).to_have_text(TITLE)
        await expect(screen.page.locator("#check-in svg")).to_be_visible()

        await screen.after(lambda uow: facts.check_in(uow, 1, 2, 3))
        await screen.shows("presence", "3/8", "Cần thêm 3 đơn vị để biểu quyết")
        await screen.after(lambda uow: facts.check_in(uow, 4, 5, 6), lambda uow: facts.step(uow, 4))
        await screen.shows("presence", "6/8", "Đủ số đơn vị để biểu quyết")
        await screen.shows("stage", "Mục 4/8 · 4/10 phút", "Biểu quyết thông qua kế hoạch")

        await follow_speakers(screen)
        await follow_vote(screen)
        await follow_signing(screen)
        assert (screen.complaints, screen.strangers) == ([], [])


async def follow_speakers(screen: HallScreen) -> None:
    facts = screen.facts

    async def ask(uow: UnitOfWork) -> None:
        for unit_id in facts.unit_ids[:4]:
            await uow.speakers.add(facts.item_ids[3], unit_id, facts.person_id, uow.now)
        first, second, *_ = await uow.speakers.of_item(facts.item_ids[3])
        await uow.speakers.call(first.id, uow.now)
        await uow.speakers.end(first.agenda_item_id, uow.now)
        await uow.speakers.call(second.id, uow.now)

    await screen.after(ask)
    await screen.shows("stage", "Danh sách phát biểu", f"▶ {UNITS[1]}", UNITS[2], UNITS[3])
    await expect(screen.page.locator(".speakers")).not_to_contain_text(UNITS[0])
    await screen.after(lambda uow: uow.speakers.end(facts.item_ids[3], uow.now))
    await expect(screen.page.locator(".speakers [data-now]")).to_have_count(0)


async def follow_vote(screen: HallScreen) -> None:
    facts = screen.facts
    vote_id = await screen.after(lambda uow: facts.open_vote(uow, 4, 1, 2, 3, 4, 5, 6))
    await screen.shows("stage", SUBJECT, "0/6 đã bỏ phiếu")
    await screen.after(lambda uow: facts.vote(uow, vote_id, 1, Choice.DISAGREE))
    await screen.shows("stage", "1/6 đã bỏ phiếu")
    await expect(screen.page.locator("#stage")).not_to_contain_text("Không đồng ý")
    await screen.after(lambda uow: facts.close_vote(uow, vote_id))
    await screen.shows("stage", "Đồng ý4", "Không đồng ý1", "Được thông qua")


async def follow_signing(screen: HallScreen) -> None:
    facts, page = screen.facts, screen.page
    await screen.after(lambda uow: facts.step(uow, 8))
    pledge_id = await screen.after(facts.freeze)
    await screen.after(lambda uow: facts.sign(uow, pledge_id, 2, 6))
    await screen.shows("stage", "2/8 đơn vị đã ký giao ước", *UNITS)
    await expect(page.locator(".wall [data-signed]")).to_have_text([UNITS[1], UNITS[5]])
    await screen.after(lambda uow: facts.sign(uow, pledge_id, 3, 4, 5, 7, 8, 1), facts.end)
    await screen.shows("stage", "Hội nghị đã bế mạc", "Cả 8 đơn vị đã ký giao ước")
    await expect(page.locator(".wall [data-signed]")).to_have_count(8)
    await expect(page.locator("#check-in")).to_be_empty()


async def test_screen_says_how_old_it_is_and_comes_back(chromium: Browser, tmp_path: Path) -> None:
    async with open_screen(chromium, tmp_path, SIZES["720p"]) as screen:
        age = screen.page.locator("#age")
        await screen.shows("stage", "Trân trọng chào mừng")
        await expect(age).to_contain_text("giây trước")

        screen.channel.hall_bells.silence()
        await screen.page.evaluate("Date.now = ((now) => () => now() + 16000)(Date.now)")
        await expect(age).to_contain_text("Mất kết nối – số liệu cách đây")
        await expect(age).to_have_attribute("data-old", "")

        screen.channel.hall_bells.are_silenced = False
        await screen.after(lambda uow: screen.facts.check_in(uow, 1))
        async with asyncio.timeout(30):
            await screen.shows("presence", "1/8")
        await expect(age).not_to_have_attribute("data-old", "")


async def test_revoked_link_takes_everything_off_the_screen(
    chromium: Browser, tmp_path: Path
) -> None:
    async with open_screen(chromium, tmp_path, SIZES["720p"]) as screen:
        await screen.shows("stage", "Trân trọng chào mừng")
        changed = hash_of("duong-dan-moi")
        conference_id = screen.facts.conference_id

        await screen.after(lambda uow: uow.conferences.put_hall_token(conference_id, changed))

        await screen.shows("stage", "không còn hiệu lực")
        await expect(screen.page.locator("#check-in")).to_be_empty()
        await expect(screen.page.locator("#presence")).to_be_empty()


async def test_scanned_code_is_sent_by_one_press(chat: ChatPage) -> None:
    await chat.page.get_by_label("Nhập tin nhắn").fill("Câu đang viết dở")
    await chat.page.goto(f"{chat.page.url}?diemdanh=123456")

    await chat.button("Điểm danh (mã 123456)").click()

    await chat.shows("Đã nhận: /diemdanh 123456")
    await expect(chat.page.get_by_label("Nhập tin nhắn")).to_have_value("Câu đang viết dở")
    await chat.page.reload()
    await chat.shows("Đã nhận: /diemdanh 123456")
    await expect(chat.page.locator("#check-in")).to_have_count(0)
