"""A conference made, called, postponed and taken back by the chair's side (4.3, R13)."""

from datetime import timedelta

from storage.conferences import Conference
from storage.kinds import AgendaKind, ConferenceState, MeetingMode, Step
from storage.unit_of_work import UnitOfWork
from tests.support.world import Person, World
from workflow.calendar import local

PLACE = "Hội trường tầng 2, Sở Khoa học và Công nghệ"
REASON = "Tỉnh triệu tập họp đột xuất cùng buổi."


async def conference_of(world: World) -> Conference:
    async def look(uow: UnitOfWork) -> Conference:
        found = await uow.conferences.newest([world.stage.cycle_id])
        assert found is not None
        return found

    return await world.do(look)


async def prepares(person: Person, time: str = "14:00 15/3") -> None:
    """Come from nothing to an invitation that could be sent."""
    await person.opens("/hoinghi")
    await person.presses("Chuẩn bị hội nghị")
    await person.types(time, PLACE)


async def calls(person: Person, time: str = "14:00 15/3") -> None:
    await prepares(person, time)
    await person.presses("Xem trước và gửi", "Gửi giấy mời")


async def test_the_chair_prepares_previews_and_calls(world: World) -> None:
    chair = world.chair
    await prepares(chair)
    ready = await chair.text()
    assert "Đã đủ nội dung" in ready
    assert "Thời gian: 14:00 thứ Hai, 15/03/2027" in ready
    assert "Chương trình: 8 mục, 180 phút, dự kiến xong lúc 17:00" in ready
    assert "chậm nhất ngày 11/03/2027" in ready
    assert await world.officer.sees("hội nghị") == 0

    await chair.presses("Xem trước và gửi")
    await _whom_it_reaches(chair)
    await chair.presses("Gửi giấy mời")

    assert "Đã gửi giấy mời cho 18 người" in await chair.text()
    assert "đề nghị đồng chí giúp điểm danh, ghi biên bản" in await world.secretary.text()
    for person in (world.officer, world.leader):
        letter = await person.text()
        assert "đề nghị đơn vị trả lời chậm nhất ngày 11/03/2027" in letter
        assert PLACE in letter
    assert await world.agency.sees("Kính mời đồng chí dự và chỉ đạo hội nghị") == 1
    assert await world.patron.sees("Kính mời đồng chí dự và chỉ đạo hội nghị") == 1
    assert await world.agency.labels() == ["Chương trình"]
    await world.officer.opens("/viec")
    assert "Trả lời giấy mời hội nghị – hạn 11/03/2027" in await world.officer.text()
    await world.leader.opens("/viec")
    assert "giấy mời" not in await world.leader.text()
    await world.agency.opens("/hoinghi")
    assert "Giấy mời hội nghị" in await world.agency.text()


async def _whom_it_reaches(chair: Person) -> None:
    assert "Gửi lãnh đạo, cán bộ các đơn vị: 15 người" in await chair.text()
    assert "Báo thêm người điều hành, phục vụ hội nghị: 1 người" in await chair.text()
    await chair.presses("Xem bản gửi lãnh đạo")
    assert "Gửi Thường trực Hội đồng, lãnh đạo phụ trách khối: 2 người" in await chair.text()


async def held_a_year_ago(world: World) -> None:
    """Leave this year's first draft as the conference that the bloc held a year ago."""
    await world.chair.opens("/hoinghi")
    await world.chair.presses("Chuẩn bị hội nghị")
    held = await conference_of(world)

    async def move(uow: UnitOfWork) -> None:
        bloc_id = (await uow.blocs.cycle(world.stage.cycle_id)).bloc_id
        rules = {"theme": "", "tasks_per_unit": 2, "highlights_min": 1, "highlights_max": 2}
        earlier = await uow.blocs.save_cycle(bloc_id, 2026, rules)
        last = (await uow.conferences.items(held.id))[-1]
        await uow.conferences.remove_item(last)
        await uow.conferences.add_guest(
            held.id, {"number": 1, "full_name": "Đỗ Văn Lâm", "position_title": "Chánh Văn phòng"}
        )
        past = uow.now - timedelta(days=300)
        closed = {"state": ConferenceState.CLOSED, "starts_at": past, "called_at": past}
        await uow.conferences.touch(held.id, {"cycle_id": earlier, "place": PLACE, **closed})

    await world.do(move)


async def test_last_years_conference_is_followed(web: World) -> None:
    await held_a_year_ago(web)

    await web.chair.opens("/hoinghi")
    assert "chép chương trình và khách mời của hội nghị năm 2026" in await web.chair.text()
    await web.chair.presses("Theo hội nghị 2026")
    assert "Gõ giờ và ngày họp" in await web.chair.text()
    await web.chair.types("14:00 15/3")

    ready = await web.chair.text()
    assert "Đã đủ nội dung" in ready
    assert f"Địa điểm: {PLACE}" in ready
    assert "Chương trình: 7 mục" in ready
    assert "khách mời: 1" in ready


