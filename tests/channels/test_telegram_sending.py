"""What becomes of a delivery on Telegram, also when Telegram or the network fails."""

import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.channel import (
    Blocked,
    CarriedFile,
    Later,
    Outcome,
    Outgoing,
    Refused,
    Sent,
    TooFast,
    Uncertain,
)
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.settings import TelegramSettings
from bot.rehearsal.clock import MovableClock
from messages.actions import OpenMenu
from messages.message import Button, Message
from storage.kinds import Mode
from tests.support.bot_api import Answers, Drops, Hangs, server_error, too_many
from tests.support.bot_api.refusal import Refusal, bad_request
from tests.support.rig import NewFile
from tests.support.telegram_phone import TelegramPhone
from tests.support.telegram_rig import PROFILE, TelegramRig, open_telegram_rig, settings_for
from workflow.clock import SystemClock

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HELLO = Message("Chào đồng chí.").to_json()
BUTTONS = ((Button("Về màn hình chính", OpenMenu()),),)
PAPER = NewFile("a.pdf", "application/pdf", b"%PDF-1.7")
COMMANDS = (("viec", "Việc cần làm"), ("menu", "Màn hình chính"))


@pytest.fixture
async def phone(telegram: TelegramRig) -> TelegramPhone:
    return await telegram.phone("An")


@pytest.fixture
async def impatient() -> AsyncIterator[TelegramRig]:
    """A rig that waits about half a second for an answer."""
    async with open_telegram_rig(read_timeout=timedelta(seconds=0.6)) as opened:
        yield opened


def texts(phone: TelegramPhone) -> list[str]:
    return [message.text for message in phone.user.chat]


async def test_flood_limit_is_obeyed(telegram: TelegramRig, phone: TelegramPhone) -> None:
    telegram.server.arm("sendMessage", too_many(17))

    outcome = await telegram.deliver(phone, HELLO)

    assert isinstance(outcome, TooFast)
    assert outcome.after == timedelta(seconds=17)
    assert texts(phone) == []


async def test_burst_beyond_the_servers_limit_is_put_off() -> None:
    async with open_telegram_rig(clock=MovableClock(MORNING)) as telegram:
        phone = await telegram.phone("An")

        outcomes = [await telegram.deliver(phone, HELLO) for _ in range(4)]

    assert isinstance(outcomes[3], TooFast)
    assert len(texts(phone)) == 3


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal(403, "Forbidden: bot was blocked by the user"),
        Refusal(403, "Forbidden: user is deactivated"),
        bad_request("chat not found"),
    ],
    ids=["blocked", "deactivated", "unknown"],
)
async def test_person_out_of_reach(
    telegram: TelegramRig, phone: TelegramPhone, refusal: Refusal
) -> None:
    telegram.server.arm("sendMessage", Answers(refusal))

    assert isinstance(await telegram.deliver(phone, HELLO), Blocked)


async def test_words_telegram_cannot_parse_are_refused(
    telegram: TelegramRig, phone: TelegramPhone
) -> None:
    outcome = await telegram.deliver(phone, Message("<p>x</p>").to_json())

    assert isinstance(outcome, Refused)
    assert "parse" in outcome.reason


async def test_lost_answer_is_uncertain(impatient: TelegramRig) -> None:
    phone = await impatient.phone("An")
    impatient.server.arm("sendMessage", Hangs())

    assert isinstance(await impatient.deliver(phone, HELLO), Uncertain)
    assert texts(phone) == ["Chào đồng chí."]


@pytest.mark.parametrize("fault", [Drops(), server_error(500), server_error(502)])
async def test_torn_connection_and_server_errors_are_uncertain(
    telegram: TelegramRig, phone: TelegramPhone, fault: Drops | Answers
) -> None:
    telegram.server.arm("sendMessage", fault)

    assert isinstance(await telegram.deliver(phone, HELLO), Uncertain)


