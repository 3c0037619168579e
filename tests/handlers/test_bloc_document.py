"""The bloc's documents: drafted, commented on, voted, issued with the typed number (R15)."""

from datetime import timedelta

from storage.kinds import AgendaKind, ConferenceState, ObligationKind, VoteKind
from storage.unit_of_work import UnitOfWork
from tests.support.meeting import running
from tests.support.prepared import acting
from tests.support.world import Person, World
from workflow import conference

TITLE = "Kế hoạch hoạt động năm 2027"
PDF = b"%PDF-1.7 du thao"
RESULT = {"agree": 7, "disagree": 1, "other": 0, "not_cast": 0, "present": 8, "total": 8}


async def drafted(chair: Person) -> None:
    await chair.opens("/vanban")
    await chair.presses("Thêm dự thảo", "Kế hoạch")
    await chair.types(TITLE)
    await chair.sends("Du thao ke hoach.pdf", PDF)


async def voted(world: World, *, passed: bool) -> None:
    """Let the running conference hold a vote to its end."""

    async def act(uow: UnitOfWork) -> None:
        meeting = await uow.conferences.current(world.stage.cycle_id)
        assert meeting is not None
        items = await uow.conferences.items(meeting.id)
        item = next(one for one in items if one.kind is AgendaKind.VOTE)
        vote_id = await uow.votes.open(
            {
                "agenda_item_id": item.id,
                "kind": VoteKind.OPEN,
                "subject": item.title,
                "voters": [unit.id for unit in world.stage.units],
                "n_units": 8,
                "quorum": "2/3",
                "majority": "1/2",
                "opened_by": world.chair.id,
                "opened_at": uow.now,
            }
        )
        done = {"closed_by": world.chair.id, "closed_at": uow.now}
        await uow.votes.close(vote_id, {**done, "result": {**RESULT, "passed": passed}})

    await world.do(act)


async def owing(world: World) -> set[int | None]:
    async def look(uow: UnitOfWork) -> set[int | None]:
        found = await uow.obligations.open_in(world.stage.cycle_id)
        return {one.unit_id for one in found if one.kind is ObligationKind.COMMENT}

    return await world.do(look)


async def test_a_document_goes_from_draft_to_everybody(world: World) -> None:
    chair, officer, other = world.chair, world.officer, world.other
    await drafted(chair)
    assert f"Dự thảo “{TITLE}”" in await chair.text()
    await other.opens("/vanban")
    assert "chưa có văn bản nào" in await other.text()

    await chair.presses("Lấy ý kiến đơn vị")
    await chair.types("sớm", "15/2")
    assert "hạn góp ý 15/02/2027" in await chair.text()
    assert len(await owing(world)) == 7
    assert await other.sees("Đề nghị đơn vị góp ý dự thảo") == 1
    await officer.opens("/viec")
    await officer.presses((await officer.labels())[0], "Góp ý dự thảo")
    await officer.types("Đề nghị lùi mốc kiểm tra chéo.")
    assert "Ý kiến của đơn vị: Đề nghị lùi mốc" in await officer.text()
    await other.presses("Mở văn bản", "Thống nhất dự thảo")
    assert "Đơn vị thống nhất" in await other.text()
    assert len(await owing(world)) == 5
    await chair.opens("/vanban")
    await chair.presses("1", "Xem ý kiến (2)", "Ghi ý 1 đã xử lý")
    assert "1. ✅ Sở Tài chính: Đề nghị lùi mốc" in await chair.text()

    await chair.presses("Mở văn bản", "Đưa ra biểu quyết")
    assert await owing(world) == set()
    await _it_is_adopted(world)
    await _it_is_issued(world)


async def _it_is_adopted(world: World) -> None:
    chair = world.chair
    await running(world, AgendaKind.VOTE)
    await voted(world, passed=True)
    await chair.opens("/vanban")
    await chair.presses("1", "1. Gắn biểu quyết")
    assert "Trạng thái: Đã thông qua" in await chair.text()
    assert "7/8 đơn vị có mặt đồng ý, 1 không đồng ý" in await chair.text()


async def _it_is_issued(world: World) -> None:
    chair, officer, other = world.chair, world.officer, world.other
    await chair.presses("Ban hành")
    await chair.sends("Ke hoach da ky.pdf", PDF)
    await chair.types("12/KH-KTN", "5/1")
    assert "Số: 12/KH-KTN\nNgày: 05/01/2027" in await chair.text()
    assert await other.sees("ban hành") == 0
    await chair.presses("Ban hành văn bản này")
    for person in (officer, world.leader, world.agency):
        assert await person.sees("số 12/KH-KTN, ngày 05/01/2027") == 1
    await other.opens("/vanban")
    await other.presses("1", "Tải tệp")
    assert (await other.shown()).files == ("Ke hoach da ky.pdf",)


async def test_what_does_not_fit_is_asked_again_and_second_thoughts_are_kept(web: World) -> None:
    chair = web.chair
    await drafted(chair)
    old = await chair.holds("Đưa ra biểu quyết")
    await chair.presses("Thay tệp dự thảo")
    await chair.sends("anh.gif", b"GIF89a")
    await chair.sends("Du thao lan 2.docx", b"PK\x03\x04 x")
    assert "Du thao lan 2.docx" in await chair.text()
    await chair.presses_held(old)
    assert await chair.sees("Văn bản vừa được thay đổi") == 1
    await chair.opens("/vanban")
    await chair.presses("1", "Lấy ý kiến đơn vị")
    await chair.types("1/1", "20/2")
    assert await chair.sees("đã qua") == 1

    await _a_unit_changes_its_mind(web)
    await chair.presses("Đưa ra biểu quyết")
    await _a_second_vote_carries_it(web)