async def test_the_invitation_brings_a_calendar_file(web: World) -> None:
    await calls(web.chair)

    (name,) = (await web.officer.shown()).files
    content = await web.officer.phone.downloads(name)
    lines = content.decode().split("\r\n")
    assert name == "hoi-nghi-15-03-2027.ics"
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART:20270315T070000Z" in lines
    assert "DTEND:20270315T100000Z" in lines
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = content.decode().replace("\r\n ", "")
    assert "LOCATION:Hội trường tầng 2\\, Sở Khoa học và Công nghệ" in unfolded

    await web.chair.opens("/hoinghi")
    await web.chair.presses("Hủy hội nghị")
    await web.chair.types("Tỉnh triệu tập họp đột xuất.")
    assert (await web.officer.shown()).files == (name,)
    off = (await web.officer.phone.downloads(name)).decode().split("\r\n")
    assert {"METHOD:CANCEL", "STATUS:CANCELLED"} <= set(off)
    assert "UID:conference-1@giaouoc" in off
    assert order_of(off) > order_of(lines)


def order_of(lines: list[str]) -> int:
    return next(int(line.removeprefix("SEQUENCE:")) for line in lines if "SEQUENCE" in line)


async def test_time_is_typed_in_halves_and_wrong_times_are_answered(web: World) -> None:
    chair = web.chair
    await chair.opens("/hoinghi")
    assert "Năm nay chưa có hội nghị" in await chair.text()
    await chair.presses("Chuẩn bị hội nghị")
    for typed, answer in (
        ("đầu tháng ba", "Chưa đọc được giờ, ngày"),
        ("14:00 9/3/2028", "không thuộc năm thi đua"),
        ("8:00 4/1", "đã qua"),
    ):
        await chair.types(typed)
        assert answer in await chair.text(), typed

    await chair.types("9/3")
    assert "Gõ giờ họp ngày 09/03/2027" in await chair.text()
    await chair.types("14h30")

    assert "Gõ địa điểm họp" in await chair.text()
    starts_at = (await conference_of(web)).starts_at
    assert starts_at is not None
    assert f"{local(starts_at):%d/%m %H:%M}" == "09/03 14:30"


async def test_the_form_is_changed_field_by_field(web: World) -> None:
    secretary = web.secretary
    await prepares(secretary, "8h 13/3")
    assert "13/03/2027 (ngày nghỉ)" in await secretary.text()
    await secretary.presses("Hình thức", "Kết hợp")
    assert "còn thiếu: đường dẫn" in await secretary.text()
    assert "Xem trước và gửi" not in await secretary.labels()
    await secretary.presses("Đường dẫn")
    await secretary.types("phòng số 2")
    assert "chưa phải đường dẫn" in await secretary.text()
    await secretary.types("https://hop.example.vn/khoi")
    await secretary.presses("Hạn trả lời")
    await secretary.types("20/3")
    assert "Đề nghị gõ một ngày từ 05/01/2027 đến 13/03/2027" in await secretary.text()
    await secretary.types("10/3")
    await secretary.presses("Tên hội nghị")
    await secretary.types("Hội nghị ký kết giao ước")

    found = await conference_of(web)
    assert (found.mode, found.link) == (MeetingMode.BOTH, "https://hop.example.vn/khoi")
    assert found.title == "Hội nghị ký kết giao ước"
    assert str(found.rsvp_due_on) == "2027-03-10"
    await secretary.presses("Khách mời (0)", "Thêm khách mời")
    await secretary.types("Đỗ Văn Lâm")
    assert "Chưa đọc được họ tên và chức vụ" in await secretary.text()
    await secretary.types("1. Đỗ Văn Lâm – Chánh Văn phòng\nHà Thu Nga, Phó Ban Dân vận")
    assert "2. Hà Thu Nga – Phó Ban Dân vận" in await secretary.text()
    await secretary.presses("1", "Bỏ khách mời")
    assert "1. Hà Thu Nga" in await secretary.text()


async def test_two_who_change_the_same_field_see_each_other(web: World) -> None:
    await prepares(web.chair)
    await web.chair.presses("Địa điểm")
    await web.secretary.opens("/hoinghi")
    await web.secretary.presses("Địa điểm")
    await web.secretary.types("Hội trường Sở Xây dựng")

    await web.chair.types("Hội trường A")

    assert "Chưa lưu “Hội trường A”: người khác vừa sửa" in await web.chair.text()
    assert "Hiện nay: Hội trường Sở Xây dựng" in await web.chair.text()
    await web.chair.types("Hội trường B")
    assert (await conference_of(web)).place == "Hội trường B"


