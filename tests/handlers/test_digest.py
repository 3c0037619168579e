"""What the chair reads in the morning, and what nobody else does; asking to be told again."""

from datetime import date

from storage.kinds import Role
from tests.handlers.test_reminders import days_of
from tests.support.prepared import declared, fill, submit
from tests.support.world import World

HEADING = "Tin trong khối từ 08:00 ngày"
TOO_LATE = date(2027, 3, 8)


async def test_the_chair_reads_each_morning_what_changed(web: World) -> None:
    await web.stage.until(date(2027, 1, 6))
    text = await web.chair.text()
    assert text.startswith(f"{HEADING} 05/01/2027")
    assert "Các đơn vị chưa có tin mới." in text
    assert "Lịch nghỉ năm 2027 chưa được xác nhận" in text
    assert "Đầu chuỗi nhật ký lúc này, dòng " in text

    await fill(web, web.officer)
    await submit(web, web.officer)
    await web.leader.opens("/nhiemvu")
    await web.leader.presses("Duyệt")
    await web.stage.until(date(2027, 1, 7))
    text = await web.chair.text()
    assert "Gửi danh mục nhiệm vụ lên khối: 1 đơn vị (Sở Tài chính)" in text
    assert "Chờ đồng chí quyết định: 1 việc, xem /viec" in text
    assert await web.chair.sees("Lịch nghỉ năm 2027 chưa được xác nhận") == 1
    await web.chair.presses("Điều hành")
    assert HEADING not in await web.chair.text()


async def test_with_nothing_new_there_is_no_message(web: World) -> None:
    await web.stage.until(date(2027, 1, 15))

    assert await days_of(web, web.chair) == ["06/01 08:00"]
    assert await days_of(web, web.secretary) == []


async def test_only_the_chair_reads_who_is_late(web: World) -> None:
    await declared(web, web.officer)
    await web.stage.until(TOO_LATE)

    late = "Đang quá hạn: gửi danh mục nhiệm vụ trọng tâm ("
    assert await web.chair.sees(late) > 0
    assert await web.chair.sees("Xin đồng chí trực tiếp liên hệ") > 0
    names = [unit.name for unit in web.stage.units]
    for person in web.people:
        if person.player is not None and Role.CHAIR not in person.player.roles:
            told = [b.text for b in await person.said() if "Nhắc đồng chí" in b.text]
            assert not [text for text in told for name in names if name in text], person.name
            assert await person.sees(HEADING) == 0


async def test_a_reminder_is_put_off_to_the_next_working_day(world: World) -> None:
    """Told on Wednesday 17/02, asked again for Thursday; the next planned one is Tuesday 23/02."""
    await declared(world, world.officer)
    await world.stage.until(date(2027, 2, 17))

    await world.officer.presses("Nhắc lại ngày mai")
    assert "sẽ nhắc lại 1 việc vào 08:00 ngày 18/02/2027" in await world.officer.text()
    await world.officer.types("nhắc lại ngày mai")
    await world.stage.until(date(2027, 2, 19))
    assert await days_of(world, world.officer) == ["17/02 08:00", "18/02 08:00"]

    await fill(world, world.officer)
    await submit(world, world.officer)
    await world.officer.types("Nhắc lại ngày mai")
    assert "Các việc trong tin nhắc ấy đã xong" in await world.officer.text()
    await world.stage.until(date(2027, 2, 24))
    assert len(await days_of(world, world.officer)) == 2
