"""Units answer the invitation; the chair sees, records for them, reminds the silent (4.3)."""

from storage.kinds import Answer, ConferenceState, SignMode
from storage.rsvps import Rsvp
from storage.unit_of_work import UnitOfWork
from tests.handlers.test_conference import calls
from tests.support.world import Person, World

REASON = "Lãnh đạo và cán bộ đi công tác ngoài tỉnh."


async def answer_of(world: World, person: Person) -> Rsvp:
    async def look(uow: UnitOfWork) -> Rsvp:
        found = await uow.rsvps.of_unit(1, person.unit.id)
        assert found is not None
        return found

    return await world.do(look)


async def test_an_officer_answers_and_changes_the_answer(world: World) -> None:
    await calls(world.chair)
    officer = world.officer
    await officer.presses("Trả lời giấy mời", "Lãnh đạo dự")
    text = await officer.text()
    assert "Đã ghi câu trả lời" in text
    assert f"Người ký giao ước: {world.leader.name}" in text
    await officer.presses("Số người dự")
    await officer.types("21")
    assert "số người từ 1 đến 20" in await officer.text()
    await officer.types("3")
    await officer.presses("Đăng ký phát biểu", "3")
    assert "Phát biểu: mục 3. Thảo luận" in await officer.text()
    await officer.opens("/viec")
    assert "giấy mời" not in await officer.text()

    await officer.types("hoi nghi", "sua cau tra loi", "cu nguoi du thay", "Lê Thị Mai")
    assert "Chưa đọc được họ tên và chức vụ" in await officer.text()
    await officer.types("Lê Thị Mai – Phó Giám đốc")

    given = await answer_of(world, officer)
    assert (given.answer, given.people_count) == (Answer.SUBSTITUTE, 3)
    assert (given.substitute_name, given.substitute_title) == ("Lê Thị Mai", "Phó Giám đốc")
    assert (given.signer_name, given.on_behalf) == ("", False)
    await officer.presses("Vắng mặt")
    await officer.types(REASON)
    given = await answer_of(world, officer)
    assert (given.answer, given.people_count, given.reason) == (Answer.ABSENT, 0, REASON)
    assert given.speaks_on is None


async def test_a_leader_hears_of_each_answer_about_them_but_not_of_their_own(web: World) -> None:
    officer, leader, about = web.officer, web.leader, "đã trả lời giấy mời của"
    await calls(web.chair)
    await officer.presses("Trả lời giấy mời", "Lãnh đạo dự")
    told = await leader.text()
    assert f"Đồng chí {officer.name} {about} {officer.unit.name}: lãnh đạo dự" in told
    assert f"Người ký giao ước: {leader.name}" in told
    await officer.presses("Số người dự", "3")
    assert await leader.sees(about) == 1

    await officer.presses("Vắng mặt")
    await officer.types(REASON)
    assert await leader.sees(about) == 2
    assert f"Lý do: {REASON}" in await leader.text()
    await leader.presses("Sửa câu trả lời", "Lãnh đạo dự")
    assert await leader.sees(about) == 2
    assert await officer.sees(about) == 0


async def test_who_signs_is_named_with_the_capacity_and_its_paper(telegram: World) -> None:
    await calls(telegram.chair)
    officer = telegram.officer
    await officer.presses("Trả lời giấy mời", "Cử người dự thay")
    await officer.types("Lê Thị Mai – Phó Giám đốc")
    await officer.presses("Người ký giao ước", "Người dự thay", "KT. Ký thay")
    assert "Lê Thị Mai, Phó Giám đốc (ký thay thủ trưởng)" in await officer.text()
    assert (await answer_of(telegram, officer)).sign_mode is SignMode.FOR_HEAD

    await officer.presses("Người ký giao ước", "Người khác")
    await officer.types("Ngô Văn Tú – Chánh Văn phòng")
    await officer.presses("TUQ. Thừa ủy quyền")
    assert "Gửi văn bản để Ngô Văn Tú ký thừa ủy quyền" in await officer.text()
    assert (await answer_of(telegram, officer)).sign_mode is None
    await officer.types("gửi sau")
    assert "Đang chờ một tệp" in await officer.text()
    await officer.sends("uy-quyen.pdf", b"%PDF-1.7 uy quyen", caption="TUYỆT MẬT")
    assert (await answer_of(telegram, officer)).sign_mode is None
    await officer.sends("uy-quyen.pdf", b"%PDF-1.7 uy quyen")

    given = await answer_of(telegram, officer)
    assert (given.signer_name, given.sign_mode) == ("Ngô Văn Tú", SignMode.BY_AUTHORITY)
    assert given.authorisation_id is not None
    await _unit_and_chairs_side_read_the_paper(telegram)
    await officer.opens("/hoinghi")
    await officer.presses("Sửa câu trả lời")
    await officer.presses("Người ký giao ước", f"1. {telegram.leader.name}")
    given = await answer_of(telegram, officer)
    assert (given.signer_name, given.authorisation_id) == (telegram.leader.name, None)


