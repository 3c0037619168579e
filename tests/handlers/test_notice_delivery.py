"""What is known of every copy of a notice, in four words that are never mixed (promise 5)."""

from datetime import timedelta

import pytest

from storage.kinds import Role
from tests.handlers.test_notice import EVERYBODY, SUBJECT, composes
from tests.support.bot_api import Drops
from tests.support.staffing import leaves, newcomer
from tests.support.telegram_phone import TelegramPhone
from tests.support.world import Person, World


def blocks(*people: Person) -> None:
    for person in people:
        assert isinstance(person.phone, TelegramPhone)
        person.phone.user.blocks_bot()


async def opens_ledger(world: World) -> str:
    """Return the ledger of the only notice, all its pages."""
    chair = world.chair
    pages = []
    for turn in ("Xem từng người", "Trang sau"):
        await chair.presses(turn)
        pages += [b.text for b in await chair.said() if b.text.startswith("Kết quả gửi")]
    return "\n".join(pages)


async def test_a_unit_where_nobody_can_be_reached_is_named(world: World) -> None:
    await leaves(world, world.of("SCT", Role.LEADER), world.of("SCT", Role.OFFICER))
    await newcomer(world, "SCT", Role.OFFICER, "Lâm Thị Mỹ Duyên")
    chair = await composes(world)

    await chair.presses("Xem trước")

    assert "Gửi cho đúng 15 người" in await chair.text()
    assert "Đơn vị chưa có ai nhận được: Sở Công Thương." in await chair.text()


async def test_somebody_who_has_not_joined_is_not_reached(world: World) -> None:
    await newcomer(world, "STC", Role.OFFICER, "Lâm Thị Mỹ Duyên")
    chair = await composes(world)
    await chair.presses("Xem trước", f"Gửi cho {EVERYBODY + 1} người")
    await world.officer.presses("Đã đọc")

    ledger = await opens_ledger(world)

    assert "17 người: đã xác nhận 1; kênh đã nhận 15; không tới được 1." in ledger
    assert "• Lâm Thị Mỹ Duyên, Sở Tài chính: không tới được" in ledger
    assert "• Đặng Mai Phương, Sở Tài chính: đã xác nhận 09:" in ledger
    assert "• Lý Thanh Tùng, Sở Tài chính: kênh đã nhận" in ledger


async def test_one_blocked_person_stops_nobody_else(telegram: World) -> None:
    blocks(telegram.officer)
    chair = await composes(telegram)
    await chair.presses("Xem trước", f"Gửi cho {EVERYBODY} người")

    assert await telegram.leader.sees(SUBJECT) == 1
    ledger = await opens_ledger(telegram)
    assert "• Đặng Mai Phương, Sở Tài chính: không tới được" in ledger
    assert "không tới được 1." in ledger


async def test_resending_reaches_only_those_not_reached(telegram: World) -> None:
    officer = telegram.officer
    blocks(officer)
    chair = await composes(telegram)
    await chair.presses("Xem trước", f"Gửi cho {EVERYBODY} người")
    await officer.types("/menu")

    await chair.presses("Gửi lại người chưa nhận")

    assert await officer.sees(SUBJECT) == 1
    assert await telegram.leader.sees(SUBJECT) == 1
    assert await chair.sees("16 người: đã xác nhận 0; kênh đã nhận 16.") == 1
    with pytest.raises(LookupError):
        await chair.holds("Gửi lại người chưa nhận")


async def test_a_lost_answer_is_unknown_and_the_copy_is_marked(telegram: World) -> None:
    """It may have arrived: it is sent once more, and says so."""
    chair = await composes(telegram)
    await chair.presses("Người nhận: lãnh đạo", "Xem trước")
    telegram.clock.move(timedelta(minutes=1))
    telegram.server_.arm("sendMessage", Drops(), times=1)

    await chair.presses("Gửi cho 8 người")

    marked = [p.name for p in telegram.people if await p.sees("(gửi lại)")]
    assert len(marked) == 1
    assert telegram.server_.refused() == []


async def test_every_press_was_answered_and_nothing_was_refused(telegram: World) -> None:
    chair = await composes(telegram)
    await chair.presses("Xem trước", f"Gửi cho {EVERYBODY} người")
    for person in (telegram.officer, telegram.leader, chair):
        await person.presses("Đã đọc")

    assert telegram.server_.world.unanswered() == []
    assert telegram.server_.refused() == []
