"""What is known of every copy of a notice, in words that are never mixed (promise 5)."""

from datetime import timedelta

from storage.kinds import Role
from tests.handlers.test_broadcast import EVERYBODY, SUBJECT, drafts, screen, sends
from tests.support.bot_api import Drops
from tests.support.staffing import leaves, newcomer
from tests.support.world import World


async def test_a_unit_where_nobody_can_be_reached_is_named(web: World) -> None:
    await leaves(web, web.of("SCT", Role.LEADER), web.of("SCT", Role.OFFICER))
    await newcomer(web, "SCT", Role.OFFICER, "Lâm Thị Mỹ Duyên")
    await drafts(web, revision=2)

    await web.chair.opens("/thongbao")
    await web.chair.presses("Viết tiếp bản nháp", "Xem trước")

    assert "Gửi cho đúng 15 người" in await web.chair.text()
    assert "Sở Công Thương." in await web.chair.text()


async def test_a_lost_answer_is_unknown_and_the_copy_is_marked(telegram: World) -> None:
    """It may have arrived: it is sent once more, and says so; nothing else is refused."""
    await telegram.chair.opens("/menu")
    telegram.clock.move(timedelta(minutes=1))
    telegram.server_.arm("sendMessage", Drops(), times=1)
    await sends(telegram)
    await telegram.officer.presses("Đã đọc")
    await telegram.chair.presses("Xem từng người")

    assert telegram.server_.world.unanswered() == []
    assert telegram.server_.refused() == []
    assert sum([await person.sees("(gửi lại)") for person in telegram.people]) == 1
    found = await screen(telegram.chair, f"Kết quả gửi: {SUBJECT}")
    assert f"{EVERYBODY} người: đã xác nhận 1; kênh đã nhận 15." in found