async def test_a_vote_opened_on_a_document_adopts_it_at_its_close_until_it_is_unlinked(
    web: World,
) -> None:
    chair, title = web.chair, "Theo văn bản 1"
    await drafted(chair)
    await chair.presses("Đưa ra biểu quyết")
    await running(web, AgendaKind.VOTE, *web.stage.units)
    await chair.opens("/diemdanh")
    await chair.presses("Diễn biến hội nghị", "Mở biểu quyết")
    assert f"1. {TITLE}" in await chair.text()
    assert "tự gắn vào văn bản" in await chair.text()
    assert await chair.sees("Đang biểu quyết") == 0

    await chair.presses(title)
    assert f"Biểu quyết: {TITLE}" in await chair.text()
    await chair.presses("Cập nhật", "Đóng biểu quyết", "Đóng và lấy kết quả")
    await _again_by_hands(web, title)
    await chair.opens("/vanban")
    await chair.presses("1")
    assert "Trạng thái: Đã thông qua" in await chair.text()
    assert "8/8 đơn vị có mặt đồng ý" in await chair.text()

    await chair.presses("Bỏ gắn biểu quyết")
    assert "Trạng thái: Chờ biểu quyết" in await chair.text()
    assert f"2. {TITLE} (lần 2)" in await chair.text()
    await chair.presses("2. Gắn biểu quyết")
    assert "Trạng thái: Đã thông qua" in await chair.text()


async def _again_by_hands(world: World, title: str) -> None:
    """Count hands on the document, which the first vote did not carry, and on typed words."""
    chair, other = world.chair, "Chọn đơn vị Trưởng khối năm sau"
    await chair.opens("/diemdanh")
    await chair.presses("Diễn biến hội nghị", "Ghi số giơ tay", title)
    await chair.types("8 0 0")
    assert TITLE in await chair.text()
    await chair.presses("Ghi kết quả này")
    assert f"Biểu quyết: {TITLE} (lần 2)" in await chair.text()
    await chair.presses("Diễn biến hội nghị", "Ghi số giơ tay", "Gõ nội dung khác")
    await chair.types("Một\nhai", other, "7 1 0")
    assert other in await chair.text()
    await chair.presses("Ghi kết quả này")
    assert f"Biểu quyết: {other}" in await chair.text()
    await chair.presses("Diễn biến hội nghị", "Mở biểu quyết", "Gõ nội dung khác")
    await chair.types("x" * 201, other)
    assert f"Biểu quyết: {other} (lần 2)" in await chair.text()


async def test_a_vote_on_an_earlier_text_adopts_nothing(web: World) -> None:
    chair = web.chair
    await drafted(chair)
    await chair.presses("Đưa ra biểu quyết")
    await running(web, AgendaKind.VOTE)
    for _ in range(4):
        await voted(web, passed=True)
    await chair.opens("/vanban")
    await chair.presses("1")
    link = await chair.holds("1. Gắn biểu quyết")
    await chair.presses("Các biểu quyết khác", "Trang sau")
    assert "4. Biểu quyết kế hoạch hoạt động" in await chair.text()

    web.clock.move(timedelta(minutes=1))
    await chair.presses("Mở văn bản", "Lấy ý kiến đơn vị")
    await chair.types("15/2")
    await chair.presses("Thay tệp dự thảo")
    await chair.sends("Du thao lan 2.pdf", PDF)
    await chair.presses("Đưa ra biểu quyết")

    assert "rồi chọn văn bản này: kết quả tự gắn" in await chair.text()
    await chair.presses_held(link)
    assert await chair.sees("Văn bản vừa được thay đổi") == 1
    await voted(web, passed=True)
    await _the_next_conference_is_prepared(web)
    await chair.opens("/vanban")
    await chair.presses("1", "1. Gắn biểu quyết")
    assert "Trạng thái: Đã thông qua" in await chair.text()


async def _the_next_conference_is_prepared(web: World) -> None:
    async def act(uow: UnitOfWork) -> None:
        meeting = await uow.conferences.current(web.stage.cycle_id)
        assert meeting is not None
        await uow.conferences.touch(meeting.id, {"state": ConferenceState.CLOSED})
        await conference.prepare(uow, await acting(uow, web.chair))

    await web.do(act)


async def _a_unit_changes_its_mind(web: World) -> None:
    other = web.other
    await other.opens("/vanban")
    await other.presses("1", "Thống nhất dự thảo", "Góp ý dự thảo")
    await other.types("Có một ý kiến.")
    assert "Đơn vị thống nhất" not in await other.text()
    await other.presses("Rút ý kiến")
    assert other.unit.id in await owing(web)


async def _a_second_vote_carries_it(web: World) -> None:
    chair = web.chair
    await running(web, AgendaKind.VOTE)
    await voted(web, passed=False)
    await chair.opens("/vanban")
    await chair.presses("1", "1. Gắn biểu quyết")
    assert "không được thông qua" in await chair.text()
    assert "Ban hành" not in await chair.labels()
    await voted(web, passed=True)
    await chair.opens("/vanban")
    await chair.presses("1", "1. Gắn biểu quyết", "Ban hành")
    await chair.sends("Ke hoach.pdf", PDF)
    await chair.types("12/KH", "31/12")
    assert "chưa đến" in await chair.text()
    await chair.types("5/1")
    issue = await chair.holds("Ban hành văn bản này")
    await chair.presses("Dừng nhập")
    await chair.presses_held(issue)
    assert await chair.sees("chưa gửi gì") == 1