async def _unit_and_chairs_side_read_the_paper(world: World) -> None:
    officer = world.officer
    await officer.presses("Xem văn bản để ký")
    for reader in (officer, world.secretary):
        await reader.forges(f"rsvsg5:1:{officer.unit.id}")
        assert (await reader.shown()).files == ("uy-quyen.pdf",)
    await world.other.forges(f"rsvsg5:1:{officer.unit.id}")
    assert "không làm được việc này" in await world.other.text()
    await officer.opens("/lichsu")
    assert (
        "dự thay: Lê Thị Mai, Phó Giám đốc; 2 người; "
        "người ký: Ngô Văn Tú, Chánh Văn phòng (thừa ủy quyền, uy-quyen.pdf)"
    ) in await officer.text()


async def test_the_second_of_two_sees_the_first_answer_and_chooses(web: World) -> None:
    await calls(web.chair)
    await web.officer.presses("Trả lời giấy mời")
    await web.leader.presses("Trả lời giấy mời", "Vắng mặt")
    await web.officer.presses("Lãnh đạo dự")

    await web.leader.types(REASON)

    text = await web.leader.text()
    assert "Chưa ghi việc vừa làm: người khác vừa trả lời" in text
    assert f"Người trả lời: đồng chí {web.officer.name}" in text
    assert (await answer_of(web, web.officer)).answer is Answer.ATTEND
    await web.leader.presses("Vắng mặt")
    await web.leader.types(REASON)
    assert (await answer_of(web, web.officer)).answer is Answer.ABSENT


async def test_the_chairs_side_answers_for_a_unit_that_telephoned(world: World) -> None:
    await calls(world.chair)
    secretary = world.secretary
    await secretary.opens("/hoinghi")
    await secretary.presses("Trả lời các đơn vị")
    assert "Đã trả lời 0/8 đơn vị" in await secretary.text()
    await secretary.presses("3", "Lãnh đạo dự")

    assert "(ghi thay đơn vị)" in await secretary.text()
    told = await world.officer.text()
    assert f"Đồng chí {secretary.name} đã ghi câu trả lời giấy mời thay" in told
    assert (await answer_of(world, world.officer)).on_behalf
    assert await world.other.sees("đã ghi câu trả lời") == 0
    await world.officer.opens("/lichsu")
    assert "ghi câu trả lời giấy mời thay đơn vị" in await world.officer.text()
    await world.officer.opens("/hoinghi")
    await world.officer.presses("Sửa câu trả lời", "Số người dự", "4")
    assert not (await answer_of(world, world.officer)).on_behalf
    await secretary.presses("Trả lời các đơn vị")
    assert "3. STC – lãnh đạo dự, 4 người" in await secretary.text()


async def test_exactly_the_silent_are_reminded(world: World) -> None:
    await calls(world.chair)
    await world.officer.presses("Trả lời giấy mời", "Lãnh đạo dự")
    await world.chair.opens("/hoinghi")
    await world.chair.presses("Trả lời các đơn vị")
    assert "Đã trả lời 1/8 đơn vị; 1 đơn vị dự, 2 người" in await world.chair.text()
    await world.chair.forges("rsvall2:1:7")
    assert "Đã trả lời 1/8 đơn vị" in await world.chair.text()

    await world.chair.presses("Nhắc 7 đơn vị")
    assert "Nhắc 7 người của 7 đơn vị trả lời giấy mời" in await world.chair.text()
    await world.chair.presses("Nhắc 7 người")

    assert "7 người của 7 đơn vị" in await world.chair.text()
    reminder = "Nhắc đồng chí trả lời giấy mời hội nghị: hạn 11/03/2027"
    assert await world.other.sees(reminder) == 1
    assert await world.officer.sees(reminder) == 0
    await world.other.presses("Trả lời giấy mời", "Lãnh đạo dự")
    assert "Đã ghi câu trả lời" in await world.other.text()
    await world.agency.opens("/hoinghi")
    assert "Trả lời các đơn vị" not in await world.agency.labels()


async def test_once_the_meeting_began_one_is_told_whom_to_call(web: World) -> None:
    await calls(web.chair)
    await web.officer.presses("Trả lời giấy mời")
    late = await web.officer.holds("Lãnh đạo dự")

    async def start(uow: UnitOfWork) -> None:
        await uow.conferences.touch(1, {"state": ConferenceState.RUNNING, "started_at": uow.now})

    await web.do(start)
    await web.officer.presses_held(late)

    text = await web.officer.text()
    assert "Hội nghị đã bắt đầu" in text
    assert f"đề nghị gọi đồng chí {web.secretary.name}, Thư ký khối" in text


async def test_nobody_answers_for_another_unit(web: World) -> None:
    await calls(web.chair)
    unit_id = web.officer.unit.id
    for person in (web.other, web.deputy, web.agency):
        await person.forges(
            f"rsv1:1:{unit_id}", f"rsvans1:1:{unit_id}:attend:0", f"rsvsp2:1:{unit_id}:1:0"
        )
        assert "không làm được việc này" in await person.text()

    async def look(uow: UnitOfWork) -> dict[int, Rsvp]:
        return await uow.rsvps.of_conference(1)

    assert await web.do(look) == {}
