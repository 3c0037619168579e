"""Papers read and comments made before the conference, and lists discussed (R5)."""

from io import BytesIO

from openpyxl import load_workbook

from messages.actions import ReadUnitTasks
from messages.documents.comments import comment_book
from storage.unit_of_work import UnitOfWork
from tests.support.meeting import called
from tests.support.prepared import approve, fill, submit
from tests.support.world import Person, World
from workflow.comment import all_of

SAID = "Đề nghị bổ sung chỉ tiêu giải ngân.\nNêu rõ mốc từng quý."


async def opens_comments(person: Person) -> None:
    await person.opens("/hoinghi")
    await person.presses("Góp ý trước hội nghị")


async def test_a_paper_is_sent_as_a_file_to_whoever_is_invited(world: World) -> None:
    await called(world)
    await world.agency.opens("/hoinghi")
    await world.agency.presses("Tài liệu hội nghị", "1")

    paper = await world.agency.shown()
    assert paper.files == ("Du thao ke hoach.pdf",)
    # A press under a file leaves the file where it is.
    await world.agency.presses("Tài liệu hội nghị")
    assert paper in await world.agency.said()


async def test_an_item_is_commented_on_changed_handled_and_exported(world: World) -> None:
    conference_id = await called(world)
    await opens_comments(world.officer)
    await world.officer.presses("2")
    await world.officer.types("...", "x" * 1001, SAID)

    assert await world.officer.sees("1.001 ký tự") == 1
    assert SAID in await world.officer.text()
    await opens_comments(world.leader)
    await world.leader.presses("Ý kiến của đơn vị", "1", "Sửa ý kiến")
    await world.leader.types("Đề nghị bỏ chỉ tiêu 3.")
    await opens_comments(world.secretary)
    await world.secretary.presses("Tất cả ý kiến (1)", "1", "Đã xử lý")
    assert "Đã xử lý ngày" in await world.secretary.text()
    await world.secretary.presses("Góp ý trước hội nghị", "Tất cả ý kiến (1)", "Tải Excel")
    assert (await world.secretary.shown()).files == ("Y kien gop y hoi nghi 2027.xlsx",)

    async def book(uow: UnitOfWork) -> bytes:
        found = await uow.conferences.get(conference_id)
        assert found is not None
        return comment_book(found, await all_of(uow, found))

    sheet = load_workbook(BytesIO(await world.do(book))).worksheets[0]
    row = list(sheet.iter_rows(values_only=True))[-1]
    assert row[1] == "Mục 2. Thảo luận dự thảo kế hoạch"
    assert (row[4], row[6]) == ("Đề nghị bỏ chỉ tiêu 3.", "Đã xử lý")
    await opens_comments(world.other)
    await world.other.presses("Ý kiến của đơn vị")
    assert "Đơn vị chưa góp ý" in await world.other.text()


async def test_lists_are_read_and_commented_on_once_the_chair_opens_discussion(
    world: World,
) -> None:
    conference_id = await called(world)
    await fill(world, world.officer)
    await submit(world, world.officer)
    await approve(world, world.leader)
    await world.other.forges(ReadUnitTasks(conference_id, 0).encode())
    assert "chưa mở thảo luận" in await world.other.text()

    await opens_comments(world.chair)
    await world.chair.presses("Mở thảo luận")
    assert "Đang mở thảo luận" in await world.chair.text()
    await opens_comments(world.other)
    await world.other.presses("Nhiệm vụ các đơn vị", "Góp ý đơn vị này")
    await world.other.types("Nhiệm vụ số 3 chưa có chỉ tiêu.")

    assert await world.officer.sees("góp ý nhiệm vụ của Sở Tài chính") == 1
    assert await world.leader.sees("Nhiệm vụ số 3 chưa có chỉ tiêu.") == 1
    await world.other.presses("Sửa ý kiến")
    await world.other.types("Nhiệm vụ số 3 và 4 chưa có chỉ tiêu.")
    assert await world.officer.sees("góp ý nhiệm vụ của Sở Tài chính") == 1
    await world.officer.presses("Ý kiến về đơn vị", "1")
    assert "số 3 và 4" in await world.officer.text()
    assert await world.officer.labels() == ["Góp ý trước hội nghị"]
    await world.other.presses("Rút ý kiến")
    assert "chưa góp ý" in await world.other.text()
    await world.chair.presses("Đóng thảo luận")
    await world.other.forges(ReadUnitTasks(conference_id, 0).encode())
    assert "chưa mở thảo luận" in await world.other.text()


async def test_what_was_said_stays_once_the_meeting_has_begun(web: World) -> None:
    conference_id = await called(web)
    await opens_comments(web.officer)
    await web.officer.presses("1")
    await web.officer.types(SAID)
    change = await web.officer.holds("Rút ý kiến")

    async def start(uow: UnitOfWork) -> None:
        await uow.conferences.touch(conference_id, {"state": "running", "started_at": uow.now})

    await web.do(start)
    await web.officer.presses_held(change)

    assert "đã khai mạc" in await web.officer.text()
    await opens_comments(web.officer)
    await web.officer.presses("Ý kiến của đơn vị", "1")
    assert await web.officer.labels() == ["Góp ý trước hội nghị"]
