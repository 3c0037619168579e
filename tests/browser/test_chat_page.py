"""The chat page in a real browser on a 360 px phone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, expect

from bot.channels.channel import Pressed, TypedText
from messages.actions import OpenDuties
from messages.message import Message
from tests.browser.chat_page import ChatPage, open_chat_page
from tests.browser.toy_bot import KEYBOARD, PAPER, ROWS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

LONG = Message(
    "<b>Nhiệm vụ trọng tâm</b>\n" + "Hoànthànhtrướcngày15tháng04năm2027" * 6 + "\n<pre>"
    "mộtdòngmãrấtdàikhôngcóchỗngắt" * 4 + "</pre>",
    buttons=ROWS,
)

TALL = Message("<b>Chưa gửi được</b>\n" + "Việc phải làm tiếp.\n" * 40, buttons=ROWS)


@pytest.fixture(autouse=True)
async def quiet(chat: ChatPage) -> AsyncIterator[None]:
    """No test leaves an error in the console or speaks to another origin."""
    yield
    lost = "net::ERR_INTERNET_DISCONNECTED"
    assert [complaint for complaint in chat.complaints if lost not in complaint] == []
    assert chat.strangers == []


async def test_message_appears_live_and_nothing_overflows(chat: ChatPage) -> None:
    await chat.bot.says(LONG)

    await chat.shows("Nhiệm vụ trọng tâm")
    width = await chat.measures("[document.documentElement.scrollWidth, innerWidth]")
    assert width == [360, 360]
    wide = "[...document.querySelectorAll('.bubble, button')].filter(e => e.scrollWidth > 360)"
    assert await chat.measures(f"{wide}.length") == 0


async def test_enter_sends_what_was_typed(chat: ChatPage) -> None:
    await chat.types("Đề nghị gửi lại kế hoạch")

    await chat.shows("Đã nhận: Đề nghị gửi lại kế hoạch")
    own = chat.page.locator(".bubble.mine")
    await expect(own).to_have_count(1)
    await expect(own).not_to_contain_text("Đang gửi")
    await expect(chat.page.get_by_label("Nhập tin nhắn")).to_have_value("")


async def test_enter_that_ends_a_composed_letter_sends_nothing(chat: ChatPage) -> None:
    """Vietnamese input methods end a word with Enter."""
    await chat.page.get_by_label("Nhập tin nhắn").fill("tiếng Việ")
    composing = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true})"
    await chat.measures(f"document.getElementById('text').dispatchEvent({composing})")

    await expect(chat.page.get_by_label("Nhập tin nhắn")).to_have_value("tiếng Việ")
    await expect(chat.page.locator(".bubble.mine")).to_have_count(0)


async def test_press_redraws_in_place_and_keeps_the_focus(chat: ChatPage) -> None:
    await chat.bot.says(Message("Ở dưới"))
    await chat.shows("Ở dưới")
    await chat.button("Xem việc").focus()

    await chat.page.keyboard.press("Enter")

    await chat.shows("Đây là màn hình mới")
    await expect(chat.page.locator("#toast")).to_have_text("Đã lưu")
    await expect(chat.page.locator(".bubble")).to_have_count(2)
    await expect(chat.page.locator(".bubble").first).to_contain_text("màn hình mới")
    await expect(chat.button("Xem việc")).to_be_focused()
    pressed = chat.bot.heard[-1].what
    assert isinstance(pressed, Pressed)
    assert pressed.data == OpenDuties().encode()


async def test_keyboard_entry_sends_its_text_and_can_be_hidden(chat: ChatPage) -> None:
    await chat.button(KEYBOARD[2][0]).click()

    await chat.shows(f"Đã nhận: {KEYBOARD[2][0]}")
    await chat.button("Ẩn mục chọn nhanh").click()
    await expect(chat.page.get_by_role("group", name="Mục chọn nhanh")).to_be_hidden()
    await chat.page.reload()
    await expect(chat.button("Hiện mục chọn nhanh")).to_be_visible()


async def test_text_typed_offline_is_kept_and_sent_once(chat: ChatPage) -> None:
    await chat.context.set_offline(True)
    await chat.types("Soạn khi mất mạng")

    waiting = await chat.shows("Soạn khi mất mạng")
    await expect(waiting).to_contain_text("Chờ gửi lại")
    await expect(chat.page.get_by_role("status").first).to_contain_text("ngoại tuyến")
    await chat.context.set_offline(False)

    await chat.shows("Đã nhận: Soạn khi mất mạng")
    await expect(chat.page.locator(".bubble.mine")).to_have_count(1)
    await expect(chat.page.get_by_role("status").first).to_have_text("Trợ lý khối thi đua")
    heard = [incoming.what for incoming in chat.bot.heard]
    assert heard.count(TypedText("Soạn khi mất mạng")) == 1


async def test_unsent_text_and_draft_survive_a_reload(chat: ChatPage) -> None:
    await chat.page.route("**/send", lambda route: route.abort("internetdisconnected"))
    await chat.types("Chưa gửi được")
    await expect(await chat.shows("Chưa gửi được")).to_contain_text("Chờ gửi lại")
    await chat.page.get_by_label("Nhập tin nhắn").fill("Đang viết dở")

    await chat.page.unroute("**/send")
    await chat.page.reload()

    await chat.shows("Đã nhận: Chưa gửi được")
    await expect(chat.page.get_by_label("Nhập tin nhắn")).to_have_value("Đang viết dở")
    await expect(chat.page.locator(".bubble.mine")).to_have_count(1)


async def test_lost_answer_repeats_the_act_without_doubling_it(chat: ChatPage) -> None:
    async def lose(route: object) -> None:
        await route.fetch()  # type: ignore[attr-defined] # playwright's Route
        await route.abort("internetdisconnected")  # type: ignore[attr-defined] # same

    await chat.page.route("**/send", lose, times=1)
    await chat.types("Trả lời bị mất")

    await chat.shows("Đã nhận: Trả lời bị mất")
    async with chat.page.expect_response("**/send") as repeated:
        pass
    assert (await repeated.value).ok
    await expect(chat.page.locator(".bubble.mine")).to_have_count(1)
    heard = [incoming.what for incoming in chat.bot.heard]
    assert heard.count(TypedText("Trả lời bị mất")) == 1


async def test_refused_text_comes_back_to_be_changed(chat: ChatPage) -> None:
    await chat.page.route(
        "**/send", lambda route: route.fulfill(status=400, json={"error": "Không đọc được."})
    )
    await chat.types("Nội dung quý")
    await expect(await chat.shows("Nội dung quý")).to_contain_text("Không đọc được.")
    await chat.page.reload()
    await expect(await chat.shows("Nội dung quý")).to_contain_text("Không đọc được.")

    await chat.button("Sửa lại").click()

    await expect(chat.page.get_by_label("Nhập tin nhắn")).to_have_value("Nội dung quý")
    chat.complaints.clear()


async def test_files_go_both_ways(chat: ChatPage, tmp_path: Path) -> None:
    sent = {"name": "Biên bản.txt", "mimeType": "text/plain", "buffer": b"x" * 5000}
    await chat.page.locator("#file").set_input_files(sent)  # type: ignore[arg-type] # a TypedDict
    await chat.button("Gửi").click()
    await chat.shows("Đã nhận tệp Biên bản.txt, 5000 byte")

    await chat.types("tệp")
    await chat.shows("Gửi đồng chí kế hoạch.")
    async with chat.page.expect_download() as started:
        await chat.page.get_by_role("link", name=PAPER.name).click()
    download = await started.value

    assert download.suggested_filename == PAPER.name
    await download.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == PAPER.content


async def test_file_that_is_too_large_is_refused_before_it_leaves(chat: ChatPage) -> None:
    await chat.measures("document.body.dataset.largestFile = 1048576")
    sent = {"name": "to.bin", "mimeType": "x/y", "buffer": bytes(2_000_000)}

    await chat.page.locator("#file").set_input_files(sent)  # type: ignore[arg-type] # a TypedDict

    await expect(chat.page.locator("#toast")).to_contain_text("lớn quá 1 MB")
    await expect(chat.page.locator("#chosen")).to_be_hidden()


async def test_only_harmless_html_is_drawn(chat: ChatPage) -> None:
    await chat.bot.says(
        Message(
            "<b>đậm</b> <img src=x onerror='document.title=1'><script>document.title=1</script>"
            '<a href="javascript:document.title=1">xấu</a> <a href="https://example.com/">tốt</a>'
            '<span onclick="x">chữ</span>'
        )
    )

    drawn = (await chat.shows("đậm")).locator(".words")
    inner = await drawn.inner_html()
    assert inner == (
        '<b>đậm</b> xấu <a href="https://example.com/" target="_blank"'
        ' rel="noopener noreferrer">tốt</a>chữ'
    )
    assert all("violates" in complaint for complaint in chat.complaints)
    chat.complaints.clear()


async def test_older_messages_are_loaded_without_a_jump(chat: ChatPage) -> None:
    for n in range(60):
        await chat.bot.says(Message(f"Thông báo số {n}."))
    await chat.shows("Thông báo số 59.")
    await chat.page.reload()
    await chat.shows("Thông báo số 59.")
    await expect(chat.page.locator(".bubble")).to_have_count(40)

    await chat.button("Xem tin cũ hơn").click()

    await expect(chat.page.locator(".bubble")).to_have_count(61)
    await expect(chat.page.locator(".day")).to_have_count(1)
    texts = await chat.page.locator(".bubble .words").all_inner_texts()
    assert texts[1:] == [f"Thông báo số {n}." for n in range(60)]
    assert "day" in (await chat.measures("document.querySelector('#log > *').className"))


async def test_reader_of_old_messages_is_told_of_new_ones(chat: ChatPage) -> None:
    for n in range(20):
        await chat.bot.says(Message(f"Thông báo số {n}."))
    await chat.shows("Thông báo số 19.")
    await chat.measures("document.getElementById('view').scrollTop = 0")

    await chat.bot.says(Message("Tin vừa tới"))

    await chat.page.get_by_role("button", name="Tin mới").click()
    await expect(chat.bubble("Tin vừa tới")).to_be_in_viewport()


async def test_ended_session_is_explained_and_keeps_the_text(chat: ChatPage) -> None:
    await chat.context.clear_cookies()
    await chat.types("Phiên đã hết")

    await expect(chat.page.get_by_role("status").first).to_contain_text("đã kết thúc")
    await chat.page.get_by_role("link", name="Nhập mã mời").click()
    await expect(chat.page.get_by_label("Mã mời")).to_be_visible()
    assert "Phiên đã hết" in await chat.measures("JSON.stringify({...localStorage})")
    chat.complaints.clear()


async def test_page_can_be_used_by_ear_and_by_finger(chat: ChatPage) -> None:
    """Landmarks, names, live regions; nothing to touch is smaller than 44 px."""
    page = chat.page
    for role in ("banner", "main", "contentinfo", "log"):
        await expect(page.get_by_role(role)).to_have_count(1)
    await expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    await expect(page.get_by_role("log")).to_have_attribute("aria-busy", "false")
    await expect(page.get_by_role("textbox", name="Nhập tin nhắn")).to_be_visible()
    for name in ("Đính kèm tệp", "Gửi", "Ẩn mục chọn nhanh"):
        await expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    small = await chat.measures(
        "[...document.querySelectorAll('button, textarea')].map(e => e.getBoundingClientRect())"
        ".filter(box => box.width && (box.width < 44 || box.height < 44)).length"
    )
    assert small == 0
    assert await chat.measures("document.documentElement.lang") == "vi"


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_text_is_readable_in_both_schemes(chat: ChatPage, scheme: str) -> None:
    """Contrast of at least 4.5 everywhere (WCAG 2 AA)."""
    await chat.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type] # a Literal
    await chat.types("tệp")
    await chat.shows("Gửi đồng chí kế hoạch.")

    weak = await chat.measures((Path(__file__).parent / "contrast.js").read_text("utf-8"))

    assert weak == []


async def test_page_in_a_frame_is_kept_up_to_date(chat: ChatPage) -> None:
    """The rehearsal shows more phones than a browser opens streams to one host."""
    shelf = '<!doctype html><iframe src="./" width="340" height="700"></iframe>'
    await chat.page.route(
        "**/shelf", lambda route: route.fulfill(body=shelf, content_type="text/html")
    )
    await chat.page.goto(f"{chat.address}shelf")
    frame = chat.page.frame_locator("iframe")
    await expect(frame.get_by_text("Chào đồng chí")).to_be_visible()

    await chat.bot.says(Message("Tới trong khung"))

    await expect(frame.get_by_text("Tới trong khung")).to_be_visible()


async def test_tall_screen_redrawn_by_a_press_shows_its_top(chat: ChatPage) -> None:
    chat.bot.screen = TALL
    for _ in range(2):
        await chat.button("Xem việc").click()
        await at_top(chat, "Chưa gửi được")

    await chat.bot.says(Message(TALL.text.replace("Chưa", "Đã")))
    await chat.button("Tin mới ↓").click()
    await at_top(chat, "Đã gửi được")


async def test_redraw_elsewhere_leaves_the_reader_where_they_are(chat: ChatPage) -> None:
    welcome = await chat.bubble("Chào đồng chí").get_attribute("data-id")
    for n in range(20):
        await chat.bot.says(Message(f"Thông báo số {n}."))
    await chat.shows("Thông báo số 19.")
    read = chat.bubble("Thông báo số 9.")
    await read.evaluate("bubble => bubble.scrollIntoView({block: 'start'})")
    before = await top_of(read)

    await chat.bot.says(TALL.redrawn(), target_id=welcome)

    await expect(chat.bubble("Chưa gửi được")).to_be_attached()
    assert abs(await top_of(read) - before) < 2


async def test_entries_fold_while_the_keyboard_leaves_little_room(chat: ChatPage) -> None:
    entries = chat.page.get_by_role("group", name="Mục chọn nhanh")
    text, toggle = chat.page.get_by_label("Nhập tin nhắn"), chat.page.locator("#toggle")
    await chat.page.set_viewport_size({"width": 360, "height": 440})

    await text.focus()
    await expect(entries).to_be_hidden()
    await expect(toggle).to_have_attribute("aria-expanded", "false")
    await chat.types("Một câu trả lời")
    await expect(await chat.shows("Đã nhận: Một câu trả lời")).to_be_in_viewport(ratio=1)
    await expect(entries).to_be_hidden()

    await text.blur()
    await expect(entries).to_be_visible()
    await expect(toggle).to_have_attribute("aria-expanded", "true")
    await expect(chat.bubble("Đã nhận")).to_be_in_viewport(ratio=1)


async def test_entries_fold_on_a_touch_screen_until_the_text_is_sent(
    chromium: Browser, tmp_path: Path
) -> None:
    (tmp_path / "touch").mkdir()
    async with open_chat_page(chromium, tmp_path / "touch", is_mobile=True, has_touch=True) as chat:
        await chat.bot.says(TALL)
        await chat.shows("Chưa gửi được")
        await chat.measures("document.getElementById('view').scrollTop = 9999")
        entries = chat.page.get_by_role("group", name="Mục chọn nhanh")
        text = chat.page.get_by_label("Nhập tin nhắn")
        await text.tap()
        await expect(entries).to_be_hidden()
        await text.fill("Xong")
        await chat.button("Gửi").tap()
        await expect(entries).to_be_visible()
        await expect(await chat.shows("Đã nhận: Xong")).to_be_in_viewport(ratio=1)

        await text.fill("Lại gõ")
        await expect(entries).to_be_hidden()
        await chat.button("Hiện mục chọn nhanh").tap()
        await expect(entries).to_be_visible()
        await chat.button("Ẩn mục chọn nhanh").tap()
        await text.tap()
        await chat.button("Gửi").tap()
        await chat.shows("Đã nhận: Lại gõ")
        await expect(entries).to_be_hidden()


async def test_commands_in_what_the_bot_says_can_be_pressed(chat: ChatPage) -> None:
    await chat.bot.says(
        Message(
            "Xem: /viec, <b>/nhiemvu</b> (/menu). Không phải lệnh: 30/9/nay, và/hoac, /x, /tháng,"
            ' https://a.vn/viec /tep.txt <code>/huy</code> <a href="https://a.vn/">/toi</a>'
        )
    )
    commands = (await chat.shows("Xem:")).locator(".words button")
    await expect(commands).to_have_text(["/viec", "/nhiemvu", "/menu"])

    await chat.button("/nhiemvu").focus()
    await chat.page.keyboard.press("Enter")

    answer = await chat.shows("Đã nhận: /nhiemvu")
    await expect(answer.get_by_role("button", name="/nhiemvu")).to_be_visible()
    assert chat.bot.heard[-1].what == TypedText("/nhiemvu")
    await expect(chat.page.locator(".mine button")).to_have_count(0)


async def test_toast_covers_nothing_that_is_being_read(chat: ChatPage) -> None:
    chat.bot.screen = TALL
    await chat.button("Xem việc").click()

    await expect(chat.page.locator("#toast")).to_have_text("Đã lưu")
    box = "document.getElementById('{}').getBoundingClientRect()"
    bottom, top = box.format("toast") + ".bottom", box.format("view") + ".top"
    assert await chat.measures(f"{bottom} <= {top}")


async def at_top(chat: ChatPage, text: str) -> None:
    """Wait until the bubble with the text begins where the log begins."""
    await chat.page.wait_for_function(
        """text => {
            const bubbles = [...document.querySelectorAll('.bubble')];
            const shown = bubbles.findLast((one) => one.textContent.includes(text));
            const [top, edge] = [shown ?? document.body, view].map((one) => one.getBoundingClientRect().top);
            return top >= edge && top < edge + 16;
        }""",
        arg=text,
    )


async def top_of(bubble: Locator) -> float:
    return float(await bubble.evaluate("bubble => bubble.getBoundingClientRect().top"))
