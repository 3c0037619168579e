"""Who is present: by button, by the hall's code, by the secretary's list (product page, 4.3)."""

from datetime import timedelta

from storage.kinds import Answer
from storage.unit_of_work import UnitOfWork
from tests.support.called import answers, called, come
from tests.support.world import World
from workflow import hall

CODE_KEY = "c" * 64


async def test_once_is_enough_and_twice_is_harmless(world: World) -> None:
    conference_id = await called(world)
    await world.officer.opens("/diemdanh")
    press = await world.officer.holds("Tôi có mặt")
    await world.officer.presses("Tôi có mặt")
    await world.officer.presses_held(press)

    assert "không cần điểm danh lại" in await world.officer.text()
    assert "Đã có mặt: 1/8 đơn vị, 1 người." in await world.officer.text()
    await world.other.opens("/diemdanh")
    assert "Đề nghị đồng chí bấm “Tôi có mặt”" in await world.other.text()
    assert conference_id


async def test_the_door_opens_an_hour_before_and_says_when(web: World) -> None:
    await called(web, timedelta(hours=3))
    await web.officer.opens("/diemdanh")

    assert "Chưa đến giờ điểm danh: mở lúc 11:00 ngày 05/01/2027." in await web.officer.text()
    assert "Tôi có mặt" not in await web.officer.labels()
    await web.officer.forges("attin1:1")
    assert "Điểm danh mở lúc 11:00 ngày 05/01/2027" in await web.officer.text()

    web.clock.move(timedelta(hours=2))
    await web.officer.opens("/diemdanh")
    await web.officer.presses("Tôi có mặt")
    assert "✓ Đã ghi đồng chí có mặt" in await web.officer.text()


async def test_the_code_of_the_minute_is_typed(world: World) -> None:
    conference_id = await called(world)
    await world.officer.opens("/diemdanh 123456")
    assert "Mã điểm danh không đúng hoặc đã đổi" in await world.officer.text()

    async def show_hall(uow: UnitOfWork) -> None:
        await uow.conferences.put_hall_token(conference_id, CODE_KEY)

    await world.do(show_hall)
    await world.officer.opens(f"/diemdanh {hall.code_at(CODE_KEY, world.clock.now())}")

    assert "✓ Đã ghi đồng chí có mặt" in await world.officer.text()


async def test_a_code_typed_while_the_bot_was_down_counts_when_it_was_sent(
    telegram: World,
) -> None:
    conference_id = await called(telegram)

    async def show_hall(uow: UnitOfWork) -> None:
        await uow.conferences.put_hall_token(conference_id, CODE_KEY)

    await telegram.do(show_hall)
    await telegram.leader.opens("/diemdanh")
    code = hall.code_at(CODE_KEY, telegram.clock.now())
    await telegram.officer.phone.types(f"/diemdanh {code}")
    await telegram.other.phone.types(f"/start dd_{code}")
    await telegram.leader.phone.presses("Tôi có mặt")
    await telegram.stage.reach(telegram.clock.now() + timedelta(minutes=5), asleep=True)

    for person in (telegram.officer, telegram.other):
        assert await person.sees("✓ Đã ghi đồng chí có mặt") == 1
        assert await person.sees("Đã điểm danh lúc 09:05.") == 1
    # The press is lost; the letter says so and has the button once more.
    assert await telegram.leader.sees("Chưa điểm danh") == 1
    await telegram.leader.presses("Tôi có mặt")
    assert "✓ Đã ghi đồng chí có mặt" in await telegram.leader.text()


async def test_the_halls_link_to_telegram_checks_in_or_says_why_not(telegram: World) -> None:
    await called(telegram)
    await telegram.officer.opens("/start dd_123456")
    assert "Mã điểm danh không đúng hoặc đã đổi" in await telegram.officer.text()
    stranger = telegram.stranger()
    await stranger.opens("/start dd_123456")
    assert "mã mời" in await stranger.text()


async def test_the_secretary_finds_records_and_takes_back(world: World) -> None:
    await called(world)
    await world.secretary.opens("/diemdanh")
    await world.secretary.presses("Ghi người có mặt")
    await world.secretary.types("stc")
    text = await world.secretary.text()
    assert f"{world.leader.name}, STC" in text
    number = next(line for line in text.splitlines() if world.leader.name in line)[0]
    await world.secretary.presses(f"{number}. Ghi có mặt")
    assert f"✓ Đã ghi có mặt: đồng chí {world.leader.name}, Sở Tài chính." in (
        await world.secretary.text()
    )

    await world.secretary.types("STC")
    await world.secretary.presses(f"{number}. Bỏ ghi")
    assert f"Đã bỏ ghi có mặt của đồng chí {world.leader.name}" in await world.secretary.text()
    assert "Đã có mặt: 0/8 đơn vị, 0 người." in await world.secretary.text()
    await world.secretary.types("khong co ai nhu vay")
    assert "Không tìm thấy “khong co ai nhu vay”" in await world.secretary.text()


async def test_guests_and_substitutes_come_by_name(web: World) -> None:
    await called(web)
    await web.secretary.opens("/diemdanh")
    await web.secretary.presses("Ghi người có mặt", "Người ngoài danh sách", "Khách mời")
    await web.secretary.types("Lê Thị Thu Hà")
    assert "Chưa đủ họ tên và chức vụ" in await web.secretary.text()
    await web.secretary.types("Lê Thị Thu Hà, Phó Giám đốc Sở Nội vụ")
    assert "Đã có mặt: 0/8 đơn vị, 1 người." in await web.secretary.text()
    await web.secretary.presses("Người ngoài danh sách", "3")
    await web.secretary.types("Lê Văn Tám, Phó Giám đốc")
    assert "Đã có mặt: 1/8 đơn vị, 2 người." in await web.secretary.text()
    # Once more by the same name is the same person.
    await web.secretary.presses("Người ngoài danh sách", "3")
    await web.secretary.types("LE VAN TAM, Pho Giam doc")
    assert "đã được ghi có mặt từ lúc" in await web.secretary.text()

    await web.secretary.presses("Danh sách có mặt")
    text = await web.secretary.text()
    assert "Danh sách có mặt: 1/8 đơn vị, 2 người" in text
    assert "Đại biểu, khách mời (1): Lê Thị Thu Hà" in text


async def test_presence_never_depends_on_the_answer(web: World) -> None:
    conference_id = await called(web)
    await answers(web, conference_id, web.officer, Answer.ABSENT)
    await come(web, conference_id, web.officer)

    await web.officer.opens("/diemdanh")

    assert "Đồng chí đã được ghi có mặt" in await web.officer.text()


async def test_only_the_chairs_side_keeps_the_list(web: World) -> None:
    conference_id = await called(web)
    await come(web, conference_id, web.leader)
    wires = ("attroll1:1:0", "attfind1:1", "attundo1:1", "attwho1:1:0", "attoth1:1:0")

    for person in (web.officer, web.deputy, web.agency):
        for wire in (*wires, f"attrec1:1:person:{web.other.id}"):
            await person.forges(wire)
            assert "không làm được việc này" in await person.text()

    async def count(uow: UnitOfWork) -> int:
        return len(await uow.attendances.present(conference_id))

    assert await web.do(count) == 1
    await web.secretary.forges("attrec1:1:person:9999", "attrec1:1:nobody:1", "attundo1:77")
    assert await web.do(count) == 1
