"""A picture that the bot made is seen in the chat itself, and kept like any other file."""

import pytest

from messages.documents.table_picture import table_picture
from messages.message import Message
from tests.browser.chat_page import ChatPage
from tests.messages.table_facts import signing
from tests.support.rig import NewFile

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]
NAME = "Bang tinh hinh 22-02-2027.png"


async def test_the_chairs_table_is_seen_at_once(chat: ChatPage) -> None:
    drawn = NewFile(NAME, "image/png", table_picture(signing(20)))
    await chat.bot.says(Message("Bảng tình hình 20 đơn vị, năm 2027"), file=drawn)

    bubble = await chat.shows("Bảng tình hình 20 đơn vị")
    await chat.page.wait_for_function("() => [...document.images].at(-1)?.naturalWidth === 1080")
    box = await bubble.locator("img").bounding_box()
    assert box is not None
    assert box["width"] > 250
    async with chat.page.expect_download() as started:
        await chat.page.get_by_role("link", name=NAME).click()
    assert (await started.value).suggested_filename == NAME
    assert chat.complaints == []
    assert chat.strangers == []
