"""What every channel does alike: the same cases on Telegram and on the web."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.channel import (
    Blocked,
    Left,
    Outcome,
    Pressed,
    Sent,
    SentFile,
    TypedText,
    Unfetchable,
    Unsupported,
)
from bot.rehearsal.phone import Bubble, Phone
from messages.actions import OpenDuties, OpenMenu
from messages.message import Button, Message
from storage.kinds import Mode
from tests.support.rig import NewFile, Rig, understood

PAPER = NewFile("Kế hoạch số 12.pdf", "application/pdf", bytes(range(256)) * 40)
MENU = Button("Về màn hình chính", OpenMenu())
DUTIES = Button("Việc cần làm", OpenDuties())

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


async def shows(rig: Rig, phone: Phone, message: Message, target: Outcome | None = None) -> str:
    """Deliver a message that must arrive; return its id."""
    target_id = target.message_id if isinstance(target, Sent) else None
    outcome = await rig.deliver(phone, message.to_json(), target_id=target_id)
    assert isinstance(outcome, Sent), outcome
    return outcome.message_id


async def from_bot(phone: Phone) -> list[Bubble]:
    return [bubble for bubble in await phone.reads() if not bubble.mine]


@pytest.mark.parametrize(
    "text",
    [
        "7",
        "Đã đọc ạ 👍🏽 👨‍👩‍👧",
        unicodedata.normalize("NFD", "Phường Thượng Cát"),
        "a < b & c > d\nhàng 2",
        "nhiệm vụ " * 450,
    ],
    ids=["short", "emoji", "nfd", "html", "long"],
)
async def test_typed_text_arrives_once_as_typed(rig: Rig, text: str) -> None:
    phone = await rig.phone("An")

    await phone.types(text.strip())

    (incoming,) = await understood(rig)
    assert incoming.account == rig.account_of(phone)
    assert incoming.what == TypedText(text.strip())
    assert await rig.arrive() == []


async def test_typed_text_stays_on_the_own_screen(rig: Rig) -> None:
    phone = await rig.phone("An")

    await phone.types("a < b & <b>c</b>")

    assert await phone.reads() == [Bubble("a < b & <b>c</b>", mine=True)]


async def test_two_phones_are_two_accounts(rig: Rig) -> None:
    one, other = await rig.phone("An"), await rig.phone("Bình")
    assert rig.account_of(one) != rig.account_of(other)

    await one.types("một")
    await other.types("hai")

    assert [(i.account, i.what) for i in await understood(rig)] == [
        (rig.account_of(one), TypedText("một")),
        (rig.account_of(other), TypedText("hai")),
    ]


async def test_press_carries_its_data_and_screen(rig: Rig) -> None:
    phone = await rig.phone("An")
    screen = await shows(rig, phone, Message("Chọn:", buttons=((MENU, DUTIES),)))

    await phone.presses("Việc cần làm")

    (incoming,) = await understood(rig)
    assert isinstance(incoming.what, Pressed)
    assert incoming.what.data == OpenDuties().encode()
    assert incoming.what.message_id == screen


async def test_label_never_shown_cannot_be_pressed(rig: Rig) -> None:
    phone = await rig.phone("An")
    await shows(rig, phone, Message("Chọn:", buttons=((MENU,),)))

    with pytest.raises(LookupError):
        await phone.presses("Xoá hết")


async def test_sent_file_is_fetched_byte_for_byte(rig: Rig) -> None:
    phone = await rig.phone("An")

    await phone.sends_file(PAPER.name, PAPER.media_type, PAPER.content)

    (incoming,) = await understood(rig)
    sent = incoming.what
    assert isinstance(sent, SentFile)
    assert (sent.name, sent.media_type, sent.size) == (
        PAPER.name,
        PAPER.media_type,
        len(PAPER.content),
    )
    assert await rig.channel.fetch(sent.ref) == PAPER.content


async def test_unknown_file_is_unfetchable(rig: Rig) -> None:
    with pytest.raises(Unfetchable):
        await rig.channel.fetch("999999")


async def test_kind_the_bot_cannot_read_is_named(rig: Rig) -> None:
    phone = await rig.phone("An")
    if not await rig.sends_sticker(phone):
        pytest.skip("this channel lets nobody send such a kind")

    (incoming,) = await understood(rig)
    assert incoming.what == Unsupported("sticker")


async def test_text_is_read_without_tags_and_entities(rig: Rig) -> None:
    phone = await rig.phone("An")

    await shows(rig, phone, Message("<b>Hạn</b>: a &lt; b &amp; &#34;c&#39;\n<i>hàng 2</i>"))

    assert await phone.reads() == [Bubble("Hạn: a < b & \"c'\nhàng 2")]


async def test_buttons_are_shown_row_by_row(rig: Rig) -> None:
    phone = await rig.phone("An")

    await shows(rig, phone, Message("Chọn:", buttons=((MENU,), (DUTIES,))))

    assert await phone.reads() == [Bubble("Chọn:", buttons=((MENU.label,), (DUTIES.label,)))]


async def test_keyboard_is_shown_and_its_entry_is_typed_text(rig: Rig) -> None:
    phone = await rig.phone("An")
    rows = (("📌 Việc cần làm", "📝 Nhiệm vụ"), ("✍️ Giao ước",))

    await shows(rig, phone, Message("Chào đồng chí.", keyboard=rows))

    assert await phone.keyboard() == rows
    await phone.presses("✍️ Giao ước")
    assert [i.what for i in await understood(rig)] == [TypedText("✍️ Giao ước")]


async def test_redraw_replaces_in_place(rig: Rig) -> None:
    phone = await rig.phone("An")
    first = await rig.deliver(phone, Message("Cũ", buttons=((MENU,),)).to_json())
    await shows(rig, phone, Message("Ở dưới"))

    redrawn = await shows(rig, phone, Message("Mới", mode=Mode.REDRAW), target=first)

    assert first == Sent(redrawn)
    assert await phone.reads() == [Bubble("Mới"), Bubble("Ở dưới")]


async def test_redraw_of_the_same_is_sent(rig: Rig) -> None:
    phone = await rig.phone("An")
    message = Message("Không đổi", buttons=((MENU,),), mode=Mode.REDRAW)
    first = await rig.deliver(phone, message.to_json())

    again = await shows(rig, phone, message, target=first)

    assert first == Sent(again)
    assert len(await phone.reads()) == 1


async def test_redraw_of_a_screen_that_is_gone_comes_anew(rig: Rig) -> None:
    phone = await rig.phone("An")

    await shows(rig, phone, Message("Mới", mode=Mode.REDRAW), target=Sent("987654"))

    assert await phone.reads() == [Bubble("Mới")]


@pytest.mark.parametrize("text", ["Gửi kèm kế hoạch.", "dài " * 400], ids=["caption", "long"])
async def test_carried_file_downloads_byte_for_byte(rig: Rig, text: str) -> None:
    phone = await rig.phone("An")
    message = Message(text, buttons=((MENU,),))

    outcome = await rig.deliver(phone, message.to_json(), files=(PAPER,))

    assert isinstance(outcome, Sent)
    assert await phone.downloads(PAPER.name) == PAPER.content
    shown = await from_bot(phone)
    assert "".join(bubble.text for bubble in shown) == text.strip()
    assert [bubble.buttons for bubble in shown if bubble.buttons] == [((MENU.label,),)]


async def test_text_beyond_one_message_is_not_lost(rig: Rig) -> None:
    phone = await rig.phone("An")
    lines = [f"Điều {n}: các đơn vị cam kết 🏅 thực hiện." for n in range(180)]
    text = "<b>" + "\n".join(lines) + "</b>"

    await shows(rig, phone, Message(text, buttons=((MENU,),)))

    shown = await from_bot(phone)
    assert "\n".join(bubble.text for bubble in shown).splitlines() == lines
    assert [bool(bubble.buttons) for bubble in shown] == [False] * (len(shown) - 1) + [True]


async def test_toast_is_shown_or_harmless(rig: Rig) -> None:
    phone = await rig.phone("An")
    screen = await rig.deliver(phone, Message("Ký?", buttons=((MENU,),)).to_json())
    assert isinstance(screen, Sent)
    await phone.presses(MENU.label)
    (incoming,) = await understood(rig)
    assert isinstance(incoming.what, Pressed)

    outcome = await rig.deliver(
        phone,
        Message("Đã ghi.").redrawn(toast="Đã lưu").to_json(),
        press_id=incoming.what.press_id,
        target_id=incoming.what.message_id,
    )

    assert outcome == screen
    assert await rig.toasts(phone) in (["Đã lưu"], [])
    assert await phone.reads() == [Bubble("Đã ghi.")]


async def test_person_who_blocks_has_left_and_gets_nothing(rig: Rig) -> None:
    phone = await rig.phone("An")
    if not await rig.blocks(phone):
        pytest.skip("this channel cannot be blocked")

    assert [i.what for i in await understood(rig)] == [Left()]
    assert isinstance(await rig.deliver(phone, Message("Còn đó không?").to_json()), Blocked)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(raw=st.dictionaries(st.text(max_size=8), JSON, max_size=4))
async def test_understanding_never_fails(rig: Rig, raw: dict[str, object]) -> None:
    rig.channel.understand(raw)
