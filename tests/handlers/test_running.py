"""The meeting goes from item to item; who presides steps, everybody sees where it is."""

from datetime import timedelta

from storage.kinds import Answer
from tests.support.called import answers, called, come, leaders
from tests.support.world import Person, World


async def starts(world: World, *people: Person) -> int:
    """Start the meeting with these people present."""
    conference_id = await called(world)
    await come(world, conference_id, *people)
    await world.chair.opens("/diemdanh")
    await world.chair.presses("Diễn biến hội nghị", "Khai mạc", "Khai mạc ngay")
    return conference_id


async def looks(person: Person) -> str:
    await person.opens("/diemdanh")
    await person.presses("Diễn biến hội nghị")
    return await person.text()


async def test_the_agenda_goes_on_back_and_over_an_item_to_the_close(world: World) -> None:
    await starts(world)
    chair = world.chair
    await chair.presses("Sang mục tiếp theo")
    assert "Đang ở mục 2/3: Thông qua kế hoạch" in await looks(world.officer)
    world.clock.move(timedelta(minutes=20))
    await chair.presses("Về mục trước")
    assert "Đang ở mục 1/3" in await chair.text()
    assert "Bắt đầu 09:2" in await chair.text()
    assert "Về mục trước" not in await chair.labels()
    await chair.presses("Tạm nghỉ")
    assert "Hội nghị đang tạm nghỉ, ở mục 1/3" in await chair.text()
    await chair.presses("Họp tiếp", "Sang mục tiếp theo", "Bỏ qua mục này", "Dừng nhập")
    await chair.presses("Diễn biến hội nghị", "Bỏ qua mục này")
    await chair.types("vội")
    assert "ít nhất 10 ký tự" in (await chair.text()).lower()
    await chair.types("Tài liệu chưa hoàn chỉnh, xin ý kiến sau")
    assert "Đang ở mục 3/3" in await chair.text()
    assert "Bỏ qua mục 2: Tài liệu chưa hoàn chỉnh" in await chair.text()
    await chair.forges("runend1:1")
    assert "còn mục 3 chưa xong" in await chair.text()

    await chair.opens("/diemdanh")
    await chair.presses("Diễn biến hội nghị", "Sang mục tiếp theo", "Kết thúc hội nghị")
    assert "Kết thúc rồi không mở lại được" in await chair.text()
    await chair.presses("Kết thúc, không mở lại")

    assert "Hội nghị đã kết thúc lúc" in await looks(world.officer)


async def test_two_who_step_at_once_make_one_step(web: World) -> None:
    await starts(web)
    await looks(web.secretary)
    theirs = await web.secretary.holds("Sang mục tiếp theo")
    await web.chair.presses("Sang mục tiếp theo")

    await web.secretary.presses_held(theirs)

    assert "Đang ở mục 2/3" in await web.secretary.text()
    mine = await web.chair.holds("Tạm nghỉ")
    await web.chair.presses_held(mine, mine)
    assert "Hội nghị đang tạm nghỉ, ở mục 2/3" in await web.chair.text()


async def test_the_start_is_asked_once_more_and_made_once(web: World) -> None:
    conference_id = await called(web)
    await come(web, conference_id, *leaders(web))
    await looks(web.chair)
    old = await web.chair.holds("Khai mạc")
    await web.chair.presses("Khai mạc")
    assert "Khai mạc rồi không quay lại được" in await web.chair.text()
    assert "Có mặt 6/8 đơn vị, 6 người; đủ số đơn vị để biểu quyết" in await web.chair.text()
    assert "Hội nghị chưa khai mạc" in await looks(web.officer)
    start = await web.chair.holds("Khai mạc ngay")
    await web.chair.presses_held(start, start, old)

    assert "Đang ở mục 1/3" in await web.chair.text()
    await web.chair.opens("/lichsu")
    assert (await web.chair.text()).count("khai mạc hội nghị") == 1


async def test_the_deputy_starts_only_when_the_chair_is_recorded_absent(web: World) -> None:
    conference_id = await called(web)
    await web.deputy.forges("runstart1:1")
    assert "chưa được ghi là vắng mặt" in await web.deputy.text()
    await web.secretary.forges("runstart1:1")
    assert "không làm được việc này" in await web.secretary.text()

    await answers(web, conference_id, web.chair, Answer.ABSENT)
    assert "Khai mạc" in await _labels(web.deputy)
    await web.deputy.presses("Khai mạc", "Khai mạc ngay")

    assert "Đang ở mục 1/3" in await web.deputy.text()
    await web.deputy.presses("Sang mục tiếp theo", "Sang mục tiếp theo")
    assert "Công bố đăng ký" in await web.deputy.labels()
    # From the start on the list of those present alone says who is absent.
    await come(web, conference_id, web.chair)
    assert "Tạm nghỉ" not in await _labels(web.deputy)


async def _labels(person: Person) -> list[str]:
    await looks(person)
    return await person.labels()


async def test_each_unit_speaks_once_on_an_item(world: World) -> None:
    stc, sct = leaders(world, ["STC", "SCT"])
    await starts(world, stc, sct)
    for leader in (stc, sct):
        await looks(leader)
        await leader.presses("Xin phát biểu")
    assert "Phát biểu: STC, SCT" in await sct.text()
    await world.chair.presses("Cập nhật", "Mời STC phát biểu")
    assert "STC (đang phát biểu), SCT" in await world.chair.text()
    await world.chair.presses("STC phát biểu xong")
    await sct.presses("Thôi phát biểu")

    assert "Phát biểu: STC (xong)" in await sct.text()
    await stc.forges(f"spk1:1:{stc.unit.id}")
    assert "STC đã được mời phát biểu ở mục này" in await stc.text()
    await world.officer.forges(f"spk1:1:{sct.unit.id}", "spkcall1:1")
    assert "không làm được việc này" in await world.officer.text()


async def test_who_is_not_there_does_not_speak(web: World) -> None:
    await starts(web)

    assert "Xin phát biểu" not in await _labels(web.leader)
    await web.leader.forges(f"spk1:1:{web.leader.unit.id}")
    assert "chưa có ai được ghi có mặt" in await web.leader.text()


async def test_conclusions_are_written_before_and_after_the_close(web: World) -> None:
    await starts(web)
    await web.chair.presses("Ghi kết luận")
    await web.chair.types("Các đơn vị thực hiện đúng giao ước đã ký.")
    await web.chair.presses("Diễn biến hội nghị", "Sang mục tiếp theo", "Sang mục tiếp theo")
    await web.chair.presses("Sang mục tiếp theo")
    await web.secretary.forges("runskip1:1:0")
    assert "Hội nghị đã chuyển sang mục khác" in await web.secretary.text()
    await web.chair.presses("Kết thúc hội nghị", "Kết thúc, không mở lại")
    await web.chair.presses("Ghi kết luận")
    assert "Kết luận đang ghi, sẽ được thay" in await web.chair.text()
    await web.chair.types("Trưởng khối theo dõi hằng quý.")

    assert "Kết luận: Trưởng khối theo dõi hằng quý." in await looks(web.officer)
    await web.officer.forges("runsay1:1")
    assert "không làm được việc này" in await web.officer.text()