async def test_refused_connection_is_tried_later(
    telegram: TelegramRig, phone: TelegramPhone
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    nowhere = settings_for(telegram.server, base_url=f"http://127.0.0.1:{port}/bot")

    assert await _delivered_by(telegram, phone, nowhere) == Later(
        timedelta(seconds=5), "ConnectError: not connected", whole=True
    )


async def test_wrong_token_keeps_messages_for_later(
    telegram: TelegramRig, phone: TelegramPhone
) -> None:
    wrong = settings_for(telegram.server, token="700:wrong")

    outcome = await _delivered_by(telegram, phone, wrong)

    assert isinstance(outcome, Later)
    assert outcome.whole


async def test_lost_answer_to_a_redraw_is_redrawn_again(impatient: TelegramRig) -> None:
    phone = await impatient.phone("An")
    screen = await impatient.deliver(phone, HELLO)
    assert isinstance(screen, Sent)
    redraw = Message("Mới", mode=Mode.REDRAW).to_json()
    impatient.server.arm("editMessageText", Hangs())

    first = await impatient.deliver(phone, redraw, target_id=screen.message_id)
    second = await impatient.deliver(phone, redraw, target_id=screen.message_id)

    assert isinstance(first, Later)
    assert second == screen
    assert texts(phone) == ["Mới"]


async def test_redraw_of_a_caption_stays_in_place(
    telegram: TelegramRig, phone: TelegramPhone
) -> None:
    screen = await telegram.deliver(phone, HELLO, files=(PAPER,))
    assert isinstance(screen, Sent)

    redraw = Message("Đã sửa.", buttons=BUTTONS, mode=Mode.REDRAW).to_json()
    again = await telegram.deliver(phone, redraw, target_id=screen.message_id)

    assert again == Sent(screen.message_id)
    assert texts(phone) == ["Đã sửa."]


async def test_redraw_that_brings_a_keyboard_comes_anew(
    telegram: TelegramRig, phone: TelegramPhone
) -> None:
    screen = await telegram.deliver(phone, HELLO)
    assert isinstance(screen, Sent)

    redraw = Message("Đã vào.", keyboard=(("Việc cần làm",),), mode=Mode.REDRAW).to_json()
    await telegram.deliver(phone, redraw, target_id=screen.message_id)

    assert texts(phone) == ["Chào đồng chí.", "Đã vào."]
    assert phone.user.keyboard == (("Việc cần làm",),)
    assert telegram.server.refused() == []


async def test_later_part_met_by_the_limit_still_arrives(
    telegram: TelegramRig, phone: TelegramPhone
) -> None:
    telegram.server.arm("sendDocument", too_many(1))
    outcome = await telegram.deliver(phone, Message("dài " * 400).to_json(), files=(PAPER,))

    assert isinstance(outcome, Sent)
    assert outcome.message_id == str(phone.user.chat[0].message_id)
    assert [bool(message.file) for message in phone.user.chat] == [False, True]


async def test_wait_too_long_for_a_later_part_is_not_cut_short(
    telegram: TelegramRig, phone: TelegramPhone
) -> None:
    telegram.server.arm("sendDocument", too_many(3600))

    outcome = await telegram.deliver(phone, Message("dài " * 400).to_json(), files=(PAPER,))

    assert isinstance(outcome, Uncertain)
    assert outcome.reason.startswith("1 of 2 parts arrived")
    assert (outcome.rest, outcome.too_fast) == (timedelta(hours=1), True)
    assert len(telegram.server.called("sendDocument")) == 1


@pytest.mark.parametrize("text", ["Gửi kèm.", "dài " * 400], ids=["caption", "long"])
@pytest.mark.parametrize("content", [b"", bytes(2000)], ids=["empty", "too large"])
async def test_file_that_is_refused_is_left_out_and_its_words_arrive(
    telegram: TelegramRig, phone: TelegramPhone, text: str, content: bytes
) -> None:
    telegram.server.world.upload_limit = 1000
    refused = NewFile("a.pdf", "application/pdf", content)

    outcome = await telegram.deliver(phone, Message(text).to_json(), files=(refused, PAPER))

    assert isinstance(outcome, Sent)
    assert (outcome.left_out, list(outcome.references)) == ((1,), [2])
    assert "".join(texts(phone)) == text.strip()


async def test_words_that_are_refused_are_not_blamed_on_the_file(
    telegram: TelegramRig, phone: TelegramPhone
) -> None:
    outcome = await telegram.deliver(phone, Message("<p>x</p>").to_json(), files=(PAPER,))

    assert isinstance(outcome, Refused)
    assert texts(phone) == []


@pytest.mark.parametrize("is_known", [True, False])
async def test_file_known_by_a_reference_is_not_uploaded_again(
    telegram: TelegramRig, phone: TelegramPhone, is_known: bool
) -> None:
    first = await telegram.deliver(phone, HELLO, files=(PAPER,))
    assert isinstance(first, Sent)
    if not is_known:
        telegram.server.world.files.clear()

    async def load() -> bytes:
        return PAPER.content

    known = CarriedFile(1, PAPER.name, "", b"", first.references[1], load)
    again = await telegram.channel.send(
        Outgoing(9, telegram.account_of(phone), HELLO, files=(known,))
    )

    assert isinstance(again, Sent)
    assert bool(again.references) is not is_known
    assert phone.user.chat[-1].file is not None
    assert phone.user.chat[-1].file.content == PAPER.content


@pytest.mark.parametrize("fault", [None, Answers(bad_request("PHOTO_INVALID_DIMENSIONS"))])
async def test_picture_that_the_bot_made_is_seen_at_once_else_it_is_a_document(
    telegram: TelegramRig, phone: TelegramPhone, fault: Answers | None
) -> None:
    if fault:
        telegram.server.arm("sendPhoto", fault)
    table = CarriedFile(1, "bang.png", "image/png", b"png", is_picture=True)

    outcome = await telegram.channel.send(
        Outgoing(9, telegram.account_of(phone), HELLO, files=(table,))
    )

    assert isinstance(outcome, Sent)
    assert outcome.left_out == ()
    assert len(telegram.server.called("sendDocument")) == bool(fault)
    assert texts(phone) == ["Chào đồng chí."]


async def test_file_keeps_its_vietnamese_name(telegram: TelegramRig, phone: TelegramPhone) -> None:
    paper = NewFile("Bản giao ước số 3.docx", "application/msword", b"docx")

    await telegram.deliver(phone, Message("").to_json(), files=(paper,))

    assert await phone.downloads("Bản giao ước số 3.docx") == b"docx"


async def test_press_is_answered_before_the_screen(
    telegram: TelegramRig, phone: TelegramPhone
) -> None:
    await telegram.deliver(phone, Message("Ký?", buttons=BUTTONS).to_json())
    press_id = phone.user.presses("Về màn hình chính")

    long_toast = Message("Xong.", toast="ă" * 300).to_json()
    await telegram.deliver(phone, long_toast, press_id=press_id)

    assert [call.method for call in telegram.server.calls][-2:] == [
        "answerCallbackQuery",
        "sendMessage",
    ]
    assert phone.user.toasts == ["ă" * 200]
    assert telegram.server.world.unanswered() == []


async def test_press_too_old_to_answer_does_not_hold_the_screen(
    telegram: TelegramRig, phone: TelegramPhone
) -> None:
    outcome = await telegram.deliver(phone, HELLO, press_id="press-of-yesterday")

    assert isinstance(outcome, Sent)
    assert texts(phone) == ["Chào đồng chí."]


async def test_commands_are_set_once_per_chat(telegram: TelegramRig) -> None:
    one, other = await telegram.phone("An"), await telegram.phone("Bình")
    home = Message("Chào.", keyboard=(("Việc",),), commands=COMMANDS).to_json()

    await telegram.deliver(one, home)
    await telegram.deliver(one, home)
    await telegram.deliver(other, home)

    assert one.user.commands == other.user.commands == list(COMMANDS)
    assert len(telegram.server.called("setMyCommands")) == 2


async def test_commands_that_fail_do_not_fail_the_message(
    telegram: TelegramRig, phone: TelegramPhone
) -> None:
    home = Message("Chào.", commands=COMMANDS).to_json()
    telegram.server.arm("setMyCommands", server_error())

    assert isinstance(await telegram.deliver(phone, home), Sent)
    await telegram.deliver(phone, home)

    assert phone.user.commands == list(COMMANDS)


async def _delivered_by(
    telegram: TelegramRig, phone: TelegramPhone, settings: TelegramSettings
) -> Outcome:
    channel = TelegramChannel(settings, PROFILE, SystemClock())
    other = TelegramRig(telegram.server, channel)
    try:
        return await other.deliver(phone, HELLO)
    finally:
        await channel.close()