async def test_the_agenda_is_made_ones_own(web: World) -> None:
    chair = web.chair
    await prepares(chair)
    await chair.presses("Chương trình")
    assert "5. Công bố đăng ký thi đua của các đơn vị" in await chair.text()
    await chair.presses("Thêm mục")
    await chair.types("Văn nghệ chào mừng")
    assert "Mục 9. Văn nghệ chào mừng" in await chair.text()
    await chair.presses("Số phút")
    await chair.types("rất lâu")
    assert "số phút từ 1 đến 480" in await chair.text()
    await chair.types("20")
    await chair.presses("Loại mục", "Khai mạc", "Người trình bày")
    await chair.types("Đoàn thanh niên")
    await chair.presses("Chuyển lên")
    stale = await chair.holds("Chuyển lên")
    await chair.presses("Chuyển lên")
    await chair.presses_held(stale)
    assert "Đã đủ nội dung" in await chair.text()

    async def look(uow: UnitOfWork) -> list[tuple[int, str, AgendaKind, int]]:
        items = await uow.conferences.items(1)
        return [(one.number, one.presenter, one.kind, one.minutes) for one in items]

    assert (await web.do(look))[6] == (7, "Đoàn thanh niên", AgendaKind.OPENING, 20)
    await chair.presses("Chương trình", "7", "Bỏ mục này", "Giữ lại", "Bỏ mục này", "Bỏ mục 7")
    assert [number for number, *_ in await web.do(look)] == list(range(1, 9))
    assert "Văn nghệ" not in await chair.text()


async def test_papers_are_named_ordered_and_refused(web: World) -> None:
    chair = web.chair
    await prepares(chair)
    await chair.presses("Tài liệu (0)")
    await chair.sends("ke-hoach.pdf", b"%PDF-1.7 ke hoach")
    await chair.sends("phan-mem.exe", b"MZ")
    assert "Tài liệu chỉ nhận PDF" in await chair.text()
    await chair.sends("quy-che.pdf", b"%PDF-1.7 quy che")
    assert "1. ke-hoach\n2. quy-che" in await chair.text()
    await chair.presses("Xong", "Tài liệu (2)", "2", "Đổi tên")
    await chair.types("Dự thảo quy chế")
    await chair.presses("2", "Chuyển lên")
    assert "1. Dự thảo quy chế\n2. ke-hoach" in await chair.text()
    await chair.presses("2", "Bỏ tài liệu")

    assert "ke-hoach" not in await chair.text()
    await chair.opens("/hoinghi")
    await chair.presses("Xem trước và gửi", "Gửi giấy mời")
    assert "Tài liệu hội nghị" in await web.officer.labels()


async def test_a_marked_paper_is_refused(telegram: World) -> None:
    await prepares(telegram.chair)
    await telegram.chair.presses("Tài liệu (0)", "Thêm tài liệu")
    await telegram.chair.sends("Kế hoạch TỐI MẬT.pdf", b"%PDF-1.7")

    assert "có dấu mật nên bị từ chối" in await telegram.chair.text()
    await telegram.chair.sends("ke-hoach.pdf", b"%PDF-1.7", caption="Dự thảo kế hoạch")
    assert "1. Dự thảo kế hoạch" in await telegram.chair.text()


async def postpones(chair: Person) -> None:
    """Walk up to the last press."""
    await chair.opens("/hoinghi")
    await chair.presses("Dời hội nghị")
    await chair.types("14:00 15/3")
    assert "đang định đúng lúc" in await chair.text()
    await chair.types("8:00 22/3", REASON)


async def test_the_conference_is_postponed_with_what_hangs_on_it(world: World) -> None:
    await calls(world.chair)
    await postpones(world.chair)
    preview = await world.chair.text()
    assert "14:00 thứ Hai, 15/03/2027 → 08:00 thứ Hai, 22/03/2027" in preview
    assert "Hạn trả lời giấy mời: 11/03/2027 → 18/03/2027" in preview
    assert "Hạn ký giao ước 15/03/2027: giữ nguyên, hoặc “Dời cả hạn ký” đến 22/03/2027" in preview

    await world.chair.presses("Dời cả hạn ký")

    letter = await world.officer.text()
    assert "Hội nghị dời sang 08:00 thứ Hai, 22/03/2027" in letter
    assert "xác nhận lại chậm nhất ngày 18/03/2027" in letter
    assert await world.agency.sees("xác nhận lại") == 0
    assert await world.agency.sees("Hội nghị dời sang") == 1
    assert await world.secretary.sees("Hội nghị dời sang") == 1

    async def look(uow: UnitOfWork) -> list[tuple[Step, str]]:
        granted = await uow.extensions.of_cycle(world.stage.cycle_id)
        return [(one.step, str(one.due_on)) for one in granted]

    assert await world.do(look) == [(Step.SIGN, "2027-03-22")]


