"""Whom a notice is for and when it leaves: chosen by button or typed, computed at sending."""

from datetime import date, datetime, time

from messages import actions
from storage.kinds import ObligationKind, Role
from storage.unit_of_work import UnitOfWork
from tests.handlers.test_notice import EVERYBODY, SUBJECT, composes
from tests.support.world import Person, World
from workflow.audience import mark_of
from workflow.calendar import at_local
from workflow.obligation import NewObligation, finish, open_one

PLEDGE = 1


async def narrows(world: World, *labels: str) -> Person:
    chair = await composes(world)
    await chair.presses("Người nhận", *labels)
    return chair


async def owes_signing(world: World, *codes: str) -> None:
    async def owe(uow: UnitOfWork) -> None:
        for unit in await uow.units.of_cycle(world.stage.cycle_id):
            if unit.code in codes:
                at = (unit.cycle_id, ObligationKind.SIGN, PLEDGE, Role.LEADER, date(2027, 3, 15))
                await open_one(uow, NewObligation(*at, unit_id=unit.id))

    await world.do(owe)


async def signs(world: World, person: Person) -> None:
    """Let the unit's duty end, as signing would end it."""
    kind, unit_id = ObligationKind.SIGN, person.unit.id
    await world.do(lambda uow: finish(uow, kind, PLEDGE, unit_id=unit_id))


async def test_units_are_chosen_by_button_and_typed(world: World) -> None:
    chair = await narrows(world, "Người nhận: lãnh đạo", "Chọn đơn vị")
    assert "Hiện gửi tới mọi đơn vị" in await chair.text()
    pick = await chair.holds("Chọn 3. STC")
    await chair.presses_held(pick, pick)
    assert "Đã chọn 1/8 đơn vị" in await chair.text()
    await chair.types("STC, 4; so xay dung")
    assert "Đã chọn 3/8 đơn vị" in await chair.text()
    await chair.types("STC, sở nào")
    assert "Chưa rõ đơn vị nào: “sở nào”" in await chair.text()
    await chair.types("1-4")
    await chair.presses("Bỏ 1. SKHCN", "Bỏ 2. SXD", "Xong")
    text = await chair.text()
    assert text.startswith("Gửi tới: lãnh đạo của Sở Tài chính; Sở Công Thương; hiện có 2 người")

    await chair.presses("Về bản nháp")
    await world.release(chair, 2)

    assert await world.leader.sees(SUBJECT) == 1
    assert await world.officer.sees(SUBJECT) == 0
    assert await world.deputy.sees(SUBJECT) == 0


async def test_who_did_it_before_the_notice_leaves_does_not_get_it(web: World) -> None:
    await owes_signing(web, "STC", "SCT", "SXD")
    chair = await narrows(web, "Chỉ ai chưa làm…")
    assert "5. Chưa ký giao ước: 3 đơn vị" in await chair.text()
    await chair.presses("5. Chưa ký giao ước")
    said = "cán bộ và lãnh đạo của 3 đơn vị chưa ký giao ước"
    assert (await chair.text()).startswith(f"Gửi tới: {said}; hiện có 6 người")
    await chair.presses("Về bản nháp", "Xem trước", "Gửi cho 6 người")

    await signs(web, web.other)
    await web.departs()

    assert await web.officer.sees(SUBJECT) == await web.leader.sees(SUBJECT) == 1
    assert await web.other.sees(SUBJECT) == 0


async def test_who_has_not_confirmed_an_earlier_notice(web: World) -> None:
    await web.release(await composes(web), EVERYBODY)
    await web.officer.presses("Đã đọc")
    chair = await composes(web, "Nhắc xác nhận thông báo trước", "Đề nghị bấm “Đã đọc”.")
    await chair.presses("Người nhận", "Chọn đơn vị")
    await chair.types("STC")
    await chair.presses("Xong", "Chỉ ai chưa làm…", "6. Chưa đọc: Đăng ký…")

    assert f"của 1 đơn vị đã chọn, ai chưa xác nhận “{SUBJECT}”; hiện có 1 người" in (
        await chair.text()
    )
    await chair.presses("Về bản nháp")
    await web.release(chair, 1)
    assert await web.leader.sees("Nhắc xác nhận") == 1
    assert await web.officer.sees("Nhắc xác nhận") == 0


