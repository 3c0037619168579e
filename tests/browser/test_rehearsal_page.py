"""One person walks a whole cycle on a 360 px phone; the understudy plays everyone else."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.rehearsal.acts import planned_tasks
from tests.browser.chat_page import PHONE
from tests.browser.rehearsal_walk import PATIENCE, Phone, fits, open_rehearsal

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

CHAIR, LEADER, OFFICER = 0, 2, 3
DOCS = Path(__file__).parents[2] / "docs"


@pytest_asyncio.fixture(loop_scope="package")
async def page(chromium: Browser, tmp_path: Path) -> AsyncIterator[Page]:
    """Open the rehearsal page on a phone; leave no complaint and no stranger's request behind."""
    async with open_rehearsal(tmp_path) as (_, address):
        context = await chromium.new_context(viewport=PHONE, locale="vi-VN")  # type: ignore[arg-type] # a TypedDict
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        context.on(
            "request",
            lambda asked: None if asked.url.startswith(address) else wrong.append(asked.url),
        )
        await page.goto(address)
        yield page
        await context.close()
        assert wrong == []


async def test_one_person_walks_from_invite_to_signed_pledge(page: Page) -> None:
    tally = page.locator("#tally")
    officer, leader, chair = Phone(page, OFFICER), Phone(page, LEADER), Phone(page, CHAIR)

    # The other units register meanwhile.
    await asks_for(page, "Đăng ký nhiệm vụ")
    await hand_in(page, officer)
    await approve(leader)
    await is_told(page, "2 đơn vị đã đăng ký và được duyệt.")
    await accept_and_freeze(chair)
    await asks_for(page, "Các đơn vị ký")
    await is_told(page, "1 đơn vị vừa ký.")
    # Both are in hand: nobody signs in their place.
    await sign(leader, "Lý Thanh Tùng", "Đã ký 2/3 đơn vị")
    await sign(chair, "Đỗ Quang Vinh", "Giao ước đã đủ chữ ký của 3 đơn vị.")
    await expect(tally).to_contain_text("Ký 3/3 đơn vị")
    await officer.in_hand()
    await officer.types("/giaouoc")
    await officer.says("Giao ước đã đủ chữ ký của 3 đơn vị.")
    assert await fits(page)


async def asks_for(page: Page, part: str) -> None:
    await page.get_by_role("button", name="Điều khiển", exact=True).click()
    await page.get_by_role("button", name=part, exact=True).click()


async def is_told(page: Page, text: str) -> None:
    await expect(page.locator("#said")).to_contain_text(text, timeout=PATIENCE)


async def hand_in(page: Page, officer: Phone) -> None:
    await officer.in_hand()
    await officer.joins()
    await enter_tasks(page, officer)
    await officer.presses("Kiểm tra và gửi", "Gửi lãnh đạo duyệt")
    # Nobody of the unit's leaders has joined yet.
    await officer.says("Lãnh đạo đơn vị chưa tham gia hệ thống.")


async def approve(leader: Phone) -> None:
    await leader.in_hand()
    await leader.joins()
    await leader.types("/viec")
    await leader.presses("1. Xem và duyệt", "Duyệt")
    await leader.says("Đã duyệt và gửi danh mục nhiệm vụ trọng tâm của Sở Tài chính lên khối.")


async def accept_and_freeze(chair: Phone) -> None:
    await chair.in_hand()
    await chair.types("/viec")
    await chair.presses("1. Duyệt: Sở Tài chính", "Duyệt")
    await chair.types("/giaouoc")
    await chair.presses("Chốt và mở ký", "Chốt văn bản này")
    await chair.says("Đã ký 0/3 đơn vị")


async def sign(leader: Phone, name: str, said: str) -> None:
    await leader.in_hand()
    await leader.types("/giaouoc")
    await leader.presses("Tôi ký")
    await leader.says("Để ký")
    await leader.types(name)
    await leader.says(said)


async def enter_tasks(page: Page, officer: Phone) -> None:
    """Enter three tasks field by field, star two of them, and paste the others."""
    tasks = planned_tasks()["STC"]
    await officer.types("/nhiemvu")
    for number, task in enumerate(tasks[:3], start=1):
        await officer.presses("Thêm nhiệm vụ")
        await officer.says(f"Gõ tên nhiệm vụ thứ {number}/10")
        await officer.types(task.title)
        await officer.says("Gõ chỉ tiêu")
        await officer.types(task.target)
        await officer.says("Gõ thời hạn")
        await officer.types(task.due)
        await officer.says(f"{number}/10 nhiệm vụ")
        if number <= 2:
            await officer.presses(str(number), "Chọn làm điểm nhấn", "Mở danh mục")
            await officer.says(f"⭐ {number} điểm nhấn")
        if number == 3:
            await take_picture(page)
    await officer.presses("Nhập cả danh mục")
    await officer.says("Gửi cả danh mục")
    rest = enumerate(tasks[3:], start=4)
    await officer.types("\n".join(f"{n}. {t.title} – {t.target} – {t.due}" for n, t in rest))
    await officer.presses("Thêm vào cuối")
    await officer.says("10/10 nhiệm vụ")
    assert await fits(page)


async def take_picture(page: Page) -> None:
    """Renew the README's picture: the officer's chat alone, as on a real phone."""
    if os.environ.get("GIAOUOC_SHOTS") != "1":
        return
    frame = page.locator(f'.phone[data-place="{OFFICER}"] iframe')
    alone = await page.context.new_page()
    await alone.goto(str(await frame.evaluate("frame => frame.contentWindow.location.href")))
    await expect(alone.locator("#log")).to_have_attribute("aria-busy", "false")
    await alone.locator(".bubble").last.evaluate("bubble => bubble.scrollIntoView()")
    await alone.screenshot(path=DOCS / "phone.png")
    await alone.close()