async def test_a_meeting_called_goes_online_once_its_link_is_known(web: World) -> None:
    await calls(web.chair)
    await web.chair.opens("/hoinghi")
    await web.chair.presses("Sửa nội dung", "Hình thức", "Trực tuyến")
    assert "Có đường dẫn thì hình thức họp đổi thành trực tuyến" in await web.chair.text()
    await web.chair.types("phòng số 2")
    assert "chưa phải đường dẫn" in await web.chair.text()
    assert (await conference_of(web)).mode is MeetingMode.IN_PERSON
    await web.chair.types("https://hop.example.vn/khoi")

    found = await conference_of(web)
    assert (found.mode, found.link) == (MeetingMode.ONLINE, "https://hop.example.vn/khoi")
    assert await web.officer.sees("Giấy mời hội nghị vừa được sửa") == 1
    assert "Địa điểm: họp trực tuyến: https://hop.example.vn/khoi" in await web.officer.text()


async def test_an_answer_is_confirmed_after_the_conference_was_postponed(web: World) -> None:
    await calls(web.chair)
    await web.officer.presses("Trả lời giấy mời", "Lãnh đạo dự")
    await postpones(web.chair)
    await web.chair.presses("Dời, giữ hạn ký", "Trả lời các đơn vị")
    count = "Đã trả lời 1/8 đơn vị; 1 đơn vị cần xác nhận lại; 0 đơn vị xác nhận dự"
    assert count in await web.chair.text()

    await web.officer.presses("Trả lời giấy mời")
    assert "lãnh đạo dự, 2 người (cần xác nhận lại)" in await web.officer.text()
    await web.officer.opens("/viec")
    assert "hạn 18/03/2027" in await web.officer.text()
    (answer,) = [name for name in await web.officer.labels() if "giấy mời" in name]
    await web.officer.presses(answer, "Giữ câu trả lời cũ")
    assert "Đã ghi câu trả lời" in await web.officer.text()
    await web.chair.opens("/hoinghi")
    await web.chair.presses("Trả lời các đơn vị")
    assert "Đã trả lời 1/8 đơn vị; 1 đơn vị dự, 2 người" in await web.chair.text()


async def test_an_outdated_postponement_moves_nothing(web: World) -> None:
    chair = web.chair
    await calls(chair)
    await chair.opens("/hoinghi")
    await chair.presses("Dời hội nghị")
    await chair.types("8:00 22/3", REASON)
    old = await chair.holds("Dời, giữ hạn ký")
    await web.secretary.opens("/hoinghi")
    await web.secretary.presses("Sửa nội dung", "Địa điểm")
    await web.secretary.types("Hội trường Sở Xây dựng")
    assert await web.officer.sees("Giấy mời hội nghị vừa được sửa") == 1

    await chair.presses_held(old, old)

    starts_at = (await conference_of(web)).starts_at
    assert starts_at is not None
    assert local(starts_at).day == 15


async def test_a_cancelled_conference_is_told_and_owed_no_more(web: World) -> None:
    await calls(web.chair)
    await web.chair.opens("/hoinghi")
    await web.chair.presses("Hủy hội nghị")
    await web.chair.types("Bận")
    assert "ít nhất 10 ký tự" in await web.chair.text()
    await web.chair.types(REASON)

    assert "báo cho 18 người" in await web.chair.text()
    assert await web.secretary.sees("đã hủy, đồng chí không phải dự") == 1
    assert f"Lý do: {REASON}" in await web.officer.text()
    await web.officer.opens("/viec")
    assert "giấy mời" not in await web.officer.text()
    assert (await conference_of_any(web)).state is ConferenceState.CANCELLED
    await web.chair.opens("/hoinghi")
    assert "Năm nay chưa có hội nghị" in await web.chair.text()


async def conference_of_any(world: World) -> Conference:
    async def look(uow: UnitOfWork) -> Conference:
        found = await uow.conferences.get(1)
        assert found is not None
        return found

    return await world.do(look)


async def test_only_the_chairs_side_prepares_and_a_draft_is_its_own(world: World) -> None:
    await prepares(world.chair)
    for person in (world.officer, world.deputy, world.agency):
        await person.opens("/hoinghi")
        assert "Chưa có giấy mời hội nghị" in await person.text()
        await person.forges("cfnew1:blank", "cf1:1", "cfprep1:1", "cfcall1:1:3", "cfag1:1")
        assert "Đã đủ nội dung" not in await person.text()
        assert (await conference_of(world)).state is ConferenceState.DRAFT