async def test_a_notice_for_nobody_is_not_sent_and_says_why(web: World) -> None:
    chair = await narrows(web, "Chọn đơn vị", "Chọn 3. STC", "Bỏ 3. STC", "Xong")
    assert "Chưa gửi được: chưa chọn đơn vị nào." in await chair.text()
    await chair.presses("Mọi đơn vị", "Chỉ ai chưa làm…", "3. Chưa trả lời mời", "Về bản nháp")
    assert "Chưa có người nhận." in await chair.text()
    await chair.presses("Xem trước")
    assert "Chưa gửi được: việc đó chưa giao cho ai trong số này" in await chair.text()
    assert not [label for label in await chair.labels() if label.startswith("Gửi cho")]

    at = (web.stage.cycle_id, chair.id)
    draft = await web.do(lambda uow: uow.notices.draft_of(*at))
    assert draft is not None
    await chair.forges(actions.ReleaseNotice(draft.id, draft.revision, mark_of([])).encode())
    assert "Chưa gửi cho ai: việc đó chưa giao cho ai trong số này" in await chair.text()
    await chair.opens("/thongbao")
    await chair.presses("Viết tiếp bản nháp", "Người nhận", "Bỏ lọc việc")
    assert "tất cả cán bộ và lãnh đạo; hiện có 16 người" in await chair.text()


async def test_the_time_to_send_at_is_typed_or_chosen(web: World) -> None:
    """It is Tuesday 05/01/2027, 09:00."""
    chair = await composes(web)
    await chair.presses("Giờ gửi")
    for typed, said in (
        ("8h", "đã qua"),
        ("25/11", "Mới có ngày 25/11/2027, chưa có giờ"),
        ("25/11/2029 8h", "còn quá xa"),
        ("chiều", "Chưa đọc được giờ"),
    ):
        await chair.types(typed)
        assert said in await chair.text()
    await chair.types("tối nay 10h")
    assert "Giờ gửi: 22:00 ngày 05/01/2027, ngoài giờ nên đi lúc 06:30 ngày 06/01/2027" in (
        await chair.text()
    )
    await chair.presses("Giờ gửi", "06:30 ngày 06/01/2027", "Xem trước")
    assert "Sẽ gửi lúc 06:30 ngày 06/01/2027." in await chair.text()
    await chair.presses(f"Gửi cho {EVERYBODY} người")
    await web.departs()
    assert await web.officer.sees(SUBJECT) == 0
    await chair.opens("/thongbao")
    assert "chờ đến giờ gửi, 06:30 ngày 06/01/2027" in await chair.text()

    web.clock.set(at_local(date(2027, 1, 6), time(6, 30)))
    await web.stage.goes_on()
    assert await web.officer.sees(SUBJECT) == 1


async def test_urgent_is_asked_once_more_and_leaves_at_night(web: World) -> None:
    web.clock.set(at_local(date(2027, 1, 5), time(22, 0)))
    chair = await composes(web)
    assert "đang ngoài giờ nên đi lúc 06:30 ngày 06/01/2027" in await chair.text()
    await chair.presses("Gấp: không")
    assert "Gửi gấp? Thông báo gấp đi ngay cả ngoài giờ 06:30-21:00" in await chair.text()
    assert "Hiện có 16 người nhận" in await chair.text()
    await chair.presses("Đúng, gửi gấp", "Gấp: có", "Gấp: không", "Đúng, gửi gấp", "Xem trước")
    assert "⚠️ Thông báo gấp: đi cả ngoài giờ" in await chair.text()

    await chair.presses(f"Gửi cho {EVERYBODY} người")
    await web.departs()

    assert await web.officer.sees(SUBJECT) == 1


async def test_a_time_that_passed_while_the_draft_lay_there_is_said(web: World) -> None:
    chair = await composes(web)
    await chair.presses("Giờ gửi")
    await chair.types("10h")
    web.clock.set(datetime.fromisoformat("2027-01-05T11:00:00+07:00"))

    await chair.presses("Xem trước")
    assert "Giờ hẹn 10:00 ngày 05/01/2027 đã qua: bấm gửi là đi ngay." in await chair.text()
    await chair.presses("Quay lại", "Giờ gửi", "Ngay sau khi bấm gửi")
    assert "Giờ gửi: ngay sau khi bấm gửi" in await chair.text()
